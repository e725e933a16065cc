/** Texts made alike that people take for the same. */

import { foldOnce } from '../../fold-once.ts';

/** Accents, case, dashes, quotes and points make no difference, nor do the ways to write a letter in Arabic; spaces count once. */
export const foldLoosely = foldOnce((text) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/\u0640/g, '')
    .replace(/\u0629/g, '\u0647')
    .replace(/\u0649/g, '\u064a')
    .replace(/[\u0027\u2018\u2019\u02bc`\u00b4]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);

/**
 * The candidates that a mistyped text may represent, nearest first.
 *
 * @param candidates - folded text to what is shown
 */
export function nearest(text: string, candidates: ReadonlyMap<string, string>, most = 2): string[] {
  const typed = foldLoosely(text);
  if (typed === '') return [];
  const scored = [...candidates].flatMap(([folded, shown]) => {
    const distance = closeness(typed, folded);
    return distance === null ? [] : [{ shown, distance }];
  });
  scored.sort((a, b) => a.distance - b.distance);
  return [...new Set(scored.map(({ shown }) => shown))].slice(0, most);
}

/** Smaller is nearer; null if no one would take one for the other. */
function closeness(typed: string, folded: string): number | null {
  if (typed.length > 120 || folded === '') return null;
  const distance = edits(typed, folded);
  if (distance < folded.length && distance <= Math.max(1, Math.floor(folded.length / 4)))
    return distance / folded.length;
  const [words, others] = [new Set(typed.split(' ')), new Set(folded.split(' '))];
  const shared = [...words].filter((word) => word.length > 2 && others.has(word)).length;
  const share = shared / Math.max(words.size, others.size);
  return share >= 0.4 ? 1 - share : null;
}

/** Letters to put in, take out or change, to make one text of the other. */
function edits(from: string, to: string): number {
  let before = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (let row = 1; row <= from.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      here.push(Math.min(before[column]! + 1, here[column - 1]! + 1, before[column - 1]! + change));
    }
    before = here;
  }
  return before[to.length]!;
}
