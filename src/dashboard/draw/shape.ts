/** Converts paths to circle and rectangle elements, which are shorter than the curves that Vega writes. */
import type { MarkupElement } from './markup.ts';

const number = String.raw`(-?[\d.]+(?:e-?\d+)?)`;
const numbers = (count: number) => Array(count).fill(number).join(',');
const arc = `A${numbers(2)},0,1,1,${number},0`;
const circle = new RegExp(`^M${number},0${arc}${arc}$`);
const box = new RegExp(`^M${numbers(2)}h${number}v${number}h-${number}Z$`);
const side = `L${numbers(2)}C${numbers(6)}`;
const rounded = new RegExp(`^M${numbers(2)}${side}${side}${side}${side}Z$`);

/** @returns the element itself, or a shorter one that renders the same */
export function shapeOf(element: MarkupElement): MarkupElement {
  const d = element.attributes.get('d');
  if (element.tag !== 'path' || d === undefined) return element;
  const at = placeOf(element);
  const radii = circle
    .exec(d)
    ?.slice(1)
    .map(Math.abs as never) as number[] | undefined;
  if (at && radii?.every((size) => size === radii[0])) {
    return replaced(element, 'circle', { cx: at[0], cy: at[1], r: radii[0]! }, ['d', 'transform']);
  }
  const plain = box.exec(d)?.slice(1).map(Number);
  const [x, y, width, height] = plain ?? [];
  // A stroke is rendered for an empty path; a rectangle without size is not.
  if (plain && width! > 0 && height! > 0) {
    return replaced(element, 'rect', { x: x!, y: y!, width: width!, height: height! }, ['d']);
  }
  const corners = rounded.exec(d)?.slice(1).map(Number);
  const sizes = corners && roundedBox(corners);
  return sizes ? replaced(element, 'rect', sizes, ['d']) : element;
}

/** The translation of an element; null if it has another transformation. */
function placeOf({ attributes }: MarkupElement): [number, number] | null {
  const transform = attributes.get('transform');
  if (transform === undefined) return [0, 0];
  const moved = /^translate\(([^,]+),([^)]+)\)$/.exec(transform);
  return moved && [Number(moved[1]), Number(moved[2])];
}

/**
 * Starts at the top left corner; for each side: its end, two control points, the start of the next side. Null if
 * corners differ.
 */
function roundedBox(at: readonly number[]): Record<string, number> | null {
  const [right, bottom, left, top] = [at[8]!, at[17]!, at[24]!, at[1]!];
  const corners = [at[0]! - left, right - at[2]!, at[9]! - top, bottom - at[11]!, right - at[16]!, at[18]! - left];
  const [rx] = corners as [number];
  if (corners.some((size) => Math.abs(size - rx) > 1e-6)) return null;
  return { x: left, y: top, width: right - left, height: bottom - top, rx };
}

function replaced(
  { attributes, children }: MarkupElement,
  tag: string,
  sizes: Readonly<Record<string, number>>,
  without: readonly string[],
): MarkupElement {
  const kept = [...attributes].filter(([name]) => !without.includes(name));
  const own = Object.entries(sizes).map(([name, size]) => [name, String(size)] as const);
  return { tag, attributes: new Map([...own, ...kept]), children };
}
