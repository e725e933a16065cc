/** What a new table of treaty facts would change, shown before it is applied. */
import type { TreatyFact } from '../domain/index.ts';
import { keyOf } from './treaty.ts';

export type TreatyDifference = {
  readonly treaty: string;
  readonly country: string;
  /** `absent`: in the current table but not in the new one, which contains other facts about the treaty. */
  readonly change: 'new' | 'changed' | 'restated' | 'absent';
  readonly before: TreatyFact | null;
  readonly after: TreatyFact | null;
  /** Fields that differ; for `restated` only the source, its date or the note. */
  readonly fields: readonly (keyof TreatyFact)[];
  /** True if the new statement has an earlier date than the one that it would replace. */
  readonly older: boolean;
};

const substance = ['statement', 'signature', 'consentDate', 'consentAction', 'entryIntoForce'] as const;
const provenance = ['asOf', 'asOfNote', 'source', 'note', 'confirmed'] as const;

/**
 * Compares two tables of treaty facts; equal rows are omitted, the result is sorted by treaty and country.
 *
 * A row that the new table lacks is reported as `absent` only if the new table contains its treaty at all. Applying
 * the new table keeps such rows: a missing row never means "not a Party".
 */
export function compareTreatyFacts(
  before: readonly TreatyFact[],
  after: readonly TreatyFact[],
): readonly TreatyDifference[] {
  const old = new Map(before.map((fact) => [keyOf(fact), fact]));
  const fresh = new Map(after.map((fact) => [keyOf(fact), fact]));
  const mentioned = new Set(after.map(({ treaty }) => treaty));
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return keys.flatMap((key): TreatyDifference[] => {
    const was = old.get(key) ?? null;
    const is = fresh.get(key) ?? null;
    const { treaty, country } = (is ?? was)!;
    const base = { treaty, country, before: was, after: is, older: was !== null && is !== null && is.asOf < was.asOf };
    if (!was) return [{ ...base, change: 'new', fields: [] }];
    if (!is) return mentioned.has(treaty) ? [{ ...base, change: 'absent', fields: [] }] : [];
    const changed = substance.filter((field) => was[field] !== is[field]);
    const restated = provenance.filter((field) => was[field] !== is[field]);
    if (changed.length + restated.length === 0) return [];
    return [{ ...base, change: changed.length > 0 ? 'changed' : 'restated', fields: [...changed, ...restated] }];
  });
}
