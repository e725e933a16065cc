/**
 * Documents as editable DOCX: real headings, styles, tables with repeated header rows, pictures with alternative
 * texts.
 */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type INumberingOptions,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import { settleZip } from '../../workbook/index.ts';
import type { DocumentContent } from '../content.ts';
import { fitToPages } from '../pdf/write-pdf.ts';
import { docxBlocks, docxContents } from './blocks.ts';
import { a4, type DocxLook, lookOf, marginsOf, scaleFor, sizeOf, stylesOf } from './look.ts';

export async function writeDocx(asked: DocumentContent): Promise<Uint8Array> {
  // Only a program that sets pages knows how many there are, and that of the reader is not here: the PDF's is.
  const fitted = asked.mostPages === null ? null : fitToPages(asked);
  const content = fitted?.document ?? asked;
  const { facts, kind, subtitle } = content;
  const scale = fitted && scaleFor(fitted.scale);
  const look = lookOf(facts, scale);
  const { side, end } = marginsOf(scale);
  const opening = [
    new Paragraph({ style: 'DocumentKind', bidirectional: look.rtl, children: look.runs(kind) }),
    new Paragraph({ style: 'Title', bidirectional: look.rtl, children: look.runs(facts.title) }),
    ...(subtitle === ''
      ? []
      : [new Paragraph({ style: 'Subtitle', bidirectional: look.rtl, children: look.runs(subtitle) })]),
    ...(facts.mark === null
      ? []
      : [new Paragraph({ style: 'Mark', bidirectional: look.rtl, children: look.runs(facts.mark) })]),
  ];
  const document = new Document({
    title: facts.title,
    subject: kind,
    description: facts.lines.map(({ name, text }) => `${name}: ${text}`).join('\n'),
    keywords: facts.lines.map(({ text }) => text).join(', '),
    creator: facts.lines.find(({ name }) => name !== '')?.text ?? '',
    styles: {
      default: { document: { run: { font: look.font, size: sizeOf(scale, 20), language: look.language } } },
      paragraphStyles: stylesOf(scale),
    },
    numbering: bullets,
    sections: [
      {
        properties: {
          page: { size: a4, margin: { top: end, bottom: end, left: side, right: side, header: 400, footer: 340 } },
        },
        headers: { default: new Header({ children: [running(look, facts.title, facts.mark)] }) },
        footers: { default: new Footer({ children: foot(look, content) }) },
        children: [...opening, ...docxContents(look, content), ...docxBlocks(look, content.blocks)],
      },
    ],
  });
  const made = new Date(facts.date);
  return settleZip(new Uint8Array(await Packer.toBuffer(document)), facts.date, (path, text) =>
    path === 'docProps/core.xml' && !Number.isNaN(made.getTime()) ? datedAt(text, made) : null,
  );
}

/** The library writes the time of the clock. */
const datedAt = (properties: string, made: Date): string =>
  properties.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${made.toISOString()}`);

const running = (look: DocxLook, title: string, mark: string | null): Paragraph =>
  new Paragraph({
    style: 'Header',
    bidirectional: look.rtl,
    tabStops: [{ type: TabStopType.RIGHT, position: look.width }],
    children: [...look.runs(title), ...(mark === null ? [] : [new TextRun('\t'), ...look.runs(mark)])],
  });

function foot(look: DocxLook, { facts, pageOf }: DocumentContent): Paragraph[] {
  const [before = '', between = '', after = ''] = pageOf.split(/\{pages?\}/);
  const number = new Paragraph({
    style: 'Footer',
    bidirectional: look.rtl,
    alignment: AlignmentType.END,
    children: [
      ...look.runs(before),
      new TextRun({ children: [PageNumber.CURRENT] }),
      ...look.runs(between),
      new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
      ...look.runs(after),
    ],
  });
  return [
    ...facts.foot.map((line) => new Paragraph({ style: 'Footer', bidirectional: look.rtl, children: look.runs(line) })),
    number,
  ];
}

const bullets: INumberingOptions = {
  config: [
    {
      reference: 'bullets',
      levels: [
        {
          level: 0,
          format: 'bullet',
          text: '•',
          alignment: AlignmentType.START,
          style: { paragraph: { indent: { left: 360, hanging: 240 } } },
        },
      ],
    },
  ],
};
