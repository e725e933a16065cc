/** The content of one cell, by its type. */
import type { NumberKind } from './number-format.ts';

export type CellContent =
  /** `length` is set if the text was longer than a cell allows, and was cut. */
  | { readonly kind: 'text'; readonly text: string; readonly length?: number }
  /** `number` and `written` are what a person sees, see `seenNumber`. */
  | {
      readonly kind: 'number';
      readonly number: number;
      readonly written: string;
      readonly as: NumberKind;
      /** True if the workbook uses the 1904 date system. */
      readonly from1904: boolean;
    }
  /** A day, written as a serial number or as text; null if there is no such day. */
  | { readonly kind: 'date'; readonly iso: string | null; readonly written: string }
  | { readonly kind: 'boolean'; readonly truth: boolean }
  /** An error such as `#DIV/0!`. */
  | { readonly kind: 'error'; readonly text: string }
  /**
   * The file is inconsistent: a text that does not exist, an invalid number, two cells in one place; or merged cells
   * cover the cell, so that it is not visible.
   */
  | {
      readonly kind: 'broken';
      readonly why: 'text_missing' | 'not_a_number' | 'not_true_or_false' | 'unknown_type' | 'twice' | 'covered';
    };

export type SheetCell = {
  readonly row: number;
  readonly column: number;
  /** Null for a formula without a result. */
  readonly content: CellContent | null;
  /** True if the cell has a formula, whatever it shows. */
  readonly formula: boolean;
  /** Set if all of the text or a part of it is struck through, which means that a person deleted it. */
  readonly struck?: Struck;
  /** True for a cell without a style; issued workbooks have no such cells. */
  readonly bare?: true;
  /** Set with the reason if a person cannot see the content of the cell. */
  readonly unseen?: Unseen;
  /** Set if the formula is only a link to a fixed address. */
  readonly link?: { readonly address: string; readonly label: string | null };
};

export type Struck = 'all' | 'part';

/**
 * Text in the colour of its cell or too small to see, a number format that shows nothing or other words, or a
 * conditional format that may hide it.
 */
export type Unseen = 'colour' | 'size' | 'format' | 'words' | 'rule';

/** The cell's text approximately as a person would see it; empty without content. */
export function shownText(content: CellContent | null): string {
  switch (content?.kind) {
    case 'text':
    case 'error':
      return content.text;
    case 'number':
      return content.as === 'percent' ? `${Number((content.number * 100).toPrecision(15))}%` : content.written;
    case 'date':
      return content.iso ?? content.written;
    case 'boolean':
      return content.truth ? 'TRUE' : 'FALSE';
    default:
      return '';
  }
}

/** Digits that spreadsheet programs show of a number, also where it is edited; files have two more. */
const seenDigits = 15;

/**
 * The number that a person sees: 2.3 is in a file of Excel as 2.2999999999999998, and a calculated 3 may be
 * 3.0000000000000004. Whole numbers keep all their digits.
 *
 * @param written - the number as in the file
 */
export function seenNumber(number: number, written: string): { number: number; written: string } {
  if (Number.isSafeInteger(number)) return { number, written: String(number) };
  if (Number.isInteger(number)) return { number, written };
  const seen = Number(number.toPrecision(seenDigits));
  return { number: seen, written: String(seen) };
}

/** Maximum number of characters in a spreadsheet cell. */
export const longestText = 32_767;

/** Names of errors in any language, such as `#¡VALOR!`, and error numbers. */
const errorName = /^(?:#[\u00a1\u00bf]?\p{Lu}[\p{Lu}\d_/]*[!?]|#\p{Lu}\/\p{Lu}|#GETTING_DATA|Err:\d{3})$/u;

/** Programs that convert or copy values write an error as its name, which is no answer either. */
export function textContent(text: string): CellContent | null {
  if (text === '') return null;
  if (text.length < 40 && errorName.test(text.trim())) return { kind: 'error', text: text.trim() };
  return text.length > longestText
    ? { kind: 'text', text: text.slice(0, longestText), length: text.length }
    : { kind: 'text', text };
}

const day = 86_400_000;
const lastSerial = 2_958_465;

/**
 * @param serial - days in the spreadsheet's date system; the fraction is the time of day, which is discarded
 * @param from1904 - true if day 0 is 1904-01-01
 * @returns the ISO date, or null outside 1900 to 9999 and for 1900-02-29, which exists in spreadsheets but not in the
 *   calendar
 */
export function isoOfSerial(serial: number, from1904: boolean): string | null {
  const whole = Math.floor(serial);
  if (!(whole >= (from1904 ? 0 : 1)) || whole > lastSerial - (from1904 ? 1462 : 0)) return null;
  if (from1904) return isoOf(Date.UTC(1904, 0, 1) + whole * day);
  if (whole === 60) return null;
  return isoOf(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * day);
}

function isoOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
