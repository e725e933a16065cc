/** The selection to which a page is narrowed. */

/** Values by filter name. */
export type Chosen = Readonly<Record<string, string>>;

/** A row of a mart with the column `key` is kept only if it is a member. */
export type Members = { readonly key: string; readonly members: ReadonlySet<string> };

/** The filtered selection. */
export type Narrow = Members & {
  /** The selection of fields with their own key, such as the elements that a search finds on a page of countries. */
  readonly also: readonly Members[];
  /** An earlier cycle whose figures are shown; null for the release's own. */
  readonly cycle: string | null;
  /** The values as a query, with its question mark. */
  readonly query: string;
};

const membersOf = ({ key, members, also }: Narrow): readonly Members[] => [{ key, members }, ...also];

/** True if one of its fields matches nothing. */
export const isEmpty = (narrow: Narrow): boolean => membersOf(narrow).some(({ members }) => members.size === 0);

/** The selections that apply to rows with these columns. */
export const membersAmong = (narrow: Narrow, columns: readonly string[]): readonly Members[] =>
  membersOf(narrow).filter(({ key }) => columns.includes(key));
