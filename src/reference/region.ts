/** Regions of the world, in up to three levels. */
import { openNames } from './names.ts';
import { cell, type ReferenceKind, readReference, referenceFolder } from './table.ts';

export type Region = {
  /** M49 code of three digits, as text; a word for a fictional region. */
  readonly code: string;
  readonly level: 'region' | 'subregion' | 'intermediate';
  /** Code of the region that contains it; null at the top. */
  readonly parent: string | null;
  /** By language. */
  readonly names: Readonly<Record<string, string>>;
};

/** Every region, larger ones first. */
export function loadRegions(contentRoot: string, kind: ReferenceKind): Region[] {
  const file = `${referenceFolder(kind)}/regions.csv`;
  const names = openNames(contentRoot, kind, 'regions');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'code'),
    level: cell(row, 'level') as Region['level'],
    parent: cell(row, 'parent') || null,
    names: names(row),
  }));
}
