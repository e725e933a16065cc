/** Reads a workbook as cells, without interpreting them. */
import type { Finding } from '../../domain/index.ts';
import type { GuardedParts } from '../guard/guard.ts';
import { Refusal } from '../guard/refusal.ts';
import { walkXml } from '../guard/xml.ts';
import { type Asides, readAsides } from './asides.ts';
import { attempt } from './attempt.ts';
import { readTheme, type ThemeColours } from './colours.ts';
import { toOtherFile } from './formula.ts';
import { openParts, type Parts } from './parts.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet, type SheetCells } from './sheet.ts';
import { plainStyles, readStyles } from './styles.ts';

export type Sheet = SheetCells &
  Asides & {
    readonly name: string;
    readonly hidden: boolean;
    /** True if the program's menu does not offer to show it. */
    readonly veryHidden: boolean;
    /** Name of its part in the package. */
    readonly part: string;
  };

export type Book = {
  readonly sheets: readonly Sheet[];
  /** Names of sheets without cells, such as charts. */
  readonly sheetsOfOthers: readonly string[];
  /** References of the defined names that start with `gap_`, such as `Cover!$C$5`. */
  readonly names: ReadonlyMap<string, string>;
  /** Defined names that contain a text, or have one as their comment. */
  readonly namesWithText: readonly string[];
  /** Defined names that refer to another file. */
  readonly namesOutside: readonly string[];
  /** True if the workbook uses the 1904 date system. */
  readonly from1904: boolean;
};

const noTheme: ThemeColours = [];
const ours = 'gap_';
const mostNames = 50;

/** Maximum number of cells with content, in total and per sheet; an issued workbook has about ten thousand. */
const mostCells = 80_000;
const mostOfSheet = 24_000;

/**
 * Reads every sheet of a guarded package.
 *
 * @returns null for the refusal of the workbook
 */
export function readBook(guarded: GuardedParts): { readonly book: Book } | { readonly refusal: Finding } {
  try {
    return { book: readParts(openParts(guarded)) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.finding };
    throw error;
  }
}

function readParts(parts: Parts): Book {
  const root = parts.relationships('').find(({ kind }) => kind === 'officeDocument');
  const main = parts.find(root?.target ?? 'xl/workbook.xml');
  if (!main) throw new Refusal('workbook_broken');
  const { sheets, ...named } = readMain(main.name, main.bytes);
  const { from1904 } = named;
  if (sheets.length === 0) throw new Refusal('workbook_broken');

  const related = parts.relationships(main.name);
  const partOf = (kind: string) => {
    const target = related.find((one) => one.kind === kind)?.target;
    return target === undefined ? null : parts.find(target);
  };
  const strings = partOf('sharedStrings');
  const styles = partOf('styles');
  const themePart = partOf('theme');
  let theme = noTheme;
  if (themePart) {
    attempt(() => {
      theme = readTheme(themePart.bytes, themePart.name);
    });
  }
  const context = {
    strings: strings ? readSharedStrings(strings.bytes, strings.name, theme) : null,
    styles: styles ? readStyles(styles.bytes, styles.name, theme) : plainStyles,
    theme,
    from1904,
  };
  let room = mostCells;
  const sheetsOfOthers: string[] = [];
  const read = sheets.flatMap(({ name, id, hidden, veryHidden }) => {
    const relationship = related.find((one) => one.id === id);
    // Charts and macro sheets are sheets without cells.
    if (relationship && relationship.kind !== 'worksheet') {
      sheetsOfOthers.push(name);
      return [];
    }
    const part = relationship && parts.find(relationship.target);
    if (!part) throw new Refusal('sheet_missing', { name: name.slice(0, 60) });
    const links = new Map(
      parts
        .relationships(part.name)
        .filter((one) => one.kind === 'hyperlink')
        .map((one) => [one.id, one.target]),
    );
    // A sheet full of other content must not use up the limit of the other sheets.
    const own = { cells: Math.min(room, mostOfSheet) };
    const given = own.cells;
    const cells = readSheet(part.bytes, part.name, { ...context, links, room: own });
    room -= given - own.cells;
    return [{ name, hidden, veryHidden, part: part.name, ...readAsides(parts, part.name), ...cells }];
  });
  return { sheets: read, sheetsOfOthers, ...named };
}

type Main = {
  sheets: { name: string; id: string; hidden: boolean; veryHidden: boolean }[];
  names: Map<string, string>;
  namesWithText: string[];
  namesOutside: string[];
  from1904: boolean;
};

function readMain(part: string, bytes: Uint8Array): Main {
  const main: Main = { sheets: [], names: new Map(), namesWithText: [], namesOutside: [], from1904: false };
  let rooted = false;
  let naming: string | null = null;
  let anyName: string | null = null;
  const addWithText = () => {
    const known = anyName === null || main.namesWithText.includes(anyName);
    if (!known && main.namesWithText.length < mostNames) main.namesWithText.push(anyName!);
  };
  walkXml(bytes, part, {
    open: (element, attributes) => {
      if (element === 'workbook') rooted = true;
      if (element === 'workbookPr') main.from1904 = ['1', 'true', 'on'].includes(attributes.get('date1904') ?? '');
      if (element === 'sheet') {
        const id = attributes.getPrefixed('id') ?? '';
        const state = attributes.get('state') ?? 'visible';
        const [hidden, veryHidden] = [state !== 'visible', state === 'veryHidden'];
        main.sheets.push({ name: attributes.get('name') ?? '', id, hidden, veryHidden });
      }
      if (element === 'definedName') {
        const name = (attributes.get('name') ?? '').toLowerCase();
        anyName = (attributes.get('name') ?? '').slice(0, 60);
        if ((attributes.get('comment') ?? '').trim() !== '') addWithText();
        naming = name.startsWith(ours) && attributes.get('localSheetId') === undefined ? name : null;
      }
    },
    close: (element) => {
      if (element !== 'definedName') return;
      naming = null;
      anyName = null;
    },
    text: (text) => {
      if (anyName !== null && /^\s*"\s*[^"\s]/.test(text)) addWithText();
      if (anyName !== null && main.namesOutside.length < mostNames && toOtherFile.test(text)) {
        main.namesOutside.push(anyName);
      }
      if (naming !== null && !main.names.has(naming)) main.names.set(naming, text.trim().slice(0, 200));
    },
  });
  if (!rooted) throw new Refusal('workbook_broken');
  return main;
}
