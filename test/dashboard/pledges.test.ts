/** Commitments are followed to their date: by the reference date of the cycle, and by the day of publication. */
import { expect, it } from 'vitest';
import { binder, dashboardNamed, languages } from './bound.ts';
import { releaseOfBothWorlds as release } from './marts.ts';

const dashboard = dashboardNamed('plan');
const address = binder.addresses(release, dashboard)[0]!;

/** The states of the commitments of each country, on a page that was published on a day. */
function statesOn(published: string, language = 'en'): Record<string, string[]> {
  const { blocks } = binder.bind({ ...release, published }, dashboard, address, language);
  const block = blocks.find(({ id }) => id === 'followed')!;
  const table = 'table' in block && block.table ? block.table : null;
  const rows = table!.rows.map(({ cells }) => cells.map(({ text }) => text));
  const [country, state] = [0, 5];
  return Object.fromEntries(
    Object.entries(Object.groupBy(rows, (row) => row[country]!)).map(([name, of]) => [
      name,
      of!.map((row) => row[state]!).sort(),
    ]),
  );
}

it('a date that has passed by the day of publication is marked, unless the country reported the result', () => {
  expect(statesOn('2026-09-29')).toMatchObject({ Belmora: ['Due within a year'] });
  const later = statesOn('2026-11-02');
  expect(later).toMatchObject({ Belmora: ['Date passed by the day of publication'] });
  // Done stays done, and overdue stays overdue, whenever it is published.
  const long = statesOn('2030-01-01');
  expect(Object.values(long).flat()).toEqual(expect.arrayContaining(['Done', 'Overdue']));
  expect(Object.values(long).flat()).not.toContain('Due within a year');
});

it.each(languages)('says so in "%s"', (language) => {
  const [before, after] = [statesOn('2026-09-29', language), statesOn('2026-11-02', language)];
  expect(Object.values(after)).not.toEqual(Object.values(before));
});
