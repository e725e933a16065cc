/**
 * A scanner for XML 1.0 without document types, several times as fast as a general parser on the many small elements
 * of a sheet. It is no less strict: a test compares it with a general parser on thousands of valid and invalid texts.
 */
import { guardLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import { TagAttributes } from './tag-attributes.ts';

export type ScanHandlers = {
  /** Names are as written, with their prefix. The attributes are valid until the handler returns. */
  readonly open: (name: string, attributes: TagAttributes) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
  /**
   * May take a whole element, with all that is in it, which starts at a `<` within the root, instead of its events.
   *
   * @param decode - replaces the references in a text
   * @returns the position after the element; -1 to leave it to the scanner
   */
  readonly whole?: (xml: string, at: number, decode: (text: string) => string) => number;
};

const nameShape = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\u00b7-]*$/u;
const numbered = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/y;
/** References by name; the one for the sign itself is last, so that what it gives is not replaced again. */
const named = (
  [
    ['&quot;', '"'],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&apos;', "'"],
    ['&amp;', '&'],
  ] as const
).map(([written, character]) => ({ written, character, every: new RegExp(written, 'g') }));
/** The sign of a reference that is not by name. */
const unnamed = /&(?!(?:quot|lt|gt|apos|amp);)/;
/** A power of two, less one. */
const lastName = 127;

const space = 32;
const bang = 33;
const quote = 34;
const ampersand = 38;
const apostrophe = 39;
const slash = 47;
const less = 60;
const equals = 61;
const greater = 62;
const question = 63;

/**
 * @param source - without characters that XML forbids in any form
 * @throws Refusal `xml_malformed`, `xml_doctype`, `xml_encoding`, `xml_limits`, with the part's name
 */
export function scanXml(source: string, part: string, handlers: ScanHandlers): void {
  const xml = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  new Scanner(xml, part, handlers).scan(readDeclaration(xml, part));
}

class Scanner {
  readonly #xml: string;
  readonly #part: string;
  readonly #handlers: ScanHandlers;
  /** Valid names. */
  readonly #names: (string | undefined)[] = new Array(lastName + 1).fill(undefined);
  readonly #stack: string[] = [];
  readonly #attributes: TagAttributes;
  #rooted = false;

  constructor(xml: string, part: string, handlers: ScanHandlers) {
    this.#xml = xml;
    this.#part = part;
    this.#handlers = handlers;
    this.#attributes = new TagAttributes(xml, (text) => this.#decode(text));
  }

  scan(from: number): void {
    const xml = this.#xml;
    const takeWhole = this.#handlers.whole;
    const decode = (text: string) => this.#decode(text);
    let at = from;
    while (at < xml.length) {
      const tag = xml.indexOf('<', at);
      if (tag !== at) this.#takeText(xml.slice(at, tag < 0 ? xml.length : tag));
      if (tag < 0) break;
      const sign = xml.charCodeAt(tag + 1);
      if (sign === slash) at = this.#takeEnd(tag + 2);
      else if (sign === bang) at = this.#takeMarked(tag);
      else if (sign === question) at = this.#takeInstruction(tag);
      else {
        const after = takeWhole && this.#stack.length > 0 ? takeWhole(xml, tag, decode) : -1;
        at = after < 0 ? this.#takeTag(tag + 1) : after;
      }
    }
    if (this.#stack.length > 0 || !this.#rooted) throw this.#malformed('tags');
  }

  #malformed(reason: string): Refusal {
    return new Refusal('xml_malformed', { part: this.#part, reason });
  }

  #takeTag(start: number): number {
    const xml = this.#xml;
    const attributes = this.#attributes;
    let place = nameEnd(xml, start);
    const name = this.#name(start, place);
    if (this.#stack.length === 0 && this.#rooted) throw this.#malformed('roots');
    this.#rooted = true;
    attributes.clear();
    for (;;) {
      const gap = place;
      place = skipSpace(xml, place);
      const sign = xml.charCodeAt(place);
      if (sign === greater) {
        this.#stack.push(name);
        this.#handlers.open(name, attributes);
        return place + 1;
      }
      if (sign === slash && xml.charCodeAt(place + 1) === greater) {
        this.#handlers.open(name, attributes);
        this.#handlers.close();
        return place + 2;
      }
      if (place === gap) throw this.#malformed('attribute');
      place = this.#takeAttribute(place);
    }
  }

  #takeAttribute(start: number): number {
    const xml = this.#xml;
    const end = nameEnd(xml, start);
    const key = this.#name(start, end);
    let at = skipSpace(xml, end);
    if (xml.charCodeAt(at) !== equals) throw this.#malformed('attribute');
    at = skipSpace(xml, at + 1);
    const mark = xml.charCodeAt(at);
    if (mark !== quote && mark !== apostrophe) throw this.#malformed('attribute');
    const from = at + 1;
    let coded = false;
    let referring = false;
    for (at = from; ; at += 1) {
      const code = xml.charCodeAt(at);
      if (code === mark) break;
      if (code === less || Number.isNaN(code)) throw this.#malformed('attribute');
      if (code === ampersand) referring = true;
      else if (code < space) coded = true;
    }
    if (at - from > guardLimits.text || this.#attributes.count >= guardLimits.attributes) {
      throw new Refusal('xml_limits', { part: this.#part });
    }
    if (!this.#attributes.add(key, from, at, coded || referring)) throw this.#malformed('attribute');
    // References are checked at once, so that a part is refused whether or not its value is read.
    if (referring) this.#checkReferences(xml.slice(from, at));
    return at + 1;
  }

  #checkReferences(text: string): void {
    if (unnamed.test(text)) this.#decode(text);
  }

  #takeEnd(start: number): number {
    const xml = this.#xml;
    const name = this.#stack.pop();
    if (name === undefined || !xml.startsWith(name, start)) throw this.#malformed('tags');
    const end = skipSpace(xml, start + name.length);
    if (xml.charCodeAt(end) !== greater) throw this.#malformed('tags');
    this.#handlers.close();
    return end + 1;
  }

  #takeText(text: string): void {
    if (this.#stack.length === 0) {
      if (/[^ \t\n]/.test(text)) throw this.#malformed('outside');
      return;
    }
    if (text.includes(']]>')) throw this.#malformed('cdata');
    this.#handlers.text(text.includes('&') ? this.#decode(text) : text);
  }

  /** A comment or CDATA section; a document type is refused. */
  #takeMarked(tag: number): number {
    const xml = this.#xml;
    if (xml.startsWith('<!--', tag)) {
      const end = xml.indexOf('--', tag + 4);
      if (end < 0 || xml[end + 2] !== '>') throw this.#malformed('comment');
      return end + 3;
    }
    if (xml.startsWith('<![CDATA[', tag)) {
      const end = xml.indexOf(']]>', tag);
      if (end < 0 || this.#stack.length === 0) throw this.#malformed('cdata');
      this.#handlers.text(xml.slice(tag + 9, end));
      return end + 3;
    }
    if (/^<!doctype/i.test(xml.slice(tag, tag + 9))) throw new Refusal('xml_doctype', { part: this.#part });
    throw this.#malformed('markup');
  }

  #takeInstruction(tag: number): number {
    const xml = this.#xml;
    const end = xml.indexOf('?>', tag + 2);
    const after = Math.min(nameEnd(xml, tag + 2), end);
    const target = xml.slice(tag + 2, after);
    const apart = after === end || xml.charCodeAt(after) <= space;
    if (end < 0 || !apart || !nameShape.test(target) || target.toLowerCase() === 'xml') {
      throw this.#malformed('instruction');
    }
    return end + 2;
  }

  /** One text for each name, found by its length and first letter, as a part has few names many times. */
  #name(from: number, to: number): string {
    const xml = this.#xml;
    const place = (xml.charCodeAt(from) * 8 + to - from) & lastName;
    const known = this.#names[place];
    if (known !== undefined && known.length === to - from && xml.startsWith(known, from)) return known;
    const name = xml.slice(from, to);
    if (!nameShape.test(name)) throw this.#malformed('name');
    this.#names[place] = name;
    return name;
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text;
    if (!unnamed.test(text)) return replaceNamed(text);
    let decoded = '';
    let from = 0;
    for (let mark = text.indexOf('&'); mark >= 0; mark = text.indexOf('&', from)) {
      const found = named.find(({ written }) => text.startsWith(written, mark)) ?? numberedAt(text, mark);
      if (!found) throw this.#malformed('entity');
      decoded += text.slice(from, mark) + found.character;
      from = mark + found.written.length;
    }
    return decoded + text.slice(from);
  }
}

function replaceNamed(text: string): string {
  let all = text;
  for (const { written, character, every } of named) if (all.includes(written)) all = all.replace(every, character);
  return all;
}

/** A name ends at a space, tab, line feed, a character of a tag, or the end of the text. */
function nameEnd(xml: string, from: number): number {
  for (let at = from; ; at += 1) {
    const code = xml.charCodeAt(at);
    if (code > greater) continue;
    if (code <= space || code === greater || code === slash || code === equals || code === less || at >= xml.length) {
      return at;
    }
  }
}

function skipSpace(xml: string, from: number): number {
  let at = from;
  while (xml.charCodeAt(at) <= space) at += 1;
  return at;
}

/** A reference by number, or null if there is none or XML forbids its character. */
function numberedAt(text: string, mark: number): { written: string; character: string } | null {
  numbered.lastIndex = mark;
  const found = numbered.exec(text);
  if (!found) return null;
  const [written, decimal, hexadecimal] = found;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16);
  const within = (from: number, to: number) => code >= from && code <= to;
  const legal =
    [9, 10, 13].includes(code) || within(0x20, 0xd7ff) || within(0xe000, 0xfffd) || within(0x10000, 0x10ffff);
  return legal ? { written, character: String.fromCodePoint(code) } : null;
}

const declarationShape = new RegExp(
  String.raw`^<\?xml\s+version\s*=\s*(?:"([^"]*)"|'([^']*)')` +
    String.raw`(?:\s+encoding\s*=\s*(?:"([^"]*)"|'([^']*)'))?` +
    String.raw`(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$`,
);

/** @returns the position after the declaration; 0 if there is none */
function readDeclaration(xml: string, part: string): number {
  if (!/^<\?xml\s/.test(xml)) return 0;
  const end = xml.indexOf('?>');
  const declared = declarationShape.exec(xml.slice(0, Math.max(0, end)));
  const version = declared?.[1] ?? declared?.[2];
  const encoding = declared?.[3] ?? declared?.[4];
  if (version !== '1.0') throw new Refusal('xml_malformed', { part, reason: 'declaration' });
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw new Refusal('xml_encoding', { part });
  return end + 2;
}
