/** How the names of parts are compared: without case, and a percent sign with two digits is the character it stands for. */

export const typesPart = '[Content_Types].xml';

const octets = /(?:%[0-9a-f]{2})+/gi;

/** A text with its percent signs replaced, where they stand for characters. */
export function withoutPercents(text: string): string {
  return text.includes('%') ? text.replace(octets, decoded) : text;
}

function decoded(signs: string): string {
  try {
    return decodeURIComponent(signs);
  } catch {
    return signs;
  }
}

/** Equal for two names of one part. */
export const sameName = (name: string): string => withoutPercents(name).normalize('NFKC').toLowerCase();
