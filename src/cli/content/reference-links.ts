/** What content names across folders: links of a framework to facts of reference, and areas that projects are about. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Codes, type Fault, keysOf, openTable, strays } from '../../content/index.ts';

const reference = 'pipelines/reference';
const tableAt = (contentRoot: string, name: string) =>
  existsSync(join(contentRoot, name)) ? openTable(contentRoot, name).table : null;

/** Each names a recommendation or a treaty that there is. */
export function checkReferenceLinks(contentRoot: string, instrument: string): Fault[] {
  const table = (name: string) => tableAt(contentRoot, `pipelines/framework/${instrument}/${name}.csv`);
  const recommendations = keysOf(tableAt(contentRoot, `${reference}/recommendations.csv`), 'recommendation');
  const treaties = keysOf(tableAt(contentRoot, `${reference}/treaty_names.csv`), 'treaty');
  const links = table('point_links');
  const ofKind = (kind: string) => links && { ...links, rows: links.rows.map((row) => (row.kind === kind ? row : {})) };
  return [
    ...strays(table('recommendation_elements'), 'recommendation', recommendations, 'recommendations.csv'),
    ...strays(ofKind('recommendation'), 'code', recommendations, 'recommendations.csv'),
    ...strays(ofKind('treaty'), 'code', treaties, 'treaty_names.csv'),
  ];
}

/** @param instruments - those that have a framework, of which a project may be about any area */
export function checkProjectAreas(contentRoot: string, instruments: readonly string[]): Fault[] {
  const declared = instruments.map((id) => tableAt(contentRoot, `pipelines/framework/${id}/areas.csv`));
  const known: Codes = declared.flatMap((table) => keysOf(table, 'area') ?? []);
  if (known.length === 0) return [];
  return [reference, `${reference}/illustrative`].flatMap((folder) =>
    strays(tableAt(contentRoot, `${folder}/projects.csv`), 'areas', known, 'areas.csv of any questionnaire', true),
  );
}
