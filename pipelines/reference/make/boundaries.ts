/**
 * Generates boundaries.geojson and disputed.geojson from Natural Earth's shapes (npm package world-atlas, 1:50 million),
 * drawn as on the maps of the United Nations. Run from the root of the project:
 *
 *     node pipelines/reference/make/boundaries.ts
 *
 * Differences from Natural Earth, which shows de facto control:
 * - Crimea with Ukraine (General Assembly resolution 68/262); northern Cyprus with Cyprus (Security Council resolution
 *   541 (1983)); Somaliland with Somalia; the Golan with the Syrian Arab Republic (Security Council resolution 497
 *   (1981)); all of Western Sahara as a separate territory, with its boundary with Morocco at 27°40′ north.
 * - Taiwan is drawn with China, as on the maps of the United Nations (General Assembly resolution 2758 (XXVI)).
 * - Kosovo has a shape with a footnote on Security Council resolution 1244 (1999), under the code that the World Bank
 *   uses for it, which is not in ISO 3166-1.
 * - Boundaries that are disputed or not yet determined are in disputed.geojson and drawn dotted. The Siachen Glacier,
 *   which Natural Earth assigns to no State, has no shape.
 * - Antarctica and islets too small to be visible are omitted; small States have a dot (centroids.csv).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import {
  type Arc,
  contains,
  cutRing,
  densify,
  nearest,
  nestRings,
  type Point,
  type Ring,
  redrawShapes,
  ringArea,
  type Shape,
  sharedLines,
  simplify,
  unite,
} from './topology.ts';

/** Simplification threshold: the area of triangles that are removed, in square degrees. */
const finest = 0.16;
/** Area below which islands are omitted, in square degrees. */
const leastIsland = 0.3;
/** Factor by which polar coasts are simplified more, since they are long and rarely needed in detail. */
const polar = ([, lat]: Point) => (Math.abs(lat) > 58 ? 3 : 1);
/** Grid to which points are rounded, in degrees; the same for both sides of a border. */
const grid = 0.05;

const footnotes: Readonly<Record<string, string>> = { XKX: 'kosovo', FLK: 'falklands_malvinas' };

/** Pairs whose boundary, or the part inside a box of west, south, east and north, is drawn dotted. */
const dotted: readonly { pair: string; box?: readonly [number, number, number, number]; footnote?: string }[] = [
  { pair: 'SRB-XKX', footnote: 'kosovo' },
  { pair: 'ESH-MAR' },
  { pair: 'ISR-PSE' },
  { pair: 'ISR-SYR' },
  { pair: 'IND-PAK', box: [73, 32.4, 80, 38], footnote: 'jammu_kashmir' },
  { pair: 'CHN-IND', box: [76, 31, 81, 37], footnote: 'jammu_kashmir' },
  { pair: 'CHN-IND', box: [91.5, 26, 98, 31] },
  { pair: 'SDN-SSD', footnote: 'sudan_south_sudan' },
  { pair: 'EGY-SDN', box: [33, 21, 38, 24] },
  { pair: 'KEN-SSD' },
];

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** Texts of the two files, from the text of `countries-50m.json` of world-atlas and the tables next to this script. */
export function makeBoundaries(worldAtlas: string, folder: string): { boundaries: string; disputed: string } {
  const countries = table(join(folder, 'countries.csv'));
  const dots = new Set(
    table(join(folder, 'centroids.csv'))
      .filter(({ layer }) => layer === 'dot')
      .map(({ iso3 }) => iso3!),
  );
  const shapes = redrawShapes(asDrawnByUn(readShapes(worldAtlas, countries), countries), redraw).map((shape) =>
    withoutIslets(shape, dots),
  );
  const drawn = shapes.filter(({ rings }) => rings.length > 0).sort((a, b) => (a.code < b.code ? -1 : 1));
  return { boundaries: boundariesText(drawn), disputed: disputedText(sharedLines(drawn)) };
}

/** Shapes by alpha-3 code, or by Natural Earth's name in lower case if a shape has no code. */
function readShapes(worldAtlas: string, countries: readonly Record<string, string>[]): Map<string, Ring[]> {
  const world = JSON.parse(worldAtlas) as World;
  // Identifiers are texts of three digits; as numbers, 004 and 036 would not be found.
  const codes = new Map(countries.map(({ m49, iso3 }) => [m49!, iso3!]));
  const shapes = new Map<string, Ring[]>();
  for (const { id, properties, geometry } of feature(world, world.objects.countries).features) {
    const code = codes.get(String(id)) ?? properties.name.toLowerCase();
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.flat().map((ring) => unwrapped(ring.slice(0, -1)));
    // 036 also identifies a group of islets, so shapes with the same code are combined.
    shapes.set(code, [...(shapes.get(code) ?? []), ...rings]);
  }
  return shapes;
}

/** Continues a ring that crosses the antimeridian beyond 180°, so that it is in one piece on a flat map. */
function unwrapped(ring: readonly Position[]): Ring {
  if (!ring.some(([lon], i) => Math.abs(lon! - ring.at(i - 1)![0]!) > 180)) return ring as unknown as Ring;
  return ring.map(([lon, lat]): Point => [lon! < 0 ? lon! + 360 : lon!, lat!]);
}

function asDrawnByUn(shapes: Map<string, Ring[]>, countries: readonly Record<string, string>[]): Shape[] {
  const give = (to: string, rings: readonly Ring[]) => shapes.set(to, unite([...(shapes.get(to) ?? []), ...rings]));
  const giveAll = (from: string, to: string) => {
    give(to, shapes.get(from)!);
    shapes.delete(from);
  };
  const ringWith = (code: string, point: Point) => shapes.get(code)!.find((ring) => contains(ring, point))!;
  const take = (code: string, ring: Ring, ...left: Ring[]) =>
    shapes.set(code, [...shapes.get(code)!.filter((one) => one !== ring), ...left]);

  giveAll('n. cyprus', 'CYP');
  giveAll('somaliland', 'SOM');
  giveAll('TWN', 'CHN');
  shapes.set('XKX', shapes.get('kosovo')!);

  const crimea = ringWith('RUS', [34.1, 45.0]);
  take('RUS', crimea);
  give('UKR', [crimea]);

  const morocco = ringWith('MAR', [-7, 32]);
  const parts = cutRing(morocco, nearest(morocco, [-13.17, 27.667]), [], nearest(morocco, [-8.82, 27.66]));
  const [north, south] = contains(parts[0], [-7, 32]) ? parts : parts.toReversed();
  take('MAR', morocco, north!);
  give('ESH', [south!]);

  const israel = ringWith('ISR', [35, 31]);
  const line: Point[] = [
    [35.65, 33.15],
    [35.63, 33.0],
    [35.64, 32.88],
    [35.66, 32.75],
  ];
  const pieces = cutRing(israel, nearest(israel, [35.63, 33.27]), line, nearest(israel, [35.61, 32.68]));
  const [west, golan] = contains(pieces[0], [35, 31]) ? pieces : pieces.toReversed();
  take('ISR', israel, west!);
  give('SYR', [golan!]);

  const known = new Set([...countries.map(({ iso3 }) => iso3!), 'XKX']);
  known.delete('ATA');
  return [...shapes].filter(([code]) => known.has(code)).map(([code, rings]) => ({ code, rings }));
}

function redraw(arc: Arc): Point[] {
  const round = (degrees: number) => Math.round(Math.round(degrees / grid) * grid * 100) / 100;
  return densify(simplify(arc, finest * polar(arc.points[arc.points.length >> 1]!)), 8).map(
    ([lon, lat]): Point => [round(lon), round(lat)],
  );
}

/** Removes islands too small to be visible, but keeps the largest if the country has no dot. */
function withoutIslets({ code, rings }: Shape, dots: ReadonlySet<string>): Shape {
  const largest = rings.reduce((a, b) => (Math.abs(ringArea(b)) > Math.abs(ringArea(a)) ? b : a), rings[0]!);
  return {
    code,
    rings: rings.filter(
      (ring) => Math.abs(ringArea(ring)) / 2 >= leastIsland * polar(ring[0]!) || (ring === largest && !dots.has(code)),
    ),
  };
}

function boundariesText(shapes: readonly Shape[]): string {
  const lines = shapes.map(({ code, rings }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { code, ...(footnotes[code] ? { footnote: footnotes[code] } : {}) },
      geometry: { type: 'MultiPolygon', coordinates: nestRings(rings).map((polygon) => polygon.map(wrapped)) },
    }),
  );
  return collection(lines);
}

const wrapped = (ring: readonly Point[]): Point[] =>
  ring.map(([lon, lat]) => [lon > 180 ? Math.round((lon - 360) * 100) / 100 : lon, lat]);

function disputedText(lines: ReadonlyMap<string, Point[][]>): string {
  const features = dotted.map(({ pair, box, footnote }) => {
    const stretches = (lines.get(pair) ?? []).flatMap((line) => (box ? inside(line, box) : [line]));
    if (stretches.length === 0) throw new Error(`no line between ${pair}`);
    return JSON.stringify({
      type: 'Feature',
      properties: { between: pair, line: 'dotted', ...(footnote ? { footnote } : {}) },
      geometry: { type: 'MultiLineString', coordinates: stretches },
    });
  });
  return collection(features);
}

/** The sections of a line inside a box, to a quarter of a degree. */
function inside(line: readonly Point[], [west, south, east, north]: readonly [number, number, number, number]) {
  const stretches: Point[][] = [];
  let open = false;
  for (const point of densify(line, 0.25)) {
    const within = point[0] >= west && point[0] <= east && point[1] >= south && point[1] <= north;
    if (within && !open) stretches.push([point]);
    else if (within) stretches.at(-1)!.push(point);
    open = within;
  }
  return stretches.filter((stretch) => stretch.length > 1);
}

const collection = (features: readonly string[]) =>
  `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;

const table = (file: string) => parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '../../..');
  const reference = join(root, 'pipelines/reference');
  const atlas = readFileSync(join(root, 'node_modules/world-atlas/countries-50m.json'), 'utf8');
  const { boundaries, disputed } = makeBoundaries(atlas, reference);
  writeFileSync(join(reference, 'boundaries.geojson'), boundaries);
  writeFileSync(join(reference, 'disputed.geojson'), disputed);
}
