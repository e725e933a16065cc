/** A chart of a page by itself: a picture to take away, or the dataflow of the interactive chart. */
import { type Binder, type Dashboards, type Painter, stillChart } from '../../../dashboard/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import type { PublishedRelease } from '../published.ts';
import type { PagePlace, ShownRelease } from '../shown.ts';

type ChartParts = {
  readonly binder: Binder;
  readonly painter: Painter;
  readonly dashboards: Dashboards;
  readonly texts: Texts;
};

/** @returns null where the page has no such chart */
export async function chartOf(
  { binder, painter, dashboards, texts }: ChartParts,
  { release }: Pick<ShownRelease, 'release'>,
  place: PagePlace,
  id: string,
  as: 'picture' | 'live',
): Promise<Body | null> {
  const { dashboard, address, language } = place;
  if (dashboard === null) return null;
  const page = binder.bind(release, dashboard, address, language);
  const block = page.blocks.find((one) => one.kind === 'chart' && one.id === id);
  if (block?.kind !== 'chart') return null;
  if (as === 'live') return makeBody(await painter.live(block.name, block.chart), 'application/json');
  const title = { ...(block.chart.spec.title as { text: string[] }) };
  const draft = release.draft === true ? `${texts.say(language, 'pages.band.draft.word')} · ` : '';
  const spec = {
    ...block.chart.spec,
    background: '#ffffff',
    title: {
      ...title,
      text: `${draft}${block.title}`,
      subtitle: title.text,
      subtitlePadding: 6,
      fontSize: 15,
      fontWeight: 600,
    },
  };
  const drawn = await painter.draw(block.name, stillChart({ ...block.chart, spec }, true, dashboards.theme.font));
  const name = `${fileName(release, [dashboard.name, id, ...Object.values(address.filter ?? {})].join('-'))}.svg`;
  return makeBody(drawn, 'image/svg+xml', false, { 'content-disposition': `attachment; filename="${name}"` });
}

/** Name of a file that leaves the site: it says itself that it is illustrative, or a draft. */
export const fileName = (release: Pick<PublishedRelease, 'id' | 'illustrative' | 'draft'>, name: string): string =>
  `${release.illustrative ? 'illustrative-' : ''}${release.draft === true ? 'draft-' : ''}${release.id}-${name}`.replaceAll(
    /[^A-Za-z0-9._-]/g,
    '-',
  );
