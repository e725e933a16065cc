/** One collator for each locale, kept: a page sorts the rows of each of its blocks. */
const collators = new Map<string, Intl.Collator>();

/**
 * Compares two names by the rules of a language, the numbers in them as numbers.
 * @param locale - BCP 47 tag; empty for the rules of no particular language
 */
export function compareNames(locale: string): (first: string, second: string) => number {
  const tag = locale === '' ? 'und' : locale;
  const collator = collators.get(tag) ?? new Intl.Collator(tag, { numeric: true });
  collators.set(tag, collator);
  return collator.compare;
}
