/**
 * Files that readers take with them: documents as PDF and DOCX, charts as pictures, tables as Excel files. Each says itself
 * what it shows and where it comes from. It knows no release and no page: titles, sentences and figures arrive finished.
 */
export type {
  DocumentBlock,
  DocumentCell,
  DocumentContent,
  DocumentTable,
} from './content.ts';
export type { FileFacts } from './facts.ts';
export { dressPicture, pictureSize, withoutLinks } from './picture/dress.ts';
export { composePreview, previewSize } from './picture/preview.ts';
export { type DocumentWriter, openDocumentWriter } from './writer.ts';
