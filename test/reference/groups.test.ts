/** Groups of countries: facts with a source and, where membership changes, with dates. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMember, loadMemberships } from '../../src/reference/group.ts';
import { loadCountries, loadGroups, loadTreaties } from '../../src/reference/index.ts';

const root = resolve(import.meta.dirname, '../..');
const all = loadMemberships(root, 'real');
const members = (group: string, on: string) =>
  all.filter((one) => one.group === group && isMember(one, on)).map(({ country }) => country);

describe('groups of countries', () => {
  it('have the number of members of the source list, on its date', () => {
    const sizes = { eu: 27, coe: 46, un: 193, commonwealth: 56, au: 55, asean: 11, oas: 34, oda: 139 };
    const found = Object.keys(sizes).map((group) => [group, members(group, '2026-02-01').length]);
    expect(Object.fromEntries(found)).toEqual(sizes);
  });

  it('depend on the date: members that left are no longer included, members that joined are included from then on', () => {
    const is = (group: string, country: string, on: string) => members(group, on).includes(country);
    expect([is('eu', 'GBR', '2020-01-30'), is('eu', 'GBR', '2020-02-01')]).toEqual([true, false]);
    expect([is('oas', 'NIC', '2023-11-18'), is('oas', 'NIC', '2023-11-19')]).toEqual([true, false]);
    expect([is('asean', 'TLS', '2025-10-25'), is('asean', 'TLS', '2025-10-26')]).toEqual([false, true]);
    expect([is('commonwealth', 'TGO', '2022-06-24'), is('commonwealth', 'TGO', '2022-06-25')]).toEqual([false, true]);
    expect([is('oda', 'NRU', '2025-12-31'), is('oda', 'NRU', '2026-01-01')]).toEqual([true, false]);
  });

  it('assign a country to at most one income group, and list all but one African State as eligible for ODA', () => {
    const on = '2026-02-01';
    for (const { code, groups } of loadCountries(root, 'real', on)) {
      expect(groups.filter((group) => group.startsWith('income_')).length, code).toBeLessThanOrEqual(1);
    }
    const africa = loadCountries(root, 'real', on).filter(({ region, unMember }) => region === '002' && unMember);
    expect(africa.filter(({ groups }) => !groups.includes('oda')).map(({ code }) => code)).toEqual(['SYC']);
  });

  it('do not cover every State of the lists of Parties, and the note to the States that are not Parties says so', () => {
    const un = new Set(members('un', '2026-02-01'));
    const facts = readFileSync(resolve(root, 'pipelines/reference/treaties.csv'), 'utf8');
    const named = new Set([...facts.matchAll(/^[A-Z][^,]*,([A-Z]{3}),/gm)].map(([, code]) => code!));
    expect([...named].filter((code) => !un.has(code)).sort()).toEqual(['COK', 'EUU', 'NIU', 'PSE', 'VAT']);
    const notes = { en: /and others/, fr: /et autres/, es: /y otros/, ru: /и другие/, zh: /其他/, ar: /وغيرها/ };
    for (const [language, others] of Object.entries(notes)) {
      const texts = readFileSync(resolve(root, `dashboards/treaties/texts/${language}.yaml`), 'utf8');
      const absent = texts.slice(texts.search(/^ {2}absent:/m));
      expect(/^ {4}note: (.*)/m.exec(absent)![1]!.split(/[.。]/)[0], language).toMatch(others);
    }
  });

  it('have no empty authority of a count, which a page would print as "Count: ."', () => {
    const authorities = loadTreaties(root).flatMap(({ coverage }) => (coverage === null ? [] : [coverage.source]));
    expect(authorities).toContain(null);
    expect(authorities).not.toContain('');
  });

  it('each have a source, a name, and no duplicate membership on any date', () => {
    expect(all.filter(({ source }) => source === '')).toEqual([]);
    const named = new Set(loadGroups(root, 'real').map(({ code }) => code));
    expect([...new Set(all.map(({ group }) => group))].filter((group) => !named.has(group))).toEqual([]);
    const now = all.filter((one) => isMember(one, '2026-02-01')).map(({ group, country }) => `${group} ${country}`);
    expect(new Set(now).size).toBe(now.length);
  });
});
