/** Marts of countries, regions and groups in one shape. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { areas, baseline, cycle, draw, elements, regions, reported, states, treaties } from './world.ts';

const regionCodes = Object.keys(regions);

/** One group has too few countries for a figure. */
const several = [
  ['world', 'world', 12, 10],
  ...regionCodes.map((region) => ['region', region, 6, 5] as const),
  ['group', 'sids', 5, 5],
  ['group', 'ldc', 2, 2],
] as const;

export const placeTables: Record<string, () => DatasetRow[]> = {
  places: () => [
    ...states.map(([place]) => ({
      place,
      place_kind: 'country',
      label_kind: 'country',
      members: 1,
      reporting: reported(place) ? 1 : 0,
      has_figures: reported(place),
    })),
    ...several.map(([kind, place, members, reporting]) => ({
      place,
      place_kind: kind,
      label_kind: kind === 'world' ? 'group' : kind,
      members,
      reporting,
      has_figures: reporting >= 5,
    })),
  ],
  place_members: () =>
    states.flatMap(([country, , region], n) => [
      { place: 'world', country, is_real: false },
      { place: region, country, is_real: false },
      ...(n % 3 === 0 ? ['sids', 'ldc'].map((place) => ({ place, country, is_real: false })) : []),
    ]),
  place_treaties: () =>
    several.flatMap(([, place, members]) =>
      treaties.map((treaty) => ({
        kind: 'illustrative',
        place,
        treaty,
        countries: members,
        parties: 2,
        in_force: 1,
        signed: 0,
        others: members - 2,
        complete: false,
        complete_as_of: null,
      })),
    ),
  pledges: () =>
    [
      { country: 'XAA', cycle: baseline, state: 'done', status: 'done', status_list: 'status', status_cycle: cycle },
      { country: 'XAC', cycle: baseline, state: 'overdue' },
      { country: 'XAA', cycle, state: 'due_within_year', open_due: '2027-01-05' },
      { country: 'XAB', cycle, state: 'due_within_year', due: '2026-09-30', open_due: '2026-09-30' },
    ].map((one) => ({
      kind: 'action',
      occurrence: 1,
      pledge: 'Train judges',
      area: null,
      area_list: null,
      body: 'Ministry of Justice',
      due: '2027-01-05',
      status_cycle: null,
      status: null,
      status_list: null,
      open_due: null,
      ...one,
    })),
  points: () => [
    { point: 'legislation', area: 'legislation', position: 1 },
    { point: 'safeguards', area: 'legislation', position: 2 },
  ],
  point_links: () => [
    { point: 'legislation', kind: 'recommendation', code: 'training', position: 1 },
    { point: 'legislation', kind: 'recommendation', code: 'domains', position: 2 },
    { point: 'legislation', kind: 'indicator', code: 'CAP.SUB', position: 2 },
    { point: 'legislation', kind: 'indicator', code: 'CAP.PRO', position: 3 },
    { point: 'legislation', kind: 'treaty', code: 'CETS 185', position: 4 },
    { point: 'safeguards', kind: 'indicator', code: 'CAP.PRO', position: 5 },
  ],
  breaks: () => [
    {
      cycle,
      from_cycle: baseline,
      break_at: 2025,
      is_other_version: true,
      has_other_rules: false,
      questions: 80,
      same: 60,
      recoded: 5,
      added: 15,
      dropped: 10,
      is_break: true,
    },
  ],
  participation: () =>
    states.flatMap(([country], n) =>
      [baseline, cycle].map((of) => {
        const late = n % 4 === 1;
        return {
          cycle: of,
          country,
          status: of === baseline ? 'undated' : !reported(country) ? 'silent' : late ? 'late' : 'in_time',
          deadline: of === baseline ? null : '2026-06-30',
          extended: of === baseline ? null : false,
          first_received: of === baseline || !reported(country) ? null : late ? '2026-07-04' : '2026-06-12',
          received: of === baseline || !reported(country) ? null : '2026-07-10',
          days_late: of === cycle && reported(country) && late ? 4 : null,
        };
      }),
    ),
  participation_counts: () =>
    [baseline, cycle].flatMap((of) =>
      several.map(([kind, region, invited, reporting]) => ({
        cycle: of,
        kind,
        region,
        invited,
        reported: reporting,
        in_time: of === baseline ? 0 : reporting - 1,
        late: of === baseline ? 0 : 1,
        undated: of === baseline ? reporting : 0,
        under_review: 0,
        silent: invited - reporting,
        not_reported: 0,
      })),
    ),
  place_scores: () =>
    [baseline, cycle].flatMap((of) => [
      ...states.flatMap(([place]) => rowsOf(of, place, 'country', reported(place) ? 'published' : 'not_reported', 1)),
      ...several.flatMap(([kind, place, , reporting]) =>
        rowsOf(of, place, kind, reporting >= 5 ? 'published' : 'too_few', reporting),
      ),
    ]),
};

function rowsOf(of: string, place: string, kind: string, status: string, counted: number): DatasetRow[] {
  const has = status === 'published';
  return [...elements, ...areas.map((area) => ({ level: 'area', element: area }))].map(({ level, element }) => {
    const figure = 10 + 80 * draw(of, place, element);
    const banded = has && of === cycle && !(level === 'area' && kind !== 'country');
    return {
      cycle: of,
      place,
      kind,
      level,
      element,
      figure: has ? figure : null,
      low: banded ? figure - 8 : null,
      high: banded ? figure + 6 : null,
      status,
      counted: has ? counted : 0,
    };
  });
}
