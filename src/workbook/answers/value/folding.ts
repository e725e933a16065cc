/** Folds texts that people consider the same to one form. */

import { foldLetters } from '../../../i18n/index.ts';
import { foldOnce } from '../../fold-once.ts';

/** Ignores accents, case, dashes, quotation marks, points and Arabic letter variants; several spaces count as one. */
export const foldLoosely = foldOnce((text) =>
  foldLetters(text)
    .replace(/[\u0027\u2018\u2019\u02bc`\u00b4]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);

/**
 * The candidates that a mistyped text may mean, nearest first.
 *
 * @param candidates - folded text → text to show
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

/** Smaller is nearer; null if the texts are too different. */
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

/** Number of insertions, deletions and substitutions from one text to the other (Levenshtein distance). */
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
