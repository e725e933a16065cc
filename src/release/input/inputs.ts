/**
 * The input tables of a release: everything that its figures are computed from, frozen and after disclosure control.
 *
 * `freeze.ts` fills them, `pipelines/` reads them as `input.<table>`, and the manifest names the SHA-256 of each.
 * They do not contain what the edition may not show, so no later statement can disclose it. One declaration gives the
 * column types in TypeScript and in DuckDB.
 *
 * A cycle is one questionnaire version, so everything that depends on the questionnaire has `cycle` in its key. An
 * `item` is one cell that can be answered: the question's code, or the full id of a part (`E04.sent`).
 */
import { answerTables } from './tables/answer-tables.ts';
import { type InputType, sqlTypesOf, type ValueOf } from './tables/columns.ts';
import { cycleTables } from './tables/cycle-tables.ts';
import { frameworkTables } from './tables/framework-tables.ts';
import { questionnaireTables } from './tables/questionnaire-tables.ts';
import { referenceTables } from './tables/reference-tables.ts';
import { supportTables } from './tables/support-tables.ts';

export const inputTables = {
  ...cycleTables,
  ...questionnaireTables,
  ...answerTables,
  ...frameworkTables,
  ...referenceTables,
  ...supportTables,
};

export type InputTable = keyof typeof inputTables;

/** One row of an input table. */
export type InputRow<T extends InputTable> = {
  readonly [C in keyof (typeof inputTables)[T]['columns']]: (typeof inputTables)[T]['columns'][C] extends InputType
    ? ValueOf<(typeof inputTables)[T]['columns'][C]>
    : never;
};

/** All input tables. The order of rows does not matter: they are sorted by their key when loaded. */
export type Inputs = { readonly [T in InputTable]: readonly InputRow<T>[] };

/** Every table without rows. Tests add their few rows to it. */
export function emptyInputs(): { [T in InputTable]: InputRow<T>[] } {
  return Object.fromEntries(Object.keys(inputTables).map((table) => [table, []])) as unknown as {
    [T in InputTable]: InputRow<T>[];
  };
}

/** Columns of an input table with their DuckDB types, in order. */
export const sqlColumns = (table: InputTable): Record<string, string> => sqlTypesOf(inputTables[table].columns);

/** Facts about the models themselves: filled by the build, read as `input.models` and `input.lineage`. */
export const modelTables = {
  models: {
    key: ['position'],
    columns: {
      model: 'varchar',
      title: 'varchar',
      grain: 'varchar',
      kind: 'varchar',
      position: 'integer',
      means: 'varchar',
      sql: 'varchar',
    },
  },
  lineage: { key: ['model', 'reads'], columns: { model: 'varchar', reads: 'varchar' } },
} as const;

/** Columns and types of every input table, by its name in SQL (`input.cycles`). */
export const inputTypes = (): Record<string, Record<string, string>> =>
  Object.fromEntries([
    ...(Object.keys(inputTables) as InputTable[]).map((table) => [`input.${table}`, sqlColumns(table)]),
    ...Object.entries(modelTables).map(([table, { columns }]) => [`input.${table}`, columns]),
  ]);
