import { expect, it } from 'vitest';
import { listDashboards, openAtlas, openBinder } from '../../../src/dashboard/index.ts';
import { keepingLastPage } from '../../../src/http/site/download/last-page.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { published, root } from '../../journeys/published.ts';

const dashboards = listDashboards(root);
const binder = openBinder(dashboards, openAtlas(maps), loadTexts(root));

it('files of one page bind it once; another page, language, selection or release is bound again', () => {
  const kept = keepingLastPage(binder);
  const country = dashboards.all.find(({ name }) => name === 'country')!;
  const addresses = binder.addresses(published, country);
  const [one, other] = addresses.filter(({ chosen }) => chosen !== null);
  const narrowed = { ...one!, filter: { cycle: 'x' } };
  const first = kept.bind(published, country, one!, 'en');
  expect(kept.bind(published, country, { ...one! }, 'en')).toBe(first);
  expect(kept.bind({ ...published }, country, one!, 'en')).not.toBe(first);
  for (const [address, language] of [
    [other!, 'en'],
    [one!, 'fr'],
    [narrowed, 'en'],
  ] as const) {
    const page = kept.bind(published, country, address, language);
    expect(page).not.toBe(first);
    expect(page).toEqual(binder.bind(published, country, address, language));
  }
  expect(kept.bind(published, country, one!, 'en')).toEqual(first);
});
