/** Cells that are not for answers: reports what was written over a question or into its guidance. */
import type { Finding } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Scope } from '../layout-scope.ts';
import type { SheetCell } from '../read/content.ts';
import { draftOf } from '../write/draft.ts';
import type { RowContext } from './answer-row.ts';
import { codeIndex } from './place/code.ts';
import type { FoundRow } from './place/found-row.ts';
import type { FoundRows } from './place/rows.ts';
import { textAt } from './place/table.ts';
import { hasContent } from './says.ts';
import { aboutStray } from './stray.ts';
import { foldLoosely } from './value/folding.ts';

export function aboutClosedCells(rows: FoundRows, scope: Scope, context: RowContext, texts: Texts): Finding[] {
  const { instrument, language } = context;
  const { knows } = codeIndex(instrument).texts;
  const { places } = draftOf(instrument, language.code, scope, texts);
  const all = [...rows.byId.values()].flat();
  const guided = all.map((row) => ({ row, issued: places.get(row.layout.id)?.row.guidance }));
  const reworded = guided.flatMap(({ row, issued }) => overGuidance(row, issued) ?? []);
  const present = guided.filter(({ row }) => hasContent(row.cell('guidance')));
  // If the guidance differs nearly everywhere, another version of this software worded it, not a person.
  const byPerson = new Set(reworded.length <= Math.max(fewReworded, present.length / 4) ? reworded : []);
  const changed = guided.flatMap(({ row, issued }) => {
    const guidance = row.cell('guidance');
    const overwritten = guidance !== undefined && byPerson.has(guidance) ? guidance : intoGuidance(row, issued);
    return [overQuestion(row, knows), overwritten].flatMap((cell) => (cell ? [{ row, cell }] : []));
  });
  const bySheet = Map.groupBy(changed, ({ row }) => row.sheet);
  return [...bySheet].flatMap(([sheet, cells]) =>
    aboutStray(
      sheet,
      cells.map(({ cell }) => cell),
    ),
  );
}

const fewReworded = 3;

/** Guidance with other words than the current ones. */
function overGuidance(row: FoundRow, issued: string | undefined): SheetCell | null {
  const cell = row.cell('guidance');
  // A cell covered by a merged one is reported as such.
  if (issued === undefined || !cell || !hasContent(cell) || cell.content?.kind === 'broken') return null;
  const text = textAt(cell) ?? '?';
  return text === issued || foldLoosely(text) === foldLoosely(issued) ? null : cell;
}

function overQuestion(row: FoundRow, knows: (text: string) => boolean): SheetCell | null {
  const cell = row.cell('question');
  if (row.layout.kind === 'occurrence' || !cell || !hasContent(cell)) return null;
  return knows(textAt(cell) ?? '') ? null : cell;
}

/**
 * Guidance may be reworded between download and upload, which does not show that a person wrote there; content next
 * to it does.
 */
function intoGuidance(row: FoundRow, issued: string | undefined): SheetCell | null {
  const cell = row.cell('guidance');
  if (issued === undefined || !cell || !hasContent(cell) || textAt(cell) === issued) return null;
  const [typed, known] = [foldLoosely(textAt(cell) ?? '?'), foldLoosely(issued)];
  const added = known === '' || (typed !== known && typed.includes(known));
  return added && typed !== '' ? cell : null;
}
