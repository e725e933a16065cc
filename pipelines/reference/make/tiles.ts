/**
 * Generates the tile grids, tiles.csv: one square for each State, near its location, with neighbours side by side as
 * far as a grid allows. Run from the root of the project, after the boundaries:
 *
 *     node pipelines/reference/make/tiles.ts
 *
 * Three deterministic steps: places are pushed apart until none overlap (Dorling's cartogram, 1996); each
 * is assigned a square with the least sum of squared distances; then two squares are swapped, or one moves to an empty
 * one, as long as that brings neighbours closer. There are no manual corrections.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { nestRings, type Ring, type Shape, sharedLines } from './topology.ts';

type Place = { readonly code: string; readonly region: string; readonly lon: number; readonly lat: number };
type Spot = { x: number; y: number };
export type Square = { readonly code: string; readonly row: number; readonly column: number };

/** Minimum number of free squares between places of two regions separated by a sea. */
const strait = 2;

/**
 * Assigns a square to each place.
 *
 * @param columns - approximate width of the grid in squares
 */
export function makeTiles(
  places: readonly Place[],
  neighbours: readonly (readonly [number, number])[],
  columns: number,
) {
  const overseas = seasBetween(places, neighbours);
  const spots = pushApart(places, neighbours, overseas, columns);
  const squares = settle(spots);
  improve(squares, spots, neighbours, overseas);
  const west = Math.min(...squares.map(({ x }) => x));
  const north = Math.min(...squares.map(({ y }) => y));
  return places
    .map(({ code }, i): Square => ({ code, row: squares[i]!.y - north, column: squares[i]!.x - west }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** True for places of two regions that are far from each other and do not touch. */
function seasBetween(places: readonly Place[], neighbours: readonly (readonly [number, number])[]) {
  const touching = new Set(neighbours.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const far = (a: Place, b: Place) =>
    Math.hypot((a.lon - b.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180), a.lat - b.lat) > 9;
  return places.map((a, i) => places.map((b, j) => a.region !== b.region && !touching.has(`${i} ${j}`) && far(a, b)));
}

function pushApart(
  places: readonly Place[],
  neighbours: readonly (readonly [number, number])[],
  overseas: readonly (readonly boolean[])[],
  columns: number,
) {
  const scale = columns / 360;
  const home = places.map(({ lon, lat }): Spot => ({ x: lon * scale, y: -lat * scale * 1.25 }));
  const spots = home.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 600; round += 1) {
    for (const [a, b] of neighbours) pull(spots[a]!, spots[b]!, 1, 0.04);
    for (const [i, spot] of spots.entries()) {
      spot.x += (home[i]!.x - spot.x) * 0.004;
      spot.y += (home[i]!.y - spot.y) * 0.004;
      for (let j = 0; j < i; j += 1) pull(spot, spots[j]!, overseas[i]![j] ? strait : 1, -0.45);
    }
  }
  return spots;
}

/** Moves two spots towards a distance: closer only if `share` is positive and they are further apart, otherwise apart. */
function pull(a: Spot, b: Spot, distance: number, share: number): void {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const now = Math.hypot(dx, dy) || 1e-6;
  if (share > 0 ? now <= distance : now >= distance) return;
  const step = ((now - distance) / now) * Math.abs(share);
  a.x += dx * step;
  a.y += dy * step;
  b.x -= dx * step;
  b.y -= dy * step;
}

/** Assigns each spot its own square with the least sum of squared distances (Hungarian method, Kuhn 1955). */
function settle(spots: readonly Spot[]): Spot[] {
  const xs = spots.map(({ x }) => Math.round(x));
  const ys = spots.map(({ y }) => Math.round(y));
  const squares: Spot[] = [];
  for (let y = Math.min(...ys) - 1; y <= Math.max(...ys) + 1; y += 1)
    for (let x = Math.min(...xs) - 1; x <= Math.max(...xs) + 1; x += 1) squares.push({ x, y });
  const cost = (i: number, j: number) => (spots[i]!.x - squares[j]!.x) ** 2 + (spots[i]!.y - squares[j]!.y) ** 2;
  const count = squares.length;
  const potentialOfSpot = new Float64Array(spots.length + 1);
  const potentialOfSquare = new Float64Array(count + 1);
  const holder = new Int32Array(count + 1);
  const way = new Int32Array(count + 1);
  for (let i = 1; i <= spots.length; i += 1) {
    holder[0] = i;
    let at = 0;
    const least = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(count + 1);
    do {
      used[at] = 1;
      const spot = holder[at]!;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= count; j += 1) {
        if (used[j]) continue;
        const now = cost(spot - 1, j - 1) - potentialOfSpot[spot]! - potentialOfSquare[j]!;
        if (now < least[j]!) {
          least[j] = now;
          way[j] = at;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= count; j += 1) {
        if (used[j]) {
          potentialOfSpot[holder[j]!]! += delta;
          potentialOfSquare[j]! -= delta;
        } else least[j]! -= delta;
      }
      at = next;
    } while (holder[at] !== 0);
    while (at !== 0) {
      holder[at] = holder[way[at]!]!;
      at = way[at]!;
    }
  }
  const taken: Spot[] = [];
  for (let j = 1; j <= count; j += 1) if (holder[j]! > 0) taken[holder[j]! - 1] = { ...squares[j - 1]! };
  return taken;
}

/** Swaps and moves while this reduces the sum of distances to the spots and between neighbours. */
function improve(
  squares: Spot[],
  spots: readonly Spot[],
  neighbours: readonly (readonly [number, number])[],
  overseas: readonly (readonly boolean[])[],
): void {
  const near = squares.map((_, i) => neighbours.flatMap(([a, b]) => (a === i ? [b] : b === i ? [a] : [])));
  const strain = (i: number) => {
    const { x, y } = squares[i]!;
    let away = 0.5 * ((x - spots[i]!.x) ** 2 + (y - spots[i]!.y) ** 2);
    for (const [j, other] of squares.entries())
      if (overseas[i]![j] && Math.max(Math.abs(x - other.x), Math.abs(y - other.y)) < strait) away += 1.5;
    return near[i]!.reduce((sum, j) => sum + Math.max(0, Math.hypot(x - squares[j]!.x, y - squares[j]!.y) - 1), away);
  };
  const at = (x: number, y: number) => squares.findIndex((square) => square.x === x && square.y === y);
  for (let moved = true, round = 0; moved && round < 40; round += 1) {
    moved = false;
    for (const [i, square] of squares.entries()) {
      for (let dy = -2; dy <= 2; dy += 1) {
        for (let dx = -2; dx <= 2; dx += 1) {
          if (dx === 0 && dy === 0) continue;
          const { x, y } = square;
          const j = at(x + dx, y + dy);
          const touched = [i, ...(j >= 0 ? [j] : [])];
          const before = touched.reduce((sum, k) => sum + strain(k), 0);
          Object.assign(square, { x: x + dx, y: y + dy });
          if (j >= 0) Object.assign(squares[j]!, { x, y });
          if (touched.reduce((sum, k) => sum + strain(k), 0) < before - 1e-9) moved = true;
          else {
            Object.assign(square, { x, y });
            if (j >= 0) Object.assign(squares[j]!, { x: x + dx, y: y + dy });
          }
        }
      }
    }
  }
}

/** Pairs of places (by index) that share a border in the boundaries file. */
export function neighboursOf(places: readonly Place[], boundaries: string): [number, number][] {
  type Read = { features: { properties: { code: string }; geometry: { coordinates: Ring[][] } }[] };
  const shapes = (JSON.parse(boundaries) as Read).features.map(
    ({ properties: { code }, geometry }): Shape => ({
      code,
      rings: nestRings(geometry.coordinates.flat().map((ring) => ring.slice(0, -1))).flatMap((polygon) =>
        polygon.map((ring) => ring.slice(0, -1)),
      ),
    }),
  );
  const number = new Map(places.map(({ code }, i) => [code, i]));
  return [...sharedLines(shapes).keys()].flatMap((pair) => {
    const [a, b] = pair.split('-').map((code) => number.get(code));
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
}

export const tilesText = (squares: readonly Square[]) =>
  `iso3,row,column\n${squares.map(({ code, row, column }) => `${code},${row},${column}\n`).join('')}`;

/** The tile grid of one folder of reference files. */
export function tilesOf(folder: string, wanted: (country: Record<string, string>) => boolean, columns: number): string {
  const table = (file: string) =>
    parse(readFileSync(join(folder, file), 'utf8'), { columns: true }) as Record<string, string>[];
  const regions = new Map(
    table('countries.csv')
      .filter(wanted)
      .map(({ iso3, region }) => [iso3!, region!]),
  );
  const places = table('centroids.csv')
    .filter(({ iso3 }) => regions.has(iso3!))
    .map(({ iso3, lon, lat }) => ({ code: iso3!, region: regions.get(iso3!)!, lon: Number(lon), lat: Number(lat) }));
  const boundaries = readFileSync(join(folder, 'boundaries.geojson'), 'utf8');
  return tilesText(makeTiles(places, neighboursOf(places, boundaries), columns));
}

/** Members of the United Nations and its two observer States. */
export const isState = ({ un_member, iso3 }: Record<string, string>) =>
  un_member === 'true' || iso3 === 'PSE' || iso3 === 'VAT';

if (process.argv[1] === import.meta.filename) {
  const reference = join(import.meta.dirname, '..');
  writeFileSync(join(reference, 'tiles.csv'), tilesOf(reference, isState, 36));
}
