/** Identifiers of activities and organisations, written so that two spellings of one are equal. */

/**
 * Capital letters without white space: publishers differ in both. Null if the text can identify nothing: `n/a`, `none`
 * or a bare number would make one of activities that have nothing in common.
 */
export function normaliseIdentifier(text: string): string | null {
  const identifier = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return identifier.length >= 6 && /\d/.test(identifier) && /\p{L}/u.test(identifier) ? identifier : null;
}

/** Each once, in order. */
export const normaliseIdentifiers = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => normaliseIdentifier(text) ?? [])),
];
