/** Writes the workbook of one country for one cycle. */
import type ExcelJS from 'exceljs';
import type { Workbook } from 'exceljs';
import { identityOf } from '../layout-identity.ts';
import { type Draft, draftOf } from './draft.ts';
import { fillIn } from './fill/filled.ts';
import { type RecordedBook, recordBook } from './fill/recorded-book.ts';
import { structureOf, type Template, takeApart } from './fill/template.ts';
import { templateOrders } from './fill/template-order.ts';
import { newBook } from './new-book.ts';
import type { WorkbookOrder } from './order.ts';
import { packPart, packWorkbook, partsOf } from './package.ts';
import { writeCover } from './sheet/cover.ts';
import { writeIdentity } from './sheet/identity-sheet.ts';
import { writeLists } from './sheet/lists-sheet.ts';
import { writeSection } from './sheet/section-sheet.ts';
import { standingOf } from './standing.ts';
import type { PackedPart } from './zip.ts';

/**
 * The workbook as an .xlsx file: cover, one sheet for each section, and two hidden sheets of lists and identity. It
 * is made from a template that exceljs writes once for all workbooks of one structure.
 *
 * @param order - `answers` are written as a person would type them; answers and prefills with unknown ids are skipped
 * @returns the same bytes for the same order
 */
export async function writeWorkbook(order: WorkbookOrder): Promise<Uint8Array> {
  const draft = draftFor(order);
  const book = recordBook((into) => describe(into, draft, order));
  const { template, packed } = await templateFor(draft, order, book);
  const filled = fillIn(template, book);
  if (filled === null) return writeByExceljs(order);
  const parts = [...packed].map(([path, part]) => {
    const own = filled.get(path);
    return own === undefined ? part : packPart(path, own);
  });
  return packWorkbook(parts, order.issued);
}

/** The same workbook, written entirely by exceljs: the reference for filled templates. */
export async function writeByExceljs(order: WorkbookOrder): Promise<Uint8Array> {
  const parts = await exceljsParts(draftFor(order), order);
  return packWorkbook(
    [...parts].map(([path, bytes]) => packPart(path, bytes)),
    order.issued,
  );
}

const draftFor = ({ instrument, language, scope, texts }: WorkbookOrder): Draft =>
  draftOf(instrument, language, scope, texts);

async function exceljsParts(draft: Draft, order: WorkbookOrder): Promise<Map<string, Uint8Array>> {
  const book = await newBook();
  describe(book, draft, order);
  const options = { zip: { compression: 'STORE' } } as Partial<ExcelJS.XlsxWriteOptions>;
  return partsOf(new Uint8Array(await book.xlsx.writeBuffer(options)));
}

function describe(book: Workbook, draft: Draft, order: WorkbookOrder): void {
  const standing = standingOf(draft, order);
  const identity = identityOf(order.instrument, { ...order, country: order.country.code });
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
}

type ReadyTemplate = { readonly template: Template; readonly packed: ReadonlyMap<string, PackedPart> };

/** Per draft: real and fictional countries, with and without a contact, with other lists of countries. */
const mostTemplates = 4;
const templates = new WeakMap<Draft, Map<string, Promise<ReadyTemplate>>>();

function templateFor(draft: Draft, order: WorkbookOrder, book: RecordedBook): Promise<ReadyTemplate> {
  const known = templates.get(draft) ?? new Map<string, Promise<ReadyTemplate>>();
  templates.set(draft, known);
  const structure = `${order.illustrative} ${structureOf(book)}`;
  const found = known.get(structure);
  if (found) return found;
  const made = makeTemplate(draft, order);
  made.catch(() => known.delete(structure));
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size + 1 - mostTemplates))) known.delete(oldest);
  known.set(structure, made);
  return made;
}

async function makeTemplate(draft: Draft, order: WorkbookOrder): Promise<ReadyTemplate> {
  const [first, other] = templateOrders(draft, order);
  const parts = await exceljsParts(draft, first);
  const [book, second] = [first, other].map((one) => recordBook((into) => describe(into, draft, one)));
  const template = takeApart(parts, book!, second!);
  return { template, packed: new Map([...parts].map(([path, bytes]) => [path, packPart(path, bytes)])) };
}
