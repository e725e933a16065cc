import { describe, expect, it } from 'vitest';
import {
  type Action,
  actions,
  entitlementOf,
  may,
  type Person,
  publicEntitlement,
  roles,
  ruleOf,
} from '../../src/domain/index.ts';
import {
  asAdministrator,
  asContributor,
  asDonor,
  asFocalPoint,
  asReviewer,
  asSecretariat,
  asVisitor,
} from '../people.ts';

const people: Readonly<Record<(typeof roles)[number], Person>> = {
  visitor: asVisitor,
  donor: asDonor,
  focal_point: asFocalPoint('AAA'),
  contributor: asContributor('AAA'),
  reviewer: asReviewer('AAA'),
  secretariat: asSecretariat,
  administrator: asAdministrator,
};

/** Who may do it to a thing of country AAA, and who to one of BBB; AAA is the own or assigned country. */
const matrix: readonly [Action, string, string][] = [
  ['published.read', 'V D F N R S A', 'V D F N R S A'],
  ['aggregates.read', 'D F N R S', 'D S'],
  ['template.download', 'V D F N R S A', 'V D F N R S A'],
  ['draft.edit', 'F N S', 'S'],
  ['draft.submit', 'F', ''],
  ['workbook.prefilled', 'F N S', 'S'],
  ['workbook.upload', 'F N S', 'S'],
  ['workbook.original', 'F R S', 'S'],
  ['submission.read', 'F N R S', 'S'],
  ['submission.comment', 'F N R S', 'S'],
  ['submission.review', 'R S', 'S'],
  ['cycle.open', 'S', 'S'],
  ['release.publish', 'S', 'S'],
  ['reference.change', 'S', 'S'],
  ['contacts.read', 'F S', 'F S'],
  ['contacts.edit', 'F S', 'S'],
  ['contacts.export', 'S', 'S'],
  ['contributors.invite', 'F S', 'S'],
  ['accounts.invite', 'S A', 'S A'],
  ['accounts.change', 'A', 'A'],
  ['indicators.change', 'S', 'S'],
  ['audit.read', 'F S A', 'S A'],
  ['audit.change', '', ''],
  ['system.operate', 'A', 'A'],
];

const letters = ['V', 'D', 'F', 'N', 'R', 'S', 'A'];
const allowed = (action: Action, country: string | null) =>
  roles.flatMap((role, place) => (may(people[role], action, { country }) ? [letters[place]!] : [])).join(' ');

describe('the authorisation matrix', () => {
  it('has every action in this table', () => {
    expect(matrix.map(([action]) => action)).toEqual(actions);
  });

  it.each(matrix)('lets %s be done to own things by "%s", to others by "%s"', (action, own, others) => {
    expect([allowed(action, 'AAA'), allowed(action, 'BBB')]).toEqual([own, others]);
  });

  it('lets things of no country be done by those alone who may do them to all', () => {
    const nobodys = (action: Action) => allowed(action, null);
    expect([nobodys('submission.read'), nobodys('submission.comment'), nobodys('contacts.read')]).toEqual([
      'S',
      '',
      'F S',
    ]);
    // Nor does a person without a country own what has none.
    const nowhere = { ...asReviewer('AAA'), assigned: [null as unknown as string] };
    expect(may(nowhere, 'submission.read', { country: null })).toBe(false);
    expect(may({ ...asFocalPoint('AAA'), country: null }, 'submission.read', { country: null })).toBe(false);
  });

  it('lets nobody do what it has no row for, whatever the role', () => {
    expect(roles.map((role) => ruleOf(role, 'submission.burn' as Action))).toEqual(roles.map(() => 'no'));
  });

  it('refuses an action that it does not know', () => {
    expect(allowed('submission.burn' as Action, 'AAA')).toBe('');
  });

  it('gives a contributor the original of an own upload only', () => {
    const original = (uploadedBy: string) =>
      may(asContributor('AAA'), 'workbook.original', { country: 'AAA', uploadedBy });
    expect([original('contributor of AAA'), original('focal point of AAA')]).toEqual([true, false]);
  });

  it('lets nobody review the submission of the own country', () => {
    const secretary: Person = { ...asSecretariat, country: 'AAA' };
    const reviewer: Person = { ...asReviewer('AAA', 'BBB'), country: 'AAA' };
    for (const person of [secretary, reviewer]) {
      expect(may(person, 'submission.review', { country: 'AAA' })).toBe(false);
      expect(may(person, 'submission.review', { country: 'BBB' })).toBe(true);
    }
  });

  it('gives a reader of published answers the public class without notes, and who may read the submission all of it', () => {
    expect(publicEntitlement).toEqual({ upTo: 'public', notes: false });
    expect(entitlementOf(asReviewer('AAA'), 'AAA')).toEqual({ upTo: 'confidential', notes: true });
  });

  it('shows a country’s answers to no visitor, donor, administrator or neighbour', () => {
    const shown = Object.values(people).filter((person) => entitlementOf(person, 'AAA') !== null);
    expect(shown.map(({ role }) => role)).toEqual(['focal_point', 'contributor', 'reviewer', 'secretariat']);
    expect(entitlementOf(asFocalPoint('BBB'), 'AAA')).toBeNull();
  });
});
