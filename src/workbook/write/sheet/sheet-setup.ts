/** Print setup and protection of sheets. */
import type { PageSetup, WorksheetProtection } from 'exceljs';
import type { Draft } from '../draft.ts';

/** A4 landscape, fitted to the page width, as many pages as needed. */
export const printSetup: Partial<PageSetup> = {
  paperSize: 9,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  margins: { left: 0.3, right: 0.3, top: 0.6, bottom: 0.5, header: 0.25, footer: 0.25 },
};

/** No password: protection only prevents mistakes. Rows and columns may be resized, so that long texts can be read. */
export const sheetProtection: Partial<WorksheetProtection> = {
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatColumns: true,
  formatRows: true,
};

/**
 * The page number in a header or footer, with the codes of the format. LibreOffice sets the parts of such a line from
 * left to right, so right-to-left words between its numbers would be in the wrong order: there are numbers only.
 */
export function pageNumber({ say, rightToLeft }: Pick<Draft, 'say' | 'rightToLeft'>): string {
  if (rightToLeft) return '&P\u200e / \u200e&N';
  return say('section.print_page', { page: '\ue001', pages: '\ue002' })
    .replaceAll('&', '&&')
    .replace('\ue001', '&P')
    .replace('\ue002', '&N');
}
