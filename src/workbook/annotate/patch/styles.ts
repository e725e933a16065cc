/** Adds styles to a workbook; the indices of existing ones do not change. */
import { type Dialect, head, NotPatchable, plainText, replaceOnce } from './xml-text.ts';

type List = { readonly tag: string; readonly items: string[]; readonly before: number };

const xfPattern = /<xf\b[^>]*\/>|<xf\b[^>]*[^/]>.*?<\/xf>/gs;

/** Each list with the element that a program requires in it, in the order of the format (ECMA-376 part 1, 18.8.39). */
const lists: readonly (readonly [tag: string, first: string, before: readonly string[]])[] = [
  ['fonts', '<font><sz val="11"/><name val="Calibri"/></font>', ['numFmts']],
  [
    'fills',
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    ['fonts'],
  ],
  ['borders', '<border><left/><right/><top/><bottom/><diagonal/></border>', ['fills']],
  ['cellXfs', '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>', ['cellStyleXfs', 'borders']],
];

/** The styles part for a workbook that has none. */
export const noStyles = ({ main }: Dialect): Uint8Array =>
  new TextEncoder().encode(`${head}<styleSheet xmlns="${main}"></styleSheet>`);

/** Adds every list of styles that the workbook lacks. */
function withLists(xml: string): string {
  let whole = xml.replace(/<styleSheet\b([^>]*)\/>/, '<styleSheet$1></styleSheet>');
  for (const [tag, first, before] of lists) {
    if (new RegExp(`<${tag}\\b[^>]*[^/]?>.*?</${tag}>`, 's').test(whole)) continue;
    whole = whole.replace(new RegExp(`<${tag}\\b[^>]*/>`), '');
    const ends = before.map((one) => new RegExp(`<${one}\\b[^>]*/>|</${one}>`));
    const behind = [...ends, /<styleSheet\b[^>]*>/].find((end) => end.test(whole));
    if (!behind) throw new NotPatchable();
    const count = first.split(`<${tag === 'cellXfs' ? 'xf' : tag.slice(0, -1)}`).length - 1;
    whole = whole.replace(behind, (found) => `${found}<${tag} count="${count}">${first}</${tag}>`);
  }
  return whole;
}

export class StylesPatch {
  readonly #xml: string;
  readonly #fonts: List;
  readonly #fills: List;
  readonly #borders: List;
  readonly #cells: List;
  readonly #known = new Map<string, number>();

  constructor(bytes: Uint8Array) {
    this.#xml = withLists(plainText(bytes));
    this.#fonts = this.#list('fonts', /<font\s*\/>|<font\b[^>]*[^/]>.*?<\/font>|<font>.*?<\/font>/gs);
    this.#fills = this.#list('fills', /<fill\s*\/>|<fill\b[^>]*>.*?<\/fill>/gs);
    this.#borders = this.#list('borders', /<border\s*\/>|<border\b[^>]*[^/]>.*?<\/border>|<border>.*?<\/border>/gs);
    this.#cells = this.#list('cellXfs', xfPattern);
  }

  #list(tag: string, item: RegExp): List {
    const found = new RegExp(`<${tag}\\b[^>]*>(.*?)</${tag}>`, 's').exec(this.#xml);
    if (!found) throw new NotPatchable();
    const items = found[1]!.match(item) ?? [];
    return { tag, items: [...items], before: items.length };
  }

  /** The style of a cell with another fill colour. */
  withFill(style: number, argb: string): number {
    return this.#once(`${style} ${argb}`, () => {
      const own = this.#cells.items[style] ?? this.#cells.items[0];
      if (own === undefined) throw new NotPatchable();
      const fill = this.#add(this.#fills, solid(argb));
      const plain = own.replace(
        /^<xf\b[^>]*?(?=\/?>)/,
        (tag) => `${tag.replace(/ (fillId|applyFill)="[^"]*"/g, '')} fillId="${fill}" applyFill="1"`,
      );
      return this.#add(this.#cells, plain);
    });
  }

  /** A new style from its parts. */
  add(look: { font: string; fill?: string; border?: string; alignment: string }): number {
    return this.#once(JSON.stringify(look), () => {
      const font = this.#add(this.#fonts, `<font>${look.font}<name val="Arial"/><family val="2"/></font>`);
      const fill = look.fill === undefined ? 0 : this.#add(this.#fills, solid(look.fill));
      const border = look.border === undefined ? 0 : this.#add(this.#borders, look.border);
      return this.#add(
        this.#cells,
        `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${look.alignment}/></xf>`,
      );
    });
  }

  /** Unlocked styles whose fill is one of these colours. */
  unlockedIn(argbs: readonly string[]): number[] {
    const coloured = new Set(
      this.#fills.items.flatMap((fill, place) =>
        argbs.some((argb) => fill.toUpperCase().includes(`"${argb}"`)) ? [place] : [],
      ),
    );
    return this.#cells.items.flatMap((xf, place) => {
      const open = /<protection\b[^>]*\blocked="(?:0|false)"/.test(xf);
      return open && coloured.has(Number(/ fillId="(\d+)"/.exec(xf)?.[1] ?? 0)) ? [place] : [];
    });
  }

  toString(): string {
    return [this.#fonts, this.#fills, this.#borders, this.#cells].reduce((xml, { tag, items, before }) => {
      if (items.length === before) return xml;
      const counted = replaceOnce(xml, new RegExp(`<${tag}\\b[^>]*>`), (open) =>
        open.replace(/ count="\d+"/, ` count="${items.length}"`),
      );
      return replaceOnce(counted, `</${tag}>`, (close) => `${items.slice(before).join('')}${close}`);
    }, this.#xml);
  }

  #add(list: List, item: string): number {
    return this.#once(`${list.tag} ${item}`, () => list.items.push(item) - 1);
  }

  #once(name: string, make: () => number): number {
    const known = this.#known.get(name) ?? make();
    this.#known.set(name, known);
    return known;
  }
}

const solid = (argb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${argb}"/><bgColor indexed="64"/></patternFill></fill>`;
