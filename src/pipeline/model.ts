/** A model: one select statement and, beside it, what it promises. */

/** Folders of pipelines/ in which models stand; each is a schema of the warehouse. */
export const modelSchemas = ['staging', 'indicators', 'scores', 'marts'] as const;
export type ModelSchema = (typeof modelSchemas)[number];

export type ColumnTest =
  | 'not_null'
  | 'unique'
  /** Each value stands in that column, `schema.table.column`. Null is let through, here and below. */
  | { readonly in: string }
  | { readonly between: readonly [number, number] }
  | { readonly one_of: readonly (string | number)[] };

export type Cell = string | number | boolean | null;
export type ExampleRow = Readonly<Record<string, Cell>>;

export type Example = {
  readonly says: string;
  readonly given: Readonly<Record<string, readonly ExampleRow[]>>;
  readonly expect: readonly ExampleRow[];
};

export type Declaration = {
  readonly title: string;
  readonly grain: readonly string[];
  readonly columns: Readonly<
    Record<string, { readonly means: string; readonly unit?: string; readonly tests?: readonly ColumnTest[] }>
  >;
  readonly rules?: readonly { readonly says: string; readonly never: string }[];
  readonly examples: readonly Example[];
};

export type Model = Declaration & {
  /** `schema.name`, as other models read it. */
  readonly id: string;
  readonly schema: ModelSchema;
  readonly name: string;
  /** Path of the statement below the content root. */
  readonly file: string;
  readonly sql: string;
  /** The comment at the statement's head: what, grain, missing, source. */
  readonly means: string;
};
