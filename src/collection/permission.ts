/**
 * Checks a person's right. If the person may not even know that a thing exists, the answer is the same as if it did
 * not.
 */
import { type Action, type Entitlement, entitlementOf, may, type Person, type Thing } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { uploadLimit } from './desk.ts';

/** @throws Problem `not_allowed` */
export function demand(person: Person, action: Action, thing: Thing, where: string): void {
  if (!may(person, action, thing)) throw new Problem('not_allowed', where, { action, role: person.role });
}

/**
 * What the person may see of this submission.
 *
 * @throws Problem `not_found` if they may see nothing of it, the same as for one that does not exist
 */
export function demandEntitlement(person: Person, cycle: string, country: string): Entitlement {
  const entitlement = entitlementOf(person, country);
  if (entitlement === null) throw submissionNotFound(cycle, country);
  return entitlement;
}

export const submissionNotFound = (cycle: string, country: string): Problem =>
  new Problem('not_found', 'submission', { thing: 'submission', id: `${cycle} ${country}` });

/**
 * Checks whether a person may upload a file of this size at all. Its country is unknown before it is read.
 *
 * @throws Problem `not_allowed`, `upload_too_large`
 */
export function demandUpload(person: Person, { country, size }: { country: string | null; size: number }): void {
  demand(person, 'workbook.upload', { country }, 'upload');
  if (size > uploadLimit) throw new Problem('upload_too_large', 'upload', { size, limit: uploadLimit });
}
