/** The maps that are included in the software, from `pipelines/reference/`. */
import { loadBoundaries, loadCountries, loadDisputedLines, loadDots, loadTiles } from '../../reference/index.ts';
import type { MapSource } from './atlas.ts';

/** Files are read when a chart first uses their map. */
export function loadMaps(contentRoot: string): MapSource {
  return {
    countries: (kind) => loadCountries(contentRoot, kind),
    boundaries: (kind) => loadBoundaries(contentRoot, kind),
    lines: (kind) => loadDisputedLines(contentRoot, kind),
    tiles: (kind) => loadTiles(contentRoot, kind),
    dots: (kind) => loadDots(contentRoot, kind),
  };
}
