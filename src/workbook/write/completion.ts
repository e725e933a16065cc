/**
 * Completion of a workbook, by section and in total: formulas on the cover, in named cells, with their current
 * values.
 */
import type { Workbook } from 'exceljs';
import { sectionRows } from '../layout.ts';
import { letterOf } from '../layout-columns.ts';
import type { Draft, DraftSection } from './draft.ts';
import type { Looks } from './look.ts';
import { heading, type PutRow } from './sheet/cover-row.ts';
import { addressIn } from './sheet/sheet-name.ts';
import type { RowStanding } from './standing.ts';

/** Names of the cells with the counts: `gap_done`, `gap_of`, and by section `gap_done_C`, `gap_of_C`. */
export const completionName = (kind: 'done' | 'of', section: string | null) =>
  section === null ? `gap_${kind}` : `gap_${kind}_${section}`;

const blocks = 10;

/** @returns the first free row */
export function writeCompletion(
  book: Workbook,
  draft: Draft,
  standing: RowStanding,
  putRow: PutRow,
  first: number,
): number {
  const { say, names, looks } = draft;
  putRow(first, heading(say('cover.completion'), 5, looks));
  const [title, body, done, of, share] = (['section', 'answered_by', 'done', 'of', 'share'] as const).map((key) =>
    say(`cover.${key}`),
  );
  putRow(first + 1, [
    [`${title} – ${body}`, looks.coverLabel],
    [null, looks.coverLabel],
    [done, looks.coverColumn],
    [of, looks.coverColumn],
    [share, looks.coverColumn],
    [null, looks.coverLabel],
  ]);
  const name = (row: number, section: string | null) => {
    book.definedNames.add(addressIn(names.cover, `$D$${row}`), completionName('done', section));
    book.definedNames.add(addressIn(names.cover, `$E$${row}`), completionName('of', section));
  };
  const top = first + 2;
  const total = top + draft.sections.length;
  const counts = draft.sections.map(({ section }) => standing.count(section));
  draft.sections.forEach((section, place) => {
    const row = top + place;
    const text = say('section.title', { code: section.section, title: section.title });
    putRow(row, [
      [{ formula: linkTo(section, text), result: text }, looks.coverLink],
      [section.answeredBy, looks.coverText],
      ...counted(row, counts[place]!, sumOf(section, 'done'), sumOf(section, 'counts'), false, looks),
    ]);
    name(row, section.section);
  });
  const all = counts.reduce((sum, one) => ({ done: sum.done + one.done, of: sum.of + one.of }), { done: 0, of: 0 });
  putRow(total, [
    [say('cover.whole'), looks.coverTotal],
    [null, looks.coverTotal],
    ...counted(total, all, `SUM(D${top}:D${total - 1})`, `SUM(E${top}:E${total - 1})`, true, looks),
  ]);
  name(total, null);
  putRow(total + 1, [
    [null, looks.coverNote],
    [say('cover.completion_hint'), looks.coverNote],
  ]);
  return total + 2;
}

type Count = { readonly done: number; readonly of: number };

function counted(row: number, { done, of }: Count, doneSum: string, ofSum: string, total: boolean, looks: Looks) {
  const share = of === 0 ? 0 : done / of;
  const full = Math.round(share * blocks);
  const bar = `REPT("■",ROUND(F${row}*${blocks},0))&REPT("□",${blocks}-ROUND(F${row}*${blocks},0))`;
  const number = total ? looks.coverTotalNumber : looks.coverNumber;
  return [
    [{ formula: doneSum, result: done }, number],
    [{ formula: ofSum, result: of }, number],
    [{ formula: `IF(E${row}=0,0,D${row}/E${row})`, result: share }, total ? looks.coverTotalShare : looks.coverShare],
    [
      { formula: bar, result: '■'.repeat(full) + '□'.repeat(blocks - full) },
      total ? looks.coverTotalBar : looks.coverBar,
    ],
  ] as const;
}

function sumOf({ sheet, lastRow }: DraftSection, key: 'done' | 'counts'): string {
  const letter = letterOf[key];
  return `SUM(${addressIn(sheet, `$${letter}$${sectionRows.first}:$${letter}$${lastRow}`)})`;
}

function linkTo({ sheet }: DraftSection, text: string): string {
  const quoted = (plain: string) => `"${plain.replaceAll('"', '""')}"`;
  return `HYPERLINK(${quoted(`#${addressIn(sheet, 'A1')}`)},${quoted(text)})`;
}
