/** The search of a filter form, the same on dashboards and on pages about releases. */
import { foldLetters } from '../../i18n/index.ts';

/** Maximum number of characters of a search. */
export const longest = 60;

/** Whether a text may be searched for. */
export const maySearch = (text: string): boolean => text.length <= longest;

/** The text to search for, for a name that may be longer than what may be searched for. */
export const searchFor = (name: string): string => name.slice(0, longest).trim();

/** Whether a name contains the text; accents, case and variants of letters and digits do not matter. */
export const isFoundIn = (name: string, text: string): boolean => folded(name).includes(folded(text));

/** Whether a name contains every word of the text, in any order; and whether it begins with the text. */
export function matchOf(name: string, text: string): 'none' | 'words' | 'start' {
  const [whole, asked] = [folded(name), folded(text)];
  if (whole.startsWith(asked)) return 'start';
  return asked.split(/\s+/).every((word) => whole.includes(word)) ? 'words' : 'none';
}

/**
 * Whether a text is a whole code, such as that of a country or a question. Capitals and the signs between letters do
 * not matter. A part of a code is not enough: it would be a part of too many words.
 */
export function isCode(code: string, text: string): boolean {
  const asked = letters(text);
  return asked !== '' && letters(code) === asked;
}

const letters = (text: string): string => folded(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Keyboards have the straight apostrophe and their own digits; names have the other. */
const folded = (text: string): string =>
  foldLetters(text)
    .replaceAll(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.codePointAt(0)! % 16))
    .trim();
