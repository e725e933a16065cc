/** Links of the points of the messages to facts of reference: each names a recommendation or a treaty that there is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, nearest, openTable } from '../../content/index.ts';
import { loadRecommendations, loadTreaties } from '../../reference/index.ts';

export function checkPointLinks(contentRoot: string, instrument: string): Fault[] {
  const name = `pipelines/framework/${instrument}/point_links.csv`;
  if (!existsSync(join(contentRoot, name))) return [];
  // A table that cannot be read is reported with the framework.
  const { table, faults } = openTable(contentRoot, name);
  if (table === null || faults.length > 0) return [];
  const known: Readonly<Record<string, readonly [readonly string[], string]>> = {
    recommendation: [loadRecommendations(contentRoot).map(({ code }) => code), 'recommendations.csv'],
    treaty: [loadTreaties(contentRoot).map(({ code }) => code), 'treaty_names.csv'],
  };
  return table.rows.flatMap((row, at) => {
    const [codes, file] = known[row.kind ?? ''] ?? [null, ''];
    const code = row.code ?? '';
    if (codes === null || codes.includes(code)) return [];
    const near = nearest(code, codes);
    const correction = near.length > 0 ? '' : `Add it to pipelines/reference/${file}, or correct it.`;
    return table.fault(at, 'code', { what: `"${code}" is not in ${file}.`, near, correction });
  });
}
