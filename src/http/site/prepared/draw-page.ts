/** Renders one page of a release: binds its dashboard, paints its charts, and writes HTML. */
import {
  type Binder,
  type BoundChart,
  type BoundPage,
  canLive,
  type Painter,
  stillChart,
  withoutCaption,
} from '../../../dashboard/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import type { OpenContext } from '../navigation.ts';
import { linkToWeights } from '../own-view/own-views.ts';
import type { DrawnChart } from '../page/block.ts';
import { showDownloads } from '../page/downloads.ts';
import { narrowedLinks } from '../page/narrowed-file.ts';
import { newsOf } from '../page/news.ts';
import { showPage } from '../page/page.ts';
import { metadataOf, type Publisher } from '../publisher.ts';
import { showDictionary } from '../releases/dictionary-page.ts';
import { queryOfPlace } from './narrowed.ts';
import { type PagePlace, releaseContext, type ShownRelease } from './shown.ts';
import type { ShownReleases } from './shown-releases.ts';

export type DrawPage = (of: ShownRelease, place: PagePlace) => Promise<Body>;

export type DrawParts = {
  readonly texts: Texts;
  readonly binder: Binder;
  readonly painter: Painter;
  readonly publisher: Publisher;
  readonly shown: Pick<ShownReleases, 'history' | 'countryName'>;
  readonly context: OpenContext;
};

export function pageDrawer({ texts, binder, painter, publisher, shown, context }: DrawParts): DrawPage {
  return async (of, place) => {
    const { dashboard, address, language } = place;
    const query = queryOfPlace(place);
    const own = { ...context(language, address.path), query };
    if (dashboard === null) {
      const data = address.path.endsWith('/columns')
        ? showDictionary(own, of.release)
        : showDownloads(own, of.release, metadataOf(texts, language, of.release, publisher));
      return html(String(await data), query);
    }
    const page = binder.bind(of.release, dashboard, address, language);
    const live = (block: BoundChartBlock) =>
      `${own.root}live/${of.release.id}/${language}/${address.path}/${block.id}.json${query}`;
    // All are asked for before any is awaited, so that no thread waits for a page between two of its charts.
    const charts = page.blocks.flatMap((block) =>
      block.kind === 'chart' ? [drawChart(painter, block, live(block))] : [],
    );
    const drawn = new Map<string, DrawnChart>(await Promise.all(charts));
    const element = address.chosen === null ? null : String(address.chosen.element);
    const weights = dashboard.declared.own_weights === true ? linkToWeights(of.release, own, element) : null;
    const narrowed = narrowedLinks(of.release, binder.narrow(of.release, dashboard, address, language));
    const news = newsOf(of.instrument, shown.history(), (code) => shown.countryName(language, code));
    // The header describes the cycle whose figures the page shows.
    const release = own.release && { ...releaseContext(of.release, page.cycle), notice: own.release.notice };
    const text = String(
      await showPage({ ...own, release, narrowed, news }, page, drawn, weights === null ? [] : [weights]),
    );
    return html(text, query);
  };
}

type BoundChartBlock = Extract<BoundPage['blocks'][number], { kind: 'chart' }>;

async function drawChart(
  painter: Painter,
  { id, name, legend, chart, shown, narrowChart }: BoundChartBlock,
  live: string,
): Promise<readonly [block: string, DrawnChart]> {
  const still = (one: BoundChart) => painter.draw(name, withoutCaption(stillChart(one, legend === null)));
  const [svg, narrow] = await Promise.all([still(shown), narrowChart === null ? null : still(narrowChart)]);
  return [id, { svg, narrow, live: canLive(chart) ? live : null }];
}

/** @param query - empty for a page that is kept, and compressed well for it */
const html = (text: string, query: string) =>
  makeBody(text, 'text/html; charset=utf-8', false, {}, { forOneReader: query !== '' });
