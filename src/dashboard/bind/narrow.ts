/** The selection to which a page is narrowed. */

/** Values by filter name. */
export type Chosen = Readonly<Record<string, string>>;

/** Rows of a mart with the column `key` count only where it is a member. */
export type Members = { readonly key: string; readonly members: ReadonlySet<string> };

/** What is shown of all that the filters know. */
export type Narrow = Members & {
  /** What fields with a key of their own keep, such as the elements that a search finds on a page of countries. */
  readonly also: readonly Members[];
  /** An earlier cycle whose figures are shown; null for the release's own. */
  readonly cycle: string | null;
  /** The values as a query, with its question mark. */
  readonly query: string;
};

const membersOf = ({ key, members, also }: Narrow): readonly Members[] => [{ key, members }, ...also];

/** True if one of its fields leaves nothing. */
export const isEmpty = (narrow: Narrow): boolean => membersOf(narrow).some(({ members }) => members.size === 0);

/** Those that choose among rows with these columns. */
export const membersAmong = (narrow: Narrow, columns: readonly string[]): readonly Members[] =>
  membersOf(narrow).filter(({ key }) => columns.includes(key));
