/** One sheet changed as text: the looks of its cells, and where its comments are drawn. */
import { plainText, replaceOnce } from './xml-text.ts';

/** Elements that may follow the drawing of comments, in the order of the format (ECMA-376 part 1, 18.3.1.99). */
const after =
  /<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/;

export class SheetPatch {
  #xml: string;
  #changed = false;

  constructor(bytes: Uint8Array) {
    this.#xml = plainText(bytes);
  }

  /** Gives cells other looks; one that the sheet does not have gets none. */
  restyle(lookOf: (cell: string, style: number) => number | null): void {
    this.#xml = this.#xml.replace(/<c\s[^>]*>/g, (tag) => {
      const cell = / r="([A-Za-z]+\d+)"/.exec(tag)?.[1];
      if (cell === undefined) return tag;
      const own = / s="(\d+)"/.exec(tag);
      const style = lookOf(cell.toUpperCase(), Number(own?.[1] ?? 0));
      if (style === null) return tag;
      this.#changed = true;
      return own ? tag.replace(own[0], ` s="${style}"`) : tag.replace('<c', `<c s="${style}"`);
    });
  }

  /** Only one sheet may be in front, or what is typed goes into all that are. */
  sendBack(): void {
    const changed = this.#xml.replace(/(<sheetView\b[^>]*?) tabSelected="[^"]*"/g, '$1');
    this.#changed ||= changed !== this.#xml;
    this.#xml = changed;
  }

  /** The relationship by which its comments are drawn; null for none. */
  get drawnBy(): string | null {
    return /<legacyDrawing\b[^>]*:id="([^"]*)"/.exec(this.#xml)?.[1] ?? null;
  }

  drawBy(id: string): void {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    this.#xml = replaceOnce(this.#xml, after, (found) => `<legacyDrawing xmlns:r="${office}" r:id="${id}"/>${found}`);
    this.#changed = true;
  }

  /** Null if nothing of it changed. */
  get text(): string | null {
    return this.#changed ? this.#xml : null;
  }
}
