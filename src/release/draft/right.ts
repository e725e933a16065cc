/** Who may build, publish and withdraw. */
import { may, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';

/** @throws Problem `not_allowed` */
export function demandPublisher(person: Person): void {
  if (may(person, 'release.publish', { country: null })) return;
  throw new Problem('not_allowed', 'release', { action: 'release.publish', role: person.role });
}
