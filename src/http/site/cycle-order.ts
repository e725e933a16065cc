/**
 * The order in which cycles are listed: those of the first instrument of the folder first, newest first within each.
 */
import { compareVersions } from '../../content/index.ts';
import type { Cycle } from '../../domain/index.ts';

export function inOrder(cycles: readonly Cycle[]): Cycle[] {
  const began = new Map<string, string>();
  for (const { instrument, openedAt } of cycles) {
    const known = began.get(instrument);
    if (known === undefined || openedAt < known) began.set(instrument, openedAt);
  }
  const first = (cycle: Cycle) => `${began.get(cycle.instrument)} ${cycle.instrument}`;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...cycles].sort((a, b) => compare(first(a), first(b)) || compareVersions(b.version, a.version));
}
