/** The acting person. Later from accounts; commands run in the data folder act as the secretariat. */

export const roles = [
  'visitor',
  'donor',
  'focal_point',
  'contributor',
  'reviewer',
  'secretariat',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

export type Person = {
  /** Name in the audit log; the account id once there are accounts. */
  readonly id: string;
  readonly role: Role;
  /** Country that this person represents, alpha-3; null for none. */
  readonly country: string | null;
  /** Countries assigned to a reviewer, alpha-3. */
  readonly assigned: readonly string[];
};

/**
 * The acting person as long as there are no accounts: anyone who can run a command in the data folder, or open the
 * pages of the desk.
 */
export const secretariat: Person = { id: 'secretariat', role: 'secretariat', country: null, assigned: [] };

/**
 * The reason that a person gives for a decision, which others read.
 *
 * @returns the text without surrounding space; null if it holds neither a letter nor a digit, such as a dash
 */
export function givenReason(text: string | null | undefined): string | null {
  const given = text?.trim() ?? '';
  return /[\p{L}\p{N}]/u.test(given) ? given : null;
}
