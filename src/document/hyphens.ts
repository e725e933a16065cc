/** Places where words of Russian may be broken with a hyphen. */

export const softHyphen = '\u00ad';

/** A word of these letters, which are wider than Latin ones. */
export const cyrillicWord = /[\u0400-\u04ff]{8,}/g;

const letter = '[а-яё]';
const vowel = '[аеёиоуыэюя]';
const consonant = '[бвгджзклмнпрстфхцчшщ]';
/** What stands at the end of one syllable and at the beginning of the next. */
const syllables = [
  ['[йъь]', letter + letter],
  [vowel, vowel + letter],
  [vowel + consonant, consonant + vowel],
  [consonant + vowel, consonant + vowel],
  [vowel + consonant, consonant + consonant + vowel],
  [vowel + consonant + consonant, consonant + consonant + vowel],
] as const;
const between = syllables.map(([end, start]) => `(?<=${end})(?=${start})`).join('|');
/** At least two letters stay on each line. */
const breaks = new RegExp(`(?<=${letter}{2})(?:${between})(?=${letter}{2})`, 'giu');

/** A word with a soft hyphen, which shows only at the end of a line, between its syllables. */
export const hyphenated = (word: string): string => word.replace(breaks, softHyphen);
