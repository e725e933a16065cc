/** The shared strings table, to which cells refer by index. */
import { KeptTexts } from '../fold-once.ts';
import { Refusal } from '../guard/refusal.ts';
import { type Attributes, walkXml } from '../guard/xml.ts';
import { readColour, type ThemeColours } from './colours.ts';
import { type CellContent, textContent } from './content.ts';
import { type FontFace, isOn } from './styles.ts';
import { decimalNumber } from './xml-number.ts';

const most = 500_000;

export type SharedStrings = {
  /**
   * In order; formatted runs are joined, phonetic guides left out; null for one without text. Undefined for an entry
   * inside an element that is not in the format, and for all entries after it, as programs count them differently.
   */
  readonly contents: readonly (CellContent | null | undefined)[];
  /** By index, for texts with formatted runs. */
  readonly strokes: ReadonlyMap<number, Strokes>;
};

/**
 * The kinds of runs of a text: struck through, explicitly not struck through, and those with the format of their
 * cell.
 */
export type Strokes = {
  readonly struck: boolean;
  readonly plain: boolean;
  readonly asCell: boolean;
  /** Fonts of the runs that differ from the font of the cell. */
  readonly faces: readonly FontFace[];
};

const runFace: FontFace = { colour: null, size: 11 };
/** Maximum number of fonts of one text that are compared with its cell. */
const mostFaces = 40;

export function readSharedStrings(bytes: Uint8Array, part: string, theme: ThemeColours): SharedStrings {
  const contents: (CellContent | null | undefined)[] = [];
  let depth = 0;
  let counted = true;
  const strokes = new Map<number, Strokes>();
  const gathered = new TextGatherer(theme);
  const plain = new PlainTexts();
  const add = (content: CellContent | null | undefined) => {
    if (contents.length >= most) throw new Refusal('too_many_texts', { limit: most });
    contents.push(content);
  };
  walkXml(bytes, part, {
    // Nearly all entries are one text without formatting, and most are in every workbook of the questionnaire.
    whole: (xml, at, decode) => {
      const from = depth === 1 && counted ? startOfText(xml, at) : -1;
      if (from < 0) return -1;
      const expected = plain.expected(xml, from);
      if (expected !== null) {
        add(expected.content);
        return from + expected.written.length + plainEnd.length;
      }
      const to = xml.indexOf('<', from);
      if (to < 0 || to - from > longestPlain || !xml.startsWith(plainEnd, to)) return -1;
      const written = xml.slice(from, to);
      if (written.includes(']]>')) return -1;
      add(plain.content(written, decode));
      return to + plainEnd.length;
    },
    open: (name, attributes) => {
      depth += 1;
      if (name === 'si') {
        counted &&= depth === 2;
        gathered.start();
      } else gathered.open(name, attributes);
    },
    close: (name) => {
      depth -= 1;
      if (name !== 'si') {
        gathered.close(name);
        return;
      }
      if (gathered.formatted) strokes.set(contents.length, gathered.strokes());
      add(counted && !gathered.wrapped ? textContent(decodeEscapes(gathered.text())) : undefined);
    },
    text: (text) => gathered.add(text),
  });
  return { contents, strokes };
}

const plainStarts = ['<si><t>', '<si><t xml:space="preserve">'];
const plainEnd = '</t></si>';
/** Characters of a text as written; a cell allows 32,767. */
const longestPlain = 40_000;

/** @returns the position after the tags of an entry that starts with a plain text; -1 for any other */
function startOfText(xml: string, at: number): number {
  const start = plainStarts.find((one) => xml.startsWith(one, at));
  return start === undefined ? -1 : at + start.length;
}

type Known = {
  /** With references. */
  readonly written: string;
  readonly content: CellContent;
  /** What followed it last, in a table in which both were known. */
  next: Known | null;
};

const keptContents = new KeptTexts<Known>();

/** Entries follow each other in much the same order in all workbooks of a questionnaire, so that few are looked up. */
class PlainTexts {
  #last: Known | null = null;

  /** @returns the text that is expected, if it is the one at the position */
  expected(xml: string, from: number): Known | null {
    const next = this.#last?.next ?? null;
    if (next === null || !xml.startsWith(next.written, from)) return null;
    if (!xml.startsWith(plainEnd, from + next.written.length)) return null;
    this.#last = next;
    return next;
  }

  content(written: string, decode: (text: string) => string): CellContent | null {
    const last = this.#last;
    this.#last = null;
    if (written === '') return null;
    const known = keptContents.get(written);
    if (known === undefined) {
      const make = (text: string) => ({
        written: text,
        content: textContent(decodeEscapes(decode(text)))!,
        next: null,
      });
      return keptContents.add(written, make).content;
    }
    if (last !== null) last.next = known;
    this.#last = known;
    return known.content;
  }
}

const digitsAt: Readonly<Record<string, string>> = { superscript: '⁰¹²³⁴⁵⁶⁷⁸⁹', subscript: '₀₁₂₃₄₅₆₇₈₉' };

/** Collects the text of one rich or plain string: the content of `t`, but not of `rPh`. */
export class TextGatherer {
  #text = '';
  #open = false;
  #phonetic = 0;
  /** Digits of a superscript or subscript run: `12` with a superscript 1 is not 121. */
  #digits: string | null = null;
  #strange = 0;
  #wrapped = false;
  #run: 'struck' | 'plain' | 'asCell' = 'asCell';
  #face: FontFace = runFace;
  #strokes = noStrokes();
  readonly #theme: ThemeColours;

  constructor(theme: ThemeColours) {
    this.#theme = theme;
  }

  start(): void {
    this.#text = '';
    this.#open = false;
    this.#phonetic = 0;
    this.#strange = 0;
    this.#wrapped = false;
    this.#run = 'asCell';
    this.#digits = null;
    this.#strokes = noStrokes();
  }

  open(name: string | null, attributes: Attributes): void {
    if (name === null) this.#strange += 1;
    if (name === 'r') [this.#run, this.#digits] = ['asCell', null];
    if (name === 'vertAlign') this.#digits = digitsAt[attributes.get('val') ?? ''] ?? null;
    if (name === 'rPr') [this.#run, this.#face] = ['plain', runFace];
    if (name === 'color') this.#face = { ...this.#face, colour: readColour(attributes, this.#theme) };
    if (name === 'sz') this.#face = { ...this.#face, size: decimalNumber(attributes.get('val') ?? `${runFace.size}`) };
    if (name === 'strike' && isOn(attributes)) this.#run = 'struck';
    if (name === 'rPh') this.#phonetic += 1;
    if (name === 't') this.#open = this.#phonetic === 0;
  }

  close(name: string | null): void {
    if (name === null) this.#strange -= 1;
    if (name === 'rPh') this.#phonetic -= 1;
    if (name === 't') this.#open = false;
  }

  add(text: string): void {
    if (this.#strange > 0 && text.trim() !== '') this.#wrapped = true;
    if (!this.#open) return;
    const digits = this.#digits;
    this.#text += digits === null ? text : text.replace(/[0-9]/g, (digit) => digits[Number(digit)]!);
    if (text.trim() === '') return;
    this.#strokes[this.#run] = true;
    const { faces } = this.#strokes;
    if (this.#run !== 'asCell' && faces.length < mostFaces && faces.at(-1) !== this.#face) faces.push(this.#face);
  }

  /** True if a part of the text is inside an element that is not in the format. */
  get wrapped(): boolean {
    return this.#wrapped;
  }

  /** True if a run has its own formatting. */
  get formatted(): boolean {
    return this.#strokes.struck || this.#strokes.plain;
  }

  strokes(): Strokes {
    return this.#strokes;
  }

  text(): string {
    return this.#text;
  }
}

const noStrokes = () => ({ struck: false, plain: false, asCell: false, faces: [] as FontFace[] });

/** Characters that XML forbids are written as `_x0007_`; an underscore before such a text is written as `_x005F_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
