/** Who may maintain the reports of support, and decide which describe the same activity. */
import { may, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';

/** @throws Problem `not_allowed` */
export function demandSupport(person: Person): void {
  if (may(person, 'reference.change', { country: null })) return;
  throw new Problem('not_allowed', 'support', { action: 'reference.change', role: person.role });
}
