/** Parses Vega's SVG to a tree of elements, so that rules can be written for elements instead of text. */

export type MarkupElement = {
  readonly tag: string;
  /** By name; values as written, with their entities. */
  readonly attributes: Map<string, string>;
  /** Elements, and texts as written. */
  children: (MarkupElement | string)[];
};

const token = /<\/[\w:]+\s*>|<([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/g;

/** @param text - well-formed, with one root element; no comments, no declarations */
export function parseMarkup(text: string): MarkupElement {
  const above: MarkupElement[] = [{ tag: '', attributes: new Map(), children: [] }];
  for (const [whole, tag, attributes = '', end] of text.matchAll(token)) {
    const parent = above.at(-1)!;
    if (tag === undefined) {
      if (whole.startsWith('</')) above.pop();
      else parent.children.push(whole);
      continue;
    }
    const named = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!] as const);
    const element: MarkupElement = { tag, attributes: new Map(named), children: [] };
    parent.children.push(element);
    if (end !== '/') above.push(element);
  }
  return above[0]!.children.find(isElement)!;
}

export function writeMarkup({ tag, attributes, children }: MarkupElement): string {
  let head = `<${tag}`;
  for (const [name, value] of attributes) head += ` ${name}="${value}"`;
  if (children.length === 0) return `${head}/>`;
  return `${head}>${children.map((child) => (isElement(child) ? writeMarkup(child) : child)).join('')}</${tag}>`;
}

export const isElement = (node: MarkupElement | string): node is MarkupElement => typeof node !== 'string';
