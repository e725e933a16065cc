/**
 * Keeps what was made of the texts that came of late: the wordings, choices and guidance of a questionnaire are in every
 * workbook of it. Long texts, which people write, are not kept.
 */
import { Buffer } from 'node:buffer';

const longest = 1_500;
/** Characters of one generation: the texts of a questionnaire in six languages are some 400,000. */
const most = 1_200_000;
/** What a text costs besides its characters, in characters. */
const each = 40;

/** Two generations: when the younger is full, the elder is dropped with all that was not asked for since. */
export class KeptTexts<Made> {
  #young = new Map<string, Made>();
  #old = new Map<string, Made>();
  #size = 0;

  get(text: string): Made | undefined {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const old = this.#old.get(text);
    if (old !== undefined) this.#keep(alone(text), old);
    return old;
  }

  /** @returns what is kept: made of a copy of the text, as a part of a longer text keeps all of that */
  add(text: string, make: (text: string) => Made): Made {
    if (text.length > longest) return make(text);
    const copy = alone(text);
    const made = make(copy);
    this.#keep(copy, made);
    return made;
  }

  #keep(text: string, made: Made): void {
    this.#size += text.length + each;
    if (this.#size > most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#size = text.length + each;
    }
    this.#young.set(text, made);
  }
}

export function foldOnce(fold: (text: string) => string): (text: string) => string {
  const known = new KeptTexts<string>();
  const make = (text: string) => {
    const folded = fold(text);
    return folded === text ? text : alone(folded);
  };
  return (text) => known.get(text) ?? known.add(text, make);
}

/** In Latin letters, of half the size. */
function alone(text: string): string {
  const encoding = wide.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

const wide = /[\u0100-\uffff]/;
