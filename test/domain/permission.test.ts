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
import { asContributor, asFocalPoint, asReviewer, asSecretariat, peopleOf } from '../people.ts';

const people = peopleOf('AAA');

/** Roles with the right for an object of AAA, the own or assigned country, and for one of BBB. */
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

  it.each(matrix)('allows %s on objects of the own country to "%s", of others to "%s"', (action, own, others) => {
    expect([allowed(action, 'AAA'), allowed(action, 'BBB')]).toEqual([own, others]);
  });

  it('allows actions on objects without a country only to roles that may act on all countries', () => {
    const nobodys = (action: Action) => allowed(action, null);
    expect([nobodys('submission.read'), nobodys('submission.comment'), nobodys('contacts.read')]).toEqual([
      'S',
      '',
      'F S',
    ]);
    // A person without a country does not own objects without one.
    const nowhere = { ...asReviewer('AAA'), assigned: [null as unknown as string] };
    expect(may(nowhere, 'submission.read', { country: null })).toBe(false);
    expect(may({ ...asFocalPoint('AAA'), country: null }, 'submission.read', { country: null })).toBe(false);
  });

  it('denies to every role an action that has no row', () => {
    expect(roles.map((role) => ruleOf(role, 'submission.burn' as Action))).toEqual(roles.map(() => 'no'));
  });

  it('refuses an unknown action', () => {
    expect(allowed('submission.burn' as Action, 'AAA')).toBe('');
  });

  it('gives a contributor the original file only of their own upload', () => {
    const original = (uploadedBy: string) =>
      may(asContributor('AAA'), 'workbook.original', { country: 'AAA', uploadedBy });
    expect([original('contributor of AAA'), original('focal point of AAA')]).toEqual([true, false]);
  });

  it('allows no one to review the submission of their own country', () => {
    const secretary: Person = { ...asSecretariat, country: 'AAA' };
    const reviewer: Person = { ...asReviewer('AAA', 'BBB'), country: 'AAA' };
    for (const person of [secretary, reviewer]) {
      expect(may(person, 'submission.review', { country: 'AAA' })).toBe(false);
      expect(may(person, 'submission.review', { country: 'BBB' })).toBe(true);
    }
  });

  it('gives readers of published answers the public class without notes, and readers of the submission everything', () => {
    expect(publicEntitlement).toEqual({ upTo: 'public', notes: false });
    expect(entitlementOf(asReviewer('AAA'), 'AAA')).toEqual({ upTo: 'confidential', notes: true });
  });

  it('hides the answers of a country from visitors, donors, administrators and other countries', () => {
    const shown = Object.values(people).filter((person) => entitlementOf(person, 'AAA') !== null);
    expect(shown.map(({ role }) => role)).toEqual(['focal_point', 'contributor', 'reviewer', 'secretariat']);
    expect(entitlementOf(asFocalPoint('BBB'), 'AAA')).toBeNull();
  });
});
