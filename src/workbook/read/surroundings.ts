/** What a sheet holds beside its cells, as far as it changes what a person sees in them. */
import type { Attributes } from '../guard/xml.ts';
import { toOtherFile } from './formula.ts';
import { type Merge, mostMerges, readMerge } from './merges.ts';
import { cellName, readPlace } from './place.ts';

/** Sheets of ours end at row 200 and column 17; copies stacked in one sheet have room. */
export const lastRow = 20_000;
export const lastColumn = 256;
const mostLinks = 5_000;

export class SheetSurroundings {
  readonly merges: Merge[] = [];
  mergesBeyond = 0;
  readonly hiddenColumns: (readonly [from: number, to: number])[] = [];
  /** True where a rule of cells refers to another file. */
  outsideRules = false;
  readonly links = new Map<string, string>();
  readonly #targets: ReadonlyMap<string, string>;
  #inRule = false;
  #linked = 0;

  /** @param targets - addresses of links by their id */
  constructor(targets: ReadonlyMap<string, string>) {
    this.#targets = targets;
  }

  open(name: string | null, attributes: Attributes): void {
    if (name === 'hyperlink') this.#addLink(attributes);
    else if (name === 'mergeCell') this.#addMerge(attributes.get('ref') ?? '');
    else if (name === 'col' && isTrue(attributes.get('hidden')) && this.hiddenColumns.length < lastColumn) {
      this.hiddenColumns.push([Number(attributes.get('min')), Number(attributes.get('max'))]);
    } else if (name === 'dataValidations' || name === 'conditionalFormatting') this.#inRule = true;
  }

  #addMerge(ref: string): void {
    const merge = readMerge(ref);
    if (!merge) return;
    if (this.merges.length < mostMerges) this.merges.push(merge);
    else this.mergesBeyond += 1;
  }

  close(name: string | null): void {
    if (name === 'dataValidations' || name === 'conditionalFormatting') this.#inRule = false;
  }

  text(text: string): void {
    if (this.#inRule && toOtherFile.test(text)) this.outsideRules = true;
  }

  /** One link may lie over a few cells. */
  #addLink(attributes: Attributes): void {
    const id = attributes.getPrefixed('id');
    const target = id === undefined ? undefined : this.#targets.get(id);
    const ref = attributes.get('ref') ?? '';
    const first = readPlace(ref.split(':')[0] ?? '');
    if (!target || !first) return;
    const range = readMerge(ref) ?? { top: first.row, left: first.column, bottom: first.row, right: first.column };
    for (let row = range.top; row <= range.bottom && row <= lastRow; row += 1) {
      for (let column = range.left; column <= range.right && column <= lastColumn; column += 1) {
        this.#linked += 1;
        if (this.#linked > mostLinks) return;
        this.links.set(cellName(row, column), target);
      }
    }
  }
}

export const isTrue = (value: string | undefined) => value === '1' || value === 'true';
