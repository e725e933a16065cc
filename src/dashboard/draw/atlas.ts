/**
 * The maps for charts, already projected.
 *
 * Projecting outlines takes most of the time of a map, so it is done once: a chart gets features in pixels and uses
 * the projection `identity`.
 */
import { type GeoProjection, type GeoStream, geoEqualEarth, geoGraticule, geoStream } from 'd3-geo';
import type { Feature, FeatureCollection, GeoJSON, Position } from 'geojson';
import { type FlatFeature, mapSize } from './flat-feature.ts';
import { shortenOutlines } from './outline.ts';

export type MapKind = 'real' | 'illustrative';

/** The data of maps, from `reference` or from a test. */
export type MapSource = {
  readonly countries: (
    kind: MapKind,
  ) => readonly { readonly code: string; readonly names: Readonly<Record<string, string>> }[];
  readonly boundaries: (kind: MapKind) => FeatureCollection;
  /** Lines drawn dotted over the shapes: disputed or undetermined boundaries. */
  readonly lines: (kind: MapKind) => FeatureCollection;
  readonly tiles: (
    kind: MapKind,
  ) => readonly { readonly code: string; readonly row: number; readonly column: number }[];
  /** Positions of States too small to be visible as an area, in degrees. */
  readonly dots: (kind: MapKind) => readonly { readonly code: string; readonly lon: number; readonly lat: number }[];
};

export type Atlas = {
  readonly countries: MapSource['countries'];
  /** @param name - `<kind>/<set>` with set `boundaries`, `lines`, `dots`, `tiles` or `frame` */
  readonly features: (name: string) => readonly FlatFeature[];
};

export function openAtlas(source: MapSource): Atlas {
  const made = new Map<string, readonly FlatFeature[]>();
  const make = (name: string): readonly FlatFeature[] => {
    const [kind, set] = name.split('/') as [MapKind, string];
    if (set === 'boundaries') return flattenAll(source.boundaries(kind).features);
    if (set === 'lines') return flattenAll(source.lines(kind).features);
    if (set === 'dots') return source.dots(kind).map(({ code, lon, lat }) => dot(code, [lon, lat]));
    if (set === 'tiles') return source.tiles(kind).map((tile) => ({ ...tile }));
    if (set === 'frame') return frame();
    throw new Error(`no map "${name}"`);
  };
  const countries = new Map<MapKind, ReturnType<MapSource['countries']>>();
  return {
    countries: (kind) => {
      const known = countries.get(kind) ?? source.countries(kind);
      countries.set(kind, known);
      return known;
    },
    features: (name) => {
      if (!made.has(name)) made.set(name, make(name));
      return made.get(name)!;
    },
  };
}

const projection = (): GeoProjection =>
  geoEqualEarth()
    .precision(0.7)
    .fitExtent(
      [
        [2, 2],
        [mapSize.width - 2, mapSize.height - 2],
      ],
      { type: 'Sphere' },
    );

const world = projection();

/** The resolution of a screen with two dots per pixel; outlines are three quarters of a map's size. */
const grain = 0.5;

function flattenAll(features: readonly Feature[]): FlatFeature[] {
  const laid = features
    .map((feature) => ({ feature, rings: ringsOf(feature, grain) }))
    .filter(({ rings }) => rings.length > 0);
  const outlines = laid.filter(({ feature }) => !isLine(feature)).flatMap(({ rings }) => rings);
  const short = new Map(shortenOutlines(outlines, grain).map((ring, place) => [outlines[place]!, ring]));
  return laid.map(({ feature, rings }) =>
    flatten(
      feature,
      rings.map((ring) => short.get(ring) ?? ring),
    ),
  );
}

function flatten(feature: Feature, rings: Position[][]): FlatFeature {
  const largest = rings.map((ring) => ({ ring, ...measure(ring) })).sort((a, b) => b.area - a.area)[0]!;
  return {
    type: 'Feature',
    code: String(feature.properties?.code ?? ''),
    geometry: { type: isLine(feature) ? 'MultiLineString' : 'Polygon', coordinates: rings },
    cx: tenth(largest.x),
    cy: tenth(largest.y),
    room: Math.round(largest.area),
    ...(typeof feature.properties?.footnote === 'string' && { footnote: feature.properties.footnote }),
  };
}

function dot(code: string, place: Position): FlatFeature {
  const [x, y] = world(place as [number, number])!;
  return { code, cx: tenth(x), cy: tenth(y), room: 0 };
}

/** The outline of the globe, and a graticule of meridians and parallels. */
function frame(): FlatFeature[] {
  return [
    {
      code: 'sphere',
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: ringsOf({ type: 'Sphere' } as unknown as GeoJSON) },
    },
    {
      code: 'net',
      type: 'Feature',
      geometry: { type: 'MultiLineString', coordinates: ringsOf(geoGraticule().step([30, 30])()) },
    },
  ];
}

const isLine = (feature: Feature) => feature.geometry.type.endsWith('LineString');

/** Rings of a geometry in pixels, rounded to a grain; those that collapse to a point are removed. */
function ringsOf(object: GeoJSON | { type: 'Sphere' }, grain = 0.1): Position[][] {
  const rings: Position[][] = [];
  let ring: Position[] = [];
  let polygon = false;
  const sink: GeoStream = {
    point: (x, y) => {
      const [px, py] = [tenth(Math.round(x / grain) * grain), tenth(Math.round(y / grain) * grain)];
      const [before, last] = [ring.at(-2), ring.at(-1)];
      if (last && last[0] === px && last[1] === py) return;
      if (before && last && straight(before, last, [px, py])) ring.pop();
      ring.push([px, py]);
    },
    lineStart: () => {
      ring = [];
    },
    lineEnd: () => {
      if (polygon && ring.length > 2) rings.push([...ring, ring[0]!]);
      else if (!polygon && ring.length > 1) rings.push(ring);
    },
    polygonStart: () => {
      polygon = true;
    },
    polygonEnd: () => {
      polygon = false;
    },
    sphere: () => {},
  };
  geoStream(object as never, world.stream(sink));
  return rings;
}

/** True if the middle point lies on the straight line between the other two. */
function straight([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean {
  const [ux, uy, vx, vy] = [bx! - ax!, by! - ay!, cx! - bx!, cy! - by!];
  return Math.abs(ux * vy - uy * vx) < 1e-6 && ux * vx + uy * vy > 0;
}

function measure(ring: Position[]): { area: number; x: number; y: number } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x0, y0] = ring[i] as [number, number];
    const [x1, y1] = ring[i + 1] as [number, number];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  if (area === 0) return { area: 0, x: ring[0]![0]!, y: ring[0]![1]! };
  return { area: Math.abs(area / 2), x: x / (3 * area), y: y / (3 * area) };
}

const tenth = (value: number) => Math.round(value * 10) / 10;
