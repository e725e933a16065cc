/** Path data made short: one decimal, relative steps, points that fall together left out. */

/**
 * Rewrites the path data that Vega writes (M, L, C, A, Z, H, V, absolute or relative).
 *
 * Steps are taken between rounded places, so that an error never adds up along a coast.
 *
 * @param d - path data
 * @returns path data of the same shape to 1 decimal; as it was, where it holds a command not known here
 */
export function shortenPath(d: string): string {
  const parts = d.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? [];
  if (parts.some((part) => /^[a-zA-Z]$/.test(part) && !(part in takes))) return d;
  const out: string[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let last = '';
  for (let i = 0; i < parts.length; ) {
    const command = parts[i++]!;
    const upper = command.toUpperCase();
    const relative = command !== upper;
    const count = takes[command]!;
    if (count === 0) {
      out.push('z');
      [x, y, last] = [startX, startY, 'z'];
      continue;
    }
    for (let first = true; i < parts.length && (first || !/[a-zA-Z]/.test(parts[i]!)); first = false) {
      const given = parts.slice(i, i + count).map(Number);
      i += count;
      const flags = upper === 'A' ? given.slice(0, 5) : [];
      const places = upper === 'A' ? given.slice(5) : given;
      const ends = places.map((place, n) => {
        const across = upper === 'V' ? false : upper === 'H' || n % 2 === 0;
        return tenths(relative ? place + (across ? x : y) : place, across);
      });
      const steps = ends.map((place, n) => round(place - (upper === 'V' || (upper !== 'H' && n % 2 === 1) ? y : x)));
      const word = upper === 'M' && !first ? 'l' : upper.toLowerCase();
      if (word === 'l' && steps[0] === 0 && steps[1] === 0) continue;
      if (upper === 'M' && first) out.push(`M${write(ends)}`);
      else out.push((word === last ? joint(steps, flags) : word) + write([...flags.map(round), ...steps]));
      last = upper === 'M' && first ? 'l-after-m' : word;
      if (upper === 'H') x = ends[0]!;
      else if (upper === 'V') y = ends[0]!;
      else [x, y] = [ends.at(-2)!, ends.at(-1)!];
      if (upper === 'M' && first) [startX, startY] = [x, y];
    }
  }
  return out.join('');
}

/** How many numbers each command takes. */
const takes: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({ M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }).flatMap(([command, count]) => [
    [command, count],
    [command.toLowerCase(), count],
  ]),
);

const round = (value: number) => Math.round(value * 10) / 10 || 0;
const tenths = (value: number, _across: boolean) => round(value);

/** Numbers with as few signs between them as SVG allows. */
function write(numbers: readonly number[]): string {
  return numbers.map((number, place) => {
    const text = short(number);
    return place === 0 || text.startsWith('-') ? text : ` ${text}`;
  }).join('');
}

const short = (number: number) => String(number).replace(/^(-?)0\./, '$1.');

const joint = (steps: readonly number[], flags: readonly number[]) => {
  const first = short(flags[0] ?? steps[0]!);
  return first.startsWith('-') ? '' : ' ';
};
