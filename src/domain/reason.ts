/** The reason that a person gives for a decision, which others read. */

/** @returns the text without surrounding space; null if it holds neither a letter nor a digit, such as a dash */
export function givenReason(text: string | null | undefined): string | null {
  const given = text?.trim() ?? '';
  return /[\p{L}\p{N}]/u.test(given) ? given : null;
}
