/** The steps of an index, each from one table to the next. */
import { Problem } from '../../problem/index.ts';
import { type Column, nullsIn } from '../columns/column.ts';
import { type ImputedColumn, impute, imputeAcross } from '../columns/impute.ts';
import { type Normalisation, normaliseDirected } from '../columns/normalise.ts';
import { type TreatedColumn, treat, untreated } from '../columns/treat.ts';
import { isUsable } from '../columns/units.ts';
import type { IndexData, IndexMethod, IndexNode, IndexNormalisation } from './method.ts';
import { indicatorsUnder, type NodeColumns } from './up-the-tree.ts';

/** State of a build: indicators by code over the remaining units, and their rows in the data. */
export type IndexState = {
  readonly rows: readonly number[];
  readonly table: NodeColumns;
  /** True once they are normalised: more is better in every column. */
  readonly isDirected: boolean;
};

const indicatorsOf = (data: IndexData): readonly IndexNode[] => data.nodes.filter(({ level }) => level === 1);

/** Divides values by their denominators; a missing or zero denominator gives no value. */
export function denominateStep(
  data: IndexData,
  state: IndexState,
  { denominate: asked }: IndexMethod,
  log: string[],
): IndexState {
  const divided = indicatorsOf(data).filter(({ denominator }) => asked && denominator !== null);
  log.push(
    asked ? `denominated ${divided.length} of ${indicatorsOf(data).length} indicators` : 'denomination left out',
  );
  const table = new Map(state.table);
  for (const { code, denominator, scale } of divided) {
    const by = data.columns.get(denominator!)!;
    let byZero = 0;
    let tooLarge = 0;
    const shares = table.get(code)!.map((value, at) => {
      const below = by[state.rows[at]!] ?? null;
      if (below === 0) byZero += 1;
      if (value === null || below === null || below === 0) return null;
      const share = value / (below / scale);
      if (isUsable(share)) return share;
      tooLarge += 1;
      return null;
    });
    table.set(code, shares);
    if (byZero > 0) log.push(`${code} has no value for ${byZero} units whose ${denominator} is 0`);
    if (tooLarge > 0)
      log.push(`${code} has no value for ${tooLarge} units, whose share of ${denominator} is too large`);
  }
  return { ...state, table };
}

export function imputeStep(data: IndexData, state: IndexState, { impute: how }: IndexMethod, log: string[]) {
  const filled = how.across === 'indicators' ? imputeRows(data, state, how) : imputeColumns(data, state, how);
  const put = [...filled.values()].reduce((sum, own) => sum + own.put, 0);
  const over = how.across === 'indicators' ? 'of the unit\u2019s other indicators' : '';
  log.push(how.by === 'none' ? 'imputation left out' : `imputed ${put} values by ${how.by} ${over}`.trimEnd());
  return {
    state: { ...state, table: new Map([...filled].map(([code, { column }]) => [code, column] as const)) },
    points: new Map([...filled].map(([code, { imputed }]) => [code, imputed] as const)),
  };
}

function imputeColumns(data: IndexData, state: IndexState, { by, group }: IndexMethod['impute']) {
  const own = group === null ? undefined : data.groups.get(group);
  if (group !== null && own === undefined) throw new Problem('index_group_unknown', 'impute.group', { group });
  const groups = state.rows.map((row) => own?.[row] ?? null);
  return new Map(
    [...state.table].map(([code, column]) => [
      code,
      impute(column, by === 'group_mean' || by === 'group_median' ? { by, groups } : { by }),
    ]),
  );
}

function imputeRows(data: IndexData, state: IndexState, { by, level }: IndexMethod['impute']) {
  const filled = new Map<string, ImputedColumn>();
  const sets = data.nodes.filter((node) => node.level === level).map(({ code }) => indicatorsUnder(data.nodes, code));
  for (const codes of level == null ? [[...state.table.keys()]] : sets) {
    const nodes = codes.map((code) => data.nodes.find((node) => node.code === code)!);
    const columns = codes.map((code) => state.table.get(code)!);
    const found =
      by === 'mean' || by === 'median'
        ? imputeAcross(
            columns,
            nodes.map(({ direction }) => (state.isDirected ? 1 : direction)),
            by,
          )
        : columns.map((column) => impute(column, { by: 'none' }));
    codes.forEach((code, at) => void filled.set(code, found[at]!));
  }
  return new Map([...state.table.keys()].map((code) => [code, filled.get(code)!]));
}

export function treatStep(state: IndexState, method: IndexMethod, log: string[]) {
  const treatment = new Map(
    [...state.table].map(([code, column]) => {
      const own = method.treatEach.has(code) ? method.treatEach.get(code)! : method.treat;
      return [code, own === null ? untreated(column, unshaped) : treat(column, own)] as const;
    }),
  );
  const codes = (are: (treated: TreatedColumn) => boolean) =>
    [...treatment].filter(([, treated]) => are(treated)).map(([code]) => code);
  const changed = codes((treated) => treated.transformed || (treated.winsorised > 0 && !treated.unable));
  const unable = codes((treated) => treated.unable);
  if (method.treat === null && method.treatEach.size === 0) log.push('treatment of outliers left out');
  else log.push(changed.length === 0 ? 'no outliers to treat' : `treated outliers of ${changed.join(', ')}`);
  if (unable.length > 0) log.push(`left untreated, with too few values that differ: ${unable.join(', ')}`);
  return {
    state: { ...state, table: new Map([...treatment].map(([code, { column }]) => [code, column] as const)) },
    treatment,
  };
}

const unshaped = { skew: null, kurtosis: null, passes: null };

/** Values that become null, because a column does not vary or by a division by 0, are logged. */
export function normaliseStep(data: IndexData, state: IndexState, method: IndexMethod, log: string[]): IndexState {
  const units = state.rows.map((row) => data.units[row]!);
  const table = new Map<string, Column>();
  for (const { code, direction } of indicatorsOf(data)) {
    const column = state.table.get(code)!;
    const own = method.normaliseEach.get(code) ?? method.normaliseMeta?.get(code);
    const how = withUnitIndex(own ?? method.normalise, units);
    const normalised = normaliseDirected(column, direction, how);
    table.set(code, normalised);
    const lost = nullsIn(normalised) - nullsIn(column);
    if (lost > 0) log.push(`${code} has values that could not be normalised by ${how.by}: those of ${lost} units`);
  }
  return { ...state, table, isDirected: true };
}

function withUnitIndex(how: IndexNormalisation, units: readonly string[]): Normalisation {
  if (how.by === 'steps') return { by: 'steps', steps: how.steps.map((step) => withUnitIndex(step, units)) };
  if (how.by !== 'distance_to_reference') return how;
  const unit = units.indexOf(how.unit);
  if (unit < 0) throw new Problem('index_unit_unknown', 'normalise.unit', { unit: how.unit });
  return { ...how, unit };
}
