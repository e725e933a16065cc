/** All public releases, and the changes between two of a cycle. Everything is read from published tables. */
import { type Context, Hono } from 'hono';
import { csvOf } from '../../../domain/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { Problem } from '../../../problem/index.ts';
import { type Body, makeBody, respond } from '../../server/body.ts';
import { oneOf } from '../../server/canonical.ts';
import type { PageContext } from '../page-context.ts';
import type { ReleaseLine, Releases } from '../published.ts';
import type { Site } from '../site.ts';
import { comparisonOrder, showComparison, showCountryComparison, showOtherCycles } from './comparison.ts';
import { answerRows, figureRows } from './comparison-rows.ts';
import { openComparisons, type ReleaseComparison } from './comparisons.ts';
import { selectChanges, selectReleases } from './filter.ts';
import { type CorrectionNames, releasesOrder, showReleases } from './page.ts';
import { cycleNames, type ReleaseGroup } from './words.ts';

export function releaseRoutes(site: Site, releases: Releases, texts: Texts): Hono {
  const comparisons = openComparisons(releases);
  const language = `/${oneOf(
    'language',
    texts.languages.map(({ code }) => code),
  )}`;
  // These pages are about several releases, so their header names none.
  const contextOf = (code: string, path: string): PageContext => ({ ...site.context(code, path), release: null });
  const missing = (c: Context): never => {
    throw new Problem('not_found', 'address', { thing: 'page', id: c.req.path });
  };
  const find = async (c: Context): Promise<ReleaseComparison | null> => {
    const { from, to } = c.req.param() as { from: string; to: string };
    const found = await comparisons.compare(from, to);
    if (found) return found;
    const known = (await releases.list()).filter(({ id }) => id === from || id === to);
    return known.length === 2 ? null : missing(c);
  };
  const compare = `${language}/releases/:from/compare/:to` as '/:language/releases/:from/compare/:to';

  return new Hono()
    .get(`${language}/releases` as '/:language/releases', async (c) => {
      const context = contextOf(c.req.param('language'), 'releases');
      const lines = await releases.list();
      const shown = new Set(await releases.latestIds());
      const instruments = site.instruments(context.language);
      const names: CorrectionNames = {
        cycle: cycleNames(context, instruments),
        country: (code) => site.countryName(context.language, code),
      };
      const groups = groupLines(lines, instruments);
      const selection = selectReleases(context, groups, c.req.query(), names.cycle) ?? missing(c);
      const order = releasesOrder(context, c.req.query(), selection.query) ?? missing(c);
      const corrections = (await releases.corrections?.()) ?? [];
      return page(c, showReleases(context, selection, shown, order, { corrections, names }));
    })
    .get(`${language}/releases/compare`, (c) => {
      const { from = '', to = '' } = c.req.query();
      if (!/^[\w-]+$/.test(from) || !/^[\w-]+$/.test(to)) return missing(c);
      return c.body(null, 302, { location: `${from}/compare/${to}` });
    })
    .get(compare, async (c) => {
      const { language: code, from, to } = c.req.param();
      const context = contextOf(code, `releases/${from}/compare/${to}`);
      const found = await find(c);
      if (found === null) {
        const illustrative = (await releases.list()).some((line) => line.illustrative);
        return page(c, showOtherCycles(context, illustrative));
      }
      const selection = selectChanges(context, found, c.req.query()) ?? missing(c);
      const order = comparisonOrder(context, found, c.req.query(), selection.query) ?? missing(c);
      return page(c, showComparison(context, found, site.showing(found.to.cycle), to, selection, order));
    })
    .get(`${compare}/${oneOf('table', ['figures.csv', 'answers.csv'])}`, async (c) => {
      const { language: code, from, to, table } = c.req.param();
      const found = (await find(c)) ?? missing(c);
      const context = contextOf(code, `releases/${from}/compare/${to}`);
      const selection = selectChanges(context, found, c.req.query()) ?? missing(c);
      const only = selection.query === '' ? null : new Set(selection.kept.map(({ country }) => country));
      const rows = table === 'figures.csv' ? figureRows(context, found, only) : answerRows(context, found, only);
      return send(c, await changesFile(rows, `${found.to.illustrative ? 'illustrative-' : ''}${from}-${to}-${table}`));
    })
    .get(`${compare}/:country`, async (c) => {
      const { language: code, from, to, country } = c.req.param();
      const found = (await find(c)) ?? missing(c);
      const change = found.countries.find((one) => one.country === country) ?? missing(c);
      const context = contextOf(code, `releases/${from}/compare/${to}/${country}`);
      const order = comparisonOrder(context, found, c.req.query(), '') ?? missing(c);
      return page(c, showCountryComparison(context, found, change, site.showing(found.to.cycle), order));
    });
}

const send = (c: Context, body: Body) => respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));

const page = async (c: Context, html: unknown) =>
  send(c, await makeBody(String(await html), 'text/html; charset=utf-8'));

const changesFile = (rows: Parameters<typeof csvOf>[0], name: string): Promise<Body> =>
  makeBody(csvOf(rows), 'text/csv; charset=utf-8; header=present', false, {
    'content-disposition': `attachment; filename="${name}"`,
  });

/** By instrument, in the order of the site; an instrument that it does not show has its code as title. */
function groupLines(lines: readonly ReleaseLine[], instruments: ReturnType<Site['instruments']>): ReleaseGroup[] {
  const titles = new Map(instruments.map(({ id, title }) => [id, title]));
  const order = [...titles.keys()];
  return [...Map.groupBy(lines, ({ instrument }) => instrument)]
    .map(([instrument, of]): ReleaseGroup => ({ instrument, title: titles.get(instrument) ?? instrument, lines: of }))
    .sort((a, b) => order.indexOf(a.instrument) - order.indexOf(b.instrument));
}
