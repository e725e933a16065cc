/** XML as text: what is written into a part, and the parts that can be changed as text. */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A part that is written in a way that cannot be changed as text: the copy is made in another way. */
export class NotPatchable extends Error {}

/**
 * @returns the text of a part whose tags are found by their names: comments are left out, raw text is written as any other,
 *   and elements have no prefix, so that what looks like a tag is one
 * @throws NotPatchable for one whose elements cannot be named so
 */
export function plainText(bytes: Uint8Array, namespace = main): string {
  const text = unprefixed(withoutRawText(new TextDecoder().decode(bytes)), namespace);
  if (text.includes('<!') || !text.slice(0, 4_000).includes(`xmlns="${namespace}"`)) throw new NotPatchable();
  return text;
}

/** Instructions may hold anything, and stay. */
const withoutRawText = (text: string): string =>
  text.includes('<!')
    ? text.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g, (found, raw: string | undefined) => {
        if (found.startsWith('<?')) return found;
        return (raw ?? '').replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
      })
    : text;

/** Elements of a namespace that have a prefix get it as their own, where no other has it. */
function unprefixed(text: string, namespace: string): string {
  const declared = [...text.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, prefix, double, single]) => ({ prefix, of: double ?? single }),
  );
  const prefixes = new Set(
    declared.flatMap(({ prefix, of }) => (prefix !== undefined && of === namespace ? [prefix] : [])),
  );
  if (prefixes.size === 0) return text;
  const isShared = declared.some(
    ({ prefix, of }) => of !== namespace && (prefix === undefined || prefixes.has(prefix)),
  );
  if (isShared) throw new NotPatchable();
  const names = [...prefixes].map((prefix) => prefix.replaceAll('.', '\\.')).join('|');
  const plain = text.replace(new RegExp(`<(/?)(?:${names}):`, 'g'), '<$1');
  if (declared.some(({ prefix }) => prefix === undefined)) return plain;
  return replaceOnce(plain, /<[A-Za-z][\w.-]*/, (root) => `${root} xmlns="${namespace}"`);
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
