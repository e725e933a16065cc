/** Names that an instrument gives: what they may look like, and that no two of a kind are alike. */
import type { Faults } from './fault.ts';

export const shapes = {
  /** Of an instrument's folder and version. */
  folder: /^[a-z0-9][a-z0-9._-]*$/i,
  /** Of a section or question: stands in ids such as `L08.1.provider`, so it has no dot. */
  code: /^[A-Z][A-Z0-9_]{0,19}$/i,
  /** Of a choice list, part or kind of evidence. */
  name: /^[a-z][a-z0-9_]{0,63}$/,
  /** Of a choice: several are in one answer with blanks between, so it has none. */
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
 * Notes a name as taken; one that differs from another only by capitals is the same, as people and sheets read it so.
 *
 * @param where - asked for by a fault alone: to find a place parses the file once more
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

/** True for what may name an instrument, a version or another folder of content. */
export const isFolderName = (name: string): boolean => shapes.folder.test(name);
