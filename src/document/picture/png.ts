/** A picture as PNG, with its facts in text chunks. */
import { crc32 } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import type { FileFacts } from '../facts.ts';
import { fontPaths } from '../fonts.ts';
import { nameFonts, separateLines } from './markup.ts';

/** @param zoom - pixels per pixel of the drawing */
export const writePng = (svg: string, facts: FileFacts, zoom: number): Uint8Array =>
  withTexts(pngOf(svg, zoom), textsOf(facts));

export function pngOf(svg: string, zoom: number): Buffer {
  const image = new Resvg(nameFonts(separateLines(withNamespace(svg))), {
    font: {
      loadSystemFonts: false,
      fontFiles: fontPaths(),
      defaultFontFamily: 'Noto Sans',
      sansSerifFamily: 'Noto Sans',
    },
    fitTo: { mode: 'zoom', value: zoom },
  });
  return image.render().asPng();
}

/** Keywords of the PNG specification if there is one, then our labels in the language of the file. */
function textsOf({ title, lines, language, date }: FileFacts): [keyword: string, text: string, language: string][] {
  return [
    ['Title', title, language],
    ['Creation Time', date, ''],
    ['Description', lines.map(({ name, text }) => `${name}: ${text}`).join('\n'), language],
  ];
}

/** International text chunks (iTXt), which are UTF-8, after the image header. */
function withTexts(png: Buffer, texts: readonly [string, string, string][]): Uint8Array {
  const afterHeader = 8 + 25;
  const chunks = texts.map(([keyword, text, language]) =>
    chunk('iTXt', Buffer.from(`${keyword}\0\0\0${language}\0\0${text}`, 'utf8')),
  );
  return Buffer.concat([png.subarray(0, afterHeader), ...chunks, png.subarray(afterHeader)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** An SVG embedded in HTML need not have a namespace. */
const withNamespace = (svg: string): string =>
  /^<svg[^>]*\sxmlns=/.test(svg) ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
