/** An empty workbook of exceljs, which is loaded where a workbook is written: most commands write none. */
import type { Workbook } from 'exceljs';

export async function newBook(): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs');
  return new ExcelJS.Workbook();
}
