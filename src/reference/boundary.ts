/**
 * Shapes of countries for maps. The files can be replaced: the publisher of a map is responsible for its boundaries.
 */
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { readContent } from '../content/index.ts';
import { loadCountries } from './country.ts';
import { type ReferenceKind, referenceFolder } from './table.ts';

export type BoundaryProperties = {
  /** Alpha-3 code, as in the table of countries. */
  readonly code: string;
  /** Name of a text under `reference.footnotes` that must be shown below a map with this shape; otherwise absent. */
  readonly footnote?: string;
};

export type Boundaries = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>;

export type DisputedLineProperties = {
  /** Codes on both sides, separated by a hyphen. */
  readonly between: string;
  /** Dotted: disputed or undetermined. */
  readonly line: 'dotted';
};
export type DisputedLines = FeatureCollection<MultiLineString, DisputedLineProperties>;

export type Dot = { readonly code: string; readonly lon: number; readonly lat: number };

/**
 * The shape of each country, in degrees; exterior rings are clockwise, as required by d3-geo. Countries too small to
 * be visible have a dot, whether or not they have a shape.
 */
export function loadBoundaries(contentRoot: string, kind: ReferenceKind): Boundaries {
  return read<Boundaries>(contentRoot, `${referenceFolder(kind)}/boundaries.geojson`);
}

/** Lines drawn dotted over the shapes: disputed or undetermined boundaries. Fictional States have none. */
export function loadDisputedLines(contentRoot: string, kind: ReferenceKind): DisputedLines {
  if (kind === 'illustrative') return { type: 'FeatureCollection', features: [] };
  return read<DisputedLines>(contentRoot, `${referenceFolder(kind)}/disputed.geojson`);
}

/** The countries that are drawn as dots, and their positions. */
export function loadDots(contentRoot: string, kind: ReferenceKind): Dot[] {
  return loadCountries(contentRoot, kind)
    .filter(({ drawnAs }) => drawnAs === 'dot')
    .map(({ code, lon, lat }) => ({ code, lon, lat }));
}

function read<C extends { features: readonly Feature[] }>(contentRoot: string, file: string): C {
  return readContent<C>(contentRoot, file);
}
