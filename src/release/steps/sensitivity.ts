/** Which choices of method change the ranks of a dimension. */
import type { Step } from '../../pipeline/index.ts';
import type { ScoreTreeRunner } from '../../statistics/index.ts';
import { type CycleReader, readVariedCycle, reportedOrNull } from './score-tree.ts';

/** One row for each dimension and varied factor. */
export const rankSensitivity =
  (run: ScoreTreeRunner, read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, scoreTree, data, vary } = varied;
    const reported = [...framework.elements.keys()].filter((at) => framework.elements[at]!.level === 'dimension');
    const found = await run('sensitivity', scoreTree, data, vary, vary, reported);
    return found.flatMap(({ element, factors, failedRows }) =>
      factors.map((row) => ({
        cycle: framework.cycle,
        element: framework.elements[element]!.code,
        factor: row.factor,
        first: reportedOrNull(row.first),
        first_low: reportedOrNull(row.firstLow),
        first_high: reportedOrNull(row.firstHigh),
        total: reportedOrNull(row.total),
        total_low: reportedOrNull(row.totalLow),
        total_high: reportedOrNull(row.totalHigh),
        base: vary.base,
        failed_rows: failedRows,
      })),
    );
  };
