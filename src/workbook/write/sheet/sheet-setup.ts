/** Print setup and protection of sheets. */
import type { PageSetup, WorksheetProtection } from 'exceljs';

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
