/** Completes a drawing to a separate picture: with its title above and its source below. */

import { markupText } from '../../domain/index.ts';
import type { FileFacts } from '../facts.ts';
import { families } from '../fonts.ts';
import { breakLines } from './markup.ts';

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

/**
 * @param svg - one `<svg>` element with its patterns in it
 * @param alt - text alternative of the picture
 */
export function dressPicture(svg: string, facts: FileFacts, alt: string): string {
  const drawn = pictureSize(svg);
  const width = Math.max(drawn.width, 360) + 2 * margin;
  const above = breakLines(facts.title, width - 2 * margin, title.size);
  const below = facts.foot.flatMap((line) => breakLines(line, width - 2 * margin, foot.size));
  const top = margin + above.length * title.height;
  const height = Math.ceil(top + drawn.height + 10 + below.length * foot.height + margin);
  const rtl = facts.direction === 'rtl';
  // A right-to-left line ends at its anchor, as in charts: programs that draw a file know no `direction`, so its text
  // would start there and be cut off.
  const start = rtl ? width - margin : margin;
  const words = (text: string) => (rtl ? `\u202b${markupText(text)}\u202c` : markupText(text));
  const lines = (texts: readonly string[], from: number, { size, height: step }: typeof title, more: string) =>
    texts
      .map((text, at) => {
        const y = Math.round((from + (at + 0.75) * step) * 10) / 10;
        return `<text x="${start}" y="${y}" font-size="${size}"${more}${rtl ? ' text-anchor="end"' : ''}>${words(text)}</text>`;
      })
      .join('');
  const rule = Math.round(top + drawn.height + 4) + 0.5;
  const inner = withoutLinks(svg).replace('<svg ', `<svg x="${margin}" y="${top}" `);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${facts.language}" role="img" font-family="${fontFamily}">` +
    `<title>${markupText(facts.title)}</title><desc>${markupText(alt)}</desc>${metadata(facts)}` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>` +
    `<g fill="#17242f">${lines(above, margin, title, ' font-weight="700"')}</g>` +
    `${inner}` +
    `<path d="M${margin} ${rule}H${width - margin}" stroke="#c3ccd4" stroke-width="1"/>` +
    `<g fill="#4b5b68">${lines(below, top + drawn.height + 10, foot, '')}</g></svg>`
  );
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
