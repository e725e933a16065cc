/**
 * Right-to-left lines for programs that draw every line from the left, such as Typst's SVG library. A line is divided
 * into its runs of one direction, which are written in the order in which they are seen.
 *
 * @see https://www.unicode.org/reports/tr9/ (rules W1 to W7, N1, N2, L2, without embeddings within a line)
 */

const [fromLeft, fromRight] = ['\u200e', '\u200f'];

type Bidi = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'CS' | 'ET' | 'NSM' | 'ON';

const classes: readonly (readonly [Bidi, RegExp])[] = [
  ['NSM', /^\p{M}/u],
  ['AL', /^[\p{Script=Arabic}&&\p{L}]/v],
  ['R', /^(?:\u200f|[\p{Script=Hebrew}&&\p{L}])/v],
  ['AN', /^[\u0660-\u0669\u066b\u066c]/],
  ['EN', /^[\d\u06f0-\u06f9]/],
  ['ES', /^[+\u2212-]/],
  ['CS', /^[,.:/\u060c\u00a0\u202f]/],
  ['ET', /^[%#$€£°\u066a]/],
  ['L', /^(?:\u200e|[\p{L}\p{N}])/u],
];

const classOf = (sign: string): Bidi =>
  sign.length > 1 && sign.startsWith('&') ? 'ON' : (classes.find(([, signs]) => signs.test(sign))?.[0] ?? 'ON');

/** @returns true for each character that is read from the left */
function directionsOf(signs: readonly string[]): boolean[] {
  const found = signs.map(classOf);
  // W1 to W3: marks, and digits after Arabic letters.
  let strong: Bidi = 'R';
  for (const [at, one] of found.entries()) {
    if (one === 'NSM') found[at] = found[at - 1] ?? 'R';
    else if (one === 'EN' && strong === 'AL') found[at] = 'AN';
    if (one === 'L' || one === 'R' || one === 'AL') strong = one;
  }
  const isNumber = (one: Bidi | undefined) => one === 'EN' || one === 'AN';
  // W4 to W6: separators and units of numbers.
  for (const [at, one] of found.entries()) {
    const [before, after] = [found[at - 1], found[at + 1]];
    if ((one === 'CS' && isNumber(before) && before === after) || (one === 'ES' && before === 'EN' && after === 'EN'))
      found[at] = before;
    else if (one === 'ET') found[at] = before === 'EN' || unitBefore(found, at) ? 'EN' : 'ON';
    else if (one === 'ES' || one === 'CS') found[at] = 'ON';
  }
  // W7: numbers after Latin letters.
  strong = 'R';
  for (const [at, one] of found.entries()) {
    if (one === 'L' || one === 'R' || one === 'AL') strong = one;
    else if (one === 'EN' && strong === 'L') found[at] = 'L';
  }
  // N1 and N2: other characters are read from the left only between two of that direction.
  return found.map((one, at) => {
    if (one !== 'ON') return one === 'L' || isNumber(one);
    const before = found.slice(0, at).findLast((other) => other !== 'ON');
    const after = found.slice(at).find((other) => other !== 'ON');
    return before === 'L' && after === 'L';
  });
}

const unitBefore = (found: readonly Bidi[], at: number): boolean =>
  found.slice(at).find((one) => one !== 'ET') === 'EN';

/** @param text - of an SVG: an entity such as `&amp;` is one character */
function seenOrder(text: string): string {
  const signs = text.match(/&[^;]+;|./gsu) ?? [];
  const directions = directionsOf(signs);
  const runs: { readonly left: boolean; text: string }[] = [];
  for (const [at, sign] of signs.entries()) {
    const left = directions[at]!;
    const last = runs.at(-1);
    if (last?.left === left) last.text += sign;
    else runs.push({ left, text: sign });
  }
  return runs
    .toReversed()
    .map((run) => {
      const mark = run.left ? fromLeft : fromRight;
      return mark + run.text.replace(/[\u200e\u200f]/g, '') + mark;
    })
    .join('');
}

/** Each right-to-left embedding of a drawing, in the order in which it is seen from the left. */
export const embeddingsFromLeft = (svg: string): string =>
  svg.replace(/\u202b([^\u202a-\u202e<>]*)\u202c/g, (_, text: string) => seenOrder(text));
