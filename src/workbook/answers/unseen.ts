/** Cells that hold something which a person does not see: white on white, too small, or left out by a format. */
import type { Finding } from '../../domain/index.ts';
import { openColumns } from '../layout-columns.ts';
import { shownText } from '../read/content.ts';
import { quoted } from './note.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, spotOf } from './place/place.ts';
import { hasContent } from './says.ts';

/** An answer may be taken from the column of earlier ones, by a yes next to it. */
const seenColumns = [...openColumns, 'earlier'] as const;

/** It is read, as what a filter hides is: anyone who signs must see that it is there. */
export function aboutUnseen(row: FoundRow): Finding[] {
  return seenColumns.flatMap((key) => {
    const cell = row.cell(key);
    if (!cell?.unseen || !hasContent(cell)) return [];
    const spot = spotOf(row.sheet.name, cell.row, cell.column, row.layout.question.code);
    return [finding('cell_unseen', 'warning', spot, { why: cell.unseen, typed: quoted(shownText(cell.content)) })];
  });
}
