/** The answer rows of a workbook, by id, wherever they are. */
import type { Finding } from '../../../domain/index.ts';
import { type ColumnKey, columns, openColumns } from '../../layout-columns.ts';
import type { Book, Sheet } from '../../read/book.ts';
import { type SheetCell, shownText } from '../../read/content.ts';
import { quoted } from '../note.ts';
import { isText } from '../says.ts';
import { aboutHidden, aboutSheet } from '../sheet-notes.ts';
import { aboutStray, strayAbove, strayBackstage, strayOn } from '../stray.ts';
import { aboutUnseen } from '../unseen.ts';
import type { AnswerWords } from '../value/words.ts';
import { type CodeIndex, looksLikeCode, nearCodes } from './code.ts';
import type { FoundRow } from './found-row.ts';
import { aboutMerges } from './merged.ts';
import { finding, spotOf, wholeFile } from './place.ts';
import { type AnswerTable, findTables, isBackstage, type TableWords, textAt, titleRows } from './table.ts';

export type FoundRows = {
  /** Every position at which a row's code was found, in the order of sheets and rows. */
  readonly byId: ReadonlyMap<string, readonly FoundRow[]>;
  readonly findings: readonly Finding[];
  /** Cells next to answer rows, in columns that the issued workbook did not have. */
  readonly unread: readonly UnreadCells[];
};

export type UnreadCells = { readonly table: AnswerTable; readonly cells: readonly SheetCell[] };

/** A table without these columns cannot be read. */
const wantedKeys: readonly ColumnKey[] = ['answer', 'state'];

export function findRows(
  book: Book,
  index: CodeIndex,
  { headings, noteMarks, ...issued }: Pick<AnswerWords, 'headings' | 'noteMarks' | 'heads' | 'answeredBy'>,
): FoundRows {
  const byId = new Map<string, FoundRow[]>();
  const findings: Finding[] = [];
  const unread: UnreadCells[] = [];
  const words: TableWords = { headings, isCode: (text) => index.find(text) !== null, isQuestion: index.texts.knows };
  for (const sheet of book.sheets) {
    const { tables, above, unreadable } = findTables(sheet, words);
    const isStray = strayOn(sheet, { ...issued, headings, titles: index.titles });
    const stray: SheetCell[] = tables.length === 0 ? strayBackstage(sheet) : [];
    for (const table of tables) {
      const read = gather(table, index, findings, byId);
      stray.push(...read.stray);
      if (read.rows.length > 0) {
        findings.push(...aboutColumns(table), ...aboutMerges(table, read.rows), ...aboutHidden(table, read.rows));
        findings.push(...read.rows.flatMap(aboutUnseen));
        if (read.strange.length > 0) unread.push({ table, cells: read.strange });
      }
    }
    const first = tables.find(({ headed }) => headed);
    if (first) {
      const orphans = above.map((row) => ({ row, findings: aboutRowAbove(first, row) }));
      findings.push(...orphans.flatMap((one) => one.findings));
      stray.push(
        ...strayAbove(
          first,
          orphans.filter((one) => one.findings.length === 0).map(({ row }) => row),
        ),
      );
    }
    findings.push(...aboutStray(sheet, stray.filter(isStray)));
    if (unreadable) findings.push(finding(unreadable, 'error', { ...wholeFile, sheet: sheet.name }));
    findings.push(...aboutSheet(sheet, noteMarks));
    if (tables.length === 0 && !unreadable && !isBackstage(sheet) && holdsText(sheet)) {
      findings.push(finding('sheet_unread', 'warning', { ...wholeFile, sheet: sheet.name }));
    }
  }
  for (const name of book.sheetsOfOthers)
    findings.push(finding('sheet_unread', 'warning', { ...wholeFile, sheet: name }));
  return { byId, findings, unread };
}

type Gathered = {
  readonly rows: readonly FoundRow[];
  readonly strange: readonly SheetCell[];
  /** Text in rows that do not belong to the questionnaire and for which there is no other finding. */
  readonly stray: readonly SheetCell[];
};

/** The answer rows of a table, and cells next to them in columns that someone added. */
function gather(table: AnswerTable, index: CodeIndex, findings: Finding[], byId: Map<string, FoundRow[]>): Gathered {
  const rows: FoundRow[] = [];
  const strange: SheetCell[] = [];
  const stray: SheetCell[] = [];
  const ours = layoutColumns(table);
  let byText = 0;
  for (const row of table.rows) {
    const cells = table.sheet.rows.get(row)!;
    const cell = (key: ColumnKey) => cells.get(table.columns.get(key) ?? 0);
    const code = textAt(cell('code'))?.trim() ?? '';
    const worded = code === '' && !cell('code')?.formula ? textAt(cell('question')) : null;
    const layout = index.find(code) ?? (worded === null ? null : index.texts.find(worded, rows.at(-1)?.layout ?? null));
    const others = layout && code !== '' ? index.texts.ofOthers(textAt(cell('question')) ?? '', layout) : [];
    if (layout && others.length > 0) {
      const spot = spotOf(table.sheet.name, row, table.columns.get('code') ?? 1, layout.question.code);
      const details = {
        code: layout.id,
        other: others
          .map(({ id }) => id)
          .slice(0, 3)
          .join(', '),
      };
      findings.push(finding('code_disagrees', 'error', spot, details));
      continue;
    }
    if (layout) {
      if (code === '') byText += 1;
      for (const one of cells.all) if (!ours.has(one.column) && isText(one)) strange.push(one);
      const found = { layout, sheet: table.sheet, row, columns: table.columns, cell };
      rows.push(found);
      const known = byId.get(layout.id);
      if (known) known.push(found);
      else byId.set(layout.id, [found]);
      continue;
    }
    const about = aboutUnknownRow(table, row, cell, index);
    findings.push(...about);
    if (about.length === 0) stray.push(...cells.all.filter(isText));
  }
  if (byText > 0) {
    findings.push(finding('codes_by_wording', 'warning', { ...wholeFile, sheet: table.sheet.name }, { count: byText }));
  }
  return { rows, strange: isCount(strange, rows, table) ? [] : strange, stray };
}

/** If the keys are missing, the hidden columns have no name; they follow the last visible one. */
function layoutColumns({ columns: known, keyed }: AnswerTable): ReadonlySet<number> {
  const ours = new Set(known.values());
  const last = known.get('evidence');
  if (keyed || last === undefined) return ours;
  return new Set([...ours, ...hiddenColumns.map((_, place) => last + place + 1)]);
}

const hiddenColumns = columns.filter(({ hidden }) => hidden);
/** More rows than a list has choices: answers may increase by one, but not over that many rows. */
const leastCounted = 6;

/**
 * True for a column that numbers the rows, as some programs and people add: a number in each row, headings included,
 * each one more than before, while another column has the answers. Anything else may be answers.
 */
function isCount(cells: readonly SheetCell[], rows: readonly FoundRow[], { columns: known }: AnswerTable): boolean {
  if (!known.has('answer') || cells.length !== rows.length || cells.length < leastCounted) return false;
  const numbers = cells.map(({ content }) => (content?.kind === 'number' ? content.number : Number.NaN));
  const counts = numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);
  const sameColumn = cells.every(({ column }) => column === cells[0]!.column);
  return counts && sameColumn;
}

/** A row that does not belong to the questionnaire, but contains an answer or something like a code. */
function aboutUnknownRow(
  table: AnswerTable,
  row: number,
  cell: (key: ColumnKey) => SheetCell | undefined,
  index: CodeIndex,
): Finding[] {
  const filled = openColumns.filter((key) => isText(cell(key)));
  const code = cell('code');
  const typed = quoted(shownText(code?.content ?? null));
  const spot = spotOf(
    table.sheet.name,
    row,
    table.columns.get('code') ?? table.columns.get(filled[0] ?? 'question')!,
    null,
  );
  if (typed === '' || code?.formula) {
    const answers = filled.some((key) => key === 'answer' || key === 'state' || key === 'confirm');
    return filled.length > 0 ? [finding('code_missing', answers ? 'error' : 'warning', spot)] : [];
  }
  if (filled.length === 0 && !looksLikeCode(typed)) return [];
  const near = nearCodes(typed, index);
  const severity = filled.length > 0 ? 'error' : 'warning';
  return [finding('code_unknown', severity, spot, { typed, near: near[0] ?? 'none' })];
}

/** An answer above the headings has no code by which it could be read. */
function aboutRowAbove(table: AnswerTable, row: number): Finding[] {
  if (table.top - row <= titleRows) return [];
  const cells = table.sheet.rows.get(row)!;
  const filled = wantedKeys.map((key) => cells.get(table.columns.get(key) ?? 0)).find(isText);
  return filled ? [finding('code_missing', 'error', spotOf(table.sheet.name, row, filled.column, null))] : [];
}

function aboutColumns(table: AnswerTable): Finding[] {
  const spot = { ...wholeFile, sheet: table.sheet.name };
  if (!table.headed) return [finding('headings_missing', 'warning', spot)];
  return wantedKeys
    .filter((key) => !table.columns.has(key))
    .map((key) => finding('column_missing', key === 'answer' ? 'error' : 'warning', spot, { column: key }));
}

const holdsText = ({ rows }: Sheet) => [...rows.values()].some(({ all }) => all.some(isText));
