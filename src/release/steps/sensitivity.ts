/** Which choice of method moves the ranks of a dimension. */
import type { Step } from '../../pipeline/index.ts';
import type { ForestRunner } from '../../statistics/index.ts';
import { type CycleReader, readVariedCycle, toldOrNull } from './forest.ts';

/** One row a dimension and factor that is varied. */
export const rankSensitivity =
  (run: ForestRunner, read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, forest, data, vary } = varied;
    const reported = [...framework.elements.keys()].filter((at) => framework.elements[at]!.level === 'dimension');
    const found = await run('sensitivity', forest, data, vary, vary, reported);
    return found.flatMap(({ element, factors, failedRows }) =>
      factors.map((row) => ({
        cycle: framework.cycle,
        element: framework.elements[element]!.code,
        factor: row.factor,
        first: toldOrNull(row.first),
        first_low: toldOrNull(row.firstLow),
        first_high: toldOrNull(row.firstHigh),
        total: toldOrNull(row.total),
        total_low: toldOrNull(row.totalLow),
        total_high: toldOrNull(row.totalHigh),
        base: vary.base,
        failed_rows: failedRows,
      })),
    );
  };
