/** XML as text: what is written into a part, and the parts that are changed as text. */

/** A part that is written in a way that cannot be changed as text. */
export class NotPatchable extends Error {}

/** Namespaces of a package: those that every program writes, or those of the strict edition of the standard (ISO/IEC 29500-1). */
export type Dialect = {
  /** Of sheets, styles and comments. */
  readonly main: string;
  /** Of relationships, in attributes and as the beginning of their types. */
  readonly office: string;
};

export const usual: Dialect = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const strict: Dialect = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  office: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};

/** @param text - of the workbook's main part, as `plainText` gives it */
export const dialectOf = (text: string): Dialect => (rootNamespace(text) === strict.main ? strict : usual);

/** The default one; undefined for a root with a prefix. */
function rootNamespace(text: string): string | undefined {
  const [root = ''] = /<[A-Za-z_][^>]*>/.exec(text) ?? [];
  return /^<[^\s:/>]+:/.test(root) ? undefined : / xmlns="([^"]*)"/.exec(root)?.[1];
}

/**
 * @returns the text of a part in which a tag is found by its name, and an attribute by its name: comments are left out, raw text
 *   is written as any other, elements of the root's namespace have no prefix, and every attribute stands in double quotes behind
 *   one space
 * @throws NotPatchable for one whose root has no namespace
 */
export function plainText(bytes: Uint8Array): string {
  const text = withoutRawText(new TextDecoder().decode(bytes));
  const plain = isPlain(text) ? text : rewriteTags(text);
  if (rootNamespace(plain) === undefined) throw new NotPatchable();
  return plain;
}

/** Instructions may hold anything, and stay. */
const withoutRawText = (text: string): string =>
  text.includes('<!')
    ? text.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g, (found, raw: string | undefined) => {
        if (found.startsWith('<?')) return found;
        return (raw ?? '').replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
      })
    : text;

/** True where it surely needs no change, as what programs mostly write: rewriting takes longer than all else. */
function isPlain(text: string): boolean {
  const namespace = rootNamespace(text);
  if (namespace === undefined || /\S\s*=\s*'|[\t\n\r][\w:.-]+\s*=|\s=\s*"|=\s+"|\s{2,}[\w:.-]+="/.test(text))
    return false;
  const declared = [...text.matchAll(/ xmlns(:[\w.-]+)?="([^"]*)"/g)];
  return declared.filter(([, prefix, of]) => prefix === undefined || of === namespace).length === 1;
}

const attribute = /([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const tagOrInstruction =
  /<\?[\s\S]*?\?>|<(\/?)([A-Za-z_\u0080-\uffff][^\s/>]*)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

type Scope = { readonly namespaces: ReadonlyMap<string, string>; readonly name: string; readonly written: string };

function rewriteTags(text: string): string {
  const scopes: Scope[] = [];
  let root: string | null = null;
  return text.replace(tagOrInstruction, (found, close?: string, name?: string, typed?: string, empty?: string) => {
    if (name === undefined) return found;
    if (close === '/') return `</${scopes.pop()?.name ?? name}>`;
    const outer = scopes.at(-1);
    const attributes = [...typed!.matchAll(attribute)].map(
      ([, key, double, single]) => [key!, double ?? single!.replaceAll('"', '&#34;')] as const,
    );
    const declared = attributes.flatMap(([key, of]): [string, string][] =>
      key === 'xmlns' ? [['', of]] : key.startsWith('xmlns:') ? [[key.slice('xmlns:'.length), of]] : [],
    );
    const namespaces = declared.length > 0 ? new Map([...(outer?.namespaces ?? []), ...declared]) : outer?.namespaces;
    const colon = name.indexOf(':');
    const own = namespaces?.get(colon < 0 ? '' : name.slice(0, colon)) ?? '';
    root ??= own;
    // Another namespace keeps its prefix; the default one is what an element without a prefix is in.
    const isBare = colon < 0 || own === root;
    const written = isBare ? own : (outer?.written ?? '');
    const scope = { namespaces: namespaces ?? new Map(), name: own === root ? name.slice(colon + 1) : name, written };
    if (empty !== '/') scopes.push(scope);
    const change = written === (outer?.written ?? '') ? [] : [['xmlns', written] as const];
    const kept = [...change, ...attributes.filter(([key]) => key !== 'xmlns')];
    return `<${scope.name}${kept.map(([key, of]) => ` ${key}="${of}"`).join('')}${empty}>`;
  });
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
