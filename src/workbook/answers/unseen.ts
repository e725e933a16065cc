/** Cells with content that a person cannot see: white on white, too small, or hidden by a number format. */
import type { Finding } from '../../domain/index.ts';
import { openColumns } from '../layout-columns.ts';
import { shownText } from '../read/content.ts';
import { quoted } from './note.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, spotOf } from './place/place.ts';
import { hasContent } from './says.ts';

/** An earlier answer may be confirmed by “yes” next to it, so it counts too. */
const seenColumns = [...openColumns, 'earlier'] as const;

/** Hidden content is read, like content that a filter hides: the person who signs must be able to see it. */
export function aboutUnseen(row: FoundRow): Finding[] {
  const findings: Finding[] = [];
  for (const key of seenColumns) {
    const cell = row.cell(key);
    if (!cell?.unseen || !hasContent(cell)) continue;
    const spot = spotOf(row.sheet.name, cell.row, cell.column, row.layout.question.code);
    const details = { why: cell.unseen, typed: quoted(shownText(cell.content)) };
    findings.push(finding('cell_unseen', 'warning', spot, details));
  }
  return findings;
}
