/** References across folders: links of a framework to reference facts, and areas of projects. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Codes, type Fault, keysOf, openTable, strays } from '../../content/index.ts';

const reference = 'pipelines/reference';
const tableAt = (contentRoot: string, name: string) =>
  existsSync(join(contentRoot, name)) ? openTable(contentRoot, name).table : null;

/** Each link must refer to an existing recommendation or treaty. */
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

/** @param instruments - instruments with a framework; a project may refer to areas of any of them */
export function checkProjectAreas(contentRoot: string, instruments: readonly string[]): Fault[] {
  const declared = instruments.map((id) => tableAt(contentRoot, `pipelines/framework/${id}/areas.csv`));
  const known: Codes = declared.flatMap((table) => keysOf(table, 'area') ?? []);
  if (known.length === 0) return [];
  return [reference, `${reference}/illustrative`].flatMap((folder) =>
    strays(tableAt(contentRoot, `${folder}/projects.csv`), 'areas', known, 'areas.csv of any questionnaire', true),
  );
}
