/** Whether the indicators measure together what the framework says they do. */
import type { Step } from '../../pipeline/index.ts';
import {
  type Column,
  type ConstructRow,
  checkConstruct,
  constructThresholds,
  correlate,
  type Node,
  sharedUnits,
} from '../../statistics/index.ts';
import { type CycleReader, toldOrNull } from './forest.ts';

/** One row a check, element and, of a pair, the element beside it, in the cycle that is released. */
export const constructChecks =
  (read: CycleReader): Step =>
  async (warehouse) => {
    const current = await read(warehouse);
    if (current === null) return [];
    const { framework, countries, published } = current;
    const levels = { indicator: 1, pillar: 2, dimension: 3 } as const;
    const scores = new Map(framework.elements.map(({ code }, at): [string, Column] => [code, columnAt(at)]));
    const nodes = framework.elements.map(
      ({ level, code, parent, weight }): Node => ({ code, parent, weight, level: levels[level] }),
    );
    const roots = nodes.filter(({ level }) => level === 3);
    const rows = roots.flatMap(({ code }) => {
      const tree = treeUnder(nodes, code);
      return checkConstruct(tree, new Map(tree.map((node) => [node.code, scores.get(node.code)!])));
    });
    const across = pairsAcross(
      roots.map(({ code }) => treeUnder(nodes, code)),
      scores,
    );
    return [...rows, ...across].map(({ check, element, beside, value, threshold, units, verdict }) => ({
      cycle: framework.cycle,
      check,
      element,
      beside: beside ?? '',
      value: toldOrNull(value),
      threshold,
      countries: units,
      verdict,
    }));

    function columnAt(element: number): Column {
      return [...published.subarray(element * countries.length, (element + 1) * countries.length)].map((score) =>
        Number.isNaN(score) ? null : score,
      );
    }
  };

function treeUnder(nodes: readonly Node[], code: string): Node[] {
  const below = nodes.filter(({ parent }) => parent === code).flatMap((child) => treeUnder(nodes, child.code));
  const own = nodes.find((node) => node.code === code)!;
  return [...below, own].sort((a, b) => a.level - b.level);
}

/** Indicators of different dimensions that go together too closely: a check of one dimension cannot see it. */
function pairsAcross(trees: readonly (readonly Node[])[], scores: ReadonlyMap<string, Column>): ConstructRow[] {
  const { collinear, duplicate } = constructThresholds;
  const indicators = trees.map((tree) => tree.filter(({ level }) => level === 1).map(({ code }) => code));
  return indicators.flatMap((codes, tree) =>
    indicators
      .slice(tree + 1)
      .flat()
      .flatMap((other) =>
        codes.flatMap((code): ConstructRow[] => {
          const [one, two] = [scores.get(code)!, scores.get(other)!];
          const value = Math.abs(correlate(one, two, 'pearson') ?? 0);
          // Two countries always lie on a line.
          if (value <= collinear || sharedUnits(one, two) < 3) return [];
          const isDuplicate = value >= duplicate;
          const check = isDuplicate ? 'duplicate' : 'collinear';
          return [
            {
              check,
              element: code,
              beside: other,
              value,
              threshold: constructThresholds[check],
              units: sharedUnits(one, two),
              verdict: isDuplicate ? 'fail' : 'look',
            },
          ];
        }),
      ),
  );
}
