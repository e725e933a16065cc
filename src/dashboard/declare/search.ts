/** The search of a filter form, the same on dashboards and on pages about releases. */

/** Maximum number of characters of a search. */
export const longest = 60;

/** Whether a text may be searched for. */
export const maySearch = (text: string): boolean => text.length <= longest;

/** The text to search for, for a name that may be longer than what may be searched for. */
export const searchFor = (name: string): string => name.slice(0, longest).trim();

/** Whether a name contains the text; accents and case do not matter. */
export const isFoundIn = (name: string, text: string): boolean => folded(name).includes(folded(text));

/** Whether a name contains every word of the text, in any order; and whether it begins with the text. */
export function matchOf(name: string, text: string): 'none' | 'words' | 'start' {
  const [whole, asked] = [folded(name), folded(text)];
  if (whole.startsWith(asked)) return 'start';
  return asked.split(/\s+/).every((word) => whole.includes(word)) ? 'words' : 'none';
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
