/** Readers' own views: the page of an element with weights in its address, and the same as a file. */
import { type Context, Hono } from 'hono';
import { type BoundChoice, describeProtection, sortName } from '../../../dashboard/index.ts';
import { csvOf } from '../../../domain/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import {
  isAsPublished,
  type KeptScoreTree,
  type OwnView,
  type OwnWeights,
  partsOf,
  weighable,
} from '../../../release/index.ts';
import { type Body, makeBody, respond } from '../../server/body.ts';
import { oneOf } from '../../server/canonical.ts';
import { fileTypes } from '../download/downloads.ts';
import { fileName } from '../download/file-name.ts';
import { labelsOf } from '../labels.ts';
import { queryOfPairs } from '../page/selection.ts';
import type { PageContext } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import type { Site } from '../site.ts';
import { ownPicture } from './chart.ts';
import { ownFigures, ownSheet, weightsOf } from './figures-file.ts';
import { type AskedCountries, readCountries, readOwnWeights } from './own-address.ts';
import { type OwnViews, type WeighedElement, weighedAbove, weightsPlace } from './own-views.ts';
import { isPicture, type OwnFileLink, type OwnViewPage } from './page.ts';
import { countriesInOrder } from './table.ts';
import { showNoOwnViews, showOwnView } from './view.ts';
import { type OwnWords, ownWords } from './words.ts';

/** Files of a view, by name. */
const ownFiles: ReadonlyMap<string, OwnFileLink['kind']> = new Map([
  ['figures.csv', 'csv'],
  ['figures.xlsx', 'xlsx'],
  ['chart.png', 'png'],
  ['chart.svg', 'svg'],
  ['chart.pdf', 'pdf'],
]);

export function weightRoutes(site: Site, texts: Texts, views: OwnViews): Hono {
  const language = `/${oneOf(
    'language',
    texts.languages.map(({ code }) => code),
  )}`;
  const send = async (c: Context, html: unknown) =>
    respond(
      await makeBody(String(await html), 'text/html; charset=utf-8', false, {}, { forOneReader: true }),
      c.req.header('accept-encoding'),
      c.req.header('if-none-match'),
    );

  return new Hono().get(`${language}/:path{.+}` as '/:language/:path', async (c, next) => {
    const { language: code, path } = c.req.param();
    const context = site.context(code, path);
    const release = context.release && site.released(context.release.id);
    const [place, element, file, ...more] = path.slice(release?.under?.length ?? 0).split('/');
    const known = more.length === 0 && (file === undefined || ownFiles.has(file));
    if (!release || place !== weightsPlace || !known) return next();
    const kept = release.scoreTree?.() ?? null;
    const labels = labelsOf(release, code);
    const words = ownWords(context, labels);
    if (kept === null) return send(c, showNoOwnViews(context, words, element ?? ''));
    if (!element) {
      const first = weighedAbove(release, null);
      return first ? c.body(null, 302, { location: `${weightsPlace}/${first.code}` }) : next();
    }
    const one = weighable(kept).find((known) => known.code === element);
    if (!one) return next();
    const { search } = new URL(c.req.url);
    const page = file === undefined ? context : { ...context, path: path.slice(0, -file.length - 1) };
    const asked = await readView(views, { context: page, release, kept, element: one, labels, words }, search);
    if (file !== undefined) {
      const body = await fileOfView(site, asked, ownFiles.get(file)!);
      return body ? respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match')) : next();
    }
    // An address with faults is kept, so that the page can state them.
    if (asked.faults.length === 0 && asked.countries.query !== search)
      return c.body(null, 302, { location: `${element}${asked.countries.query}`, 'cache-control': 'no-cache' });
    return send(
      c,
      showOwnView({ ...context, query: asked.countries.query }, words, {
        ...pageOf({ ...asked, title: words.t('choice'), beside: site.beside(context, one.code) }),
        drawnAlike: isAsPublished(asked.plain),
        files: filesOf(one.code, asked),
      }),
    );
  });
}

type OwnElement = {
  readonly context: PageContext;
  readonly release: PublishedRelease;
  readonly kept: KeptScoreTree;
  readonly element: WeighedElement;
  readonly labels: (kind: string, id: string) => string;
  readonly words: OwnWords;
};

/** What an address asks for. */
type ReadView = OwnElement & {
  readonly weights: OwnWeights;
  readonly faults: OwnViewPage['faults'];
  readonly view: OwnView | null;
  /** The view with the published weights. */
  readonly plain: OwnView;
  readonly countries: AskedCountries;
};

async function readView(views: OwnViews, of: OwnElement, query: string): Promise<ReadView> {
  const { context, release, kept, element, words } = of;
  const parts = partsOf(kept, element).map((part) => part.code);
  const { weights, faults } = readOwnWeights(query, parts);
  const view = await views.view(release, kept, element, weights);
  // Its weights are those of the framework, and not all of them are 0.
  const plain = (await views.view(release, kept, element, {}))!;
  const countries = readCountries(context, words, release, (view ?? plain).countries, { query, weights, parts });
  return { ...of, weights, faults, view, plain, countries };
}

/** @returns null if every weight is 0, or for a chart without a country that has both scores */
async function fileOfView(
  site: Site,
  { context, release, element, view, weights, labels, words, countries }: ReadView,
  kind: OwnFileLink['kind'],
): Promise<Body | null> {
  if (view === null) return null;
  const address = `${context.language}/${context.path}${countries.query}`;
  const shown = countriesInOrder(words, countries);
  const selected = [...new URLSearchParams(countries.query).entries()].flatMap(([name, value]) =>
    countries.keptByWeights.some(([kept]) => kept === name) && name !== sortName ? [value] : [],
  );
  const name = fileName(release, ['own-view', element.code, ...selected].join('-').slice(0, 100));
  if (kind === 'csv') {
    const rows = ownFigures(release, view, shown, weights, countries.says === null ? null : address, labels);
    return makeBody(csvOf(rows), fileTypes.csv, false, {
      'content-disposition': `attachment; filename="${name}.csv"`,
    });
  }
  const { texts, language } = context;
  const title = words.t('document', { label: labels(element.level, element.code) });
  const of = {
    release,
    language,
    title,
    unit: texts.say(language, 'dashboard.axes.score'),
    page: address,
    asOf: null,
    selection: countries.says === null ? null : countries.form!.says,
    protection: describeProtection(texts, language, release, release.cycle),
    real: false,
  };
  const more = [
    { name: words.t('mark.word'), text: words.t('mark.says', { release: release.id }) },
    { name: words.t('form.title'), text: weightsOf(view, weights) },
  ];
  if (!isPicture(kind)) return site.sheet(of, ownSheet(words, shown), more, name);
  const drawing = ownPicture(words, shown);
  const named = texts.say(language, 'files.embed.in', { title: words.t('chart.title'), page: title });
  return drawing && site.picture({ ...of, title: named }, drawing, more, { name, ending: kind });
}

/** Of the countries shown first, then of all. */
const filesOf = (code: string, { countries: { says, query, wholeQuery } }: ReadView): OwnFileLink[] =>
  (says === null ? (['view'] as const) : (['shown', 'all'] as const)).flatMap((of) =>
    // The chart shows the countries of the page.
    [...ownFiles]
      .filter(([, kind]) => of !== 'all' || !isPicture(kind))
      .map(([file, kind]) => ({ href: `${code}/${file}${of === 'all' ? wholeQuery : query}`, kind, of })),
  );

type AskedView = ReadView & { readonly title: string; readonly beside: OwnViewPage['beside'] };

function pageOf(asked: AskedView): Omit<OwnViewPage, 'drawnAlike' | 'files'> {
  const { context, release, kept, element, weights, view, labels } = asked;
  const parts = partsOf(kept, element);
  const shares = new Map(view?.parts.map((part) => [part.element, part.share]));
  const times = parts.map(({ code }) => weights[code] ?? 1);
  const at = (path: string) => `${context.root}${context.language}/${release.under ?? ''}${path}`;
  const cycle = release.rows('cycles').find((row) => row.cycle === kept.cycle);
  return {
    label: labels(element.level, element.code),
    parts: parts.map(({ code, level, publishedShare }, place) => ({
      element: code,
      label: labels(level, code),
      times: times[place]!,
      share: shares.get(code) ?? null,
      publishedShare,
    })),
    view,
    // Multiplying every weight by the same factor changes nothing.
    same: view !== null && new Set(times).size === 1,
    threshold: kept.least.coverage,
    leastGroup: Number(cycle?.least_group ?? 0),
    illustrative: release.illustrative,
    choices: { title: asked.title, options: optionsOf(asked, at) },
    faults: asked.faults,
    asked: asked.countries,
    // The countries shown do not change.
    published: at(`${weightsPlace}/${element.code}${queryOfPairs(asked.countries.keptByWeights)}`),
    beside: asked.beside,
  };
}

/** Every element whose weights can be changed, each below its parent. */
function optionsOf({ kept, element, labels }: AskedView, at: (path: string) => string): BoundChoice[] {
  const all = weighable(kept);
  const known = new Set(all.map(({ code }) => code));
  const option = ({ code, level }: WeighedElement): BoundChoice => {
    const children = all.filter(({ parent }) => parent === code).map(option);
    return {
      text: labels(level, code),
      href: at(`${weightsPlace}/${code}`),
      current: code === element.code,
      within: children.some(({ current, within }) => current || within),
      children,
    };
  };
  return all.filter(({ parent }) => parent === null || !known.has(parent)).map(option);
}
