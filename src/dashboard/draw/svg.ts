/** Adapts Vega's SVG for a page: short, without inline styles, with unique ids and one description. */
import { markupText } from '../../domain/index.ts';
import { drawPatternsOnce } from './hatch.ts';
import { isElement, type MarkupElement, parseMarkup, writeMarkup } from './markup.ts';
import { shortenPath } from './path.ts';
import { type Patterns, patternDefinitions } from './pattern.ts';
import { shapeOf } from './shape.ts';
import { shareLook } from './shared-look.ts';

export type Dress = {
  /** Prefix of each id, so that charts in one page do not share clip paths. */
  readonly prefix: string;
  /** Text alternative of the picture. */
  readonly label: string;
  readonly patterns: Patterns;
  /** Null in a page, which sets the font, and which defines the patterns once for all its charts. */
  readonly font: string | null;
  /** Text direction of its language; coordinates are counted from the left in both. */
  readonly direction?: 'ltr' | 'rtl';
};

/** Attributes without meaning for a reader of the page. */
const idle = new Set([
  'class',
  'role',
  'aria-roledescription',
  'aria-hidden',
  'font-family',
  'version',
  'xmlns:xlink',
  'stroke-miterlimit',
]);
/** Default values. */
const usual = new Map([
  ['opacity', '1'],
  ['fill-opacity', '1'],
  ['stroke-opacity', '1'],
  ['font-weight', 'normal'],
  ['font-style', 'normal'],
  ['transform', 'translate(0,0)'],
]);
const sizes = new Set([
  ...['x', 'x1', 'x2', 'y', 'y1', 'y2', 'cx', 'cy', 'dx', 'dy', 'r', 'rx', 'ry'],
  ...['width', 'height', 'transform'],
]);
/** Attributes that paint nothing by themselves. */
const unpainted = new Set(['d', 'pointer-events', 'x', 'y', 'width', 'height']);

/**
 * @param svg - output of Vega's string renderer
 * @returns one `<svg>` element; the tooltip of a mark is in `data-tip`, or in the `aria-label` of the link around it
 */
export function dressSvg(svg: string, { prefix, label, patterns, font, direction = 'ltr' }: Dress): string {
  const drawn = parseMarkup(svg);
  const size = ['width', 'height', 'viewBox'].flatMap((name) => {
    const value = drawn.attributes.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const root: MarkupElement = {
    tag: 'svg',
    attributes: new Map([
      ['xmlns', 'http://www.w3.org/2000/svg'],
      ...size,
      // A group may contain links; an image may not.
      ['role', svg.includes('<a ') ? 'group' : 'img'],
      ['aria-label', markupText(label)],
      ...(font === null ? [] : [['font-family', font] as const]),
      ...(direction === 'ltr' ? [] : [['direction', 'ltr'] as const]),
    ]),
    children: simplifyAll(drawn.children, prefix),
  };
  if (direction === 'rtl') embedTexts(root);
  drawPatternsOnce(root, patterns);
  shareLook(root);
  const text = writeMarkup(root);
  const named = text.replace(/url\(#([^)]+)\)/g, (whole, id: string) =>
    id in patterns ? whole : `url(#${prefix}${id})`,
  );
  const definitions = font === null ? '' : patternDefinitions(patterns, text);
  return definitions === '' ? named : named.replace(/<\/svg>$/, `<defs>${definitions}</defs></svg>`);
}

/** Marks a text in a right-to-left script as such wherever it occurs, including between numbers and Latin names. */
function embedTexts(element: MarkupElement): void {
  element.children = element.children.map((child) => {
    if (!isElement(child)) return /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(child) ? `\u202b${child}\u202c` : child;
    embedTexts(child);
    return child;
  });
}

const simplifyAll = (children: MarkupElement['children'], prefix: string): MarkupElement['children'] =>
  children.flatMap((child) => (isElement(child) ? simplify(child, prefix) : [child]));

/** Returns nothing for elements that render nothing, and the content of groups without effect. */
function simplify(element: MarkupElement, prefix: string): MarkupElement['children'] {
  const marks = /\brole-mark\b/.test(element.attributes.get('class') ?? '');
  if (element.tag === 'a') nameLink(element);
  const { tag, attributes } = shapeOf(element);
  if (attributes.get('display') === 'none') return [];
  const kept = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (idle.has(name) || (name === 'aria-label' && tag === 'g')) continue;
    const [to, short] = shortened(name, value, tag, prefix);
    if (usual.get(to) !== short) kept.set(to, short);
  }
  // The background of a group without colour.
  const isPainted = kept.keys().some((name) => !unpainted.has(name));
  if ((tag === 'path' || (tag === 'rect' && element.tag === 'path')) && !isPainted) return [];
  const children = simplifyAll(element.children, prefix);
  if (tag === 'a') kept.set('tabindex', '-1');
  if (tag === 'g' && children.length === 0) return [];
  if (marks) kept.set('class', 'marks');
  if (tag === 'g' && kept.size === 0) return children;
  return [{ tag, attributes: kept, children }];
}

function shortened(name: string, value: string, tag: string, prefix: string): [string, string] {
  if (name === 'd') return [name, shortenPath(value)];
  if (name === 'xlink:href') return ['href', value];
  if (name === 'id') return [name, prefix + value];
  // A label requires a role, which a link has and a plain shape does not.
  if (name === 'aria-label' && tag !== 'a') return ['data-tip', value];
  // Tenths of a pixel, as in paths.
  if (sizes.has(name)) return [name, value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (long) => `${tenth(Number(long))}`)];
  return [name, value];
}

const tenth = (value: number) => Math.round(value * 10) / 10 || 0;

/** The tooltip of the mark in a link becomes the label of the link. */
function nameLink({ attributes, children }: MarkupElement): void {
  const mark = children.find(isElement);
  const label = mark?.attributes.get('aria-label');
  if (mark === undefined || label === undefined) return;
  attributes.set('aria-label', label);
  mark.attributes.delete('aria-label');
}
