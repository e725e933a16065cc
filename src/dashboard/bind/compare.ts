/**
 * Countries, regions or groups side by side. The only place where a page subtracts figures: a mart of all pairs would
 * be larger than all other marts together. The figures, and the intervals that decide whether a difference is stated,
 * are in the marts.
 */
import { formatScore } from '../../i18n/index.ts';
import type { ComparedDeclaration } from '../declare/declaration.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import { type Context, say } from './context.ts';
import { labelled, listed, rowsOf } from './rows.ts';

/** Maximum number of things compared; there are columns for that many. */
export const mostCompared = 6;

export type Compared = {
  readonly figure: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** `no_interval`: one of the two has no interval, so the difference cannot be judged. */
export type Verdict = 'distinguishable' | 'not_distinguishable' | 'no_interval' | 'no_figure';

/** Whether two figures differ beyond the uncertainty of the method; symmetric in its arguments. */
export function verdictOf(a: Compared, b: Compared): Verdict {
  if (a.figure === null || b.figure === null) return 'no_figure';
  if (a.low === null || a.high === null || b.low === null || b.high === null) return 'no_interval';
  return a.low <= b.high && b.low <= a.high ? 'not_distinguishable' : 'distinguishable';
}

/** @returns a row for each thing that is compared, in the order of the first country, region or group that has it */
export function comparedRows(context: Context, block: string, declared: ComparedDeclaration): DatasetRow[] {
  const compared = Array.from({ length: mostCompared }, (_, at) => at + 1).flatMap((nth) => {
    const place = context.parameters[`${declared.among}_${nth}`] ?? null;
    if (place === null) return [];
    const name = String(context.parameters[`${declared.among}_${nth}_label`] ?? place);
    return [{ name, rows: rowsOfOne(context, block, declared, place) }];
  });
  const found = new Map<DatasetValue, DatasetRow>();
  for (const { rows } of compared)
    for (const row of rows) if (!found.has(row[declared.row]!)) found.set(row[declared.row]!, row);
  return [...found].flatMap(([thing, first]) => {
    const own = compared.map(({ rows }) => rows.filter((row) => row[declared.row] === thing));
    const common = declared.common === undefined ? null : commonParts(own, declared.common);
    if (common?.size === 0) return [];
    const figures = own.map((rows) => figureOf(rows, declared, common));
    const names = compared.map(({ name }) => name);
    const columns = figures.flatMap((one, at): [string, DatasetValue][] => [
      [`figure_${at + 1}`, one.figure],
      [`low_${at + 1}`, one.low],
      [`high_${at + 1}`, one.high],
      [`note_${at + 1}`, noteOf(context, one, own[at]![0]?.status ?? null)],
    ]);
    const row = { ...blank, ...first, ...Object.fromEntries(columns), common: common?.size ?? null };
    const { label_text, link } = declared;
    return [labelled(context, { ...row, ...outcomeOf(context, figures, names) }, { label_text, link })];
  });
}

/** Columns that a row always has, whatever number is compared. */
export const comparedColumns: readonly string[] = [
  ...Array.from({ length: mostCompared }, (_, at) =>
    ['figure', 'low', 'high', 'note'].map((column) => `${column}_${at + 1}`),
  ).flat(),
  ...['distance', 'verdict', 'above', 'common'],
];
const blank: DatasetRow = Object.fromEntries(comparedColumns.map((column) => [column, null]));

/** The interval in words; if there is no figure, the reason. */
function noteOf(context: Context, { figure, low, high }: Compared, status: DatasetValue): string | null {
  if (figure === null) return say(context, `compare.status.${status ?? 'not_reported'}`);
  if (low === null || high === null) return null;
  const language = context.texts.language(context.language);
  const reported = (value: number) => formatScore(language, value, 0);
  return say(context, 'compare.interval', { low: reported(low), high: reported(high) });
}

function rowsOfOne(context: Context, block: string, declared: ComparedDeclaration, place: DatasetValue): DatasetRow[] {
  const { where = {} } = declared.compare;
  return rowsOf(context, block, { ...declared.compare, where: { ...where, [declared.by]: place } });
}

function commonParts(own: readonly (readonly DatasetRow[])[], part: string): ReadonlySet<DatasetValue> {
  const [first = [], ...others] = own;
  const sets = others.map((rows) => new Set(rows.map((row) => row[part])));
  return new Set(first.map((row) => row[part]!).filter((one) => sets.every((set) => set.has(one))));
}

function figureOf(
  rows: readonly DatasetRow[],
  { figure, low, high, common: part }: ComparedDeclaration,
  common: ReadonlySet<DatasetValue> | null,
): Compared {
  if (common !== null) {
    const values = rows.filter((row) => common.has(row[part!]!)).map((row) => Number(row[figure]));
    return { figure: values.reduce((sum, value) => sum + value, 0) / values.length, low: null, high: null };
  }
  const number = (column: string | undefined) =>
    column === undefined || rows[0]?.[column] == null ? null : Number(rows[0][column]);
  return { figure: number(figure), low: number(low), high: number(high) };
}

/** The largest difference with its verdict, and every pair whose intervals do not overlap, by the higher of the two. */
export function outcomeOf(
  context: Context,
  figures: readonly Compared[],
  names: readonly string[],
): { readonly distance: number | null; readonly verdict: Verdict; readonly above: string | null } {
  const known = figures
    .map((one, at) => ({ ...one, name: names[at]! }))
    .filter((one): one is typeof one & { figure: number } => one.figure !== null)
    .sort((a, b) => b.figure - a.figure);
  if (known.length < 2) return { distance: null, verdict: 'no_figure', above: null };
  const pairs = known.flatMap((higher, at) => {
    const lower = known.slice(at + 1).filter((other) => verdictOf(higher, other) === 'distinguishable');
    return lower.length === 0 ? [] : [{ higher, lower }];
  });
  const statements = pairs.map(({ higher, lower }) =>
    say(context, 'compare.above', {
      higher: higher.name,
      lower: listed(
        context,
        lower.map(({ name }) => name),
      ),
    }),
  );
  return {
    distance: known[0]!.figure - known.at(-1)!.figure,
    verdict: pairs.length > 0 ? 'distinguishable' : verdictOf(known[0]!, known.at(-1)!),
    above: statements.length === 0 ? null : statements.join(' · '),
  };
}
