/** XML as text: what is written into a part, and the parts that can be changed as text. */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A part that is written in a way that cannot be changed as text: the copy is made in another way. */
export class NotPatchable extends Error {}

/**
 * @returns the text of a part whose tags are found by their names: without prefixes, comments and sections of raw text,
 *   so that what looks like a tag is one
 * @throws NotPatchable for any other
 */
export function plainText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('<!') || !text.slice(0, 4_000).includes(`xmlns="${main}"`)) throw new NotPatchable();
  return text;
}

/** Replaces the one place that a pattern finds. */
export function replaceOnce(text: string, pattern: RegExp | string, replacement: (found: string) => string): string {
  let done = false;
  const changed = text.replace(pattern, (found) => {
    done = true;
    return replacement(found);
  });
  if (!done) throw new NotPatchable();
  return changed;
}

/** A text as XML holds it: characters that it cannot hold are left out, what looks like the sign for one is not one. */
export function encode(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export { main };
