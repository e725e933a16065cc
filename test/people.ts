/** The people of the tests, by their role. */
import { type Person, type roles, secretariat } from '../src/domain/index.ts';

export const asVisitor: Person = { id: 'visitor', role: 'visitor', country: null, assigned: [] };
export const asDonor: Person = { id: 'donor', role: 'donor', country: null, assigned: [] };
export const asSecretariat: Person = secretariat;
export const asAdministrator: Person = { id: 'administrator', role: 'administrator', country: null, assigned: [] };
export const asFocalPoint = (country: string): Person => ({
  id: `focal point of ${country}`,
  role: 'focal_point',
  country,
  assigned: [],
});
export const asContributor = (country: string): Person => ({
  id: `contributor of ${country}`,
  role: 'contributor',
  country,
  assigned: [],
});
export const asReviewer = (...assigned: string[]): Person => ({
  id: 'reviewer',
  role: 'reviewer',
  country: null,
  assigned,
});

/** One of each role, those of a country for this one. */
export const peopleOf = (country: string): Readonly<Record<(typeof roles)[number], Person>> => ({
  visitor: asVisitor,
  donor: asDonor,
  focal_point: asFocalPoint(country),
  contributor: asContributor(country),
  reviewer: asReviewer(country),
  secretariat: asSecretariat,
  administrator: asAdministrator,
});
