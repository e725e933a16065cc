/** What one cell holds, distinguished by its type. */
import type { NumberKind } from './number-format.ts';

export type CellContent =
  /** `length` where the text was longer than a cell can hold, and was cut. */
  | { readonly kind: 'text'; readonly text: string; readonly length?: number }
  /** `written` is the number as the file has it, with all its digits. */
  | {
      readonly kind: 'number';
      readonly number: number;
      readonly written: string;
      readonly as: NumberKind;
      /** True if the workbook counts days from 1904. */
      readonly from1904: boolean;
    }
  /** A day, whether written as a serial number or as text; null if there is no such day. */
  | { readonly kind: 'date'; readonly iso: string | null; readonly written: string }
  | { readonly kind: 'boolean'; readonly truth: boolean }
  /** An error such as `#DIV/0!`. */
  | { readonly kind: 'error'; readonly text: string }
  /**
   * What the file states makes no sense: a text that does not exist, a number that is none, two cells in one place; or
   * no one can see it, since merged cells cover it.
   */
  | { readonly kind: 'broken'; readonly why: 'text_missing' | 'not_a_number' | 'unknown_type' | 'twice' | 'covered' };

export type SheetCell = {
  readonly row: number;
  readonly column: number;
  /** Null for a formula without a result. */
  readonly content: CellContent | null;
  /** True if the cell is calculated, whatever it shows. */
  readonly formula: boolean;
  /** Set where all of the text, or a part of it, is struck through: anyone who did that meant it to be gone. */
  readonly struck?: Struck;
  /** True for a cell without a look of its own: no one who issues a workbook leaves one so. */
  readonly bare?: true;
  /** Set where a person does not see what the cell holds, and why. */
  readonly unseen?: Unseen;
  /** Set where the formula is but a link to a fixed address. */
  readonly link?: { readonly address: string; readonly label: string | null };
};

export type Struck = 'all' | 'part';

/** Letters in the colour of their cell or too small to see, a format that shows nothing or other words, or a rule that may hide it. */
export type Unseen = 'colour' | 'size' | 'format' | 'words' | 'rule';

/** The cell's text as a person would see it, roughly; empty for nothing. */
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

/** Characters that a cell of any spreadsheet holds at most. */
export const longestText = 32_767;

export function textContent(text: string): CellContent | null {
  if (text === '') return null;
  return text.length > longestText
    ? { kind: 'text', text: text.slice(0, longestText), length: text.length }
    : { kind: 'text', text };
}

const day = 86_400_000;
const lastSerial = 2_958_465;

/**
 * @param serial - days as spreadsheets count them; the fraction is the time of day, which is dropped
 * @param from1904 - true if day 0 is 1904-01-01
 * @returns the ISO date, or null outside 1900 to 9999 and for 1900-02-29, which spreadsheets have and the calendar has not
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
