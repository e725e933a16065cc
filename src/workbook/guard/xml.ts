/** Parses one XML part: UTF-8 only, no DOCTYPE, well-formed, within limits, names resolved to their namespace. */
import { Buffer, isUtf8 } from 'node:buffer';
import { holdsForbidden } from './forbidden-characters.ts';
import { guardLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import type { TagAttributes } from './tag-attributes.ts';
import { scanXml } from './xml-scanner.ts';

export type Attributes = Pick<TagAttributes, 'get' | 'getPrefixed' | 'count' | 'key' | 'value'>;

/** Callbacks of a reader. Names are without prefix; elements of other namespaces have the name null. */
export type XmlReader = {
  /** The attributes are valid until the callback returns. */
  readonly open: (name: string | null, attributes: Attributes) => void;
  readonly close?: (name: string | null) => void;
  readonly text?: (text: string) => void;
  /**
   * May take a whole element without a prefix and without namespaces of its own, in place of the callbacks for it.
   *
   * @param at - position of its `<` in the text of the part
   * @param decode - replaces the references in a text
   * @returns the position after the element; -1 to leave it
   */
  readonly whole?: (xml: string, at: number, decode: (text: string) => string) => number;
};

/** Known namespaces of sheets, drawings and packages: those of transitional and of strict ISO files. */
const known = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing',
  'http://schemas.openxmlformats.org/drawingml/2006/main',
  'http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing',
  'http://purl.oclc.org/ooxml/drawingml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
  'http://schemas.openxmlformats.org/package/2006/content-types',
]);

/**
 * @param part - name of the part, for the refusal
 * @throws Refusal `xml_encoding`, `xml_doctype`, `xml_limits`, `xml_malformed`
 */
export function walkXml(bytes: Uint8Array, part: string, reader: XmlReader): void {
  const names = new NameScopes();
  const opened: (string | null)[] = [];
  const limits = () => new Refusal('xml_limits', { part });
  const { whole } = reader;
  scanXml(textOf(bytes, part), part, {
    // In another namespace, the name stands for another element.
    ...(whole && { whole: (xml, at, decode) => (names.isPlainKnown ? whole(xml, at, decode) : -1) }),
    open: (name, attributes) => {
      if (opened.length >= guardLimits.depth) throw limits();
      names.bind(opened.length, attributes);
      const local = names.local(name);
      opened.push(local);
      reader.open(local, attributes);
    },
    close: () => {
      const local = opened.pop()!;
      reader.close?.(local);
      names.leave(opened.length);
    },
    text: (text) => {
      if (text.length > guardLimits.text) throw limits();
      reader.text?.(text);
    },
  });
}

function textOf(bytes: Uint8Array, part: string): string {
  if (bytes.length === 0) throw new Refusal('xml_malformed', { part, reason: 'empty' });
  if (!isUtf8(bytes)) throw new Refusal('xml_encoding', { part });
  if (holdsForbidden(bytes)) throw new Refusal('xml_malformed', { part, reason: 'character' });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return buffer.toString('utf8', marked ? 3 : 0);
}

/** Which prefixes stand for a known namespace, by scope. */
class NameScopes {
  readonly #scopes: { depth: number; own: Map<string, boolean> }[] = [];
  #resolved = new Map<string, string | null>();
  /** True if names without a prefix belong to a known namespace. */
  isPlainKnown = false;

  bind(depth: number, attributes: TagAttributes): void {
    let own: Map<string, boolean> | null = null;
    for (let place = 0; place < attributes.count; place += 1) {
      const key = attributes.key(place);
      // Only `xmlns` and `xmlns:…` match, as names that start with "xml" are reserved.
      if (!key.startsWith('xmlns')) continue;
      own ??= new Map(this.#scopes.at(-1)?.own);
      own.set(key.slice('xmlns:'.length), known.has(attributes.value(place)));
    }
    if (own === null) return;
    this.#scopes.push({ depth, own });
    this.#changed();
  }

  leave(depth: number): void {
    if (this.#scopes.at(-1)?.depth !== depth) return;
    this.#scopes.pop();
    this.#changed();
  }

  #changed(): void {
    this.#resolved = new Map();
    this.isPlainKnown = this.#scopes.at(-1)?.own.get('') ?? false;
  }

  local(name: string): string | null {
    const resolved = this.#resolved.get(name);
    if (resolved !== undefined) return resolved;
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const local = this.#scopes.at(-1)?.own.get(prefix) ? name.slice(colon + 1) : null;
    this.#resolved.set(name, local);
    return local;
  }
}
