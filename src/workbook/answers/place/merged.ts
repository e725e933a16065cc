/** Merged cells in answer tables: one content is shown for several cells, and only the first cell contains it. */
import type { Finding } from '../../../domain/index.ts';
import { openColumns } from '../../layout-columns.ts';
import type { Merge } from '../../read/merges.ts';
import { cellName } from '../../read/place.ts';
import { hasContent } from '../says.ts';
import type { FoundRow } from './found-row.ts';
import { finding, spotOf } from './place.ts';
import type { AnswerTable } from './table.ts';

export function aboutMerges(table: AnswerTable, rows: readonly FoundRow[]): Finding[] {
  const { sheet } = table;
  const findings = sheet.merges.flatMap((merge) => aboutMerge(merge, table, rows));
  if (sheet.mergesBeyond === 0) return findings;
  const spot = { sheet: sheet.name, cell: null, question: null };
  return [...findings, finding('merges_too_many', 'error', spot, { count: sheet.mergesBeyond })];
}

function aboutMerge(merge: Merge, { sheet, columns }: AnswerTable, rows: readonly FoundRow[]): Finding[] {
  const within = rows.filter(({ row }) => row >= merge.top && row <= merge.bottom);
  const over = openColumns.filter((key) => {
    const column = columns.get(key) ?? 0;
    return column >= merge.left && column <= merge.right;
  });
  if (within.length === 0 || over.length === 0) return [];
  if (!hasContent(sheet.rows.get(merge.top)?.get(merge.left))) return [];
  const spot = spotOf(sheet.name, merge.top, merge.left, within[0]!.layout.question.code);
  const range = `${cellName(merge.top, merge.left)}:${cellName(merge.bottom, merge.right)}`;
  if (merge.top !== merge.bottom) return [finding('cells_merged', 'error', spot, { range, count: within.length })];
  // A merge within one row still gives one answer, unless text of another column covers the answer cell.
  const first = over.some((key) => columns.get(key) === merge.left);
  if (!first) return [finding('cells_merged', 'error', spot, { range, count: 1 })];
  return over.length > 1 ? [finding('cells_merged_across', 'warning', spot, { range })] : [];
}
