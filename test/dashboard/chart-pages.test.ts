import { expect, it } from 'vitest';
import type { ReleaseView } from '../../src/dashboard/index.ts';
import { bindPage, blockOf } from './bound.ts';
import { releaseOfBothWorlds as release } from './marts.ts';

const [need] = release.rows('needs').filter(({ cycle }) => cycle === release.cycle);
const countries = Array.from({ length: 120 }, (_, at) => `C${String(at).padStart(3, '0')}`);
const many: ReleaseView = {
  ...release,
  rows: (mart) => (mart === 'needs' ? countries.map((country) => ({ ...need, country })) : release.rows(mart)),
};

const heat = (rows?: string) => {
  const block = blockOf(bindPage('needs', { of: many, ...(rows !== undefined && { filter: { rows } }) }), 'heat');
  if (block.kind !== 'chart') throw new Error('no chart');
  return { ...block, countries: block.shown.datasets.needs!.rows.map(({ country }) => country) };
};

it('a chart with a row for each of 120 countries is shown in parts of 50, and its files have all rows', () => {
  expect(heat().countries).toEqual(countries.slice(0, 50));
  expect(heat('heat.2').countries).toEqual(countries.slice(50, 100));
  expect(heat('heat.3').countries).toEqual(countries.slice(100));
  expect(heat('heat.all').countries).toEqual(countries);
  expect(heat().pages).toMatchObject({ rows: 120, next: '../en/needs?rows=heat.2#heat' });
  expect(heat('heat.2').chart.datasets.needs!.rows.length).toBe(120);
});

it('a chart that fits on one page has no links to further parts', () => {
  expect(blockOf(bindPage('needs', { of: release }), 'heat')).toMatchObject({ kind: 'chart', pages: null });
});
