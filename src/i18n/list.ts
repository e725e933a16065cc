import type { Language } from './language.ts';

/** Names joined to a list of a sentence, by the words and commas of the language: "A, B and C", or "A or B". */
export const formatList = (
  { locale }: Pick<Language, 'locale'>,
  names: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string => new Intl.ListFormat(locale, { style: 'long', type }).format(names);
