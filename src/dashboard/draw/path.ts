/** Shortens path data: one decimal, relative coordinates, coinciding points removed. */

/** Number of arguments of each command; the last `places` of them are coordinates, the others sizes and flags. */
const takes: Readonly<Record<string, { readonly numbers: number; readonly places: number }>> = {
  M: { numbers: 2, places: 2 },
  L: { numbers: 2, places: 2 },
  H: { numbers: 1, places: 1 },
  V: { numbers: 1, places: 1 },
  C: { numbers: 6, places: 6 },
  S: { numbers: 4, places: 4 },
  Q: { numbers: 4, places: 4 },
  T: { numbers: 2, places: 2 },
  A: { numbers: 7, places: 2 },
  Z: { numbers: 0, places: 0 },
};

/** Outlines of a map are the same on every page that shows it. Up to some megabytes. */
const known = new Map<string, string>();
const mostKnown = 4_000;
const longest = 100;

/** As `shortened`; long paths are kept with their result. */
export function shortenPath(d: string): string {
  if (d.length < longest) return shortened(d);
  const before = known.get(d);
  if (before !== undefined) return before;
  const made = shortened(d);
  if (known.size >= mostKnown) known.clear();
  known.set(d, made);
  return made;
}

/**
 * Rewrites path data of Vega.
 *
 * Relative coordinates are computed between rounded points, so that errors do not accumulate along a coast.
 *
 * @param d - path data
 * @returns path data of the same shape to 1 decimal; unchanged if it contains an unknown command
 */
function shortened(d: string): string {
  const words = d.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? [];
  if (words.some((word) => isLetter(word) && !(word.toUpperCase() in takes))) return d;
  const out: string[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let written = '';
  for (let at = 0; at < words.length; ) {
    const letter = words[at++]!;
    let command = letter.toUpperCase();
    const isAbsolute = letter === command;
    const { numbers, places } = takes[command]!;
    if (numbers === 0) {
      out.push('z');
      [x, y, written] = [startX, startY, 'z'];
    }
    for (let first = true; numbers > 0 && at < words.length && (first || !isLetter(words[at]!)); first = false) {
      const given = words.slice(at, at + numbers).map(Number);
      at += numbers;
      // Further coordinates after those of a move are lines.
      if (command === 'M' && !first) command = 'L';
      const isAcross = (n: number) => command === 'H' || (command !== 'V' && n % 2 === 0);
      const from = (n: number) => (isAcross(n) ? x : y);
      const ends = given.slice(-places).map((place, n) => tenth(isAbsolute ? place : place + from(n)));
      const steps = [...given.slice(0, -places).map(tenth), ...ends.map((end, n) => tenth(end - from(n)))];
      if (command === 'M') {
        out.push(`M${join(ends)}`);
        [x, y, startX, startY] = [ends[0]!, ends[1]!, ends[0]!, ends[1]!];
        written = 'M';
        continue;
      }
      if (command === 'L' && steps[0] === 0 && steps[1] === 0) continue;
      const text = join(steps);
      if (written !== command) out.push(command.toLowerCase() + text);
      else if (text.startsWith('-') || (text.startsWith('.') && /\.\d+$/.test(out.at(-1)!))) out.push(text);
      else out.push(` ${text}`);
      written = command;
      if (command === 'H') x = ends[0]!;
      else if (command === 'V') y = ends[0]!;
      else [x, y] = [ends.at(-2)!, ends.at(-1)!];
    }
  }
  return out.join('');
}

const isLetter = (word: string) => /^[a-zA-Z]$/.test(word);

const tenth = (value: number) => Math.round(value * 10) / 10 || 0;

/** Joins numbers with as few separators as SVG allows: a sign or a second point starts a new number. */
const join = (numbers: readonly number[]): string =>
  numbers.reduce((text, number) => follow(text, shortest(number)), '');

const shortest = (number: number) => String(number).replace(/^(-?)0\./, '$1.');

const follow = (text: string, number: string): string =>
  text === '' || number.startsWith('-') || (number.startsWith('.') && /\.\d+$/.test(text))
    ? text + number
    : `${text} ${number}`;
