/**
 * Who may do what: the one machine-readable copy of the authorisation matrix.
 *
 * A cell states about which countries' things the role may do it. What has no row may
 * be done by no one, so a new action is refused until its row is written.
 */
import type { AnswerClass } from './disclosure.ts';
import { type Person, type Role, roles } from './person.ts';

/**
 * - `yes`, `no`: always, never
 * - `own`: of the person's own country
 * - `own_upload`: of the own country, and uploaded by this very person
 * - `assigned`: of a country assigned to the person
 * - `assigned_not_own`, `not_own`: the same, but never of the own country, nor of what the person sent in
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

/** What is acted on. Null country: a thing of no country, which satisfies no rule but `yes`. */
export type Thing = { readonly country: string | null; readonly uploadedBy?: string | null };

/** The cell of the matrix; `no` for an action that has no row. */
export function ruleOf(role: Role, action: Action): Rule {
  return rows[action]?.[roles.indexOf(role)] ?? 'no';
}

/** May this person do this to that thing? False whenever in doubt. */
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

/**
 * What of a country's answers a reader is given: classes up to `upTo`, and the notes to the secretariat or not.
 * Every statement that returns answers takes one, and leaves out what is above it.
 */
export type Entitlement = { readonly upTo: AnswerClass; readonly notes: boolean };

/** What anyone may be given: the public classes, no note. */
export const publicEntitlement: Entitlement = { upTo: 'public', notes: false };

/** The product's own bookkeeping inside a use case (comparing revisions, prefilling the own country's workbook). */
export const fullEntitlement: Entitlement = { upTo: 'confidential', notes: true };

/** How much of a submission of this country the person is given; null if it does not exist for them. */
export function entitlementOf(person: Person, country: string): Entitlement | null {
  return may(person, 'submission.read', { country }) ? fullEntitlement : null;
}
