/** How sheets print and what stays locked on them. */
import type { PageSetup, WorksheetProtection } from 'exceljs';

/** A4 across, as wide as the paper and as long as it takes. */
export const printSetup: Partial<PageSetup> = {
  paperSize: 9,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  margins: { left: 0.3, right: 0.3, top: 0.6, bottom: 0.5, header: 0.25, footer: 0.25 },
};

/** No password: the lock guards against slips. Rows and columns may be sized, so that a long text can be read. */
export const sheetProtection: Partial<WorksheetProtection> = {
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatColumns: true,
  formatRows: true,
};
