/** Interprets the styles of a workbook: dates, times, text that is struck through, text that is not visible. */
import { type Attributes, walkXml } from '../guard/xml.ts';
import { black, type Colour, isUnseen, readColour, type ThemeColours, white } from './colours.ts';
import { KeptPart } from './kept-part.ts';
import {
  kindOfFormat,
  type NumberKind,
  type NumberSection,
  type Showing,
  sectionsByNumber,
  showingOf,
  showsAll,
} from './number-format.ts';
import { decimalNumber, wholeNumber } from './xml-number.ts';

/** Colour of the text (null if automatic) and its size in points. */
export type FontFace = { readonly colour: Colour | null; readonly size: number };

export type CellStyle = {
  readonly as: NumberKind;
  readonly struck: boolean;
  readonly face: FontFace;
  /** Fill colour of the cell; null for a pattern of two colours. */
  readonly ground: Colour | null;
  readonly showing: Showing;
  /** Set if the number itself decides which section of its format applies. */
  readonly sections?: readonly NumberSection[];
  /** Why text in the font of the cell is not visible; null if it is. */
  readonly unseen: 'colour' | 'size' | null;
  /** True if it hides nothing: any content in the font of the cell is shown as it is. */
  readonly plain: boolean;
};

export type Styles = {
  /** By style index. */
  readonly cells: readonly CellStyle[];
  /** Indices of the differential styles with which a conditional format hides content. */
  readonly hiding: ReadonlySet<number>;
};

const plainFace: FontFace = { colour: null, size: 11 };
export const plainStyle: CellStyle = {
  as: 'plain',
  struck: false,
  face: plainFace,
  ground: white,
  showing: showsAll,
  unseen: null,
  plain: true,
};
export const plainStyles: Styles = { cells: [], hiding: new Set() };

/** Smaller text, in points, is not legible. */
const leastSize = 4;

/** Why text is not visible; null if it is. */
export function unseenFace({ colour, size }: FontFace, ground: Colour | null): 'colour' | 'size' | null {
  if (size < leastSize) return 'size';
  return ground !== null && isUnseen(colour ?? black, ground) ? 'colour' : null;
}

/** Built-in formats, which are not declared (ECMA-376 part 1, 18.8.30). */
const builtIn: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [9, 10, 'percent'],
  [11, 11, 'scientific'],
  [12, 13, 'fraction'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [48, 48, 'scientific'],
  [50, 58, 'date'],
];

type Format = Pick<CellStyle, 'as' | 'showing' | 'sections'>;
type Font = { struck: boolean; colour: Colour | null; size: number };
type Fill = { ground: Colour | null };
/** A differential style: properties that it does not set are unchanged. */
type RuleLook = { colour: Colour | null; ground: Colour | null; showing: Showing };

const keptStyles = new KeptPart<Styles, ThemeColours>();

export function readStyles(bytes: Uint8Array, part: string, theme: ThemeColours): Styles {
  return keptStyles.read(bytes, theme, () => readAll(bytes, part, theme));
}

function readAll(bytes: Uint8Array, part: string, theme: ThemeColours): Styles {
  const cells: CellStyle[] = [];
  const formats = new Map<string, Format>();
  const fonts: Font[] = [];
  const fills: Fill[] = [];
  const looks: RuleLook[] = [];
  // The current ones, so that a property outside of them changes none in the lists.
  let font: Font = { struck: false, colour: null, size: plainFace.size };
  let fill: Fill = { ground: white };
  let look: RuleLook = { colour: null, ground: null, showing: showsAll };
  let within: 'fonts' | 'fills' | 'cellXfs' | 'dxfs' | null = null;
  let pattern = 'none';
  let inFont = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name === 'fonts' || name === 'fills' || name === 'cellXfs' || name === 'dxfs') within = name;
      else if (name === 'numFmt' && within === 'dxfs') look.showing = showingOf(attributes.get('formatCode') ?? '');
      else if (name === 'numFmt') formats.set(attributes.get('numFmtId') ?? '', readFormat(attributes));
      else if (name === 'dxf') {
        look = { colour: null, ground: null, showing: showsAll };
        looks.push(look);
      } else if (name === 'font') {
        inFont = true;
        if (within !== 'fonts') return;
        font = { struck: false, colour: null, size: plainFace.size };
        fonts.push(font);
      } else if (name === 'fill' && within === 'fills') {
        fill = { ground: white };
        fills.push(fill);
      } else if (name === 'patternFill') {
        pattern = attributes.get('patternType') ?? 'none';
        // A pattern of two colours has no single fill colour.
        if (within === 'fills' && pattern !== 'none' && pattern !== 'solid') fill.ground = null;
      } else if (name === 'gradientFill' && within === 'fills') fill.ground = null;
      else if (name === 'xf' && within === 'cellXfs') cells.push(cellStyle(attributes));
      else if (inFont && within === 'fonts') readFont(name, attributes);
      else if (inFont && within === 'dxfs' && name === 'color') look.colour = readColour(attributes, theme);
      else if (name === 'fgColor' && within === 'fills' && pattern === 'solid') {
        fill.ground = readColour(attributes, theme);
      } else if (name === 'bgColor' && within === 'dxfs') look.ground = readColour(attributes, theme);
    },
    close: (name) => {
      if (name === within) within = null;
      if (name === 'font') inFont = false;
    },
  });
  return { cells, hiding: new Set(looks.flatMap((look, place) => (hides(look) ? [place] : []))) };

  function readFont(name: string | null, attributes: Attributes): void {
    if (name === 'strike' && isOn(attributes)) font.struck = true;
    if (name === 'color') font.colour = readColour(attributes, theme);
    if (name === 'sz') font.size = decimalNumber(attributes.get('val') ?? `${plainFace.size}`);
  }

  function cellStyle(attributes: Attributes): CellStyle {
    const id = attributes.get('numFmtId') ?? '0';
    const as = builtIn.find(([from, to]) => wholeNumber(id) >= from && wholeNumber(id) <= to)?.[2] ?? 'plain';
    const font = fonts[wholeNumber(attributes.get('fontId') ?? '0')];
    const fill = fills[wholeNumber(attributes.get('fillId') ?? '0')];
    const face = font ?? plainFace;
    const ground = fill ? fill.ground : white;
    const format: Format = formats.get(id) ?? { as, showing: showsAll };
    const unseen = unseenFace(face, ground);
    const plain = unseen === null && showsContent(format);
    return { ...format, struck: font?.struck ?? false, face, ground, unseen, plain };
  }
}

const showsContent = ({ showing, sections }: Format): boolean =>
  sections === undefined && Object.values(showing).every((shown) => shown === 'content');

function readFormat(attributes: Attributes): Format {
  const format = attributes.get('formatCode') ?? '';
  const sections = sectionsByNumber(format);
  return { as: kindOfFormat(format), showing: showingOf(format), ...(sections && { sections }) };
}

/** True for a style with which a text or a number is not visible. */
function hides({ colour, ground, showing }: RuleLook): boolean {
  const unseen = colour !== null && isUnseen(colour, ground ?? white);
  return unseen || Object.values(showing).includes('nothing');
}

/** A property such as `<strike/>` is on unless its value says otherwise. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attributes.get('val') ?? '');
}
