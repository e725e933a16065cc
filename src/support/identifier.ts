/** Normalises identifiers of activities and organisations. */

/**
 * Upper case without white space, in which publishers differ. Null if the text identifies nothing: `n/a`, `none` or a
 * plain number would merge unrelated activities.
 */
export function normaliseIdentifier(text: string): string | null {
  const identifier = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return identifier.length >= 6 && /\d/.test(identifier) && /\p{L}/u.test(identifier) ? identifier : null;
}

/** Without duplicates, in order. */
export const normaliseIdentifiers = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => normaliseIdentifier(text) ?? [])),
];
