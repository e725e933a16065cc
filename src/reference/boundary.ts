/** Shapes of countries for a map. The files can be exchanged: anyone who shows the map answers for what it draws. */
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { readContent } from '../content/index.ts';
import { loadCountries } from './country.ts';
import { type ReferenceKind, referenceFolder } from './table.ts';

export type BoundaryProperties = {
  /** Alpha-3 code, as in the table of countries. */
  readonly code: string;
  /** Name of a text under `reference.footnotes` that must be shown below a map with this shape; else absent. */
  readonly footnote?: string;
};

export type Boundaries = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>;

export type DisputedLineProperties = {
  /** Codes on its two sides, with a hyphen between. */
  readonly between: string;
  /** Dotted: disputed or not yet determined. */
  readonly line: 'dotted';
};
export type DisputedLines = FeatureCollection<MultiLineString, DisputedLineProperties>;

export type Dot = { readonly code: string; readonly lon: number; readonly lat: number };

/**
 * The shape of each country, in degrees; the outside of a ring runs clockwise, as d3-geo takes it. Countries too
 * small to be seen have a dot, whether or not they have a shape.
 */
export function loadBoundaries(contentRoot: string, kind: ReferenceKind): Boundaries {
  return read<Boundaries>(contentRoot, `${referenceFolder(kind)}/boundaries.geojson`);
}

/** Lines that are drawn dotted over the shapes: disputed, or not yet determined. A fictional world has none. */
export function loadDisputedLines(contentRoot: string, kind: ReferenceKind): DisputedLines {
  if (kind === 'illustrative') return { type: 'FeatureCollection', features: [] };
  return read<DisputedLines>(contentRoot, `${referenceFolder(kind)}/disputed.geojson`);
}

/** The countries that are drawn as dots, and where. */
export function loadDots(contentRoot: string, kind: ReferenceKind): Dot[] {
  return loadCountries(contentRoot, kind)
    .filter(({ drawnAs }) => drawnAs === 'dot')
    .map(({ code, lon, lat }) => ({ code, lon, lat }));
}

function read<C extends { features: readonly Feature[] }>(contentRoot: string, file: string): C {
  return readContent<C>(contentRoot, file);
}
