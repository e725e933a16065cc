/** The tile grid: one square of equal size for each country, roughly at its location, as an alternative to the map. */
import { cell, type ReferenceKind, readReference, referenceFolder } from './table.ts';

/** Row from 0 in the north, column from 0 in the west. */
export type Tile = { readonly code: string; readonly row: number; readonly column: number };

/** The tiles, one for each country in the table. */
export function loadTiles(contentRoot: string, kind: ReferenceKind): Tile[] {
  const file = `${referenceFolder(kind)}/tiles.csv`;
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'iso3'),
    row: Number(cell(row, 'row')),
    column: Number(cell(row, 'column')),
  }));
}
