/** Who acts. Accounts fill this in; a command run in the data folder acts as the secretariat. */

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
  /** Name in the audit log; an account's id once there are accounts. */
  readonly id: string;
  readonly role: Role;
  /** Country that this person speaks for, alpha-3; null for those who speak for none. */
  readonly country: string | null;
  /** Countries given to a reviewer, alpha-3. */
  readonly assigned: readonly string[];
};

/** Who acts as long as there are no accounts: anyone who can run a command in the data folder, or open the pages of the desk. */
export const secretariat: Person = { id: 'secretariat', role: 'secretariat', country: null, assigned: [] };
