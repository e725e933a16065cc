/** Tables of statistics and correlations of an index, with COINr's columns and names. */
import {
  type BuiltIndex,
  type Column,
  type ColumnSummary,
  type Correlation,
  correlate,
  correlationSignificance,
  type IndexData,
  sharedUnits,
  summarise,
} from '../../statistics/index.ts';
import { csv } from './csv.ts';

/** `get_stats` for the original indicators, and `get_corr` for the normalised indicators and all scores. */
export function statisticsFiles(data: IndexData, { finished, aggregated }: BuiltIndex): [string, string][] {
  const indicators = data.nodes.filter(({ level }) => level === 1).map(({ code }) => code);
  const raw = indicators.map((code) => [code, data.columns.get(code)!] as const);
  return [
    ['statistics.csv', summaryFile(raw)],
    ...(['pearson', 'spearman', 'kendall'] as const).map((by): [string, string] => [
      `correlations_${by}.csv`,
      correlationFile([...finished], by),
    ]),
    ['correlations_scores.csv', pairsFile(data, aggregated)],
  ];
}

const summaryHead = [
  'iCode',
  'Min',
  'Max',
  'Mean',
  'Median',
  'Std',
  'Skew',
  'Kurt',
  'N.Avail',
  'N.NonZero',
  'N.Unique',
  'N.Same',
  'Frc.Avail',
  'Frc.NonZero',
  'Frc.Unique',
  'Frc.Same',
  'Flag.Avail',
  'Flag.NonZero',
  'Flag.Unique',
  'Flag.SkewKurt',
];

function summaryFile(columns: readonly (readonly [string, Column])[]): string {
  return csv(
    summaryHead,
    columns.map(([code, column]) => {
      const own = summarise(column);
      const { available, nonZero, unique, same, units } = own;
      const share = (count: number, of: number) => (of === 0 ? null : count / of);
      return [
        code,
        own.lowest,
        own.highest,
        own.mean,
        own.median,
        own.deviation,
        own.skew,
        own.kurtosis,
        available,
        nonZero,
        unique,
        same,
        share(available, units),
        share(nonZero, available),
        share(unique, available),
        share(same, available),
        ...flags(own),
      ];
    }),
  );
}

/** COINr's thresholds: 65 % of the units with a value, half of them not 0, half of the values distinct. */
function flags({ available, nonZero, unique, units, skew, kurtosis }: ColumnSummary): string[] {
  const low = (count: number, least: number) => (units > 0 && count / units < least ? 'LOW' : 'ok');
  const isOut = skew !== null && kurtosis !== null && Math.abs(skew) > 2 && kurtosis > 3.5;
  return [low(available, 0.65), low(nonZero, 0.5), low(unique, 0.5), isOut ? 'OUT' : 'ok'];
}

function correlationFile(columns: readonly (readonly [string, Column])[], by: Correlation): string {
  return csv(
    ['iCode', ...columns.map(([code]) => code)],
    columns.map(([code, column]) => [code, ...columns.map(([, other]) => correlate(column, other, by))]),
  );
}

/** One row for each pair of scores of the same level, and for each element with those above it, with p-values. */
function pairsFile(data: IndexData, scores: BuiltIndex['aggregated']): string {
  const parents = new Map(data.nodes.map(({ code, parent }) => [code, parent]));
  const isAbove = (code: string, above: string): boolean => {
    const parent = parents.get(code) ?? null;
    return parent !== null && (parent === above || isAbove(parent, above));
  };
  const pairs = data.nodes.flatMap((one, at) =>
    data.nodes
      .slice(at + 1)
      .filter((other) => one.level === other.level || isAbove(one.code, other.code) || isAbove(other.code, one.code))
      .map((other) => [one.code, other.code] as const),
  );
  return csv(
    ['Var1', 'Var2', 'Correlation', 'N', 'P'],
    pairs.map(([one, other]) => {
      const [a, b] = [scores.get(one)!, scores.get(other)!];
      const found = correlate(a, b, 'pearson');
      const units = sharedUnits(a, b);
      return [one, other, found, units, found === null ? null : correlationSignificance(found, units)];
    }),
  );
}
