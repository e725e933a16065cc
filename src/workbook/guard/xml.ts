/** Walks one XML part: UTF-8 only, no DOCTYPE, well-formed, within limits, names resolved to their namespace. */
import { SaxesParser } from 'saxes';
import { guardLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of a part wants to hear. Names are without prefix; elements of other namespaces come as null. */
export type XmlReader = {
  readonly open: (name: string | null, attributes: Attributes) => void;
  readonly close?: (name: string | null) => void;
  readonly text?: (text: string) => void;
};

/** Elements are known by these namespaces: the usual ones and those of strict ISO files. */
const known = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
  'http://schemas.openxmlformats.org/package/2006/content-types',
]);
const chunk = 256 * 1024;

type Plain = { xmlns: false; position: false };

/**
 * @param part - name of the part, for the refusal
 * @throws Refusal `xml_encoding`, `xml_doctype`, `xml_limits`, `xml_malformed`
 */
export function walkXml(bytes: Uint8Array, part: string, reader: XmlReader): void {
  if (bytes.length === 0) throw new Refusal('xml_malformed', { part, reason: 'empty' });
  const parser = new SaxesParser<Plain>({ xmlns: false, position: false });
  const names = new NameScopes();
  let depth = 0;
  parser.on('error', (error) => {
    throw new Refusal('xml_malformed', { part, reason: plain(error.message) });
  });
  parser.on('doctype', () => {
    throw new Refusal('xml_doctype', { part });
  });
  parser.on('xmldecl', ({ encoding, version }) => {
    if (encoding && encoding.toLowerCase() !== 'utf-8') throw new Refusal('xml_encoding', { part });
    if (version && version !== '1.0') throw new Refusal('xml_malformed', { part, reason: 'version' });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > guardLimits.depth) throw new Refusal('xml_limits', { part });
    let count = 0;
    let binds = false;
    for (const key in attributes) {
      count += 1;
      if (attributes[key]!.length > guardLimits.text) throw new Refusal('xml_limits', { part });
      // Only `xmlns` and `xmlns:…` begin so: names that begin with "xml" are reserved.
      if (key.charCodeAt(0) === 120 && key.startsWith('xmlns')) binds = true;
    }
    if (count > guardLimits.attributes) throw new Refusal('xml_limits', { part });
    if (binds) names.bind(depth, attributes);
    reader.open(names.local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    reader.close?.(names.local(name));
    names.leave(depth);
    depth -= 1;
  });
  const text = (text: string) => {
    if (text.length > guardLimits.text) throw new Refusal('xml_limits', { part });
    reader.text?.(text);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  feed(parser, bytes, part);
}

function feed(parser: SaxesParser<Plain>, bytes: Uint8Array, part: string): void {
  // Bytes of UTF-16 or UTF-32 would be taken for control characters; say what they are.
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0 || bytes[0]! >= 0xfe)) {
    throw new Refusal('xml_encoding', { part });
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += chunk) {
    const last = at + chunk >= bytes.length;
    let text: string;
    try {
      text = decoder.decode(bytes.subarray(at, at + chunk), { stream: !last });
    } catch {
      throw new Refusal('xml_encoding', { part });
    }
    parser.write(text);
  }
  parser.close();
}

/** The parser's own words, without what it quotes from the file. */
function plain(message: string): string {
  return message.replace(/[:"].*$/s, '').slice(0, 80);
}

/** Which prefix stands for a namespace that is read, as far as it reaches. */
class NameScopes {
  readonly #scopes: { depth: number; own: Map<string, boolean> }[] = [];
  #resolved = new Map<string, string | null>();

  bind(depth: number, attributes: Attributes): void {
    const own = new Map(this.#scopes.at(-1)?.own);
    for (const key in attributes) {
      if (key === 'xmlns') own.set('', known.has(attributes[key]!));
      else if (key.startsWith('xmlns:')) own.set(key.slice(6), known.has(attributes[key]!));
    }
    this.#scopes.push({ depth, own });
    this.#resolved = new Map();
  }

  leave(depth: number): void {
    if (this.#scopes.at(-1)?.depth !== depth) return;
    this.#scopes.pop();
    this.#resolved = new Map();
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
