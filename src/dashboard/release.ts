/** What a dashboard may read: the marts of one published release only. */
import type { LargeTables } from '../release/index.ts';

export type DatasetValue = string | number | boolean | null;
/** One row of a mart, by column. A null number means "no value", never 0. */
export type DatasetRow = Readonly<Record<string, DatasetValue>>;

export type ReleaseView = {
  /** Release id, shown on every page and used in every download address. */
  readonly id: string;
  /** The released cycle, `<instrument>-<version>`. */
  readonly cycle: string;
  /** True if the States and their answers are invented. */
  readonly illustrative: boolean;
  /** ISO date or instant; null if it is not published. */
  readonly published: string | null;
  /**
   * Address of its pages below the language, ending with a slash; empty or omitted for the instrument of the home
   * page.
   */
  readonly under?: string;
  readonly marts: readonly string[];
  /** Rows in the mart's own order; the release must have the mart. */
  readonly rows: (mart: string) => readonly DatasetRow[];
  /** Marts of which only the wanted rows are made; null or omitted if all rows of every mart are kept. */
  readonly large?: LargeTables | null;
};
