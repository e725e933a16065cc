/** The figures of a chart or a table, as values for a file. */
import type { BoundBlock, BoundFigures, BoundPage } from '../../../dashboard/index.ts';
import type { PublishedRelease } from '../published.ts';
import { type UnitReader, unitOfFigures } from './unit.ts';

export type FigureFile = BoundFigures & { readonly unit: string | null };

/** @returns null if the block shows no rows */
export function figuresOfBlock(
  release: PublishedRelease,
  page: BoundPage,
  block: BoundBlock,
  reader: UnitReader,
): FigureFile | null {
  const table = tableOfBlock(page, block);
  if (table !== null) return { ...table.figures, unit: unitOfFigures(release, table.mart, table.figures, reader) };
  return block.kind === 'chart' ? drawnFigures(block) : null;
}

/** Its own table, or that of the block with the same figures. */
export function tableOfBlock(page: BoundPage, block: BoundBlock) {
  if (block.kind === 'table') return block.table;
  if (block.kind !== 'chart') return null;
  if (block.table !== null) return block.table;
  const beside = page.blocks.find(({ id }) => id === block.see);
  return beside === undefined || !('table' in beside) ? null : beside.table;
}

/** For a chart without a table: the rows of its largest dataset that is not geometry. */
function drawnFigures({ chart }: BoundBlock & { kind: 'chart' }): FigureFile | null {
  const [largest] = Object.values(chart.datasets)
    .filter(({ rows }) => rows.length > 0)
    .toSorted((one, other) => other.rows.length - one.rows.length);
  if (largest === undefined) return null;
  // Links and tooltips are not figures.
  const names = Object.keys(largest.rows[0]!).filter((name) => name !== 'link' && name !== 'tip');
  return {
    columns: names.map((name) => ({ name, title: name, format: null, beside: false })),
    rows: largest.rows.map((row) => names.map((name) => row[name] ?? null)),
    unit: null,
  };
}
