/** The link preview of a page: its title next to its first drawing. */

import { markupText } from '../../domain/index.ts';
import type { FileFacts } from '../facts.ts';
import { pictureSize, withoutLinks } from './dress.ts';
import { breakLines } from './markup.ts';

export const previewSize = { width: 1200, height: 630 } as const;

const margin = 48;

/** @param svg - null for a page without a drawing, whose introduction is shown instead */
export function composePreview(
  { title, foot, direction, language }: FileFacts,
  product: string,
  lede: string,
  svg: string | null,
): string {
  const { width, height } = previewSize;
  const rtl = direction === 'rtl';
  const start = rtl ? width - margin : margin;
  const text = (line: string, y: number, size: number, more = '') =>
    `<text x="${start}" y="${y}" font-size="${size}"${more}${rtl ? ' direction="rtl"' : ''}>${markupText(line)}</text>`;
  const titles = breakLines(title, width - 2 * margin, 46).slice(0, 2);
  const below = 96 + titles.length * 56;
  const room = { width: width - 2 * margin, height: height - below - 84 };
  const drawing = svg === null ? null : fitIn(svg, room, below, rtl);
  // The introduction is shown in the remaining space, if that is enough.
  const beside = {
    x: rtl ? start - (drawing?.width ?? 0) : start + (drawing?.width ?? 0),
    width: room.width - (drawing?.width ?? 0),
  };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" font-family="'Noto Sans'">` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/><rect width="${width}" height="14" fill="#0b5d7a"/>` +
    `<g fill="#0b5d7a" font-weight="700">${text(product, 66, 24)}</g>` +
    `<g fill="#17242f" font-weight="700">${titles.map((line, at) => text(line, 128 + at * 56, 46)).join('')}</g>` +
    (drawing?.svg ?? '') +
    (beside.width < 280 ? '' : ledeOf(lede, beside, below, drawing === null ? 28 : 22, rtl)) +
    `<path d="M0 ${height - 68.5}H${width}" stroke="#c3ccd4"/>` +
    `<g fill="#4b5b68">${text(breakLines(foot[0] ?? '', room.width, 19)[0] ?? '', height - 26, 19)}</g></svg>`
  );
}

type CardSpan = { readonly x: number; readonly width: number };

function ledeOf(lede: string, { x, width }: CardSpan, y: number, size: number, rtl: boolean): string {
  const step = Math.round(size * 1.5);
  const start = Math.round(x + (rtl ? -1 : 1) * (width < previewSize.width - 2 * margin ? 28 : 0));
  const lines = breakLines(lede, width - 28, size).slice(0, Math.floor(380 / step));
  const texts = lines.map(
    (line, at) =>
      `<text x="${start}" y="${y + size + at * step}" font-size="${size}"${rtl ? ' direction="rtl"' : ''}>${markupText(line)}</text>`,
  );
  return `<g fill="#4b5b68">${texts.join('')}</g>`;
}

/** As large as the space allows, aligned to the start of the line. */
function fitIn(
  svg: string,
  room: { readonly width: number; readonly height: number },
  y: number,
  rtl: boolean,
): { readonly svg: string; readonly width: number } {
  const drawn = pictureSize(svg);
  const scale = Math.min(room.width / drawn.width, room.height / drawn.height);
  const width = Math.round(drawn.width * scale);
  const x = rtl ? previewSize.width - margin - width : margin;
  const sized = withoutLinks(svg).replace(/^<svg [^>]*>/, (head) =>
    head
      .replace(/ (?:width|height)="[^"]*"/g, '')
      .replace('<svg ', `<svg x="${x}" y="${y}" width="${width}" height="${Math.round(drawn.height * scale)}" `),
  );
  return { svg: sized, width };
}
