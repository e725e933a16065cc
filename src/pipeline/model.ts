/** A model: one select statement, or a step that iterates, and, next to it, what it promises. */
import type { Warehouse } from '../warehouse/index.ts';

/** Folders of pipelines/ in which models stand; each is a schema of the warehouse. */
export const modelSchemas = ['staging', 'indicators', 'scores', 'statistics', 'marts'] as const;
export type ModelSchema = (typeof modelSchemas)[number];

export type ColumnTest =
  | 'not_null'
  | 'unique'
  /** Each value stands in that column, `schema.table.column`. Null is let through, here and below. */
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
        /** DuckDB type: what the columns of a step are made with. */
        readonly type?: ColumnType;
        readonly tests?: readonly ColumnTest[];
      }
    >
  >;
  readonly rules?: readonly { readonly says: string; readonly never: string }[];
  readonly examples: readonly Example[];
  /** In place of a statement: the step of the software that makes the rows, and what it reads. */
  readonly step?: string;
  readonly means?: string;
  readonly reads?: readonly string[];
};

export const columnTypes = ['varchar', 'double', 'integer', 'boolean'] as const;
export type ColumnType = (typeof columnTypes)[number];

/**
 * What one statement cannot say: it loops, or draws random numbers. Steps stand among the models, in the schema
 * `statistics`, so that lineage has no hole.
 *
 * @returns rows with the declared columns, in any order
 */
export type Step = (warehouse: Warehouse) => Promise<readonly StepRow[]>;
export type StepRow = Readonly<Record<string, ExampleCell>>;
/** By the name that a declaration gives. */
export type Steps = Readonly<Record<string, Step>>;

export type Model = Omit<Declaration, 'means' | 'step' | 'reads'> & {
  /** `schema.name`, as other models read it. */
  readonly id: string;
  readonly schema: ModelSchema;
  readonly name: string;
  /** Path of the statement below the content root. */
  readonly file: string;
  /** Of a step, a comment that states what makes it. */
  readonly sql: string;
  /** Null for a statement. */
  readonly step: { readonly name: string; readonly reads: readonly string[] } | null;
  /** The comment at the statement's head: what, grain, missing, source. */
  readonly means: string;
};
