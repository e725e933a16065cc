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
    const xml = this.#xml;
    const pieces: string[] = [];
    let taken = 0;
    // Tag by tag: `replace` with a function keeps every match of a sheet, which may have 300,000 styled empty rows.
    const tags = /<(row|c)(?=[\s/>])[^>]*>/g;
    for (let found = tags.exec(xml); found !== null; found = tags.exec(xml)) {
      const [tag, name] = found;
      const typed = / r="([^"]*)"/.exec(tag)?.[1];
      if (name === 'row') {
        const given = wholeNumber(typed);
        row = given > 0 && given <= mostRows ? given : row + 1;
        column = 0;
        continue;
      }
      const place = typed === undefined ? { row, column: column + 1 } : readPlace(typed);
      if (!place) continue;
      column = place.column;
      const own = / s="(\d+)"/.exec(tag);
      const style = lookOf(cellName(place.row, column), Number(own?.[1] ?? 0));
      if (style === null) continue;
      const other = own ? tag.replace(own[0], ` s="${style}"`) : tag.replace('<c', `<c s="${style}"`);
      pieces.push(xml.slice(taken, found.index), other);
      taken = tags.lastIndex;
    }
    if (pieces.length === 0) return;
    this.#xml = pieces.join('') + xml.slice(taken);
    this.#changed = true;
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
