import type { Language } from './language.ts';

type Type = 'conjunction' | 'disjunction';

/** Cached: creating a formatter takes much longer than using it, and a table has a list in each row. */
const formats = new Map<string, Intl.ListFormat>();

/** Names joined to a list of a sentence, by the words and commas of the language: "A, B and C", or "A or B". */
export function formatList(
  { locale }: Pick<Language, 'locale'>,
  names: readonly string[],
  type: Type = 'conjunction',
): string {
  const key = `${locale} ${type}`;
  const format = formats.get(key) ?? new Intl.ListFormat(locale, { style: 'long', type });
  formats.set(key, format);
  return format.format(names);
}
