/** The data about a cycle in lists. */
import type { Cycle, Submission } from '../../domain/index.ts';

export function summaryOf({ id, openedAt, closesOn }: Cycle, submissions: readonly Submission[]) {
  const own = submissions.filter(({ cycle }) => cycle === id);
  return {
    cycle: id,
    opened: openedAt,
    due: closesOn,
    invited: own.length,
    reported: own.filter(({ revision }) => revision > 0).length,
    accepted: own.filter(({ acceptedRevision }) => acceptedRevision !== null).length,
  };
}
