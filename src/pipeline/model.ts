/** A model: one select statement, or a step that iterates, together with its declaration. */
import type { Warehouse } from '../warehouse/index.ts';

/** Folders of pipelines/ that contain models; each is a schema of the warehouse. */
export const modelSchemas = ['staging', 'indicators', 'scores', 'statistics', 'marts'] as const;
export type ModelSchema = (typeof modelSchemas)[number];

export type ColumnTest =
  | 'not_null'
  | 'unique'
  /** Each value must occur in that column, `schema.table.column`. Null passes, here and below. */
  | { readonly in: string }
  | { readonly between: readonly [number, number] }
  | { readonly one_of: readonly (string | number)[] };

export type ExampleCell = string | number | boolean | null;
export type ExampleRow = Readonly<Record<string, ExampleCell>>;

export type Example = {
  readonly says: string;
  readonly given: Readonly<Record<string, readonly ExampleRow[]>>;
  readonly expect: readonly ExampleRow[];
};

export type Declaration = {
  readonly title: string;
  readonly grain: readonly string[];
  readonly columns: Readonly<
    Record<
      string,
      {
        readonly means: string;
        readonly unit?: string;
        /** DuckDB type of the column, for the table of a step. */
        readonly type?: ColumnType;
        readonly tests?: readonly ColumnTest[];
      }
    >
  >;
  readonly rules?: readonly { readonly says: string; readonly never: string }[];
  readonly examples: readonly Example[];
  /** Instead of a SQL statement: the step of the software that computes the rows, and what it reads. */
  readonly step?: string;
  readonly means?: string;
  readonly reads?: readonly string[];
};

export const columnTypes = ['varchar', 'double', 'integer', 'boolean'] as const;
export type ColumnType = (typeof columnTypes)[number];

/**
 * A computation that SQL cannot express: it loops, or draws random numbers. Steps are models too, in the schema
 * `statistics`, so that the lineage is complete.
 *
 * @returns rows with the declared columns, in any order
 */
export type Step = (warehouse: Warehouse) => Promise<readonly StepRow[]>;
export type StepRow = Readonly<Record<string, ExampleCell>>;
/** By the name that a declaration uses. */
export type Steps = Readonly<Record<string, Step>>;

export type Model = Omit<Declaration, 'means' | 'step' | 'reads'> & {
  /** `schema.name`, as other models refer to it. */
  readonly id: string;
  readonly schema: ModelSchema;
  readonly name: string;
  /** Path of the SQL file below the content root. */
  readonly file: string;
  /** For a step, a comment that names the code that computes it. */
  readonly sql: string;
  /** Null for a SQL model. */
  readonly step: { readonly name: string; readonly reads: readonly string[] } | null;
  /** The head comment of the SQL file: what, grain, missing values, source. */
  readonly means: string;
};
