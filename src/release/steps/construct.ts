/** Checks whether the items and indicators together measure what the framework says they do. */
import type { Step } from '../../pipeline/index.ts';
import {
  type Column,
  type ConstructRow,
  checkConstruct,
  componentRows,
  constructThresholds,
  correlate,
  correlationRows,
  sharedUnits,
} from '../../statistics/index.ts';
import { type ConstructTrees, constructTrees } from './construct-trees.ts';
import { type CycleReader, reportedOrNull } from './score-tree.ts';

const scale = { low: 0, high: 100 };

/** Rows on the construct of the released cycle; none if there is no such cycle. */
const overTrees =
  (read: CycleReader, rowsOf: (cycle: string, trees: ConstructTrees) => Awaited<ReturnType<Step>>): Step =>
  async (warehouse) => {
    const current = await read(warehouse);
    return current === null ? [] : rowsOf(current.framework.cycle, constructTrees(current));
  };

/** One row for each check and element (for a pair, also the other element) in the released cycle. */
export const constructChecks = (read: CycleReader): Step =>
  overTrees(read, (cycle, trees) => {
    const { scores, levelOf } = trees;
    const rows = trees.dimensions.flatMap((tree) => checked(tree, scores));
    // The indicator itself is already checked with its dimension.
    const inside = trees.indicators.flatMap((tree) => checked(tree, scores).filter((row) => isInside(row, tree)));
    const across = [...pairsAcross(trees.dimensions, scores), ...pairsAcross(trees.indicators, scores)];
    return once([...rows, ...inside, ...across]).map((row) => ({
      cycle,
      check: row.check,
      level: levelOf(row.element),
      element: row.element,
      beside_level: row.beside === null ? '' : levelOf(row.beside),
      beside: row.beside ?? '',
      value: reportedOrNull(row.value),
      threshold: row.threshold,
      countries: row.units,
      verdict: row.verdict,
    }));
  });

/** One row for each comparable pair of items, indicators, pillars or dimensions. */
export const correlations = (read: CycleReader): Step =>
  overTrees(read, (cycle, { dimensions, indicators, scores, levelOf }) => {
    const rows = [...dimensions, ...indicators].flatMap((tree) => correlationRows(tree, scores));
    const between = correlationRows(
      dimensions.map((tree) => ({ ...tree.at(-1)!, level: 1 })),
      scores,
    );
    return [...rows, ...between].map(({ element, beside, correlation, significance, units }) => ({
      cycle,
      level: levelOf(element),
      element,
      beside_level: levelOf(beside),
      beside,
      correlation: reportedOrNull(correlation),
      significance: reportedOrNull(significance),
      countries: units,
    }));
  });

/** One row for each aggregate, component and child. */
export const principalComponentTable = (read: CycleReader): Step =>
  overTrees(read, (cycle, { dimensions, indicators, scores, levelOf }) => {
    return [...dimensions, ...indicators]
      .flatMap((tree) => componentRows(tree, scores))
      .map(({ units, variance, share, cumulative, loading, ...row }) => ({
        cycle,
        level: levelOf(row.element),
        ...row,
        child_level: levelOf(row.child),
        variance: reportedOrNull(variance),
        share: reportedOrNull(share),
        cumulative: reportedOrNull(cumulative),
        loading: reportedOrNull(loading),
        countries: units,
      }));
  });

type Tree = ConstructTrees['dimensions'][number];

const checked = (tree: Tree, scores: ConstructTrees['scores']) =>
  checkConstruct(tree, new Map(tree.map(({ code }) => [code, scores.get(code)!])), undefined, {}, scale);

const aggregateChecks: readonly string[] = ['alpha', 'first_component', 'components_above_one'];

function isInside({ element, check }: ConstructRow, tree: Tree): boolean {
  return element !== tree.at(-1)!.code || aggregateChecks.includes(check);
}

/** Elements of different trees that correlate too strongly, which a check of one tree cannot find. */
function pairsAcross(trees: readonly Tree[], scores: ReadonlyMap<string, Column>): ConstructRow[] {
  const { collinear, duplicate } = constructThresholds;
  const leaves = trees.map((tree) => tree.filter(({ level }) => level === 1).map(({ code }) => code));
  return leaves.flatMap((codes, tree) =>
    leaves
      .slice(tree + 1)
      .flat()
      .flatMap((other) =>
        codes.flatMap((code): ConstructRow[] => {
          const [one, two] = [scores.get(code)!, scores.get(other)!];
          const value = Math.abs(correlate(one, two, 'pearson') ?? 0);
          // The correlation of two countries is always perfect.
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

/** An item that feeds two indicators is checked with the first. */
function once(rows: readonly ConstructRow[]): ConstructRow[] {
  const seen = new Set<string>();
  return rows.filter(({ check, element, beside }) => {
    const key = JSON.stringify([check, element, beside]);
    return seen.size !== seen.add(key).size;
  });
}
