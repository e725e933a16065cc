/** Determines the submission for which an upload is meant, from the workbook and from what the person stated. */
import { isEarlier } from '../../content/index.ts';
import type { Cycle, WorkbookIdentity } from '../../domain/index.ts';
import type { Upload } from '../../state/index.ts';

export type Target = {
  /** Open cycle in which it would be recorded; null if none is meant. */
  readonly cycle: Cycle | null;
  /** Alpha-3 code, not yet checked; null if neither workbook nor person states one. */
  readonly country: string | null;
  /** Set if it is recorded only once the person confirms it; null if workbook and person agree. */
  readonly differs: 'other_cycle' | 'other_country' | null;
};

/**
 * Finds the submission that is meant.
 *
 * A workbook of an older version is meant for the newest open cycle of its questionnaire: its answers are carried
 * over, after the person confirmed it. It is recorded in its own cycle only if the person names that cycle. Any other
 * workbook is meant for the cycle and country that it states or, if it states none, for those that the person stated.
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
  const otherCountry = identity.country !== null && expectedCountry !== null && expectedCountry !== identity.country;
  // A workbook without a cycle contradicts nothing.
  const namesOther = identity.cycle !== null && cycle !== stated;
  const expectsOther = identity.cycle !== null && expectedCycle !== null && expected !== stated;
  const otherCycle = cycle !== null && (namesOther || expectsOther);
  return { cycle, country, differs: otherCountry ? 'other_country' : otherCycle ? 'other_cycle' : null };
}

function meantCycle(
  open: readonly Cycle[],
  identity: WorkbookIdentity,
  expected: Cycle | null,
  stated: Cycle | null,
): Cycle | null {
  const newest = open.filter((cycle) => isOlder(identity, cycle)).at(-1) ?? null;
  if (expected === null) return newest ?? stated;
  if (identity.cycle === null || isOlder(identity, expected)) return expected;
  return stated;
}

const isOlder = ({ instrument, version }: WorkbookIdentity, cycle: Cycle): boolean =>
  instrument === cycle.instrument && version !== null && isEarlier(version, cycle.version);
