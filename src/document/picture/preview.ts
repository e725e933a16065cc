/** The link preview of a page: its title next to its first drawing. */

import type { FileFacts } from '../facts.ts';
import { pictureSize, withoutLinks } from './dress.ts';
import { breakLines, lineOfText } from './markup.ts';

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
  const titles = breakLines(title, width - 2 * margin, 46).slice(0, 2);
  const sources = breakLines(foot[0] ?? '', width - 2 * margin, source.size).slice(0, 2);
  const below = 96 + titles.length * 56;
  const rule = height - 24 - sources.length * source.height;
  const room = { width: width - 2 * margin, height: rule - below - 16 };
  const drawing = svg === null ? null : fitIn(svg, room, below, rtl);
  // The introduction is shown in the remaining space, if that is enough.
  const beside = {
    x: rtl ? start - (drawing?.width ?? 0) : start + (drawing?.width ?? 0),
    width: room.width - (drawing?.width ?? 0),
    height: room.height,
  };
  const lines = (texts: readonly string[], y: number, size: number, step: number, bold: boolean) =>
    texts.map((line, at) => lineOfText(line, { x: start, y: y + at * step, size, rtl, bold })).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" font-family="'Noto Sans'">` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/><rect width="${width}" height="14" fill="#0b5d7a"/>` +
    `<g fill="#0b5d7a">${lines([product], 66, 24, 0, true)}</g>` +
    `<g fill="#17242f">${lines(titles, 128, 46, 56, true)}</g>` +
    (drawing?.svg ?? '') +
    (beside.width < 280 ? '' : ledeOf(lede, beside, below, drawing === null ? 28 : 22, rtl)) +
    `<path d="M0 ${rule + 0.5}H${width}" stroke="#c3ccd4"/>` +
    `<g fill="#4b5b68">${lines(sources, rule + 28, source.size, source.height, false)}</g></svg>`
  );
}

const source = { size: 18, height: 26 };

type CardSpan = { readonly x: number; readonly width: number; readonly height: number };

function ledeOf(lede: string, { x, width, height }: CardSpan, y: number, size: number, rtl: boolean): string {
  const step = Math.round(size * 1.5);
  const start = Math.round(x + (rtl ? -1 : 1) * (width < previewSize.width - 2 * margin ? 28 : 0));
  const lines = breakLines(lede, width - 28, size).slice(0, Math.floor(height / step));
  const texts = lines.map((line, at) => lineOfText(line, { x: start, y: y + size + at * step, size, rtl }));
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
