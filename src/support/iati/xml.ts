/**
 * Parses XML from external sources as a stream: no document type and so no custom entities, limits on nesting and
 * text length, no external references.
 */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { Problem } from '../../problem/index.ts';

export const xmlLimits = {
  bytes: 256_000_000,
  depth: 32,
  textLength: 100_000,
  attributes: 64,
  elements: 20_000_000,
  silence: 1_000_000,
};

export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Counted from 1. */
  readonly line: number;
};

export type XmlHandler = {
  /** `path` ends with the element itself. */
  readonly open: (element: XmlElement, path: readonly string[]) => void;
  /** `text` is the text directly in the element, trimmed. */
  readonly close: (element: XmlElement, path: readonly string[], text: string) => void;
};

type Open = XmlElement & { text: string };

/**
 * Reports elements of the root element's namespace; elements of other namespaces are skipped with their content.
 * Attributes without a prefix are reported by name, `xml:lang` with its prefix.
 *
 * @param chunks - the file's bytes, in order
 * @param where - name of the file, for messages
 * @throws Problem `support_file_refused`
 */
export function readXml(chunks: Iterable<Uint8Array>, where: string, handler: XmlHandler): void {
  const refuse = (reason: string): never => {
    throw new Problem('support_file_refused', `${where}:${parser.line}`, { reason });
  };
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Open[] = [];
  const path: string[] = [];
  let namespace: string | null = null;
  let foreign = 0;
  let elements = 0;
  let isSilent = true;
  parser.on('error', (error) => refuse(`it is not well-formed XML (${error.message.replace(/^\d+:\d+: /, '')})`));
  parser.on('doctype', () => refuse('it has a document type declaration, which may define entities'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
      refuse(`its encoding is ${encoding}, not UTF-8`);
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    isSilent = false;
    elements += 1;
    if (elements > xmlLimits.elements) refuse('it has too many elements');
    namespace ??= tag.uri;
    if (foreign > 0 || tag.uri !== namespace) {
      foreign += 1;
      if (foreign + stack.length > xmlLimits.depth) refuse(`elements are nested deeper than ${xmlLimits.depth}`);
      return;
    }
    if (stack.length >= xmlLimits.depth) refuse(`elements are nested deeper than ${xmlLimits.depth}`);
    const attributes = Object.values(tag.attributes);
    if (attributes.length > xmlLimits.attributes) refuse(`an element has more than ${xmlLimits.attributes} attributes`);
    const element = { name: tag.local, attributes: namesOf(attributes), line: parser.line, text: '' };
    stack.push(element);
    path.push(tag.local);
    handler.open(element, path);
  });
  const addText = (text: string) => {
    const top = stack.at(-1);
    if (top === undefined || foreign > 0) return;
    top.text += text;
    if (top.text.length > xmlLimits.textLength) refuse(`a text is longer than ${xmlLimits.textLength} characters`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    isSilent = false;
    if (foreign > 0) {
      foreign -= 1;
      return;
    }
    const element = stack.pop()!;
    handler.close(element, path, element.text.replace(/\s+/g, ' ').trim());
    path.pop();
  });
  let silence = 0;
  const write = (text: string) => {
    isSilent = true;
    parser.write(text);
    // The parser keeps unfinished input: a tag, an attribute or a comment without end would fill the memory.
    silence = isSilent ? silence + text.length : 0;
    if (silence > xmlLimits.silence) refuse(`no element begins or ends in ${xmlLimits.silence} characters`);
  };
  feed(chunks, write, refuse);
  parser.close();
}

const namesOf = (attributes: readonly SaxesAttributeNS[]): ReadonlyMap<string, string> =>
  new Map(
    attributes
      .filter(({ prefix }) => prefix === '' || prefix === 'xml')
      .map(({ name, value }) => [name, value.trim()] as const),
  );

function feed(chunks: Iterable<Uint8Array>, write: (text: string) => void, refuse: (reason: string) => never): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return refuse('it is not UTF-8');
    }
  };
  let bytes = 0;
  for (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > xmlLimits.bytes) refuse(`it is larger than ${xmlLimits.bytes / 1_000_000} MB`);
    write(decode(chunk));
  }
  write(decode());
}
