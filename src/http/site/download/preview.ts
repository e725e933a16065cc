/** The picture in link previews of a page. */
import { stillChart } from '../../../dashboard/index.ts';
import { composePreview } from '../../../document/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import { type DownloadParts, factsOfPlace } from './downloads.ts';
import { withoutTags } from './fallback.ts';

/** @returns null if the address does not belong to a dashboard */
export async function previewOf(
  parts: DownloadParts,
  { release }: Pick<ShownRelease, 'release'>,
  place: PagePlace,
): Promise<{ readonly body: Body; readonly bytes: Uint8Array } | null> {
  const { dashboard, address, language } = place;
  if (dashboard === null) return null;
  const { binder, painter, dashboards, texts, writer } = parts;
  const page = binder.bind(release, dashboard, address, language);
  const first = page.blocks.find((block) => block.kind === 'chart');
  const drawn =
    first === undefined
      ? null
      : await painter.draw(first.name, stillChart(first.chart, first.legend === null, dashboards.theme.font));
  const facts = factsOfPlace(parts, release, place, page, { title: page.title, unit: null, asOf: first?.asOf ?? null });
  const svg = withoutTags(
    texts,
    language,
    composePreview(facts, texts.say(language, 'pages.product.name'), page.lede, drawn),
  );
  const bytes = await writer.write({ what: 'png', svg, facts: withoutTags(texts, language, facts), zoom: 1 });
  return { bytes, body: await makeBody(bytes, 'image/png', false, { 'cross-origin-resource-policy': 'cross-origin' }) };
}
