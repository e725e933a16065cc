/**
 * The kinds of files, and the functions that write them. Loaded only by the process that writes files, never by one
 * that serves pages.
 */
import { type FigureTable, writeFigureBook } from '../workbook/index.ts';
import type { DocumentContent } from './content.ts';
import { writeDocx } from './docx/write-docx.ts';
import type { FileFacts } from './facts.ts';
import { writePdf, writePicturePdf } from './pdf/write-pdf.ts';
import { pictureSize } from './picture/dress.ts';
import { writePng } from './picture/png.ts';

export type WritingOrder =
  | { readonly what: 'docx'; readonly document: DocumentContent }
  /** `raster`: drawings as pixels at twice the resolution, if drawing them as vectors crashes. */
  | { readonly what: 'pdf'; readonly document: DocumentContent; readonly raster?: true }
  | { readonly what: 'png'; readonly svg: string; readonly facts: FileFacts; readonly zoom: number }
  | {
      readonly what: 'picture_pdf';
      readonly svg: string;
      readonly alt: string;
      readonly facts: FileFacts;
      readonly raster?: true;
    }
  | { readonly what: 'xlsx'; readonly table: FigureTable };

export async function writeFile(order: WritingOrder): Promise<Uint8Array> {
  switch (order.what) {
    case 'pdf':
      return writePdf(order.document, order.raster);
    case 'docx':
      return writeDocx(order.document);
    case 'png':
      return writePng(order.svg, order.facts, order.zoom);
    case 'picture_pdf':
      return writePicturePdf(order.svg, pictureSize(order.svg), order.alt, order.facts, order.raster);
    case 'xlsx':
      return writeFigureBook(order.table);
  }
}
