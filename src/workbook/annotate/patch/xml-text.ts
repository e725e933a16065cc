/** XML as text: encoding of new text, and normalisation of parts that are changed as text. */

/** A part whose XML cannot be changed as text. */
export class NotPatchable extends Error {}

/**
 * Namespaces of a package: the transitional ones, which nearly all programs write, or those of the strict edition of
 * the standard (ISO/IEC 29500-1).
 */
export type Dialect = {
  /** Of sheets, styles and comments. */
  readonly main: string;
  /** Of relationships, in attributes and as the prefix of their types. */
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

/** @param text - the workbook's main part, as returned by `plainText` */
export const dialectOf = (text: string): Dialect => (rootNamespace(text) === strict.main ? strict : usual);

/** The default namespace; undefined for a root with a prefix. */
function rootNamespace(text: string): string | undefined {
  const [root = ''] = /<[A-Za-z_][^>]*>/.exec(text) ?? [];
  return /^<[^\s:/>]+:/.test(root) ? undefined : / xmlns="([^"]*)"/.exec(root)?.[1];
}

/**
 * @returns the normalised text of a part, in which tags and attributes can be found by their names: comments are
 *   removed, CDATA is encoded, elements of the root's namespace have no prefix, and every attribute is in double
 *   quotes after one space
 * @throws NotPatchable for one whose root has no namespace, and for one that is too long to be normalised in the memory
 *   of a child process
 */
export function plainText(bytes: Uint8Array): string {
  const text = withoutRawText(new TextDecoder().decode(bytes));
  const isReady = isPlain(text);
  if (!isReady && text.length > mostRewritten) throw new NotPatchable();
  const plain = isReady ? text : rewriteTags(text);
  if (rootNamespace(plain) === undefined) throw new NotPatchable();
  return plain;
}

/** Characters; an issued sheet has 150,000, one with styled empty rows up to the end of the sheet has millions. */
const mostRewritten = 6_000_000;

/** Processing instructions may contain anything and are kept. */
const withoutRawText = (text: string): string =>
  text.includes('<!')
    ? text.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g, (found, raw: string | undefined) => {
        if (found.startsWith('<?')) return found;
        return (raw ?? '').replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
      })
    : text;

/**
 * True if it certainly needs no normalisation, as with most programs: normalising takes longer than everything else.
 */
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
    // Elements of other namespaces keep their prefix; those of the root's namespace lose it.
    const isBare = colon < 0 || own === root;
    const written = isBare ? own : (outer?.written ?? '');
    const scope = { namespaces: namespaces ?? new Map(), name: own === root ? name.slice(colon + 1) : name, written };
    if (empty !== '/') scopes.push(scope);
    const change = written === (outer?.written ?? '') ? [] : [['xmlns', written] as const];
    const kept = [...change, ...attributes.filter(([key]) => key !== 'xmlns')];
    return `<${scope.name}${kept.map(([key, of]) => ` ${key}="${of}"`).join('')}${empty}>`;
  });
}

/** Replaces the only match of a pattern. */
export function replaceOnce(text: string, pattern: RegExp | string, replacement: (found: string) => string): string {
  let done = false;
  const changed = text.replace(pattern, (found) => {
    done = true;
    return replacement(found);
  });
  if (!done) throw new NotPatchable();
  return changed;
}

/** Encodes a text for XML: characters that XML forbids are removed, and text that looks like an escape is escaped. */
export function encode(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
