/** Completes a drawing to a separate picture: with its title above and its source below. */

import { markupText } from '../../domain/index.ts';
import type { FileFacts } from '../facts.ts';
import { families } from '../fonts.ts';
import { breakLines, lineOfText, roughWidth } from './markup.ts';

const margin = 12;
const title = { size: 16, height: 22 };
const foot = { size: 10.5, height: 14 };

/** Width and height attributes of an `<svg>` element, in pixels. */
export function pictureSize(svg: string): { readonly width: number; readonly height: number } {
  const head = svg.slice(0, svg.indexOf('>'));
  const number = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(head)?.[1] ?? 0);
  return { width: number('width'), height: number('height') };
}

/**
 * Removes links, which are relative to the page; the label of a mark becomes a `<title>`, which is shown as a
 * tooltip.
 */
export const withoutLinks = (svg: string): string =>
  svg
    .replace(/<a\b([^>]*)>/g, (_, attributes: string) => {
      const label = /aria-label="([^"]*)"/.exec(attributes)?.[1];
      return label === undefined ? '<g>' : `<g><title>${label}</title>`;
    })
    .replaceAll('</a>', '</g>')
    .replace(/<(\w+)([^>]*) data-tip="([^"]*)"([^>]*)\/>/g, '<$1$2$4><title>$3</title></$1>');

/** One entry of a legend: a drawing of 16 by 16 pixels and its text. */
export type PictureKey = { readonly swatch: string; readonly text: string };

/**
 * @param svg - one `<svg>` element with its patterns in it
 * @param alt - text alternative of the picture
 * @param keys - its legend, if the drawing has none
 */
export function dressPicture(svg: string, facts: FileFacts, alt: string, keys: readonly PictureKey[] = []): string {
  const drawn = pictureSize(svg);
  const width = Math.max(drawn.width, 360) + 2 * margin;
  const above = breakLines(facts.title, width - 2 * margin, title.size);
  const below = facts.foot.flatMap((line) => breakLines(line, width - 2 * margin, foot.size));
  const top = margin + above.length * title.height;
  const rtl = facts.direction === 'rtl';
  const legend = legendOf(keys, top + drawn.height + 4, width, rtl);
  const end = top + drawn.height + legend.height;
  const height = Math.ceil(end + 10 + below.length * foot.height + margin);
  const lines = (texts: readonly string[], from: number, { size, height: step }: typeof title, bold: boolean) =>
    texts
      .map((text, at) => {
        const y = Math.round((from + (at + 0.75) * step) * 10) / 10;
        return lineOfText(text, { x: rtl ? width - margin : margin, y, size, rtl, bold });
      })
      .join('');
  const rule = Math.round(end + 4) + 0.5;
  const inner = withoutLinks(svg).replace('<svg ', `<svg x="${margin}" y="${top}" `);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${facts.language}" role="img" font-family="${fontFamily}">` +
    `<title>${markupText(facts.title)}</title><desc>${markupText(alt)}</desc>${metadata(facts)}` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>` +
    `<g fill="#17242f">${lines(above, margin, title, true)}</g>` +
    `${inner}${legend.svg}` +
    `<path d="M${margin} ${rule}H${width - margin}" stroke="#c3ccd4" stroke-width="1"/>` +
    `<g fill="#4b5b68">${lines(below, end + 10, foot, false)}</g></svg>`
  );
}

const key = { size: 12, swatch: 16, between: 6, gap: 20, height: 22 };

/** Entries one after another, in lines from the start of the reading direction. */
function legendOf(keys: readonly PictureKey[], y: number, width: number, rtl: boolean) {
  if (keys.length === 0) return { svg: '', height: 0 };
  const parts: string[] = [];
  let [along, line] = [0, 0];
  for (const { swatch, text } of keys) {
    const length = key.swatch + key.between + roughWidth(text, key.size);
    if (along > 0 && along + length > width - 2 * margin) [along, line] = [0, line + 1];
    const start = margin + along;
    const [from, words] = [start, start + key.swatch + key.between].map((x) => Math.round(rtl ? width - x : x));
    const top = Math.round(y + line * key.height);
    parts.push(
      swatch.replace('<svg ', `<svg x="${rtl ? from! - key.swatch : from!}" y="${top}" `),
      lineOfText(text, { x: words!, y: top + 12, size: key.size, rtl }),
    );
    along += length + key.gap;
  }
  return { svg: `<g fill="#17242f">${parts.join('')}</g>`, height: (line + 1) * key.height + 4 };
}

const fontFamily = [...families.map((family) => `'${family}'`), 'sans-serif'].join(', ');

/** Machine-readable metadata in Dublin Core terms. */
function metadata({ title: name, language, lines, date }: FileFacts): string {
  const described = lines.map((line) => `${line.name}: ${line.text}`).join('; ');
  return (
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>' +
    `<dc:title>${markupText(name)}</dc:title><dc:language>${language}</dc:language><dc:date>${markupText(date)}</dc:date>` +
    `<dc:description>${markupText(described)}</dc:description></rdf:Description></rdf:RDF></metadata>`
  );
}
