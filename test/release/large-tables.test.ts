/** Pages of a release whose tables are too large to keep their rows are those of the same release with all rows kept. */
import { describe, expect, it } from 'vitest';
import { filtersOf, filterValues, type ReleaseView } from '../../src/dashboard/index.ts';
import { type LargeTables, openRelease } from '../../src/release/index.ts';
import { binder, dashboards } from '../dashboard/bound.ts';
import { releaseOfBothWorlds as typed } from '../dashboard/marts.ts';

const lines = (mart: string): Uint8Array => {
  const rows = typed.rows(mart);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  const text = cells.map((row) => JSON.stringify(row)).join('\n,');
  return new TextEncoder().encode(`{"mart":"${mart}","rows":[${text}\n]}\n`);
};
const files = new Map(typed.marts.map((mart) => [`marts/${mart}.json`, lines(mart)]));
const manifest = {
  release: typed.id,
  files: typed.marts.map((mart) => {
    const path = `marts/${mart}.json`;
    return { path, mart, bytes: files.get(path)!.length };
  }),
};
files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));

const asked = new Set<string>();

/** @param leastLarge - size of a table from which its rows are not kept */
function opened(leastLarge: number): ReleaseView & { readonly large: LargeTables | null } {
  const part = (path: string, from: number, to: number) => files.get(path)!.slice(from, to);
  const { rows, large, marts } = openRelease({ get: (path) => files.get(path), part }, { mostBytes: 0, leastLarge });
  return {
    ...typed,
    marts,
    rows,
    large: large && {
      ...large,
      rows: (mart, wanted) => {
        asked.add(mart);
        return large.rows(mart, wanted);
      },
    },
  };
}
const [kept, large] = [opened(Number.POSITIVE_INFINITY), opened(0)];

const pages = dashboards.all.map((dashboard) => ({ dashboard, addresses: binder.addresses(kept, dashboard) }));
const ends = pages.flatMap(({ dashboard, addresses }) =>
  [...new Set([addresses[0], addresses.at(-1)])].flatMap((address) => (address ? [{ dashboard, address }] : [])),
);

describe('a release whose tables are all large', () => {
  it.each(pages.map((one) => [one.dashboard.name, one] as const))('has the same pages of %s', (_, one) => {
    expect(binder.addresses(large, one.dashboard)).toEqual(one.addresses);
    for (const address of one.addresses)
      expect(JSON.stringify(binder.bind(large, one.dashboard, address, 'en')), address.path).toBe(
        JSON.stringify(binder.bind(kept, one.dashboard, address, 'en')),
      );
  });

  it.each(ends.map((one) => [one.address.path, one] as const))('has the same selections of %s', (_, one) => {
    const { dashboard, address } = one;
    const form = filtersOf(dashboard.declared, address.chosen !== null);
    if (form === undefined) return;
    expect(filterValues(large, form)).toEqual(filterValues(kept, form));
    for (const [name, values] of filterValues(kept, form))
      for (const value of values.slice(0, 3)) {
        const place = { ...address, filter: { [name]: value } };
        expect(JSON.stringify(binder.bind(large, dashboard, place, 'en')), `${address.path} ${name}=${value}`).toBe(
          JSON.stringify(binder.bind(kept, dashboard, place, 'en')),
        );
      }
  });

  it('reads rows of most tables by their values', () => {
    expect([...asked]).toEqual(expect.arrayContaining(['scores', 'answers', 'needs', 'progress', 'steps', 'board']));
  });
});
