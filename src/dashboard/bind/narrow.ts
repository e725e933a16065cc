/** What a page is narrowed to. */

/** Values by the names of filters. */
export type Chosen = Readonly<Record<string, string>>;

/** What is shown of all that the filters know: rows of a mart with the column `key` count only where it is a member. */
export type Narrow = {
  readonly key: string;
  readonly members: ReadonlySet<string>;
  /** The values as an address has them, with its question mark. */
  readonly query: string;
};
