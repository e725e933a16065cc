/**
 * Draws pattern fills once for all marks of a group.
 *
 * When printing, a browser renders each shape with a pattern as a separate picture, as large as the drawing: a heat
 * map took 29 MB and most of a minute. So each mark gets the plain background of its pattern, and one path over all
 * of them has the pattern.
 */
import { isElement, type MarkupElement } from './markup.ts';
import type { Patterns } from './pattern.ts';

/** Processes the groups of marks below an element. */
export function drawPatternsOnce(element: MarkupElement, patterns: Patterns): void {
  for (const child of element.children.filter(isElement)) drawPatternsOnce(child, patterns);
  if (element.attributes.get('class') !== 'marks') return;
  const outlines = new Map<string, string[]>();
  for (const mark of marksOf(element)) {
    const [, name = ''] = /^url\(#(.+)\)$/.exec(mark.attributes.get('fill') ?? '') ?? [];
    const outline = name in patterns ? outlineOf(mark) : null;
    if (outline === null) continue;
    mark.attributes.set('fill', patterns[name]!.back);
    const shapes = outlines.get(name);
    if (shapes) shapes.push(outline);
    else outlines.set(name, [outline]);
  }
  for (const [name, shapes] of outlines) {
    const attributes = new Map([
      ['d', shapes.join('')],
      ['fill', `url(#${name})`],
      ['pointer-events', 'none'],
    ]);
    element.children.push({ tag: 'path', attributes, children: [] });
  }
}

/** Marks of a group, including those in links. */
const marksOf = ({ children }: MarkupElement): MarkupElement[] =>
  children.filter(isElement).flatMap((child) => (child.tag === 'a' ? marksOf(child) : [child]));

/** Null for elements with a transformation, and for anything but a shape. */
function outlineOf({ tag, attributes }: MarkupElement): string | null {
  if (attributes.has('transform')) return null;
  const at = (name: string) => Number(attributes.get(name) ?? 0);
  if (tag === 'path') return attributes.get('d') ?? null;
  if (tag === 'rect') return `M${at('x')} ${at('y')}h${at('width')}v${at('height')}h${-at('width')}z`;
  if (tag !== 'circle') return null;
  const [radius, across] = [at('r'), 2 * at('r')];
  return `M${at('cx') - radius} ${at('cy')}a${radius} ${radius} 0 1 0 ${across} 0a${radius} ${radius} 0 1 0 ${-across} 0z`;
}
