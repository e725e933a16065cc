/** Changes one sheet as text: the styles of its cells, and the relationship to its comments. */
import { cellName, mostRows, readPlace } from '../../read/place.ts';
import { wholeNumber } from '../../read/xml-number.ts';
import { type Dialect, plainText, replaceOnce } from './xml-text.ts';

/** Elements that may follow `legacyDrawing`, in the order of the format (ECMA-376 part 1, 18.3.1.99). */
const after =
  /<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/;

export class SheetPatch {
  #xml: string;
  #changed = false;

  constructor(bytes: Uint8Array) {
    this.#xml = plainText(bytes);
  }

  /**
   * Sets other styles on cells; cells that the sheet does not have are not added. A cell without a reference follows
   * the one before.
   */
  restyle(lookOf: (cell: string, style: number) => number | null): void {
    let row = 0;
    let column = 0;
    this.#xml = this.#xml.replace(/<(row|c)(?=[\s/>])[^>]*>/g, (tag, name: string) => {
      const typed = / r="([^"]*)"/.exec(tag)?.[1];
      if (name === 'row') {
        const given = wholeNumber(typed);
        row = given > 0 && given <= mostRows ? given : row + 1;
        column = 0;
        return tag;
      }
      const place = typed === undefined ? { row, column: column + 1 } : readPlace(typed);
      if (!place) return tag;
      column = place.column;
      const own = / s="(\d+)"/.exec(tag);
      const style = lookOf(cellName(place.row, column), Number(own?.[1] ?? 0));
      if (style === null) return tag;
      this.#changed = true;
      return own ? tag.replace(own[0], ` s="${style}"`) : tag.replace('<c', `<c s="${style}"`);
    });
  }

  /** Only one sheet may be selected, otherwise input goes to all selected sheets. */
  sendBack(): void {
    const changed = this.#xml.replace(/(<sheetView\b[^>]*?) tabSelected="[^"]*"/g, '$1');
    this.#changed ||= changed !== this.#xml;
    this.#xml = changed;
  }

  /** The relationship of the legacy drawing of its comments; null for none. */
  get drawnBy(): string | null {
    return /<legacyDrawing\b[^>]*:id="([^"]*)"/.exec(this.#xml)?.[1] ?? null;
  }

  drawBy(id: string, { office }: Dialect): void {
    this.#xml = replaceOnce(this.#xml, after, (found) => `<legacyDrawing xmlns:r="${office}" r:id="${id}"/>${found}`);
    this.#changed = true;
  }

  /** Null if nothing changed. */
  get text(): string | null {
    return this.#changed ? this.#xml : null;
  }
}
