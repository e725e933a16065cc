/** The columns of a section's sheet: their keys, order, widths and headings. */

import type { Texts } from '../i18n/index.ts';
import { foldOnce } from './fold-once.ts';

/**
 * Columns in the order in which they are written. The country fills in `open` columns. `hidden` ones contain the
 * basis of greying out and of the completion count. The reader needs only `earlier_stored` among them: the stored
 * value of the earlier answer, which is the answer if the confirmation is yes and the answer cell is empty.
 */
export const columns = [
  { key: 'code', width: 10.5, open: false, hidden: false },
  { key: 'question', width: 40, open: false, hidden: false },
  { key: 'guidance', width: 33, open: false, hidden: false },
  { key: 'class', width: 16.5, open: false, hidden: false },
  { key: 'earlier', width: 23, open: false, hidden: false },
  { key: 'confirm', width: 12, open: true, hidden: false },
  { key: 'answer', width: 31, open: true, hidden: false },
  { key: 'state', width: 14, open: true, hidden: false },
  { key: 'reason', width: 21, open: true, hidden: false },
  { key: 'comment', width: 25, open: true, hidden: false },
  { key: 'note', width: 23, open: true, hidden: false },
  { key: 'evidence', width: 23, open: true, hidden: false },
  { key: 'stored', width: 12, open: false, hidden: true },
  { key: 'earlier_stored', width: 12, open: false, hidden: true },
  { key: 'applies', width: 9, open: false, hidden: true },
  { key: 'counts', width: 9, open: false, hidden: true },
  { key: 'done', width: 9, open: false, hidden: true },
] as const;

export type ColumnKey = (typeof columns)[number]['key'];

/** Columns that the country fills in. */
export const openColumns: readonly ColumnKey[] = columns.filter(({ open }) => open).map(({ key }) => key);

/** Text of the hidden key row above a column, such as `gap:answer`. */
export function keyText(key: ColumnKey): string {
  return `gap:${key}`;
}

const byText = new Map<string, ColumnKey>(columns.map(({ key }) => [keyText(key), key]));

/** @returns the column that a cell of a key row names, or null for any other text */
export function readKey(text: string): ColumnKey | null {
  return byText.get(text.trim().toLowerCase()) ?? null;
}

/** Letter of a column as written; the reader uses the key row instead. */
export const letterOf = Object.fromEntries(
  columns.map(({ key }, place) => [key, String.fromCharCode('A'.charCodeAt(0) + place)]),
) as Readonly<Record<ColumnKey, string>>;

/** Heading of a column in a language. */
export function heading(texts: Texts, language: string, key: ColumnKey): string {
  return texts.say(language, `workbook.columns.${key}`);
}

/** Headings in every language, folded, with their columns: for a sheet whose key row is missing. */
export function headings(texts: Texts): ReadonlyMap<string, ColumnKey> {
  return new Map(
    texts.languages.flatMap(({ code }) =>
      columns.filter(({ hidden }) => !hidden).map(({ key }) => [foldText(heading(texts, code, key)), key] as const),
    ),
  );
}

/** Folds typed text for comparison: lower case, plain spaces and dashes, trimmed. */
export const foldText = foldOnce((text) =>
  text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase(),
);
