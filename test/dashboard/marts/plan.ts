/** Typed-in marts of the facts about the plan: recommendations, events, what measures them, projects. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';

const source = 'A page of a source';

export const planTables: Record<string, () => DatasetRow[]> = {
  recommendations: () => [
    {
      recommendation: 'training',
      position: 1,
      actors: 'states',
      source,
      as_of: '2010-03-25',
      milestones: 0,
      to_confirm: 0,
      latest_date: null,
    },
    {
      recommendation: 'domains',
      position: 2,
      actors: 'icann states',
      source,
      as_of: '2010-03-25',
      milestones: 2,
      to_confirm: 1,
      latest_date: '2018-05',
    },
  ],
  milestones: () => [
    {
      milestone: 'm01',
      recommendation: 'domains',
      actors: 'icann',
      date: '2013-06-27',
      source: 'A page of the Treaty Office, which is stored',
      as_of: '2025-01-01',
      confirmed: false,
    },
    {
      milestone: 'm02',
      recommendation: 'domains',
      actors: 'icann',
      date: '2018-05',
      source,
      as_of: '2019',
      confirmed: true,
    },
  ],
  recommendation_standing: () => [
    {
      recommendation: 'training',
      element: 'CAP.TRAIN',
      level: 'pillar',
      position: 1,
      scored: 9,
      members: 12,
      median: 48.2,
    },
  ],
  projects: () => [
    project('P-ONE', {
      countries: 'FRA GHA',
      areas: 'legislation children',
      begins: '2019-06-20',
      ends: '2023-12',
      state: 'ended',
      ends_within_year: false,
      amount: 4222222,
      currency: 'EUR',
      part_of: 'P-TWO',
    }),
    project('P-TWO', {
      begins: '2024',
      ends: '2026',
      state: 'runs',
      ends_within_year: true,
      amount: 7000000,
      currency: 'EUR',
      counted: true,
    }),
    project('P-THREE', { areas: 'legislation', begins: '2013', state: 'unknown' }),
  ],
};

function project(code: string, known: Record<string, string | number | boolean>): DatasetRow {
  return {
    project: code,
    identifiers: null,
    funders: 'A funder; another',
    implementers: 'An organisation',
    countries: '',
    region: 'Global',
    areas: '',
    begins: null,
    ends: null,
    state: 'unknown',
    ends_within_year: null,
    amount: null,
    currency: null,
    part_of: null,
    counted: false,
    note: null,
    source,
    as_of: '2024',
    ...known,
  };
}

/** Names: kind, code, in English, in French. */
export const planNames: readonly (readonly [string, string, string, string])[] = [
  ['actor', 'states', 'States', 'États'],
  ['actor', 'icann', 'ICANN', 'ICANN'],
  ['recommendation', 'training', 'Train everybody', 'Former tout le monde'],
  ['recommendation', 'domains', 'Keep registration data accurate', 'Tenir des données exactes'],
  ['milestone', 'm01', 'An agreement is approved', 'Un accord est approuvé'],
  ['milestone', 'm02', 'A specification is adopted', 'Une spécification est adoptée'],
  ['project', 'P-ONE', 'Project One', 'Project One'],
  ['project', 'P-TWO', 'Project Two', 'Project Two'],
  ['project', 'P-THREE', 'Project Three', 'Project Three'],
];
