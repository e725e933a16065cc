/**
 * The uploaded package with its findings marked and everything else unchanged: text boxes, pictures, names, formats,
 * and whatever a person or a program added. Parts that do not change are not even decompressed.
 */
import { Buffer } from 'node:buffer';
import type { ReportedFinding } from '../../../domain/index.ts';
import { findingsMarker, textAt } from '../../answers/place/table.ts';
import { noteDivider, ownComments } from '../../answers/sheet-notes.ts';
import type { Inspected } from '../../check/check.ts';
import type { CheckContent } from '../../check/content.ts';
import { readDirectory } from '../../guard/directory.ts';
import type { Book, Sheet } from '../../read/book.ts';
import { openParts, type Parts } from '../../read/parts.ts';
import { colours } from '../../write/look.ts';
import { findingColours, freeSheetName } from '../marks.ts';
import { type CommentChanges, patchComments, patchFrames } from './comments.ts';
import { PackagePatch } from './links.ts';
import { listSheet } from './list.ts';
import { packParts } from './packing.ts';
import { SheetPatch } from './sheet.ts';
import { noStyles, StylesPatch } from './styles.ts';
import { leadNowhere } from './unlink.ts';
import { type Dialect, dialectOf, encode, NotPatchable, plainText, replaceOnce } from './xml-text.ts';

/** @returns null for a package whose XML cannot be changed as text */
export function patchCopy(inspected: Inspected, content: CheckContent): Uint8Array | null {
  const { parts, book, bytes, linked } = inspected.opened!;
  try {
    const patch = new PackagePatch(parts);
    if (linked) leadNowhere(patch);
    const { changed } = markPackage(inspected, content, openParts(parts), book, patch);
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return packParts(file, readDirectory(file).entries, changed);
  } catch (error) {
    if (error instanceof NotPatchable) return null;
    throw error;
  }
}

function markPackage(
  { checked, language }: Inspected,
  { texts, words }: CheckContent,
  parts: Parts,
  book: Book,
  patch: PackagePatch,
): PackagePatch {
  const main = parts.find(
    parts.relationships('').find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml',
  );
  if (!main) throw new NotPatchable();
  patch.dialect = dialectOf(plainText(main.bytes));
  const stylesPart = partOfStyles(patch, parts, main.name);
  const styles = new StylesPatch(stylesPart.bytes);
  const mark = texts.say(language, 'findings.words.mark');
  const listed = book.sheets.find((sheet) => textAt(sheet.rows.get(1)?.get(1))?.trim() === findingsMarker);
  // Colours of an earlier annotated copy are removed from cells that are now correct.
  const cleared = new Map(
    styles.unlockedIn(Object.values(findingColours)).map((style) => [style, styles.withFill(style, colours.field)]),
  );
  for (const sheet of book.sheets) {
    if (sheet === listed) continue;
    const findings = Map.groupBy(
      checked.reported.filter((one) => one.sheet === sheet.name && one.cell !== null),
      ({ cell }) => cell!,
    );
    const marked = new SheetPatch(parts.find(sheet.part)!.bytes);
    marked.sendBack();
    marked.restyle((cell, style) => {
      const plain = cleared.get(style) ?? style;
      const own = findings.get(cell);
      if (own) return styles.withFill(plain, findingColours[worstOf(own)]);
      return plain === style ? null : plain;
    });
    comment(patch, parts, sheet, marked, changesOf(sheet, findings, mark, words.noteMarks, parts), mark);
    if (marked.text !== null) patch.put(sheet.part, marked.text);
  }
  const list = {
    reported: checked.reported,
    sheets: new Set(book.sheets.map(({ name }) => name)),
    texts,
    language,
    styles,
    dialect: patch.dialect,
  };
  putList(patch, main, listed ?? null, book, texts.say(language, 'findings.words.sheet'), (first) =>
    listSheet({ ...list, first }),
  );
  patch.put(stylesPart.name, styles.toString());
  return patch;
}

/** The styles of the workbook, or a new part if it has none. */
function partOfStyles(patch: PackagePatch, parts: Parts, main: string): { name: string; bytes: Uint8Array } {
  const known = parts.relationships(main).find(({ kind }) => kind === 'styles')?.target;
  const part = known === undefined ? null : parts.find(known);
  if (part) return part;
  const name = patch.free((number) => `xl/styles${number === 1 ? '' : number}.xml`);
  patch.type(name, 'spreadsheetml.styles+xml');
  patch.lead(main, 'styles', name);
  return { name, bytes: noStyles(patch.dialect) };
}

const worstOf = (findings: readonly ReportedFinding[]) =>
  findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning';

/** Comments with the findings, above what people wrote; comments of an earlier check are removed. */
function changesOf(
  sheet: Sheet,
  findings: ReadonlyMap<string, readonly ReportedFinding[]>,
  mark: string,
  noteMarks: readonly string[],
  parts: Parts,
): CommentChanges {
  const own = new Map(
    ownComments(sheet, noteMarks).map(({ cell, author, text }) => [
      cell,
      author === '' || noteMarks.includes(author) || text.startsWith(author) ? text : `${author}: ${text}`,
    ]),
  );
  const isMark = (text: string) => noteMarks.some((one) => text.trimStart().startsWith(one));
  const changes = new Map<string, string | null>();
  for (const { cell, text } of sheet.comments) if (isMark(text)) changes.set(cell, own.get(cell) ?? null);
  // Next to threaded comments, programs keep a separate legacy comment that must not be changed.
  const threaded = parts.relationships(sheet.part).some(({ kind }) => kind === 'threadedComment');
  for (const [cell, reported] of findings) {
    const typed = own.get(cell);
    if (threaded && typed !== undefined) continue;
    const note = [mark, ...reported.map(({ message, fix }) => `${message}\n${fix}`)].join('\n\n');
    changes.set(cell, typed === undefined ? note : `${note}${noteDivider}${typed}`);
  }
  return changes;
}

function comment(
  patch: PackagePatch,
  parts: Parts,
  sheet: Sheet,
  marked: SheetPatch,
  changes: CommentChanges,
  author: string,
): void {
  if (changes.size === 0) return;
  const related = parts.relationships(sheet.part);
  const partOf = (found: (typeof related)[number] | undefined) => (found ? parts.find(found.target) : null);
  const comments = partOf(related.find(({ kind }) => kind === 'comments'));
  const drawnBy = marked.drawnBy;
  const frames = partOf(related.find(({ kind, id }) => kind === 'vmlDrawing' && id === drawnBy));
  const texts = commentTexts(comments?.bytes ?? null, frames?.bytes ?? null, drawnBy, changes, author, patch.dialect);
  if (!texts) return;
  const name = comments?.name ?? patch.free((number) => `xl/comments${number}.xml`);
  patch.put(name, texts.comments);
  if (!comments) {
    patch.type(name, 'spreadsheetml.comments+xml');
    patch.lead(sheet.part, 'comments', name);
  }
  const drawn = frames?.name ?? patch.free((number) => `xl/drawings/vmlDrawing${number}.vml`);
  patch.put(drawn, texts.frames);
  if (frames) return;
  patch.typeOfEnding('vml', 'vmlDrawing');
  marked.drawBy(patch.lead(sheet.part, 'vmlDrawing', drawn), patch.dialect);
}

/** @returns null if the legacy drawing cannot be changed: the cells are then only coloured and listed */
function commentTexts(
  comments: Uint8Array | null,
  frames: Uint8Array | null,
  drawnBy: string | null,
  changes: CommentChanges,
  author: string,
  dialect: Dialect,
): { comments: string; frames: string } | null {
  if (drawnBy !== null && !frames) return null;
  try {
    return { comments: patchComments(comments, changes, author, dialect), frames: patchFrames(frames, changes) };
  } catch (error) {
    if (error instanceof NotPatchable) return null;
    throw error;
  }
}

/** The list replaces an earlier one or is added as the last sheet; the copy opens on it. */
function putList(
  patch: PackagePatch,
  main: { readonly name: string; readonly bytes: Uint8Array },
  listed: Sheet | null,
  book: Book,
  wish: string,
  make: (first: boolean) => string,
): void {
  let xml = plainText(main.bytes);
  const sheets = [...xml.matchAll(/<sheet\b[^>]*>/g)].map(([tag]) => tag);
  const place = listed ? sheets.findIndex((tag) => tag.includes(` name="${encode(listed.name)}"`)) : sheets.length;
  const hasView = place >= 0 && /<workbookView\b/.test(xml);
  if (hasView) {
    xml = replaceOnce(
      xml,
      /<workbookView\b[^>]*?(?=\/?>)/,
      (tag) => `${tag.replace(/ activeTab="\d*"/, '')} activeTab="${place}"`,
    );
  }
  const part = listed?.part ?? patch.free((number) => `xl/worksheets/sheet${number}.xml`);
  patch.put(part, make(hasView));
  if (!listed) {
    const id = patch.lead(main.name, 'worksheet', part);
    const number = 1 + Math.max(...sheets.map((tag) => Number(/ sheetId="(\d+)"/.exec(tag)?.[1] ?? 0)));
    const name = freeSheetName([...book.sheets.map((sheet) => sheet.name), ...book.sheetsOfOthers], wish);
    xml = replaceOnce(
      xml,
      '</sheets>',
      // With its namespace, which some programs (such as openpyxl) declare at each sheet and not for all of them.
      (close) =>
        `<sheet xmlns:r="${patch.dialect.office}" name="${encode(name)}" sheetId="${number}" r:id="${id}"/>${close}`,
    );
    patch.type(part, 'spreadsheetml.worksheet+xml');
  }
  patch.put(main.name, xml);
}
