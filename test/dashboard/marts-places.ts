/** Marts of countries, regions and groups in one shape. */
import type { DatasetRow } from '../../src/dashboard/index.ts';
import { areas, baseline, cycle, draw, elements, regions, reported, states } from './marts-world.ts';

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
      kind: 'country',
      label_kind: 'country',
      members: 1,
      reporting: reported(place) ? 1 : 0,
      has_figures: reported(place),
    })),
    ...several.map(([kind, place, members, reporting]) => ({
      place,
      kind,
      label_kind: kind === 'world' ? 'group' : kind,
      members,
      reporting,
      has_figures: reporting >= 5,
    })),
  ],
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
