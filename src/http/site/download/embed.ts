/**
 * One chart as a separate page that other sites may frame: without scripts and forms, and with links to its source
 * only.
 */
import { html, raw } from 'hono/html';
import { standaloneKeys, stillChart } from '../../../dashboard/index.ts';
import { pictureSize, withoutLinks } from '../../../document/index.ts';
import { markupText } from '../../../domain/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import { frameHeaders } from '../../server/headers.ts';
import type { PageContext } from '../page-context.ts';
import { queryOfPlace } from '../prepared/narrowed.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import { altOf, type DownloadParts, fileBlock } from './downloads.ts';
import { withoutTags } from './fallback.ts';

/** @returns null if the page has no such chart */
export async function embedOf(
  parts: DownloadParts,
  of: Pick<ShownRelease, 'release'>,
  place: PagePlace,
  id: string,
  assets: PageContext['assets'],
): Promise<{ readonly body: Body; readonly bytes: Uint8Array } | null> {
  const found = fileBlock(parts, of, place, id);
  if (found?.block.kind !== 'chart') return null;
  const { block, page, facts } = found;
  const { painter, dashboards, texts } = parts;
  const svg = await painter.draw(block.name, stillChart(block.chart, block.legend === null, dashboards.theme.font));
  const legend = block.legend === null ? null : standaloneKeys(block.legend, dashboards.theme.patterns);
  const { path } = place.address;
  // release/<id>/<language>/<path>/<block>
  const root = '../'.repeat(3 + path.split('/').length);
  const source = `${root}${place.language}/${path}${queryOfPlace(place)}#${id}`;
  const t = (key: string, values: Record<string, string> = {}) => texts.say(place.language, `files.${key}`, values);
  const text = String(
    await html`<!doctype html>
<html lang="${facts.language}" dir="${facts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${t('embed.in', { title: block.title, page: page.title })}</title>
<link rel="stylesheet" href="${root}${assets.style}">
</head>
<body class="embed">
<main>
<h1 id="title">${facts.title}</h1>
${block.sentence === null ? '' : html`<p class="sentence">${block.sentence}</p>`}
${legend === null ? '' : html`<ul class="legend">${legend.map(({ swatch, text: key }) => html`<li>${raw(swatch)} ${key}</li>`)}</ul>`}
<figure class="chart ${block.narrow}" tabindex="0" aria-labelledby="title">${raw(withoutLinks(svg).replace(/ aria-label="[^"]*"/, ` aria-label="${markupText(altOf(block))}"`))}</figure>
<footer>${facts.foot.map((line) => html`<p class="note">${line}</p>`)}<p class="note"><a href="${source}" target="_blank" rel="noopener">${t('embed.source')}</a></p></footer>
</main>
</body>
</html>`,
  );
  const bytes = Buffer.from(withoutTags(texts, place.language, text));
  return { bytes, body: await makeBody(bytes, 'text/html; charset=utf-8', false, frameHeaders) };
}

/** The HTML with which another site embeds the chart; null if the absolute address is unknown. */
export function embedCode(root: string | null, address: string, title: string, svg: string): string | null {
  if (root === null) return null;
  // Approximate height of the text around the drawing.
  const height = Math.ceil(pictureSize(svg).height) + 260;
  return `<iframe src="${root}${address}" title="${markupText(title)}" width="100%" height="${height}" loading="lazy" style="border:0"></iframe>`;
}

export const sayOfFiles = (context: Pick<PageContext, 'texts' | 'language'>, key: string, values = {}): string =>
  context.texts.say(context.language, `files.${key}`, values);
