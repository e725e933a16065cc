/** Writes the workbook of one country for one cycle. */
import type ExcelJS from 'exceljs';
import { identityOf } from '../layout-identity.ts';
import { draftOf } from './draft.ts';
import { newBook } from './new-book.ts';
import type { WorkbookOrder } from './order.ts';
import { packWorkbook } from './package.ts';
import { writeCover } from './sheet/cover.ts';
import { writeIdentity } from './sheet/identity-sheet.ts';
import { writeLists } from './sheet/lists-sheet.ts';
import { writeSection } from './sheet/section-sheet.ts';
import { standingOf } from './standing.ts';

/**
 * The workbook as an .xlsx file: cover, a sheet a section, and two hidden sheets of lists and identity.
 *
 * @param order - `answers` are written as a person would type them; unknown ids among them and the prefills are left out
 * @returns the same bytes for the same order
 */
export async function writeWorkbook(order: WorkbookOrder): Promise<Uint8Array> {
  const { instrument, language, scope, texts } = order;
  const draft = draftOf(instrument, language, scope, texts);
  const standing = standingOf(draft, order);
  const identity = identityOf(instrument, { ...order, country: order.country.code });

  const book = await newBook();
  const issued = new Date(`${order.issued}T12:00:00Z`);
  book.creator = draft.wording.title;
  book.title = `${draft.wording.title} – ${order.country.name} – ${order.cycle}`;
  if (order.illustrative) book.subject = draft.say('illustrative.banner');
  book.created = issued;
  book.modified = issued;
  book.views = [{ x: 0, y: 0, width: 28000, height: 17000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];

  writeCover(book, draft, order, identity, standing);
  for (const section of draft.sections) writeSection(book, draft, section, order, standing);
  writeLists(book, draft, order);
  writeIdentity(book, draft, identity);
  const options = { zip: { compression: 'STORE' } } as Partial<ExcelJS.XlsxWriteOptions>;
  const written = await book.xlsx.writeBuffer(options);
  return packWorkbook(new Uint8Array(written), order.issued);
}
