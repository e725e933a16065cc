/** Collects the faults of an instrument, so that its author sees all of them at once. */
import { type Fault, placeOfFault } from '../../content/index.ts';
import { type Details, Problem, type ProblemCode } from '../../problem/index.ts';

export class Faults {
  readonly #found: Problem[];
  /** Kept separately: if a reader reports the same line too, its message is more specific and replaces the schema's. */
  readonly #ofSchema: Problem[] = [];

  constructor(found: readonly Problem[] = []) {
    this.#found = [...found];
  }

  add<C extends ProblemCode>(code: C, where: string, details: Details<C>): void {
    this.#found.push(new Problem(code, where, details));
  }

  /** Adds the faults of a file that cannot be read. */
  take(found: readonly Fault[]): void {
    this.#found.push(...found.map(problemOf));
  }

  /** Adds the faults that the schema of a file reports. */
  takeOfSchema(found: readonly Fault[]): void {
    this.#ofSchema.push(...found.map(problemOf));
  }

  /** Runs a function and collects the fault that it throws; returns null then. Other errors are thrown on. */
  catch<Result>(run: () => Result): Result | null {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#found.push(error);
      return null;
    }
  }

  /**
   * True if a code is a duplicate, so that references to it are ambiguous. @param thing - kind of code; any if
   * omitted
   */
  isAmbiguous(thing?: string): boolean {
    return this.#found.some(
      ({ code, details }) =>
        code === 'questionnaire_code_twice' &&
        (thing === undefined || (details as Details<'questionnaire_code_twice'>).thing === thing),
    );
  }

  /** True if a file has any fault. */
  concern(file: string): boolean {
    return this.list.some(({ where }) => where === file || where.startsWith(`${file}:`));
  }

  /** Sorted by file and line. */
  get list(): readonly Problem[] {
    return this.and(new Faults());
  }

  /** These and other faults, sorted by file and line. */
  and(others: Faults): readonly Problem[] {
    const found = withoutMeant([...this.#found, ...others.#found]);
    const lines = new Set(found.map((problem) => placeOf(problem).slice(0, 2).join(':')));
    const unsaid = [...this.#ofSchema, ...others.#ofSchema].filter(
      (problem) => !lines.has(placeOf(problem).slice(0, 2).join(':')),
    );
    return [...found, ...unsaid].sort((a, b) => {
      const [fileA, lineA, columnA] = placeOf(a);
      const [fileB, lineB, columnB] = placeOf(b);
      if (fileA !== fileB) return fileA < fileB ? -1 : 1;
      return lineA - lineB || columnA - columnB;
    });
  }
}

/** If a key is mistyped, it is not reported as missing too. */
function withoutMeant(found: readonly Problem[]): readonly Problem[] {
  const meant = new Set(
    found.flatMap((problem) => {
      if (problem.code !== 'questionnaire_key_unknown') return [];
      const { thing, near } = problem.details as Details<'questionnaire_key_unknown'>;
      return near.map((key) => `${thing} ${key}`);
    }),
  );
  return found.filter((problem) => {
    if (problem.code !== 'questionnaire_key_missing') return true;
    const { thing, key } = problem.details as Details<'questionnaire_key_missing'>;
    return !meant.has(`${thing} ${key}`);
  });
}

function placeOf({ where }: Problem): [file: string, line: number, column: number] {
  const [, file = '', line = 0, column = 0] = /^(.*?)(?::(\d+))?(?::(\d+))?$/s.exec(where)!;
  return [file, Number(line), Number(column)];
}

const problemOf = (fault: Fault): Problem =>
  new Problem('content_fault', placeOfFault(fault), {
    what: fault.what,
    near: fault.didYouMean,
    correction: fault.correction,
  });
