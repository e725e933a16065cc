/** The picture that a link to a page shows elsewhere: the page's title beside its first drawing. */
import type { FileFacts } from '../facts.ts';
import { pictureSize, withoutLinks } from './dress.ts';
import { breakLines, escapeText } from './markup.ts';

export const previewSize = { width: 1200, height: 630 } as const;

const margin = 48;

/** @param svg - null for a page without a drawing, whose lede is shown instead */
export function composePreview(
  { title, foot, mark, direction, language }: FileFacts,
  product: string,
  lede: string,
  svg: string | null,
): string {
  const { width, height } = previewSize;
  const rtl = direction === 'rtl';
  const start = rtl ? width - margin : margin;
  const text = (line: string, y: number, size: number, more = '') =>
    `<text x="${start}" y="${y}" font-size="${size}"${more}${rtl ? ' direction="rtl"' : ''}>${escapeText(line)}</text>`;
  const titles = breakLines(title, width - 2 * margin, 46).slice(0, 2);
  const below = 96 + titles.length * 56;
  const room = { width: width - 2 * margin, height: height - below - 84 };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" font-family="'Noto Sans'">` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/><rect width="${width}" height="14" fill="#0b5d7a"/>` +
    `<g fill="#0b5d7a" font-weight="700">${text(product, 66, 24)}</g>` +
    `<g fill="#17242f" font-weight="700">${titles.map((line, at) => text(line, 128 + at * 56, 46)).join('')}</g>` +
    (svg === null ? ledeOf(lede, room.width, below, text) : drawingIn(svg, room, below, rtl)) +
    `<path d="M0 ${height - 68.5}H${width}" stroke="#c3ccd4"/>` +
    `<g fill="#4b5b68">${text(breakLines([mark, foot[0]].filter(Boolean).join(' · '), room.width, 20)[0] ?? '', height - 26, 20)}</g></svg>`
  );
}

function ledeOf(
  lede: string,
  width: number,
  y: number,
  text: (line: string, y: number, size: number) => string,
): string {
  const lines = breakLines(lede, width, 28).slice(0, 7);
  return `<g fill="#4b5b68">${lines.map((line, at) => text(line, y + 36 + at * 42, 28)).join('')}</g>`;
}

/** As large as there is room for, at the start of the line. */
function drawingIn(svg: string, room: { width: number; height: number }, y: number, rtl: boolean): string {
  const drawn = pictureSize(svg);
  const scale = Math.min(room.width / drawn.width, room.height / drawn.height);
  const [width, height] = [drawn.width * scale, drawn.height * scale].map((length) => Math.round(length)) as [
    number,
    number,
  ];
  const x = rtl ? previewSize.width - margin - width : margin;
  const sized = withoutLinks(svg).replace(/^<svg [^>]*>/, (head) =>
    head
      .replace(/ (?:width|height)="[^"]*"/g, '')
      .replace('<svg ', `<svg x="${x}" y="${y}" width="${width}" height="${height}" `),
  );
  return sized;
}
