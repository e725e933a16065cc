/** Contents of a sheet besides its cells that change what a person sees in them. */
import type { Attributes } from '../guard/xml.ts';
import { toOtherFile } from './formula.ts';
import { type Merge, mostMerges, readMerge } from './merges.ts';
import { cellName, readPlace } from './place.ts';
import { decimalNumber, wholeNumber } from './xml-number.ts';

/** Issued sheets end at row 200 and column 17; these limits leave space for copies stacked in one sheet. */
export const lastRow = 20_000;
export const lastColumn = 256;
const mostLinks = 5_000;
const mostHiding = 500;
const headNames = new Set(['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter']);
/** Column width, in characters, below which no character is visible. */
const leastWidth = 0.8;

export class SheetSurroundings {
  readonly merges: Merge[] = [];
  mergesBeyond = 0;
  readonly hiddenColumns: (readonly [from: number, to: number])[] = [];
  /** True if a rule (validation, conditional format) refers to another file. */
  outsideRules = false;
  readonly links = new Map<string, string>();
  /** Headers and footers of its pages. */
  readonly heads: string[] = [];
  /** Ranges whose content a conditional format may hide. */
  readonly hiding: Merge[] = [];
  readonly #targets: ReadonlyMap<string, string>;
  readonly #hidingLooks: ReadonlySet<number>;
  #inRule = false;
  #inHead = false;
  #ruled: readonly Merge[] = [];
  #linked = 0;

  /**
   * @param targets - addresses of hyperlinks by their relationship id
   * @param hidingLooks - indices of the differential styles that hide content
   */
  constructor(targets: ReadonlyMap<string, string>, hidingLooks: ReadonlySet<number>) {
    this.#targets = targets;
    this.#hidingLooks = hidingLooks;
  }

  open(name: string | null, attributes: Attributes): void {
    if (name === 'hyperlink') this.#addLink(attributes);
    else if (name === 'mergeCell') this.#addMerge(attributes.get('ref') ?? '');
    else if (name === 'col' && isAway(attributes) && this.hiddenColumns.length < lastColumn) {
      this.hiddenColumns.push([wholeNumber(attributes.get('min')), wholeNumber(attributes.get('max'))]);
    } else if (name === 'dataValidations') this.#inRule = true;
    else if (name === 'conditionalFormatting') {
      this.#inRule = true;
      this.#ruled = readRanges(attributes.get('sqref') ?? '');
    } else if (name === 'cfRule') this.#addHiding(this.#hidingLooks.has(wholeNumber(attributes.get('dxfId'))));
    else if (name === 'dataBar' || name === 'iconSet') this.#addHiding(isFalse(attributes.get('showValue')));
    else if (name !== null && headNames.has(name)) {
      this.#inHead = true;
      this.heads.push('');
    }
  }

  #addHiding(hides: boolean): void {
    if (hides && this.hiding.length < mostHiding) this.hiding.push(...this.#ruled);
  }

  #addMerge(ref: string): void {
    const merge = readMerge(ref);
    if (!merge) return;
    if (this.merges.length < mostMerges) this.merges.push(merge);
    else this.mergesBeyond += 1;
  }

  close(name: string | null): void {
    if (name === 'dataValidations' || name === 'conditionalFormatting') this.#inRule = false;
    if (name !== null && headNames.has(name)) this.#inHead = false;
  }

  text(text: string): void {
    if (this.#inRule && toOtherFile.test(text)) this.outsideRules = true;
    if (this.#inHead) this.heads[this.heads.length - 1] += text;
  }

  /** One hyperlink may cover several cells. */
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

function isAway(attributes: Attributes): boolean {
  return isTrue(attributes.get('hidden')) || decimalNumber(attributes.get('width') ?? `${leastWidth}`) < leastWidth;
}

/** Ranges and single cells, such as `G6:G30 I6`. */
function readRanges(sqref: string): Merge[] {
  return sqref.split(' ', mostHiding).flatMap((ref) => {
    const first = readPlace(ref);
    if (first) return [{ top: first.row, left: first.column, bottom: first.row, right: first.column }];
    const range = readMerge(ref);
    return range ? [range] : [];
  });
}

const isFalse = (value: string | undefined) => value === '0' || value === 'false';
export const isTrue = (value: string | undefined) => value === '1' || value === 'true';
