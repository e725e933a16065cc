/** Readers' own views: the page of an element with weights in its address, and the same as a file. */
import { type Context, Hono } from 'hono';
import { type BoundChoice, rowsName } from '../../../dashboard/index.ts';
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
import { fileName } from '../download/file-name.ts';
import { labelsOf } from '../labels.ts';
import type { PageContext } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import type { Site } from '../site.ts';
import { ownFigures } from './figures-file.ts';
import { type OwnViews, type WeighedElement, weighedAbove, weightsPlace } from './own-views.ts';
import { readWeights, writeWeights } from './own-weights.ts';
import type { OwnViewPage } from './page.ts';
import { showNoOwnViews, showOwnView } from './view.ts';
import { ownWords } from './words.ts';

const fileOfView = 'figures.csv';

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
    const known = more.length === 0 && (file === undefined || file === fileOfView);
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
    const parts = partsOf(kept, one).map((part) => part.code);
    const { weights, faults } = readWeights(new URL(c.req.url).search, parts);
    const view = await views.view(release, kept, one, weights);
    if (file !== undefined) {
      if (view === null) return next();
      const body = await figuresFile(release, `own-view-${one.code}`, ownFigures(release, view, weights, labels));
      return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
    }
    const query = writeWeights(weights, parts);
    const plain = await views.view(release, kept, one, {});
    const drawnAlike = plain !== null && isAsPublished(plain);
    const page = pageOf({
      context,
      release,
      kept,
      element: one,
      weights,
      view,
      labels,
      title: words.t('choice'),
      beside: site.beside(context, one.code),
    });
    return send(
      c,
      showOwnView({ ...context, path: `${path}${query}` }, words, {
        ...page,
        drawnAlike,
        faults,
        csv: `${one.code}/${fileOfView}${query}`,
        askedRows: {
          asked: new URL(c.req.url).searchParams.get(rowsName),
          addressOf: (rows) =>
            `${one.code}${query}${rows === null ? '' : `${query === '' ? '?' : '&'}${rowsName}=${rows}`}`,
        },
      }),
    );
  });
}

async function figuresFile(
  release: PublishedRelease,
  name: string,
  rows: ReturnType<typeof ownFigures>,
): Promise<Body> {
  return makeBody(csvOf(rows), 'text/csv; charset=utf-8; header=present', false, {
    'content-disposition': `attachment; filename="${fileName(release, name)}.csv"`,
  });
}

type AskedView = {
  readonly context: PageContext;
  readonly release: PublishedRelease;
  readonly kept: KeptScoreTree;
  readonly element: WeighedElement;
  readonly weights: OwnWeights;
  readonly view: OwnView | null;
  readonly labels: (kind: string, id: string) => string;
  readonly title: string;
  readonly beside: OwnViewPage['beside'];
};

function pageOf(asked: AskedView): Omit<OwnViewPage, 'drawnAlike' | 'faults' | 'csv' | 'askedRows'> {
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
    published: at(`${weightsPlace}/${element.code}`),
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
