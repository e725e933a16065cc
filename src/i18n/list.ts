import type { Language } from './language.ts';

type ListType = 'conjunction' | 'disjunction';

/**
 * Names joined to a list of a sentence, by the words and commas of the language: "A, B and C", or "A or B". If a name
 * contains such a word or a comma itself, semicolons separate the names: "A; B and C; and D".
 */
export function formatList(
  { locale }: Pick<Language, 'locale'>,
  names: readonly string[],
  type: ListType = 'conjunction',
): string {
  const { plain, compound } = listFormats(locale, type);
  if (names.length < 2 || !names.some((name) => compound.test(name))) return plain.format(names);
  const language = locale.slice(0, 2);
  const separator = separators[language] ?? '; ';
  // The word depends on the name after it in Spanish: "y B", but "e I".
  const word = (type === 'conjunction' && lastWords[language]) || joinerOf(plain, names.at(-1)!).trimStart();
  return `${names.slice(0, -1).join(separator)}${separator}${word}${names.at(-1)}`;
}

/** @returns the parts with a semicolon between them and no "and", such as references or chosen answers */
export const joinParts = (language: string, parts: readonly string[]): string =>
  parts.join(separators[language] ?? '; ');

/** Semicolon between names, with the spaces of the language. */
const separators: Readonly<Record<string, string>> = { fr: '\u00a0; ', zh: '；', ar: '؛ ' };
/** "And" before the last of several phrases, where it is not the "and" between two words. */
const lastWords: Readonly<Record<string, string>> = { zh: '以及' };

type ListFormats = { readonly plain: Intl.ListFormat; readonly compound: RegExp };
const known = new Map<string, ListFormats>();

function listFormats(locale: string, type: ListType): ListFormats {
  const key = `${locale} ${type}`;
  const kept = known.get(key);
  if (kept) return kept;
  const of = (one: ListType) => new Intl.ListFormat(locale, { style: 'long', type: one });
  // Without spaces around it where the language writes none: the Chinese "and", the Arabic "and" before its word.
  const joiners = [of('conjunction'), of('disjunction')].map((one) => joinerOf(one, 'B'));
  const made = { plain: of(type), compound: new RegExp(`[,;،؛，；、]|${joiners.join('|')}`, 'u') };
  known.set(key, made);
  return made;
}

const joinerOf = (format: Intl.ListFormat, last: string): string =>
  format.formatToParts(['A', last]).find(({ type }) => type === 'literal')!.value;
