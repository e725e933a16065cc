/**
 * Generates the fictional world of the demo: illustrative/{boundaries.geojson,centroids.csv,tiles.csv}, from the States
 * in illustrative/countries.csv and the lands below. Run from the root of the project:
 *
 *     node pipelines/reference/make/world.ts
 *
 * Land is where a sum of ellipses with fractal noise is above sea level. Each land is divided among the States of its
 * region into parts of about the intended size (Lloyd's method), along lines that are distorted by the same kind of
 * noise. A border is smoothed once for both sides. No step is random: the noise is a fixed hash.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { geoArea, geoCentroid } from 'd3-geo';
import type { Polygon } from 'geojson';
import { tilesOf } from './tiles.ts';
import { type Arc, nestRings, type Point, type Ring, redrawShapes, type Shape, simplify, unite } from './topology.ts';

type Ellipse = { readonly at: Point; readonly wide: number; readonly high: number; readonly sea?: boolean };
/** Land of a region; `isles` are the positions of islands that are States of their own. */
type Land = { readonly region: string; readonly parts: readonly Ellipse[]; readonly isles: readonly Point[] };
type Cell = { readonly x: number; readonly y: number };

const land = (lon: number, lat: number, wide: number, high: number): Ellipse => ({ at: [lon, lat], wide, high });
const sea = (lon: number, lat: number, wide: number, high: number): Ellipse => ({
  ...land(lon, lat, wide, high),
  sea: true,
});

/** Semi-axes in degrees. The last States of a region are the islands. */
const lands: readonly Land[] = [
  {
    region: 'R1',
    parts: [
      land(-95, 52, 40, 17),
      land(-62, 60, 24, 13),
      land(-112, 32, 15, 15),
      land(-44, 68, 17, 8),
      sea(-80, 64, 9, 7),
    ],
    isles: [
      [-30, 57],
      [-136, 38],
    ],
  },
  {
    region: 'R2',
    parts: [land(8, 52, 24, 11), land(-6, 33, 13, 13), land(34, 36, 12, 12), land(12, 14, 24, 9), sea(14, 33, 15, 9)],
    isles: [
      [15, 33],
      [-26, 24],
    ],
  },
  {
    region: 'R3',
    parts: [
      land(92, 50, 36, 17),
      land(74, 25, 17, 15),
      land(122, 34, 18, 13),
      land(62, 48, 12, 12),
      sea(104, 40, 7, 4),
      sea(92, 20, 9, 9),
    ],
    isles: [[151, 46]],
  },
  {
    region: 'R4',
    parts: [
      land(-52, -10, 20, 18),
      land(-62, -34, 14, 20),
      land(-34, -22, 12, 12),
      land(-66, 4, 14, 8),
      sea(-40, -38, 10, 8),
    ],
    isles: [
      [-86, -24],
      [-12, -34],
    ],
  },
  {
    region: 'R5',
    parts: [land(108, -22, 17, 11), land(126, -31, 11, 8)],
    isles: [
      [146, -12],
      [160, -20],
      [152, -36],
      [88, -6],
      [82, -30],
      [166, -3],
      [62, -16],
      [164, -44],
      [128, -6],
    ],
  },
];

const width = 900;
const height = 375;
const step = 0.4;
const north = 78;
const lonOf = (x: number) => -180 + x * step;
const latOf = (y: number) => north - y * step;

/** Deterministic value from 0 to 1 for a position. */
function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(seed, 2246822519);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Value noise in octaves, from -1 to 1; `size` is the grid of the first octave in degrees. */
function noise(lon: number, lat: number, size: number, seed: number, octaves = 5): number {
  let sum = 0;
  let weight = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    const scale = size / 2 ** octave;
    const [x, y] = [lon / scale, lat / scale];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [ease(x - left), ease(y - top)];
    const at = (dx: number, dy: number) => hash(left + dx, top + dy, seed + octave);
    const value = (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v;
    sum += (value * 2 - 1) / 1.45 ** octave;
    weight += 1 / 1.45 ** octave;
  }
  return sum / weight;
}
const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);

/** Positive above sea level. */
function altitude(parts: readonly Ellipse[], lon: number, lat: number): number {
  const rise = ({ at, wide, high }: Ellipse) => 1 - ((lon - at[0]) / wide) ** 2 - ((lat - at[1]) / high) ** 2;
  const up = Math.max(...parts.filter((part) => !part.sea).map(rise));
  const down = Math.max(-9, ...parts.filter((part) => part.sea).map(rise));
  return Math.min(up, -down * 1.2) + 1.25 * noise(lon, lat, 16, 7, 6);
}

/** The State of each cell, as an index into `codes`; -1 is sea. */
function dealOut(codes: ReadonlyMap<string, readonly number[]>): Int16Array {
  const owner = new Int16Array(width * height).fill(-1);
  for (const [place, { region, parts, isles }] of lands.entries()) {
    const states = codes.get(region)!;
    const mainland = states.slice(0, states.length - isles.length);
    const cells: Cell[] = [];
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) if (altitude(parts, lonOf(x), latOf(y)) > 0) cells.push({ x, y });
    const seeds = spread(cells, mainland.length, place);
    for (const cell of cells) owner[cell.y * width + cell.x] = mainland[nearestSeed(seeds, bent(cell))]!;
    for (const [i, [lon, lat]] of isles.entries())
      raiseIsle(owner, lon, lat, states[mainland.length + i]!, place * 20 + i);
  }
  return tidy(owner);
}

/** Adds a main island with a few smaller ones next to it. */
function raiseIsle(owner: Int16Array, lon: number, lat: number, state: number, seed: number): void {
  const size = 0.9 + 4.2 * hash(seed, 3, 11) ** 1.3;
  const parts = Array.from({ length: 4 }, (_, i) => {
    const turn = 2 * Math.PI * hash(seed, i, 12);
    const away = i === 0 ? 0 : size * (1.1 + 1.3 * hash(seed, i, 13));
    const radius = i === 0 ? size : size * (0.28 + 0.3 * hash(seed, i, 14));
    return land(lon + away * Math.cos(turn) * 1.3, lat + away * Math.sin(turn), radius * 1.3, radius);
  });
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (owner[y * width + x] !== -1 || Math.abs(lonOf(x) - lon) > 14 || Math.abs(latOf(y) - lat) > 12) continue;
      const up = Math.max(
        ...parts.map(({ at, wide, high }) => 1 - ((lonOf(x) - at[0]) / wide) ** 2 - ((latOf(y) - at[1]) / high) ** 2),
      );
      if (up + 0.9 * noise(lonOf(x), latOf(y), 4, 31 + seed) > 0) owner[y * width + x] = state;
    }
}

/**
 * Position of a cell in the distorted plane, which makes borders irregular. Degrees of longitude shrink with latitude.
 */
function bent({ x, y }: Cell): Point {
  const [lon, lat] = [lonOf(x), latOf(y)];
  return [(lon + 6 * noise(lon, lat, 11, 51)) * Math.cos((lat * Math.PI) / 180), lat + 5 * noise(lon, lat, 11, 61)];
}

type Seed = { at: Point; readonly pull: number };
const nearestSeed = (seeds: readonly Seed[], [x, y]: Point) => {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, { at, pull }] of seeds.entries()) {
    const far = ((x - at[0]) ** 2 + (y - at[1]) ** 2) / pull;
    if (far < least) [best, least] = [i, far];
  }
  return best;
};

/** Seeds that move to the centre of their cells a few times; `pull` makes some States large and some small. */
function spread(cells: readonly Cell[], count: number, salt: number): Seed[] {
  const places = cells.map(bent);
  const seeds: Seed[] = Array.from({ length: count }, (_, i) => ({
    at: places[Math.floor(((i + 0.2 + 0.6 * hash(i, salt, 71)) / count) * places.length)]!,
    pull: 0.6 + 1.1 * hash(i, salt, 72),
  }));
  for (let round = 0; round < 12; round += 1) {
    const sums = seeds.map(() => [0, 0, 0] as [number, number, number]);
    for (const place of places) {
      const sum = sums[nearestSeed(seeds, place)]!;
      sum[0] += place[0];
      sum[1] += place[1];
      sum[2] += 1;
    }
    for (const [i, [x, y, n]] of sums.entries()) if (n > 0) seeds[i]!.at = [x / n, y / n];
  }
  // Numbered from the north-west, so that codes that follow each other are near each other.
  return seeds.sort((a, b) => b.at[1] - a.at[1] + (a.at[0] - b.at[0]) * 0.35);
}

/**
 * Removes small patches: an islet of fewer than 8 cells becomes sea, a lake its shore, an exclave its neighbour; no
 * corners touch.
 */
function tidy(owner: Int16Array): Int16Array {
  const beside = (i: number) => [i - 1, i + 1, i - width, i + width].filter((j) => j >= 0 && j < owner.length);
  for (let round = 0; round < 3; round += 1) {
    const seen = new Uint8Array(owner.length);
    const largest = new Map<number, number>();
    const patches: { readonly state: number; readonly cells: number[] }[] = [];
    for (let start = 0; start < owner.length; start += 1) {
      if (seen[start]) continue;
      const state = owner[start]!;
      const cells = [start];
      seen[start] = 1;
      for (let at = 0; at < cells.length; at += 1)
        for (const j of beside(cells[at]!))
          if (!seen[j] && owner[j] === state) {
            seen[j] = 1;
            cells.push(j);
          }
      patches.push({ state, cells });
      largest.set(state, Math.max(largest.get(state) ?? 0, cells.length));
    }
    for (const { state, cells } of patches) {
      if (cells.length === largest.get(state)) continue;
      const around = new Map<number, number>();
      for (const i of cells)
        for (const j of beside(i)) if (owner[j] !== state) around.set(owner[j]!, (around.get(owner[j]!) ?? 0) + 1);
      // A patch that was merged with an earlier one of this round has no edge left.
      const longest = [...around].sort((a, b) => b[1] - a[1])[0];
      if (!longest) continue;
      const [other, edge] = longest;
      const island = around.size === 1 && other === -1;
      if (cells.length < (state === -1 ? 40 : island ? 8 : 60) || (!island && state !== -1 && edge > 0))
        for (const i of cells) owner[i] = other;
    }
    for (let i = 0; i < owner.length - width - 1; i += 1) {
      const [a, b, c, d] = [owner[i]!, owner[i + 1]!, owner[i + width]!, owner[i + width + 1]!];
      if ((a === d && a !== b && a !== c) || (b === c && b !== a && b !== d)) owner[i + width + 1] = c;
    }
  }
  return owner;
}

/** Cells as shapes with smooth lines; both sides of a border share its points. */
function shapesOf(owner: Int16Array, codes: readonly string[]): Shape[] {
  const squares = new Map<string, Ring[]>();
  for (const [i, state] of owner.entries()) {
    if (state < 0) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    const corner = (dx: number, dy: number): Point => [round(lonOf(x + dx - 0.5)), round(latOf(y + dy - 0.5))];
    const code = codes[state]!;
    squares.set(code, [...(squares.get(code) ?? []), []]);
    squares.get(code)!.splice(-1, 1, [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]);
  }
  const shapes = codes.map((code) => ({ code, rings: unite(squares.get(code)!) }));
  return redrawShapes(shapes, (arc) =>
    simplify({ ...arc, points: soften(arc) }, 0.035).map(([lon, lat]): Point => [round(lon), round(lat)]),
  );
}
const round = (degrees: number) => Math.round(degrees * 100) / 100;

/** Smooths a line of cell edges: each point moves to the mean of itself and its neighbours, three times. */
function soften({ points, closed }: Arc): readonly Point[] {
  let line = points;
  for (let pass = 0; pass < 3; pass += 1) {
    line = line.map((point, i): Point => {
      const [before, after] = [
        closed ? line.at(i - 1)! : line[i - 1],
        closed ? line[(i + 1) % line.length]! : line[i + 1],
      ];
      if (!before || !after) return point;
      return [(before[0] + 2 * point[0] + after[0]) / 4, (before[1] + 2 * point[1] + after[1]) / 4];
    });
  }
  return line;
}

const kmSquared = 6371.0072 ** 2;
/** Area in km² below which a polygon is marked with a dot, since it would not be visible. */
const smallest = 60_000;

/** The three files, as text. @param countries - text of illustrative/countries.csv */
export function makeWorld(countries: string): { readonly boundaries: string; readonly centroids: string } {
  const rows = parse(countries, { columns: true }) as { iso3: string; region: string }[];
  const codes = rows.map(({ iso3 }) => iso3);
  const byRegion = new Map<string, number[]>();
  for (const [i, { region }] of rows.entries()) byRegion.set(region, [...(byRegion.get(region) ?? []), i]);
  const shapes = shapesOf(dealOut(byRegion), codes);
  const features = shapes.map(({ code, rings }) => {
    const coordinates = nestRings(rings).map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => [lon, lat])));
    return { type: 'Feature', properties: { code }, geometry: { type: 'MultiPolygon', coordinates } } as const;
  });
  const lines = features.map(({ properties, geometry }) => {
    const parts = geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
    const [largest] = parts.toSorted((a, b) => geoArea(b) - geoArea(a));
    const [lon, lat] = geoCentroid(largest!);
    const area = Math.round((parts.reduce((sum, part) => sum + geoArea(part), 0) * kmSquared) / 1000) * 1000;
    return `${properties.code},${lon.toFixed(3)},${lat.toFixed(3)},${area},${area < smallest ? 'dot' : 'polygon'},centroid of largest polygon\n`;
  });
  const boundaries = `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
  return { boundaries, centroids: `iso3,lon,lat,area_km2,layer,method\n${lines.join('')}` };
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '../illustrative');
  const { boundaries, centroids } = makeWorld(readFileSync(join(folder, 'countries.csv'), 'utf8'));
  writeFileSync(join(folder, 'boundaries.geojson'), boundaries);
  writeFileSync(join(folder, 'centroids.csv'), centroids);
  writeFileSync(
    join(folder, 'tiles.csv'),
    tilesOf(folder, () => true, 26),
  );
}
