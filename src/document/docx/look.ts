/** The style of a DOCX: its styles, and its text direction and language. */
import {
  type IParagraphStyleOptions,
  type IRunOptions,
  type ISpacingProperties,
  LineRuleType,
  SoftHyphen,
  TextRun,
} from 'docx';
import { keepTreatyCodes } from '../../domain/index.ts';
import type { FileFacts } from '../facts.ts';
import { softHyphen } from '../hyphens.ts';

export type DocxLook = {
  readonly rtl: boolean;
  /** Scale of the font for a document with few pages, in which facts and pairs are side by side. Otherwise null. */
  readonly scale: number | null;
  /** Width of the text, in twentieths of a point. */
  readonly width: number;
  readonly font: { readonly ascii: string; readonly hAnsi: string; readonly cs: string; readonly eastAsia: string };
  readonly language: { readonly value?: string; readonly bidirectional?: string; readonly eastAsia?: string };
  readonly runs: (text: string, more?: IRunOptions) => TextRun[];
};

/** In twentieths of a point, like all lengths of the format. */
export const a4 = { width: 11906, height: 16838 };
export const marginsOf = (scale: number | null) =>
  scale === null ? { side: 1020, end: 1134 } : { side: 850, end: 700 };

/** Fonts that every office program has or replaces with one of the same widths. */
const font = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Noto Sans SC' };

export function lookOf({ direction, language }: FileFacts, scale: number | null = null): DocxLook {
  const rtl = direction === 'rtl';
  return {
    rtl,
    scale,
    width: a4.width - 2 * marginsOf(scale).side,
    font,
    language: rtl ? { bidirectional: language } : { value: language, eastAsia: language },
    runs: (text, more = {}) => [new TextRun({ ...more, ...writtenOf(keepTreatyCodes(text)), rightToLeft: rtl })],
  };
}

/** A soft hyphen has an element of its own: as a character, Word shows it everywhere. */
function writtenOf(text: string): Pick<IRunOptions, 'text' | 'children'> {
  const [first, ...others] = text.split(softHyphen);
  if (others.length === 0) return { text };
  return { children: [first!, ...others.flatMap((part) => [new SoftHyphen(), part])] };
}

export const colours = {
  ink: '17242F',
  soft: '4B5B68',
  line: 'C3CCD4',
  brand: '0B5D7A',
  tint: 'EEF4F7',
  mark: 'FDF1D6',
};

const heading = (id: string, name: string, size: number, color: string): IParagraphStyleOptions => ({
  id,
  name,
  basedOn: 'Normal',
  next: 'Normal',
  quickFormat: true,
  run: { size, bold: true, color },
  paragraph: { spacing: { before: size * 10, after: 80 }, keepNext: true, keepLines: true },
});

const small = { size: 16, color: colours.soft };

/**
 * Sizes in half points, spacing in twentieths of a point. Each line has an explicit line rule, without which
 * LibreOffice crops taller content.
 */
const paragraphStyles: IParagraphStyleOptions[] = [
  {
    id: 'Normal',
    name: 'Normal',
    quickFormat: true,
    run: { color: colours.ink },
    paragraph: { spacing: { after: 100, line: 264, lineRule: LineRuleType.AUTO } },
  },
  {
    id: 'Title',
    name: 'Title',
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    run: { size: 44, bold: true, color: colours.ink },
    paragraph: { spacing: { after: 60 } },
  },
  {
    id: 'Subtitle',
    name: 'Subtitle',
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    run: { size: 22, color: colours.soft },
    paragraph: { spacing: { after: 160 } },
  },
  {
    id: 'DocumentKind',
    name: 'Document kind',
    basedOn: 'Normal',
    next: 'Title',
    run: { bold: true, color: colours.brand },
    paragraph: { border: { top: { style: 'single', size: 24, color: colours.brand, space: 6 } } },
  },
  heading('Heading1', 'heading 1', 28, colours.brand),
  heading('Heading2', 'heading 2', 23, colours.ink),
  heading('Heading3', 'heading 3', 20, colours.ink),
  { id: 'Lede', name: 'Lede', basedOn: 'Normal', next: 'Normal', quickFormat: true, run: { size: 22 } },
  { id: 'Note', name: 'Note', basedOn: 'Normal', next: 'Normal', quickFormat: true, run: small },
  {
    id: 'Mark',
    name: 'Mark',
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    run: { bold: true },
    paragraph: {
      shading: { type: 'clear', color: 'auto', fill: colours.mark },
      border: { left: { style: 'single', size: 18, color: 'B7791F', space: 6 } },
    },
  },
  {
    id: 'Caption',
    name: 'caption',
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    run: small,
    paragraph: { keepNext: true, spacing: { before: 80, after: 60 } },
  },
  {
    id: 'TableText',
    name: 'Table text',
    basedOn: 'Normal',
    run: { size: 17 },
    paragraph: { spacing: { before: 20, after: 20, line: 240, lineRule: LineRuleType.AUTO } },
  },
  { id: 'TableHead', name: 'Table head', basedOn: 'TableText', run: { bold: true } },
  { id: 'Header', name: 'header', basedOn: 'Normal', run: small },
  {
    id: 'Footer',
    name: 'footer',
    basedOn: 'Normal',
    run: { size: 14, color: colours.soft },
    paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
  },
];

/** Font scale of a document with few pages, from the scale of its PDF: the sizes of its styles are for long documents. */
export const scaleFor = (pdfScale: number): number => 0.55 * pdfScale + 0.28;

/** In half points: 9 points, below which a text on paper is hard to read. One with few pages may need smaller ones to keep to them. */
const leastSize = 18;

/** Styles of a document; with a scale, smaller and with less spacing. */
export const stylesOf = (scale: number | null): IParagraphStyleOptions[] =>
  paragraphStyles.map((style) => {
    const { run, paragraph } = style;
    const { spacing } = paragraph ?? {};
    return {
      ...style,
      ...(typeof run?.size === 'number' && { run: { ...run, size: sizeOf(scale, run.size) } }),
      ...(scale !== null && spacing && { paragraph: { ...paragraph, spacing: narrowed(spacing) } }),
    };
  });

function narrowed(spacing: ISpacingProperties): ISpacingProperties {
  const less = (value: unknown) => (typeof value === 'number' ? Math.round(value * 0.45) : 0);
  return {
    ...spacing,
    before: less(spacing.before),
    after: less(spacing.after),
    line: 240,
    lineRule: LineRuleType.AUTO,
  };
}

/** Font size in half points. */
export const sizeOf = (scale: number | null, size: number): number =>
  scale === null ? Math.max(leastSize, size) : Math.max(10, Math.round(size * scale));
