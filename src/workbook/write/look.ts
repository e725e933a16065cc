/**
 * Colours, fonts and borders. One accent colour; colour is never the only cue for a meaning.
 *
 * Each style is one permanent object, so that the writer computes its index once. The font is Arial, as LibreOffice
 * has a font of the same widths on every system, so that text fits in both programs.
 */
import type { Alignment, Borders, Fill, Font, Style } from 'exceljs';
import type { AnswerClass } from '../../domain/index.ts';

export const colours = {
  ink: 'FF1F2A30',
  quiet: 'FF56646C',
  faint: 'FF8A969C',
  accent: 'FF0F5265',
  onAccent: 'FFFFFFFF',
  tint: 'FFE3EEF1',
  field: 'FFF0F7F9',
  shade: 'FFF4F5F6',
  away: 'FFE9EBEC',
  line: 'FFCBD5D9',
  fieldLine: 'FFA9C6CF',
  warn: 'FFFFE7AD',
  warnInk: 'FF5A3E00',
  wrong: 'FFF8D9D4',
  wrongInk: 'FF7A1B12',
} as const;
type Colour = (typeof colours)[keyof typeof colours];

const font = (size: number, colour: Colour, more: Partial<Font> = {}): Partial<Font> => ({
  name: 'Arial',
  family: 2,
  size,
  color: { argb: colour },
  ...more,
});
const fill = (colour: Colour): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb: colour } });
const box = (colour: Colour): Partial<Borders> => {
  const edge = { style: 'thin', color: { argb: colour } } as const;
  return { top: edge, bottom: edge, left: edge, right: edge };
};
const under = (colour: Colour): Partial<Borders> => ({
  top: { style: 'thin', color: { argb: colour } },
  bottom: { style: 'thin', color: { argb: colour } },
});
const wrapped: Partial<Alignment> = { vertical: 'top', wrapText: true };
const middle: Partial<Alignment> = { vertical: 'middle' };
const closed = { locked: true } as const;
const open = { locked: false } as const;

type Look = Partial<Style>;
const cell = (look: Look): Look => ({ alignment: wrapped, protection: closed, border: under(colours.line), ...look });
const field = (numFmt: string, look: Look = {}): Look => ({
  font: font(10, colours.ink),
  fill: fill(colours.field),
  border: box(colours.fieldLine),
  alignment: wrapped,
  protection: open,
  numFmt,
  ...look,
});
const headed = fill(colours.shade);
const parted: Partial<Alignment> = { ...wrapped, horizontal: 'left', indent: 1 };

const leftToRight = {
  title: { font: font(16, colours.accent, { bold: true }), alignment: middle, protection: closed },
  subtitle: { font: font(10, colours.quiet), alignment: middle, protection: closed },
  done: { font: font(11, colours.accent, { bold: true }), alignment: middle, protection: closed },
  banner: {
    font: font(10, colours.warnInk, { bold: true }),
    fill: fill(colours.warn),
    alignment: middle,
    protection: closed,
  },
  hint: { font: font(9, colours.quiet), alignment: middle, protection: closed },
  key: { font: font(8, colours.faint), protection: closed },
  hidden: { font: font(8, colours.faint), protection: closed },
  within: { font: font(8, colours.faint), alignment: { horizontal: 'fill' }, protection: closed },
  heading: {
    font: font(10, colours.onAccent, { bold: true }),
    fill: fill(colours.accent),
    alignment: { vertical: 'middle', wrapText: true },
    border: under(colours.accent),
    protection: closed,
  },

  code: cell({ font: font(10, colours.accent, { bold: true }) }),
  question: cell({ font: font(10, colours.ink) }),
  // Indented, as it would read as the end of the question's last line.
  guidance: cell({ font: font(9, colours.quiet), alignment: parted }),
  earlier: cell({ font: font(9, colours.ink) }),
  none: cell({ font: font(9, colours.faint) }),

  headCode: cell({ font: font(10, colours.accent, { bold: true }), fill: headed }),
  headQuestion: cell({ font: font(10, colours.ink, { bold: true }), fill: headed }),
  headGuidance: cell({ font: font(9, colours.quiet), fill: headed, alignment: parted }),
  headNone: cell({ font: font(9, colours.faint), fill: headed }),
  // An id may be longer than its column: its letters shrink, as a part of it would be another id.
  partCode: cell({ font: font(8, colours.quiet), alignment: { vertical: 'top', shrinkToFit: true } }),
  partQuestion: cell({ font: font(10, colours.ink), alignment: parted }),
  turnQuestion: cell({ font: font(10, colours.accent, { bold: true }), alignment: parted }),

  text: field('@'),
  number: field('General', { alignment: { ...wrapped, horizontal: 'left' } }),
  date: field('yyyy-mm-dd', { alignment: { ...wrapped, horizontal: 'left' } }),
  small: field('@', { font: font(9, colours.ink) }),

  coverTitle: { font: font(20, colours.accent, { bold: true }), alignment: middle, protection: closed },
  coverSubtitle: { font: font(13, colours.ink), alignment: middle, protection: closed },
  coverHeading: {
    font: font(11, colours.accent, { bold: true }),
    border: { bottom: { style: 'medium', color: { argb: colours.accent } } },
    alignment: middle,
    protection: closed,
  },
  coverLabel: cell({ font: font(10, colours.quiet) }),
  coverValue: cell({ font: font(10, colours.ink, { bold: true }) }),
  coverText: cell({ font: font(10, colours.ink) }),
  coverCode: cell({ font: font(9, colours.quiet), numFmt: '@' }),
  coverIdentity: cell({ font: font(9, colours.quiet), numFmt: '@', alignment: { vertical: 'top' } }),
  coverNote: { font: font(9, colours.quiet), alignment: wrapped, protection: closed },
  coverColumn: cell({ font: font(10, colours.quiet), alignment: { ...wrapped, horizontal: 'right' } }),
  coverNumber: cell({ font: font(10, colours.ink), numFmt: '0', alignment: { ...wrapped, horizontal: 'right' } }),
  coverShare: cell({
    font: font(10, colours.accent, { bold: true }),
    numFmt: '0%',
    alignment: { ...wrapped, horizontal: 'right' },
  }),
  coverBar: cell({ font: font(9, colours.accent) }),
  coverLink: cell({ font: font(10, colours.accent, { underline: true }) }),
  coverTotal: cell({ font: font(10, colours.ink, { bold: true }), fill: headed }),
  coverTotalNumber: cell({
    font: font(10, colours.ink, { bold: true }),
    fill: headed,
    numFmt: '0',
    alignment: { ...wrapped, horizontal: 'right' },
  }),
  coverTotalShare: cell({
    font: font(10, colours.accent, { bold: true }),
    fill: headed,
    numFmt: '0%',
    alignment: { ...wrapped, horizontal: 'right' },
  }),
  coverTotalBar: cell({ font: font(9, colours.accent), fill: headed }),
} as const satisfies Record<string, Look>;

export type Looks = Readonly<Record<keyof typeof leftToRight, Look>>;

const mirrored = Object.fromEntries(
  Object.entries<Look>(leftToRight).map(([name, look]) => [name, mirror(look)]),
) as Looks;

/** The styles for a sheet in this text direction. */
export function looksFor(rightToLeft: boolean): Looks {
  return rightToLeft ? mirrored : leftToRight;
}

/** With its reading order: a date that starts with a digit, and a final full stop, would be on the wrong side. */
function mirror(look: Look): Look {
  const { horizontal } = look.alignment ?? {};
  const alignment = { ...look.alignment, readingOrder: 'rtl' } as const;
  if (horizontal !== 'left' && horizontal !== 'right') return { ...look, alignment };
  return { ...look, alignment: { ...alignment, horizontal: horizontal === 'left' ? 'right' : 'left' } };
}

/** The second cue next to a class's colour: the fewer may see the answer, the fuller the symbol. */
export const classSigns = { public: '○', restricted: '◐', confidential: '●' } as const satisfies Record<
  AnswerClass,
  string
>;

const leftToRightClasses: Readonly<Record<AnswerClass, Look>> = {
  public: cell({ font: font(9, colours.quiet), alignment: parted }),
  restricted: cell({ font: font(9, colours.warnInk), fill: fill(colours.warn), alignment: parted }),
  confidential: cell({ font: font(9, colours.wrongInk, { bold: true }), fill: fill(colours.wrong), alignment: parted }),
};
const mirroredClasses: Readonly<Record<AnswerClass, Look>> = {
  public: mirror(leftToRightClasses.public),
  restricted: mirror(leftToRightClasses.restricted),
  confidential: mirror(leftToRightClasses.confidential),
};

/** The styles of classes for a sheet in this text direction. */
export function classLooksFor(rightToLeft: boolean): Readonly<Record<AnswerClass, Look>> {
  return rightToLeft ? mirroredClasses : leftToRightClasses;
}

/** Fonts of an earlier answer: the value, and below it its source. */
export const earlierFonts = { value: font(10, colours.ink), source: font(8, colours.quiet) } as const;
