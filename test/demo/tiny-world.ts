/**
 * A content root with a small fictional map of a few squares; instruments and other content are those of the project. Its
 * pages are made when they are asked for.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makePagesOnRequest } from './on-request.ts';

const project = resolve(import.meta.dirname, '../..');
const codes = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF'];
const square = (at: number) => [
  [at * 10, 0],
  [at * 10, 8],
  [at * 10 + 8, 8],
  [at * 10 + 8, 0],
  [at * 10, 0],
];

/** @param instruments - the instruments to include, each with its demo settings */
export function tinyWorld(instruments: readonly string[]): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'gap-world-'));
  for (const folder of ['dashboards', 'package.json']) symlinkSync(join(project, folder), join(root, folder));
  const copied = ['texts', 'pipelines', ...instruments.map((id) => `questionnaires/${id}`)];
  for (const folder of copied) cpSync(join(project, folder), join(root, folder), { recursive: true });
  makePagesOnRequest(root);
  const world = join(root, 'pipelines/reference/illustrative');
  rmSync(world, { recursive: true, force: true });
  mkdirSync(world);
  const write = (file: string, lines: readonly string[]) => writeFileSync(join(world, file), `${lines.join('\n')}\n`);
  write('countries.csv', [
    'iso3,iso2,region,subregion,un_member,name_en,name_fr',
    ...codes.map((code, at) => `${code},Q${code[2]},${at % 2 ? 'EAST' : 'WEST'},,true,State ${code},État ${code}`),
  ]);
  write('centroids.csv', [
    'iso3,lon,lat,area_km2,layer',
    ...codes.map((code, at) => `${code},${at * 10 + 4},4,9000,polygon`),
  ]);
  write('regions.csv', ['code,level,parent,name_en,name_fr', 'EAST,region,,East,Est', 'WEST,region,,West,Ouest']);
  write('group_names.csv', ['group,name_en,name_fr', 'isles,Isles,Îles']);
  write('groups.csv', ['group,iso3,valid_from,valid_to,source,note', 'isles,XAC,,,typed in,']);
  write('tiles.csv', ['iso3,row,column', ...codes.map((code, at) => `${code},0,${at}`)]);
  write('treaties.csv', [
    'treaty,iso3,party_as_given,status,signature,consent_date,consent_action,entry_into_force,as_of,source,note',
  ]);
  const features = codes.map((code, at) => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Polygon', coordinates: [square(at)] },
  }));
  write('boundaries.geojson', [JSON.stringify({ type: 'FeatureCollection', features })]);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
