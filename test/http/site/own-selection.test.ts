/** The countries that the page of a reader's own weights shows: the same form, address and files as on dashboards. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts } from '../../dashboard/bound.ts';
import { serveWeighed, type Weighed } from '../../journeys/weighed.ts';

let weighed: Weighed;
/** Invited countries by region. */
let regions: Map<string, string[]>;
let region = '';

beforeAll(async () => {
  weighed = await serveWeighed();
  const invited = weighed.release.rows('countries').filter((row) => row.invited === true);
  const byRegion = Map.groupBy(invited, (row) => String(row.region));
  regions = new Map([...byRegion].map(([id, rows]) => [id, rows.map(({ country }) => String(country))]));
  region = regionOf('XAB');
});
afterAll(() => weighed.served.close());

const regionOf = (country: string) => [...regions].find(([, countries]) => countries.includes(country))![0];
const ask = async (query = '', { language = 'en', file = '' } = {}) => {
  const reply = await fetch(new URL(`${language}/preparedness/weights/RULES${file}${query}`, weighed.served.address), {
    redirect: 'manual',
  });
  return { status: reply.status, reply, text: file.endsWith('.xlsx') ? '' : await reply.clone().text() };
};
const shownIn = (text: string) => [...text.matchAll(/<tr id="([A-Z]{3})">/g)].map(([, country]) => country!);
const rowOf = (text: string, country: string) => text.split(`<tr id="${country}">`)[1]!.split('</tr>')[0]!;
const fileLinks = (text: string) =>
  [...text.matchAll(/href="(RULES\/figures\.[^"]+)" download/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

describe('the countries shown with own weights', () => {
  it('are those of the region, group, tier and name in the address, and their number is stated', async () => {
    const { text } = await ask(`?RUL.LAW=2&region=${region}`);
    expect(shownIn(text).sort()).toEqual(regions.get(region)!.sort());
    expect(text).toMatch(new RegExp(`class="filter-says">The page shows ${regions.get(region)!.length} `));
    const tier = weighed.release.rows('scores').find((row) => row.country === 'XAB' && row.element === 'RULES')!.tier;
    const ofTier = weighed.release
      .rows('scores')
      .filter((row) => row.element === 'RULES' && row.tier === tier)
      .map((row) => String(row.country));
    expect(shownIn((await ask(`?tier=${tier}`)).text).sort()).toEqual([...new Set(ofTier)].sort());
    const name = /<a href="[^"]*">([^<]+)<\/a>/.exec(rowOf(text, 'XAB'))![1]!;
    expect(shownIn((await ask(`?${new URLSearchParams({ search: name.toLowerCase() })}`)).text)).toEqual(['XAB']);
  });

  it('keep every figure and rank, which is among all countries, as the page states', async () => {
    const all = await ask('?RUL.LAW=2');
    const some = await ask(`?RUL.LAW=2&region=${region}`);
    for (const country of regions.get(region)!) expect(rowOf(some.text, country)).toBe(rowOf(all.text, country));
    expect(some.text).toMatch(/Ranks are among all \d+ countries with a score in this view/);
    expect(all.text).not.toContain('Ranks are among all');
  });

  it('are those of the chart, the summary and the counts; figures about all countries are omitted', async () => {
    const { text } = await ask(`?RUL.LAW=2&region=${region}`);
    const scored = regions
      .get(region)!
      .filter((country) => /<td class="as-number[^"]*"[^>]*><b>\d/.test(rowOf(text, country)));
    expect(text.match(/<(?:circle|rect class="moved") [^>]*data-tip/g) ?? []).toHaveLength(2 * scored.length);
    expect(text).toMatch(/Selection: [^<]+<\/text>/);
    expect(/id="own-summary"[^>]*>([^<]*)/.exec(text)![1]).toMatch(
      new RegExp(`^[^:]+: .* of ${scored.length} (?:country|countries) with a score`),
    );
    expect(text).not.toContain('Spearman');
    expect((await ask('?RUL.LAW=2')).text).toContain('Spearman');
  });

  it('and the weights keep each other, in both forms and in the link that shows all countries', async () => {
    const { text } = await ask(`?RUL.LAW=2&region=${region}&sort=-countries.change`);
    const [filter, weights] = ['filter', 'weights'].map(
      (name) => text.split(`<form class="${name}`)[1]!.split('</form>')[0]!,
    );
    expect(filter).toContain('<input type="hidden" name="RUL.LAW" value="2">');
    expect(filter).toContain('<input type="hidden" name="sort" value="-countries.change">');
    expect(filter).toMatch(/filter-says">.*<a href="[^"]*RULES\?RUL\.LAW=2">/);
    expect(weights).toContain(`<input type="hidden" name="region" value="${region}">`);
    expect(weights).toContain(`weights/RULES?region=${region}&amp;sort=-countries.change"`);
    expect(text).toContain(`fr/preparedness/weights/RULES?RUL.LAW=2&amp;region=${region}&amp;sort=-countries.change"`);
  });

  it('have one address: other spellings redirect to it, and unknown values are not found', async () => {
    const other = await ask(`?region=${region}&search=&group=&tier=&RUL.PLAN=1&RUL.LAW=2`);
    expect([other.status, other.reply.headers.get('location')]).toEqual([302, `RULES?RUL.LAW=2&region=${region}`]);
    for (const query of [
      '?region=nowhere',
      '?group=constructor',
      '?tier=9',
      `?region=${region}&region=${region}`,
      `?search=${'x'.repeat(61)}`,
      '?sort=countries.bands',
      '?sort=__proto__',
      '?rows=countries.0',
    ])
      expect([query, (await ask(query)).status]).toEqual([query, 404]);
  });

  it('are none, as the page states, where no country matches; no figure is then shown', async () => {
    const { status, text } = await ask('?search=xyzzy');
    expect(status).toBe(200);
    expect(text).toContain('No country or territory matches this selection');
    expect(text).not.toContain('<tbody>');
  });

  it('are in alphabetical order, or in that of a column, with countries without a value last', async () => {
    expect((await ask()).text).toContain('Every country, in alphabetical order');
    const { text } = await ask('?RUL.LAW=2&sort=-countries.own');
    const own = shownIn(text).map((country) => Number(/<b>([^<]+)<\/b>/.exec(rowOf(text, country))?.[1]));
    const known = own.filter((score) => !Number.isNaN(score));
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    expect(own.slice(0, known.length)).toEqual(known);
    expect(text).toContain('aria-sort="descending"');
    expect(text).not.toContain('in alphabetical order');
  });

  it('are offered as files, next to those of all countries', async () => {
    const links = fileLinks((await ask(`?RUL.LAW=2&region=${region}`)).text);
    expect(links).toEqual([
      `RULES/figures.csv?RUL.LAW=2&region=${region}`,
      `RULES/figures.xlsx?RUL.LAW=2&region=${region}`,
      'RULES/figures.csv?RUL.LAW=2',
      'RULES/figures.xlsx?RUL.LAW=2',
    ]);
    expect(fileLinks((await ask()).text)).toEqual(['RULES/figures.csv', 'RULES/figures.xlsx']);
    const { reply, text } = await ask(`?RUL.LAW=2&region=${region}`, { file: '/figures.csv' });
    expect(reply.headers.get('content-disposition')).toContain(`own-view-RULES-${region}.csv`);
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toMatch(/,selection$/);
    expect(rows).toHaveLength(regions.get(region)!.length);
    for (const row of rows)
      expect(row).toMatch(new RegExp(`,en/preparedness/weights/RULES\\?RUL\\.LAW=2&region=${region}$`));
  });

  it.each(texts.languages.map(({ code }) => code))(
    'are a sheet with titles, whose notes state the weights and that it is not published, in %s',
    async (language) => {
      const { status, reply } = await ask(`?RUL.LAW=2&region=${region}`, { language, file: '/figures.xlsx' });
      expect(status).toBe(200);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(await reply.arrayBuffer());
      const [figures, notes] = book.worksheets;
      const noted = JSON.stringify(notes!.getSheetValues());
      expect(noted).toContain('RUL.LAW=2 RUL.PLAN=1');
      expect(noted).toContain(texts.say(language, 'weights.mark.word'));
      const cells = JSON.stringify(figures!.getSheetValues());
      expect(regions.get(region)!.every((country) => cells.includes(`"${country}"`))).toBe(true);
      expect(cells).toContain(texts.say(language, 'weights.file.rank_p95'));
    },
  );

  it('are a chart as a picture, of the same countries, next to it', async () => {
    const charts = (text: string) =>
      [...text.matchAll(/href="(RULES\/chart\.[^"]+)" download/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
    expect(charts((await ask()).text)).toEqual(['png', 'svg', 'pdf'].map((ending) => `RULES/chart.${ending}`));
    const query = `?RUL.LAW=2&region=${region}`;
    const page = (await ask(query)).text;
    expect(charts(page)).toEqual(['png', 'svg', 'pdf'].map((ending) => `RULES/chart.${ending}${query}`));
    const { text: svg } = await ask(query, { file: '/chart.svg' });
    const tips = (drawn: string) => drawn.match(/<title>[^<]*: published [^<]*<\/title>/g);
    const [wide = ''] = page.split('on-wide').slice(1);
    expect(tips(svg)).toHaveLength(wide.split('</figure>')[0]!.match(/data-tip="/g)!.length);
    // It has no stylesheet.
    expect(svg).not.toMatch(/class="|var\(/);
  });

  it.each(texts.languages.map(({ code }) => code))(
    'are a picture that states the weights and that it is not published, in %s',
    async (language) => {
      const files = await Promise.all(
        ['svg', 'png', 'pdf'].map((ending) => ask('?RUL.LAW=2', { language, file: `/chart.${ending}` })),
      );
      expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
      const [svg, png, pdf] = await Promise.all(
        files.map(async ({ reply }) => Buffer.from(await reply.arrayBuffer()).toString('latin1')),
      );
      const drawn = Buffer.from(svg!, 'latin1').toString('utf8');
      expect(drawn).toContain('RUL.LAW=2 RUL.PLAN=1');
      const says = texts.say(language, 'weights.mark.says', { release: weighed.release.id });
      expect(drawn).toContain(says);
      expect([png!.slice(1, 4), pdf!.slice(0, 5)]).toEqual(['PNG', '%PDF-']);
      expect(files[2]!.reply.headers.get('content-disposition')).toMatch(/own-view-RULES\.pdf"$/);
    },
  );
});
