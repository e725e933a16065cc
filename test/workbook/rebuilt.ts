/** A workbook as plain tables of values: rearranged as people do, and saved by another program without any styles. */
import ExcelJS from 'exceljs';

export type Value = string | number | Date | null;
export type Table = { name: string; rows: Value[][] };

/** The values of every sheet, row by row; rich texts and results as displayed. */
export async function tablesOf(bytes: Uint8Array): Promise<Table[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book.worksheets.map((sheet) => ({
    name: sheet.name,
    rows: Array.from({ length: sheet.rowCount }, (_, row) =>
      Array.from({ length: sheet.columnCount }, (_, column) => plain(sheet.getCell(row + 1, column + 1))),
    ),
  }));
}

function plain({ value, text }: ExcelJS.Cell): Value {
  if (value === null || value instanceof Date || typeof value === 'number') return value;
  if (typeof value === 'object' && 'formula' in value) return null;
  return text;
}

export async function bookOf(tables: readonly Table[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const { name, rows } of tables) {
    const sheet = book.addWorksheet(name);
    for (const [at, row] of rows.entries()) {
      for (const [column, value] of row.entries()) if (value !== null) sheet.getCell(at + 1, column + 1).value = value;
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The table of the sheet with the row of this code. */
export function tableWith(tables: readonly Table[], code: string): Table {
  return tables.find(({ rows }) => rows.some((row) => row.includes(code)))!;
}
