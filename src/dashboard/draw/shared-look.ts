/** Moves attributes that most marks of a group share to the group, as marks inherit them. */
import { isElement, type MarkupElement } from './markup.ts';

const inherited = [
  'fill',
  'fill-opacity',
  'font-size',
  'font-style',
  'font-weight',
  'pointer-events',
  'stroke',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'stroke-width',
  'text-anchor',
] as const;

/** Moves to each group the most frequent value among the marks directly below it, or in links there. */
export function shareLook(element: MarkupElement): void {
  const below = element.children.filter(isElement);
  for (const child of below) shareLook(child);
  if (element.tag !== 'g') return;
  const marks = below.flatMap((child) => (child.tag === 'a' ? child.children.filter(isElement) : [child]));
  // Attributes of a group apply to everything in it, which nested groups might not want.
  if (marks.length < 2 || marks.some(({ tag }) => tag === 'g')) return;
  const unstroked = marks.filter(({ attributes }) => !attributes.has('stroke'));
  // A few marks without an outline (fills by a pattern) say so, so that the others can share theirs.
  if (unstroked.length * 4 < marks.length) for (const { attributes } of unstroked) attributes.set('stroke', 'none');
  const outlineless = marks.filter(
    ({ attributes }) => attributes.get('stroke') === 'none' && !attributes.has('stroke-width'),
  );
  for (const name of inherited) {
    const counts = new Map<string, number>();
    for (const { attributes } of marks) {
      const value = attributes.get(name);
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // A mark without the attribute would inherit it; the width of no outline has no effect.
    const indifferent = name === 'stroke-width' ? outlineless.length : 0;
    if (total + indifferent < marks.length || total === 0) continue;
    const [common] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
    element.attributes.set(name, common);
    for (const { attributes } of marks) if (attributes.get(name) === common) attributes.delete(name);
  }
}
