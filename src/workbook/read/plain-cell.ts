/**
 * Reads a cell in the form in which spreadsheet programs write nearly all cells, several times as fast as element by
 * element. Any other form is left to the general reader, and a test compares the two on the same sheets.
 *
 *     <c r="G9" s="40"/>   <c r="A9" s="38" t="s"><v>624</v></c>   <c r="M9"><f>SUM(A1:A3)</f><v>6</v></c>
 */
import { mostColumns, mostRows } from './place.ts';

const quote = 34;
const digit0 = 48;
const less = 60;
const letterA = 65;
const letterZ = 90;
const lastStyle = 1_000_000;
const lastText = 10_000_000;
/** Characters of a value or formula; a cell allows 32,767. */
const longest = 40_000;
const typeOfShared = 's';
const types = [typeOfShared, 'n', 'str', 'b', 'e'].map((type) => ({ type, written: `${type}"` }));

/** Its properties are those of the last cell that was read. */
export class PlainCell {
  row = 0;
  column = 0;
  /** Index of its style; 0 if it has none. */
  style = 0;
  type = 'n';
  /** As written, with references; null if the cell has none. */
  formula: string | null = null;
  /** As written, with references; null if the cell has none, or a shared text. */
  value: string | null = null;
  /** Index of its shared text; -1 if it has none. */
  shared = -1;
  #xml = '';
  /** Position of the next character. */
  #at = 0;

  /**
   * @param xml - without characters that XML forbids
   * @param at - position of the `<` of the cell
   * @returns the position after the cell; -1 for any other form
   */
  read(xml: string, at: number): number {
    this.#xml = xml;
    this.#at = at;
    if (!this.#take('<c r="') || !this.#takePlace()) return -1;
    this.style = 0;
    this.type = 'n';
    this.formula = null;
    this.value = null;
    this.shared = -1;
    if (this.#take(' s="')) {
      this.style = this.#takeNumber(lastStyle, quote);
      if (this.style < 0) return -1;
    }
    if (this.#take(' t="') && !this.#takeType()) return -1;
    if (this.#take('/>')) return this.#at;
    return this.#take('>') && this.#takeContent() ? this.#at : -1;
  }

  #take(word: string): boolean {
    const xml = this.#xml;
    const from = this.#at;
    for (let place = 0; place < word.length; place += 1) {
      if (xml.charCodeAt(from + place) !== word.charCodeAt(place)) return false;
    }
    this.#at = from + word.length;
    return true;
  }

  /** Capitals, a number, and the closing quote. */
  #takePlace(): boolean {
    const xml = this.#xml;
    let at = this.#at;
    let column = 0;
    for (let code = xml.charCodeAt(at); code >= letterA && code <= letterZ; code = xml.charCodeAt(at)) {
      column = column * 26 + code - letterA + 1;
      if (column > mostColumns) return false;
      at += 1;
    }
    this.#at = at;
    this.column = column;
    this.row = this.#takeNumber(mostRows, quote);
    return column > 0 && this.row > 0;
  }

  /** @returns a whole number that ends with the sign, which is taken too; -1 for anything else and above the limit */
  #takeNumber(most: number, sign: number): number {
    const xml = this.#xml;
    const from = this.#at;
    let at = from;
    let number = 0;
    for (let digit = xml.charCodeAt(at) - digit0; digit >= 0 && digit <= 9; digit = xml.charCodeAt(at) - digit0) {
      number = number * 10 + digit;
      if (number > most) return -1;
      at += 1;
    }
    if (at === from || xml.charCodeAt(at) !== sign) return -1;
    this.#at = at + 1;
    return number;
  }

  #takeType(): boolean {
    for (const { type, written } of types) {
      if (!this.#take(written)) continue;
      this.type = type;
      return true;
    }
    return false;
  }

  #takeContent(): boolean {
    if (this.#take('<f>')) {
      this.formula = this.#takeText();
      if (this.formula === null || !this.#take('</f>')) return false;
    }
    if (this.#take('<v>')) {
      if (this.type === typeOfShared) {
        this.shared = this.#takeNumber(lastText, less);
        return this.shared >= 0 && this.#take('/v></c>');
      }
      this.value = this.#takeText();
      if (this.value === null || !this.#take('</v>')) return false;
    }
    return this.#take('</c>');
  }

  /** The text up to the next tag; null for one that is long, or that only a general reader can judge. */
  #takeText(): string | null {
    const from = this.#at;
    const to = this.#xml.indexOf('<', from);
    if (to < 0 || to - from > longest) return null;
    const text = this.#xml.slice(from, to);
    if (text.includes(']]>')) return null;
    this.#at = to;
    return text;
  }
}
