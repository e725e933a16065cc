/**
 * Who may do what: the only machine-readable copy of the authorisation matrix.
 *
 * A cell states for which countries the role may perform the action. An action without a row is refused for everyone.
 */
import type { AnswerClass } from './disclosure.ts';
import { type Person, type Role, roles } from './person.ts';

/**
 * - `yes`, `no`: always, never
 * - `own`: for the person's own country
 * - `own_upload`: for the own country, and uploaded by this person
 * - `assigned`: for a country assigned to the person
 * - `assigned_not_own`, `not_own`: the same, but never for the own country, nor for the person's own uploads
 */
export type Rule = 'yes' | 'no' | 'own' | 'own_upload' | 'assigned' | 'assigned_not_own' | 'not_own';

// Columns: visitor, donor, focal point, contributor, reviewer, secretariat, administrator.
const rows = {
  'published.read': ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'aggregates.read': ['no', 'yes', 'own', 'own', 'assigned', 'yes', 'no'],
  'template.download': ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'draft.edit': ['no', 'no', 'own', 'own', 'no', 'yes', 'no'],
  'draft.submit': ['no', 'no', 'own', 'no', 'no', 'no', 'no'],
  'workbook.prefilled': ['no', 'no', 'own', 'own', 'no', 'yes', 'no'],
  'workbook.upload': ['no', 'no', 'own', 'own', 'no', 'yes', 'no'],
  'workbook.original': ['no', 'no', 'own', 'own_upload', 'assigned', 'yes', 'no'],
  'submission.read': ['no', 'no', 'own', 'own', 'assigned', 'yes', 'no'],
  'submission.comment': ['no', 'no', 'own', 'own', 'assigned_not_own', 'not_own', 'no'],
  'submission.review': ['no', 'no', 'no', 'no', 'assigned_not_own', 'not_own', 'no'],
  'cycle.open': ['no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  'release.publish': ['no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  'reference.change': ['no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  'contacts.read': ['no', 'no', 'yes', 'no', 'no', 'yes', 'no'],
  'contacts.edit': ['no', 'no', 'own', 'no', 'no', 'yes', 'no'],
  'contacts.export': ['no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  'contributors.invite': ['no', 'no', 'own', 'no', 'no', 'yes', 'no'],
  'accounts.invite': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'accounts.change': ['no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  'indicators.change': ['no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  'audit.read': ['no', 'no', 'own', 'no', 'no', 'yes', 'yes'],
  'audit.change': ['no', 'no', 'no', 'no', 'no', 'no', 'no'],
  'system.operate': ['no', 'no', 'no', 'no', 'no', 'no', 'yes'],
} as const satisfies Record<string, readonly Rule[]>;

export type Action = keyof typeof rows;
export const actions = Object.keys(rows) as readonly Action[];

/** The object of an action. Null country: it belongs to no country, which satisfies only the rule `yes`. */
export type Thing = { readonly country: string | null; readonly uploadedBy?: string | null };

/** The cell of the matrix; `no` for an action without a row. */
export function ruleOf(role: Role, action: Action): Rule {
  return rows[action]?.[roles.indexOf(role)] ?? 'no';
}

/** Whether the person may perform the action on the thing. False in case of doubt. */
export function may(person: Person, action: Action, thing: Thing): boolean {
  const own = thing.country !== null && thing.country === person.country;
  const assigned = thing.country !== null && person.assigned.includes(thing.country);
  switch (ruleOf(person.role, action)) {
    case 'yes':
      return true;
    case 'own':
      return own;
    case 'own_upload':
      return own && thing.uploadedBy === person.id;
    case 'assigned':
      return assigned;
    case 'assigned_not_own':
      return assigned && !own;
    case 'not_own':
      return thing.country !== null && !own;
    default:
      return false;
  }
}

/** Whether there can be a thing on which the person may perform the action. */
export const mayForSome = (person: Person, action: Action): boolean => ruleOf(person.role, action) !== 'no';

/**
 * Which of a country's answers a reader may see: classes up to `upTo`, and whether with the notes to the secretariat.
 * Every statement that returns answers takes an entitlement, and excludes what exceeds it.
 */
export type Entitlement = { readonly upTo: AnswerClass; readonly notes: boolean };

/** What anyone may see: public classes, without notes. */
export const publicEntitlement: Entitlement = { upTo: 'public', notes: false };

/** For internal use within a use case (comparing revisions, prefilling the country's own workbook). */
export const fullEntitlement: Entitlement = { upTo: 'confidential', notes: true };

/** How much of a country's submission the person may see; null if it does not exist for them. */
export function entitlementOf(person: Person, country: string): Entitlement | null {
  return may(person, 'submission.read', { country }) ? fullEntitlement : null;
}
