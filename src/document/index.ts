/**
 * Files for download: documents as PDF and DOCX, charts as pictures, tables as Excel files. Each states what it shows
 * and its source. This folder must not know releases or pages: it receives finished titles, sentences and figures.
 */
export type {
  DocumentBlock,
  DocumentCell,
  DocumentContent,
  DocumentTable,
} from './content.ts';
export type { FileFacts } from './facts.ts';
export { dressPicture, type PictureKey, pictureSize, withoutLinks } from './picture/dress.ts';
export { composePreview, previewSize } from './picture/preview.ts';
export { type DocumentWriter, openDocumentWriter } from './writer.ts';
