/** Names in an instrument: their allowed forms, and their uniqueness. */
import type { Faults } from './fault.ts';

export const shapes = {
  /** Of an instrument's folder and version. */
  folder: /^[a-z0-9][a-z0-9._-]*$/i,
  /** Of a section or question: used in ids such as `L08.1.provider`, so it has no dot. */
  code: /^[A-Z][A-Z0-9_]{0,19}$/i,
  /** Of a choice list, part or kind of evidence. */
  name: /^[a-z][a-z0-9_]{0,63}$/,
  /** Of a choice: several are stored in one answer, separated by spaces, so it has none. */
  choice: /^[a-z0-9][a-z0-9_]{0,63}$/i,
  number: /^\d+$/,
} as const;

const expected: Readonly<Record<keyof typeof shapes, string>> = {
  folder: 'letters, digits, dots and hyphens',
  code: 'a letter and up to 19 letters, digits and _',
  name: 'a small letter and up to 63 small letters, digits and _',
  choice: 'letters, digits and _, at most 64',
  number: 'a whole number from 0',
};

export function refuseShape(
  thing: string,
  code: string,
  shape: keyof typeof shapes,
  where: string,
  faults: Faults,
): void {
  faults.add('questionnaire_code_shape', where, { thing, code, expected: expected[shape] });
}

/**
 * Registers a name, and reports duplicates. Names that differ only in case are duplicates, as people and names of
 * sheets ignore case.
 *
 * @param where - called only for a fault, as finding a position parses the file again
 */
export function claim(
  thing: string,
  code: string,
  where: () => string,
  taken: Map<string, () => string>,
  faults: Faults,
): boolean {
  const first = taken.get(code.toLowerCase());
  if (first === undefined) taken.set(code.toLowerCase(), where);
  else faults.add('questionnaire_code_twice', where(), { thing, code, first: first() });
  return first === undefined;
}

/** True for a valid name of an instrument, a version or another folder of content. */
export const isFolderName = (name: string): boolean => shapes.folder.test(name);
