/** Types of the columns of input tables, in TypeScript and in DuckDB. */

/** A question mark allows null. */
export type InputType = 'text' | 'text?' | 'integer' | 'integer?' | 'number' | 'number?' | 'truth';

/** Columns by table; `key` names the columns that are unique together and that sort the rows. */
export type TableDeclarations = Readonly<
  Record<string, { readonly key: readonly string[]; readonly columns: Readonly<Record<string, InputType>> }>
>;

export type ValueOf<T extends InputType> = T extends 'text'
  ? string
  : T extends 'text?'
    ? string | null
    : T extends 'truth'
      ? boolean
      : T extends 'integer' | 'number'
        ? number
        : number | null;

const sqlTypes = { text: 'varchar', integer: 'integer', number: 'double', truth: 'boolean' } as const;

/** Columns with their DuckDB types, in order. */
export const sqlTypesOf = (columns: Readonly<Record<string, InputType>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, sqlTypes[type.replace('?', '') as keyof typeof sqlTypes]]),
  );
