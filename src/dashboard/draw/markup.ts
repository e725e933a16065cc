/** Parses Vega's SVG to a tree of elements, so that rules can be written for elements instead of text. */

export type MarkupElement = {
  readonly tag: string;
  /** By name; values as written, with their entities. */
  readonly attributes: Map<string, string>;
  /** Elements, and texts as written. */
  children: (MarkupElement | string)[];
};

const [less, slash, space] = [0x3c, 0x2f, 0x20];

/**
 * Reads from sign to sign, as matching expressions takes three times as long.
 *
 * @param text - well-formed, with one root element; no comments, no declarations
 */
export function parseMarkup(text: string): MarkupElement {
  const above: MarkupElement[] = [{ tag: '', attributes: new Map(), children: [] }];
  for (let at = 0; at < text.length; ) {
    const parent = above.at(-1)!;
    if (text.charCodeAt(at) !== less) {
      const end = text.indexOf('<', at);
      parent.children.push(text.slice(at, end < 0 ? text.length : end));
      at = end < 0 ? text.length : end;
    } else if (text.charCodeAt(at + 1) === slash) {
      above.pop();
      at = text.indexOf('>', at) + 1;
    } else {
      const { element, next, isOpen } = readElement(text, at + 1);
      parent.children.push(element);
      if (isOpen) above.push(element);
      at = next;
    }
  }
  return above[0]!.children.find(isElement)!;
}

/** @param from - the first letter of its tag */
function readElement(text: string, from: number): { element: MarkupElement; next: number; isOpen: boolean } {
  let at = from;
  while (!endsName(text.charCodeAt(at))) at += 1;
  const element: MarkupElement = { tag: text.slice(from, at), attributes: new Map(), children: [] };
  for (;;) {
    while (text.charCodeAt(at) <= space) at += 1;
    if (endsName(text.charCodeAt(at))) break;
    const sign = text.indexOf('="', at);
    const end = text.indexOf('"', sign + 2);
    element.attributes.set(text.slice(at, sign), text.slice(sign + 2, end));
    at = end + 1;
  }
  const isOpen = text.charCodeAt(at) !== slash;
  return { element, next: text.indexOf('>', at) + 1, isOpen };
}

/** A space, `/` or `>`. */
const endsName = (code: number): boolean => code <= space || code === slash || code === 0x3e;

export function writeMarkup({ tag, attributes, children }: MarkupElement): string {
  let head = `<${tag}`;
  for (const [name, value] of attributes) head += ` ${name}="${value}"`;
  if (children.length === 0) return `${head}/>`;
  return `${head}>${children.map((child) => (isElement(child) ? writeMarkup(child) : child)).join('')}</${tag}>`;
}

export const isElement = (node: MarkupElement | string): node is MarkupElement => typeof node !== 'string';
