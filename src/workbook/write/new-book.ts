/** An empty workbook of exceljs, which is loaded on demand, as most commands write no workbook. */
import type { Workbook } from 'exceljs';

export async function newBook(): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs');
  return new ExcelJS.Workbook();
}
