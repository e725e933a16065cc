/** The table of texts that cells refer to by number. */
import { Refusal } from '../guard/refusal.ts';
import { walkXml } from '../guard/xml.ts';

const most = 500_000;

/** @returns the texts in order; runs of formatting joined, phonetic guides left out */
export function readSharedStrings(bytes: Uint8Array, part: string): string[] {
  const strings: string[] = [];
  const gathered = new TextGatherer();
  walkXml(bytes, part, {
    open: (name) => {
      if (name === 'si') gathered.start();
      else gathered.open(name);
    },
    close: (name) => {
      if (name !== 'si') {
        gathered.close(name);
        return;
      }
      if (strings.length >= most) throw new Refusal('too_many_texts', { limit: most });
      strings.push(decodeEscapes(gathered.text()));
    },
    text: (text) => gathered.add(text),
  });
  return strings;
}

/** Gathers the text of one rich or plain string: what stands in `t`, but not under `rPh`. */
export class TextGatherer {
  #text = '';
  #open = false;
  #phonetic = 0;

  start(): void {
    this.#text = '';
    this.#open = false;
    this.#phonetic = 0;
  }

  open(name: string | null): void {
    if (name === 'rPh') this.#phonetic += 1;
    if (name === 't') this.#open = this.#phonetic === 0;
  }

  close(name: string | null): void {
    if (name === 'rPh') this.#phonetic -= 1;
    if (name === 't') this.#open = false;
  }

  add(text: string): void {
    if (this.#open) this.#text += text;
  }

  text(): string {
    return this.#text;
  }
}

/** Characters that XML cannot hold stand as `_x0007_`; an underscore before such a text stands as `_x005F_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
