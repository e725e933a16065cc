/** The files of the `gap index` commands: a CSV file for each step, and its findings. */
import { writeStep } from '../../exchange/index.ts';
import {
  type BuiltIndex,
  checkConstruct,
  effectiveWeights,
  type IndexMethod,
  rankWithin,
  type Screened,
  type TreatedColumn,
} from '../../statistics/index.ts';
import { type CsvValue, csv } from './csv.ts';
import type { IndexRun } from './run.ts';
import { statisticsFiles } from './statistics.ts';

/** Every file of a built index, by name. */
export function indexFiles({ data, method, built }: Pick<IndexRun, 'data' | 'method' | 'built'>): Map<string, string> {
  const { units, after, treatment } = built;
  const weighed = data.nodes.map((node) => ({ ...node, weight: method.weights?.get(node.code) ?? node.weight }));
  const effective = effectiveWeights(weighed);
  return new Map([
    ['denominated.csv', writeStep(after.denominate.units, built.denominated)],
    ...(built.screening ? ([['screening.csv', screeningFile(built.screening, method)]] as const) : []),
    ['imputed.csv', writeStep(after.impute.units, built.imputed)],
    ['imputed_points.csv', writeStep(after.impute.units, marked(built.imputedPoints))],
    ['treated.csv', writeStep(after.treat.units, built.treated)],
    ['treatment.csv', writeStep(after.treat.units, new Map([...treatment].map(([code, how]) => [code, marks(how)])))],
    ['treatment_details.csv', treatmentFile(treatment)],
    ['normalised.csv', writeStep(after.normalise.units, built.normalised)],
    ['aggregated.csv', writeStep(units, built.aggregated)],
    ['ranks.csv', writeStep(units, built.ranks)],
    ...groupRanks(data, built),
    [
      'weights.csv',
      csv(
        ['iCode', 'Level', 'Weight', 'EffWeight'],
        weighed.map(({ code, level, weight }) => [code, level, weight, effective.get(code)]),
      ),
    ],
    ...statisticsFiles(data, built),
    ['quality.csv', qualityFile(data, method, built)],
    ['log.txt', `${built.log.join('\n')}\n`],
  ]);
}

/** One file for each grouping: ranks among the units of the same group. */
function groupRanks(data: IndexRun['data'], { units, aggregated }: BuiltIndex): [string, string][] {
  const rows = new Map(data.units.map((unit, row) => [unit, row]));
  return [...data.groups].map(([name, groups]) => {
    const own = units.map((unit) => groups[rows.get(unit)!]!);
    const ranks = new Map([...aggregated].map(([code, scores]) => [code, rankWithin(scores, own)]));
    // A name may contain characters that file names cannot.
    return [`ranks_within_${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}.csv`, writeStep(units, ranks)];
  });
}

/** The treatment of each point, in COINr's words: `winhi`, `winhi+log_CT`. COINr has none for Box–Cox. */
function marks({ column, points, by }: TreatedColumn): string[] {
  const [first, otherwise] = by.map((name) => (name === 'boxcox' ? '' : name));
  return column.map((_, unit) => {
    const moved = points[unit] === null ? first! : points[unit] === 'high' ? 'winhi' : 'winlo';
    return otherwise === '' ? moved : `${moved}+${otherwise}`;
  });
}

function marked(points: BuiltIndex['imputedPoints']): Map<string, string[]> {
  return new Map([...points].map(([code, own]) => [code, own.map((put) => (put ? 'imputed' : ''))]));
}

/**
 * COINr's data summary. If the method has no threshold, COINr's defaults apply: 2/3 of the values available, 5 % not
 * 0.
 */
function screeningFile({ units, availability, tooFewWithin, included }: Screened, { screen }: IndexMethod): string {
  return csv(
    [
      'uCode',
      'N_missing',
      'N_zero',
      'N_miss_or_zero',
      'Dat_Avail',
      'Non_Zero',
      'LowData',
      'LowNonZero',
      'LowDatOrZeroFlag',
      'LowDataWithin',
      'Included',
    ],
    units.map((unit, at) => {
      const { missing, zero, available, nonZero } = availability[at]!;
      const isLow = available < (screen?.available ?? 2 / 3);
      // For a unit without any value, zeros are unknown.
      const isZero = nonZero === null ? null : nonZero < (screen?.nonZero ?? 0.05);
      const shares = [missing, zero, missing + zero, available, nonZero];
      return [unit, ...shares, isLow, isZero, isLow || isZero, tooFewWithin[at], included[at]];
    }),
  );
}

function treatmentFile(treatment: BuiltIndex['treatment']): string {
  const shapes = [0, 1, 2].map((turn) => ['Pass', 'Skew', 'Kurt'].map((of) => `check_SkewKurt${turn}.${of}`));
  return csv(
    ['iCode', ...shapes[0]!, 'winsorise.nwin', ...shapes[1]!, ...shapes[2]!, 'transformed_by', 'untreatable'],
    [...treatment].map(([code, { before, afterWinsorising, afterTransforming, winsorised, by, unable }]) => [
      code,
      ...shape(before),
      afterWinsorising === null || by[0] !== '' ? null : winsorised,
      ...shape(afterWinsorising),
      ...shape(afterTransforming),
      by.filter((name) => name !== '').join('+'),
      unable,
    ]),
  );
}

function shape(of: TreatedColumn['before'] | null): CsvValue[] {
  return [of?.passes, of?.skew, of?.kurtosis];
}

function qualityFile(data: IndexRun['data'], method: IndexMethod, built: BuiltIndex): string {
  return csv(
    ['check', 'element', 'beside', 'value', 'threshold', 'units', 'verdict'],
    checkConstruct(data.nodes, built.aggregated, method).map((row) => [
      row.check,
      row.element,
      row.beside,
      row.value,
      row.threshold,
      row.units,
      row.verdict,
    ]),
  );
}
