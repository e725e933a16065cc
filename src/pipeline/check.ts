/** Checks a model's table against its declaration: columns, grain, tests, rules. */
import { Problem } from '../problem/index.ts';
import {
  columnsOf,
  firstWhere,
  literal,
  mayBreak,
  mostRowsInChunk,
  quoted,
  type TableColumn,
  type Warehouse,
} from '../warehouse/index.ts';
import type { ColumnTest, Model } from './model.ts';

type Check = {
  readonly says: string;
  /** SQL condition that is true for a row that fails the check. */
  readonly broken: string;
};

const rowsNamed = 3;

/**
 * @param rows - number of rows of its table; without any, only its columns can differ; omitted if it is not known
 * @returns the columns of its table
 * @throws Problem `model_columns_differ`, or `model_checks_broken` with every failed check, the number of rows that
 *   fail it and the grain of some of them
 */
export async function checkModel(
  warehouse: Warehouse,
  model: Model,
  rows = Number.POSITIVE_INFINITY,
): Promise<readonly TableColumn[]> {
  if (rows === 0) {
    const columns = await columnsOf(warehouse, model.id);
    demandColumns(model, columns);
    return columns;
  }
  const checks = checksOf(model, rows);
  const { columns, found } = await suspect(warehouse, model, checks, rows).catch(async (error) => {
    // A check may name a column that does not exist.
    demandColumns(model, await columnsOf(warehouse, model.id));
    throw error;
  });
  demandColumns(model, columns);
  if (found) await refuseBroken(warehouse, model, [repeatedRows(model), ...checks]);
  return columns;
}

/** All checks run as one condition, as most tables meet them all; they run one by one only if it is true. */
function suspect(warehouse: Warehouse, model: Model, checks: readonly Check[], rows: number) {
  const anyOf = (conditions: readonly string[]) => conditions.map((broken) => `(${broken})`).join(' or ');
  const broken = checks.map((check) => check.broken);
  if (rows <= mostRowsInChunk) return mayBreak(warehouse, model.id, { key: model.grain, condition: anyOf(broken) });
  // The engine can skip rows that its column statistics already exclude.
  return firstWhere(warehouse, model.id, anyOf([hasRepeated(model), ...broken]));
}

/** Whether rows share their grain. Found by counting, as a window function would sort the whole table. */
function hasRepeated({ id, grain }: Model): string {
  const kinds = `select distinct ${grain.map(quoted).join(', ')} from ${quoted(id)}`;
  return `(select count(*) from ${quoted(id)}) > (select count(*) from (${kinds}))`;
}

function repeatedRows({ id, grain }: Model): Check {
  const columns = grain.map(quoted).join(', ');
  const repeated = `select ${columns} from ${quoted(id)} group by ${columns} having count(*) > 1`;
  return { says: `one row a ${grain.join(', ')}`, broken: `(${columns}) in (${repeated})` };
}

async function refuseBroken(warehouse: Warehouse, model: Model, checks: readonly Check[]): Promise<void> {
  const counts = checks.map(({ broken }, at) => `count(*) filter (where ${broken}) as c${at}`);
  const [row] = await warehouse.rows<Record<string, number>>(
    `select count(*) as of, ${counts.join(', ')} from ${quoted(model.id)}`,
  );
  const faulty = checks.map((check, at) => ({ ...check, count: row![`c${at}`]! })).filter(({ count }) => count > 0);
  // Grains may share a hash.
  if (faulty.length === 0) return;
  const reported = await Promise.all(
    faulty.map(async ({ says, broken, count }) => ({
      says,
      broken: count,
      rows: await rowsOf(warehouse, model, broken),
    })),
  );
  throw new Problem('model_checks_broken', model.id, {
    model: model.id,
    of: row!.of!,
    checks: reported,
    file: model.file,
  });
}

function demandColumns(model: Model, columns: readonly { readonly name: string }[]): void {
  const selected = columns.map(({ name }) => name);
  const declared = Object.keys(model.columns);
  if (selected.join() === declared.join()) return;
  throw new Problem('model_columns_differ', model.id, { model: model.id, declared, selected, file: model.file });
}

function checksOf(model: Model, rows: number): Check[] {
  const { grain, columns, rules = [] } = model;
  return [
    ...grain.map((column) => ({ says: `${column} is not null`, broken: `${quoted(column)} is null` })),
    ...Object.entries(columns).flatMap(([column, { tests = [] }]) =>
      tests.map((test) => testOf(model, column, test, rows)),
    ),
    ...rules.map(({ says, never }) => ({ says, broken: never })),
  ];
}

function testOf({ id }: Model, column: string, test: ColumnTest, rows: number): Check {
  const name = quoted(column);
  if (test === 'not_null') return { says: `${column} is not null`, broken: `${name} is null` };
  if (test === 'unique') {
    const repeated = `select ${name} from ${quoted(id)} group by ${name} having count(*) > 1`;
    return { says: `${column} is unique`, broken: `${name} in (${repeated})` };
  }
  if ('in' in test) {
    const [schema, table, other] = test.in.split('.') as [string, string, string];
    const found = `select ${quoted(other)} from ${quoted(`${schema}.${table}`)} where ${quoted(other)} is not null`;
    return { says: `${column} is in ${test.in}`, broken: `${name} not in (${found})` };
  }
  if ('between' in test) {
    const [low, high] = test.between;
    // The mean of hundreds may exceed a hundred in its last digit. The engine takes 0.05 ms to plan a sum of two constants.
    const [least, most] = [low - 1e-9, high + 1e-9].map((limit) => limit.toExponential());
    return { says: `${column} is between ${low} and ${high}`, broken: `${name} not between ${least} and ${most}` };
  }
  const values = test.one_of.map((value) => (typeof value === 'number' ? String(value) : literal(value))).join(', ');
  // A list of five values or more is joined with the table, which is worth its planning only for many rows.
  const isList = test.one_of.length > 4 && rows <= mostRowsInChunk;
  return {
    says: `${column} is one of ${test.one_of.join(', ')}`,
    broken: isList ? `not list_contains([${values}], ${name})` : `${name} not in (${values})`,
  };
}

async function rowsOf(warehouse: Warehouse, model: Model, broken: string): Promise<string[]> {
  const named = model.grain.map((column) => `coalesce(${quoted(column)}::varchar, '(none)')`).join(`, `);
  const order = model.grain.map(quoted).join(', ');
  const rows = await warehouse.rows<{ name: string }>(
    `select concat_ws(' ', ${named}) as name from ${quoted(model.id)} where ${broken} order by ${order} limit ${rowsNamed}`,
  );
  return rows.map(({ name }) => name);
}
