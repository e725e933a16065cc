/** Faults of an instrument, gathered so that its author sees all of them at once. */
import { type Details, Problem, type ProblemCode } from '../../problem/index.ts';

export class Faults {
  readonly #found: Problem[];

  constructor(found: readonly Problem[] = []) {
    this.#found = [...found];
  }

  add<C extends ProblemCode>(code: C, where: string, details: Details<C>): void {
    this.#found.push(new Problem(code, where, details));
  }

  /** Runs what throws a fault; null where it did. Anything but a problem goes on its way. */
  catch<Result>(run: () => Result): Result | null {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#found.push(error);
      return null;
    }
  }

  /** In order of file and line. */
  get list(): readonly Problem[] {
    return this.and(new Faults());
  }

  /** These and others, in order of file and line. */
  and(others: Faults): readonly Problem[] {
    const place = ({ where }: Problem) => /^(.*?)(?::(\d+))?$/s.exec(where)!;
    return [...this.#found, ...others.#found].sort((a, b) => {
      const [, fileA = '', lineA = 0] = place(a);
      const [, fileB = '', lineB = 0] = place(b);
      return fileA === fileB ? Number(lineA) - Number(lineB) : fileA < fileB ? -1 : 1;
    });
  }
}

/** Names that are a slip of the finger away from the one given, at most two, nearest first. */
export function nearest(name: string, known: Iterable<string>): string[] {
  return [...known]
    .map((other) => ({ other, distance: slips(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, distance }) => distance <= Math.max(1, Math.floor(other.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, 2)
    .map(({ other }) => other);
}

/** Letters to add, drop or change to make one word of the other (Levenshtein). */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
