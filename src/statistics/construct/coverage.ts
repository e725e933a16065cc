/** Whether each element has enough data for the other checks. */
import { present } from '../columns/column.ts';
import type { Construct, ConstructRow } from './check.ts';

export function coverageRows({ nodes, scores, thresholds }: Construct): ConstructRow[] {
  return nodes.flatMap(({ code, level }): ConstructRow[] => {
    const column = scores.get(code)!;
    const values = present(column);
    const coverage = column.length === 0 ? null : values.length / column.length;
    const different = new Set(values).size;
    const own = { element: code, beside: null };
    const covered: ConstructRow = {
      ...own,
      check: 'coverage',
      value: coverage,
      threshold: thresholds.coverage,
      units: column.length,
      verdict: coverage === null ? 'not_computed' : coverage >= thresholds.coverage ? 'pass' : 'look',
    };
    if (level > 1) return [covered];
    return [
      covered,
      {
        ...own,
        check: 'constant',
        value: different,
        threshold: thresholds.constant,
        units: values.length,
        verdict: different >= thresholds.constant ? 'pass' : 'fail',
      },
    ];
  });
}
