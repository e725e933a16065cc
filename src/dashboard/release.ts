/** What a dashboard may read: the marts of one published release, and nothing else. */

export type DatasetValue = string | number | boolean | null;
/** One row of a mart, by column. A null number is "no value", never 0. */
export type DatasetRow = Readonly<Record<string, DatasetValue>>;

export type ReleaseView = {
  /** Content hash or name that is on every page and in every address of a download. */
  readonly id: string;
  /** Current cycle, such as `<instrument>-<version>`. */
  readonly cycle: string;
  /** True if the States and their answers are invented. */
  readonly illustrative: boolean;
  /** ISO date or instant; null while it is not published. */
  readonly published: string | null;
  /**
   * Address below the language under which its pages stand, with a slash at the end; empty or left out for the
   * instrument that the site opens with.
   */
  readonly under?: string;
  readonly marts: readonly string[];
  /** Rows in the mart's own order, of a mart that the release has. */
  readonly rows: (mart: string) => readonly DatasetRow[];
};
