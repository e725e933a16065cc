/** Reads complete workbooks with exceljs, and proves that it did, for bench/check.ts. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import exceljs from 'exceljs';

for await (const line of createInterface(process.stdin)) {
  let cells = 0;
  for (const path of JSON.parse(line) as string[]) {
    const book = new exceljs.Workbook();
    // Its types require a Buffer of another version of the platform's types.
    await book.xlsx.load(readFileSync(path) as unknown as Parameters<typeof book.xlsx.load>[0]);
    for (const sheet of book.worksheets) sheet.eachRow((row) => row.eachCell(() => (cells += 1)));
  }
  process.stdout.write(`${JSON.stringify({ cells, peak: process.resourceUsage().maxRSS / 1024 })}\n`);
}
