/** Suggests names for a misspelled one. */

/** Names within a few typing errors of the given one, at most two, nearest first. */
export function nearest(name: string, known: Iterable<string>): string[] {
  return [...known]
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, distance }) => distance <= Math.max(1, Math.floor(other.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, 2)
    .map(({ other }) => other);
}

/**
 * Number of insertions, deletions, substitutions and transpositions between two words (Damerau–Levenshtein distance).
 */
function editDistance(a: string, b: string): number {
  let earlier: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      // Before its first letter a word is undefined, which equals no letter of the other word.
      const exchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(changed, row[j]! + 1, next[j - 1]! + 1);
      next.push(exchanged ? Math.min(least, earlier[j - 2]! + 1) : least);
    }
    earlier = row;
    row = next;
  }
  return row[b.length]!;
}
