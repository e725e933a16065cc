/** Which submission an upload is for: what the workbook says, against what the person said. */
import type { Cycle, WorkbookIdentity } from '../domain/index.ts';
import type { Upload } from '../state/index.ts';

export type Target = {
  /** Open cycle that it would be recorded in; null where none is meant. */
  readonly cycle: Cycle | null;
  /** Alpha-3, not yet looked up; null where neither workbook nor person says. */
  readonly country: string | null;
  /** What is only recorded once the person confirms it; null where workbook and person agree. */
  readonly differs: 'other_cycle' | 'other_country' | null;
};

/**
 * Finds the submission that is meant.
 *
 * A workbook of an older version, sent for a later cycle, is meant for that: its answers are carried over. Any other
 * is meant for the cycle and country that it names itself; where it names none, for what the person said.
 *
 * @param open - every open cycle
 */
export function targetOf(
  open: readonly Cycle[],
  { expectedCycle, expectedCountry }: Pick<Upload, 'expectedCycle' | 'expectedCountry'>,
  identity: WorkbookIdentity,
): Target {
  const expected = open.find(({ id, version }) => id === expectedCycle || version === expectedCycle) ?? null;
  const stated = open.find(({ id }) => id === identity.cycle) ?? null;
  const cycle = meantCycle(open, identity, expected, stated);
  const country = identity.country ?? expectedCountry;
  const otherCountry = expectedCountry !== null && expectedCountry !== identity.country;
  const otherCycle = cycle !== null && (cycle !== stated || (expectedCycle !== null && expected !== stated));
  return { cycle, country, differs: otherCountry ? 'other_country' : otherCycle ? 'other_cycle' : null };
}

function meantCycle(
  open: readonly Cycle[],
  identity: WorkbookIdentity,
  expected: Cycle | null,
  stated: Cycle | null,
): Cycle | null {
  if (expected === null) return stated ?? open.filter((cycle) => isOlder(identity, cycle)).at(-1) ?? null;
  if (identity.cycle === null || isOlder(identity, expected)) return expected;
  return stated;
}

const isOlder = ({ instrument, version }: WorkbookIdentity, cycle: Cycle): boolean =>
  instrument === cycle.instrument && version !== null && version < cycle.version;
