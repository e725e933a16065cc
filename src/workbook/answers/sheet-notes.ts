/** Notes about a whole sheet: content that was not read, and content that is hidden from view. */
import type { Finding } from '../../domain/index.ts';
import { openColumns } from '../layout-columns.ts';
import type { Comment } from '../read/asides.ts';
import type { Sheet } from '../read/book.ts';
import { readPlace } from '../read/place.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, wholeFile } from './place/place.ts';
import type { AnswerTable } from './place/table.ts';
import { hasContent } from './says.ts';

const mostNamed = 10;
export const named = (cells: readonly string[]) =>
  `${cells.slice(0, mostNamed).join(', ')}${cells.length > mostNamed ? ' …' : ''}`;

export function aboutSheet(sheet: Sheet, noteMarks: readonly string[]): Finding[] {
  const spot = { ...wholeFile, sheet: sheet.name };
  const findings: Finding[] = [];
  if (sheet.beyond > 0) {
    findings.push(finding('cells_beyond', sheet.crowded > 0 ? 'error' : 'warning', spot, { count: sheet.beyond }));
  }
  if (sheet.misplaced.length > 0) {
    const details = { count: sheet.misplaced.length, cells: named(sheet.misplaced) };
    findings.push(finding('cells_misplaced', 'error', spot, details));
  }
  if (sheet.wrapped.length > 0) {
    const [first] = sheet.wrapped;
    const cell = readPlace(first!) ? first! : null;
    const details = { count: sheet.wrapped.length, cells: named(sheet.wrapped) };
    findings.push(finding('cells_wrapped', 'error', { ...spot, cell }, details));
  }
  const asides = [
    ['comments_unread', ownComments(sheet, noteMarks).map(({ cell }) => cell)],
    ['boxes_unread', sheet.boxes],
    ['objects_unread', sheet.objects],
  ] as const;
  for (const [code, cells] of asides) {
    if (cells.length === 0) continue;
    findings.push(finding(code, 'warning', { ...spot, cell: cells[0]! }, { count: cells.length, cells: named(cells) }));
  }
  return findings;
}

const holds = (rows: readonly FoundRow[]) => rows.some(({ cell }) => openColumns.some((key) => hasContent(cell(key))));

/**
 * Hidden or filtered sheets, rows and columns are read like all others; the person who uploads may not know that they
 * are hidden.
 */
export function aboutHidden({ sheet, columns }: AnswerTable, rows: readonly FoundRow[]): Finding[] {
  const spot = { ...wholeFile, sheet: sheet.name };
  const filled =
    sheet.hiddenRows.size === 0
      ? []
      : rows.filter(({ row, cell }) => sheet.hiddenRows.has(row) && openColumns.some((key) => hasContent(cell(key))));
  const hidden = openColumns.filter((key) => {
    const column = columns.get(key) ?? 0;
    const away = sheet.hiddenColumns.some(([from, to]) => column >= from && column <= to);
    return away && rows.some(({ cell }) => hasContent(cell(key)));
  });
  return [
    ...(sheet.hidden && holds(rows) ? [finding('sheet_hidden', 'warning', spot)] : []),
    ...(filled.length > 0 ? [finding('rows_hidden', 'warning', spot, { count: filled.length })] : []),
    ...hidden.map((column) => finding('column_hidden', 'warning', spot, { column })),
  ];
}

/** Separates the text of a check from the text of other people in a comment. */
export const noteDivider = '\n— — —\n';

/**
 * The comments of people, without what a check wrote into an annotated copy.
 *
 * @param noteMarks - the first words of a comment of a check, in every language
 */
export function ownComments({ comments }: Pick<Sheet, 'comments'>, noteMarks: readonly string[]): Comment[] {
  return comments.flatMap((comment) => {
    if (!noteMarks.some((mark) => comment.text.trimStart().startsWith(mark))) return [comment];
    const at = comment.text.indexOf(noteDivider);
    return at < 0 ? [] : [{ ...comment, text: comment.text.slice(at + noteDivider.length) }];
  });
}
