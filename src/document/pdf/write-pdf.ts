/**
 * Documents and pictures as tagged PDF, written by Typst: text remains text, tables remain tables, and fonts are
 * embedded.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { DocumentBlock, DocumentContent } from '../content.ts';
import type { FileFacts } from '../facts.ts';
import { documentFonts, families } from '../fonts.ts';
import { isKept, notesAfter } from '../keep.ts';
import { embeddingsFromLeft } from '../picture/direction.ts';
import { pictureSize } from '../picture/dress.ts';
import { nameFonts, separateLines, withoutEmbeddings, wordsOf } from '../picture/markup.ts';
import { pngOf } from '../picture/png.ts';
import { mostRows, withFewerRows } from '../shorten.ts';
import { columnWeights, rowHeights, titleWithBreaks, widthsOf, withBreaks } from '../table-weights.ts';

/** @param raster - true to draw as pixels, at twice the resolution */
function drawable(svg: string, raster = false): string {
  if (!raster) return nameFonts(separateLines(withoutEmbeddings(embeddingsFromLeft(svg))));
  const { width, height } = pictureSize(svg);
  const pixels = pngOf(svg, 2).toString('base64');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${pixels}"/></svg>`;
}

let template: string | null = null;
const pageTemplate = (): string => {
  template ??= readFileSync(join(import.meta.dirname, 'template.typ'), 'utf8');
  return template;
};

/**
 * A page of the size of its picture. The texts of a picture that is stored as pixels are behind it, transparent, so that they can be
 * searched and copied.
 */
const pictureTemplate = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.facts.title, description: d.facts.lines.map(l => l.name + ": " + l.text).join("; "))
#set text(font: d.fonts, lang: d.facts.language)
#set page(width: d.width * 0.75pt, height: d.height * 0.75pt, margin: 0pt)
#if d.words.len() > 0 {
  place(top + left, block(width: 100%, height: 100%, clip: true, text(size: 4pt, fill: rgb("#00000000"), d.words.join(linebreak()))))
}
#image(bytes(d.svg), format: "svg", alt: d.alt, width: 100%)
`;

/** How a document is set. */
type Setting = {
  /** Of text and drawings. */
  readonly scale: number;
  /** True if drawings may be smaller than their letters can be read. */
  readonly smallDrawings: boolean;
};

/**
 * Settings with which a document is fitted to its maximum number of pages, the most readable first. Drawings become
 * illegible only if the smallest letters are not enough.
 */
const settings: readonly Setting[] = [
  ...[1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72].map((scale) => ({ scale, smallDrawings: false })),
  { scale: 0.72, smallDrawings: true },
];

let compiler: NodeCompiler | null = null;

export function writePdf(document: DocumentContent, raster = false): Uint8Array {
  return pdfOf(fitToPages(document, raster).laid, document.facts);
}

/**
 * Lays out a document in the largest letters in which it has at most its number of pages. If it has more in the smallest,
 * its longest tables are shortened and state it.
 *
 * @returns its content as laid out, and its setting: a scale from 0.72 to 1
 */
export function fitToPages(document: DocumentContent, raster = false): Fitted {
  const fits = ({ laid }: Fitted) => document.mostPages === null || laid.numOfPages <= document.mostPages;
  const set = (setting: Setting) => layOutAt(document, setting, raster);
  const largest = set(settings[0]!);
  if (fits(largest)) return largest;
  let found = set(settings.at(-1)!);
  if (!fits(found)) return shortened(document, raster, fits);
  // Each setting has at most as many pages as the one before, so that a layout excludes half of them.
  let [tooLarge, fitting] = [0, settings.length - 1];
  while (fitting - tooLarge > 1) {
    const middle = Math.floor((tooLarge + fitting) / 2);
    const tried = set(settings[middle]!);
    if (fits(tried)) [found, fitting] = [tried, middle];
    else tooLarge = middle;
  }
  return found;
}

type Fitted = Setting & { readonly document: DocumentContent; readonly laid: NodeTypstDocument };

/** With as many rows of its longest tables as there is space for in the smallest letters. */
function shortened(document: DocumentContent, raster: boolean, fits: (fitted: Fitted) => boolean): Fitted {
  const withRows = (rows: number) => layOutAt(withFewerRows(document, rows), settings.at(-1)!, raster);
  // A document without rows has as many pages as its texts need.
  let found = withRows(0);
  let [least, most] = [0, mostRows(document.blocks)];
  while (most - least > Math.max(1, least * 0.1)) {
    const rows = Math.floor((least + most) / 2);
    const tried = withRows(rows);
    if (fits(tried)) [found, least] = [tried, rows];
    else most = rows;
  }
  return found;
}

function layOutAt(document: DocumentContent, setting: Setting, raster: boolean): Fitted {
  const { scale } = setting;
  const data = JSON.stringify({
    ...document,
    fonts: families,
    pageParts: document.pageOf.split(/\{pages?\}/),
    blocks: preparedAll(document.blocks, scale, { raster, short: document.mostPages !== null }),
  });
  const laid = layOut(pageTemplate(), {
    data,
    scale: String(scale),
    drawings: setting.smallDrawings ? 'small' : 'legible',
  });
  return { ...setting, document, laid };
}

export function writePicturePdf(
  svg: string,
  size: { readonly width: number; readonly height: number },
  alt: string,
  facts: FileFacts,
  raster = false,
): Uint8Array {
  const words = raster ? wordsOf(svg) : [];
  const data = JSON.stringify({ svg: drawable(svg, raster), words, ...size, alt, facts, fonts: families });
  return pdfOf(layOut(pictureTemplate, { data }), facts);
}

function layOut(mainFileContent: string, inputs: Record<string, string>): NodeTypstDocument {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: documentFonts() }] });
  const result = compiler.compile({ mainFileContent, inputs });
  // Typst's cache would otherwise keep every document.
  compiler.evictCache(2);
  const document = result.result;
  if (document === null) throw new Error(JSON.stringify(result.takeDiagnostics()?.shortDiagnostics ?? 'no document'));
  return document;
}

/** PDF/UA-1; if a character is missing in all fonts, which PDF/UA forbids, a tagged PDF without it. */
function pdfOf(document: NodeTypstDocument, { date }: FileFacts): Uint8Array {
  const creationTimestamp = Math.floor(Date.parse(date) / 1000) || 0;
  try {
    return compiler!.pdf(document, { pdfStandard: 'ua-1', creationTimestamp });
  } catch {
    return compiler!.pdf(document, { creationTimestamp });
  }
}

type Preparing = {
  readonly raster: boolean;
  /** True for a document with few pages, whose tables are never moved as a whole. */
  readonly short: boolean;
};

/** What is about a figure stays on its page: headings and sentences before it, notes after it. */
function preparedAll(blocks: readonly DocumentBlock[], scale: number, how: Preparing): object[] {
  const made: object[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!;
    const one = prepared(block, scale, how);
    const notes = notesAfter(blocks, at);
    if (notes.length > 0 && (block.kind === 'picture' || (block.kind === 'table' && isLow(block, scale, how)))) {
      const kept = [one, ...notes.map((note) => prepared(note, scale, how))];
      made.push({ kind: 'together', blocks: kept });
      at += notes.length;
    } else if (notes.length > 0 && block.kind === 'table' && !how.short) {
      // Below a table of several pages, its notes might be alone on a page, and would be read last.
      made.push(...notes.map((note) => ({ ...prepared(note, scale, how), keep: true })), one);
      at += notes.length;
    } else if (block.kind === 'heading') made.push({ ...one, room: roomFor(blocks, at, scale) });
    else if (block.kind === 'table' && isLow(block, scale, how)) made.push({ kind: 'together', blocks: [one] });
    else made.push({ ...one, keep: isKept(block, blocks[at + 1]) });
  }
  return made;
}

type TableBlock = DocumentBlock & { readonly kind: 'table' };

/** A table that is less than half a page high is not broken. */
const isLow = ({ table }: TableBlock, scale: number, { short }: Preparing): boolean =>
  !short && rowHeights(table, columnWeights(table, scale), scale).reduce((sum, height) => sum + height, 0) < 34;

/** Rows that a table has at least below its heading. */
const firstRows = 3;

/** Height of a heading and the first rows of its table, in letters; 0 for a heading of anything else. */
function roomFor(blocks: readonly DocumentBlock[], at: number, scale: number): number {
  let room = 0;
  for (const block of blocks.slice(at)) {
    if (block.kind === 'heading') room += 2.4;
    else if (block.kind === 'paragraph') room += 0.6 + 1.3 * Math.ceil(block.text.length / (90 / scale));
    else if (block.kind === 'table') {
      const [head = 0, ...rows] = rowHeights(block.table, columnWeights(block.table, scale), scale);
      return room + head + rows.slice(0, firstRows).reduce((sum, height) => sum + height, 0);
    } else return 0;
  }
  return 0;
}

function prepared(block: DocumentBlock, scale: number, how: Preparing): object {
  switch (block.kind) {
    case 'table': {
      const weights = columnWeights(block.table, scale);
      const widths = widthsOf(weights, scale);
      const columns = block.table.columns.map((column, at) => ({
        ...column,
        title: titleWithBreaks(column.title, widths[at]!),
        weight: weights[at],
      }));
      const rows = block.table.rows.map((row) => row.map((cell, at) => withBreaks(cell, widths[at]!)));
      return { ...block, table: { ...block.table, columns, rows } };
    }
    case 'picture':
      return { ...block, svg: drawable(block.svg, how.raster) };
    case 'pair':
      return {
        ...block,
        first: preparedAll(block.first, scale, how),
        second: preparedAll(block.second, scale, how),
      };
    default:
      return block;
  }
}
