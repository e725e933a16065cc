/** The blocks of a document as paragraphs, tables and pictures of a DOCX. */
import {
  AlignmentType,
  Bookmark,
  ImageRun,
  InternalHyperlink,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import type { DocumentBlock, DocumentCell, DocumentContent, DocumentTable } from '../content.ts';
import { isKept, notesAfter } from '../keep.ts';
import { pngOf } from '../picture/png.ts';
import { cellWithHyphens, columnWeights, widthsOf } from '../table-weights.ts';
import { colours, type DocxLook, sizeOf } from './look.ts';

type Part = Paragraph | Table;
const styleOfLook = { plain: 'Normal', lede: 'Lede', note: 'Note', mark: 'Mark', dated: 'Note' } as const;

export function docxBlocks(look: DocxLook, blocks: readonly DocumentBlock[]): Part[] {
  const named = headingNames(blocks);
  return partsOfAll(look, blocks, named);
}

/** The table of contents as links to headings: a field would make Word ask the reader to update it. */
export function docxContents(look: DocxLook, { contents, blocks }: DocumentContent): Part[] {
  if (contents === null) return [];
  const chapters = blocks.filter((block) => block.kind === 'heading' && block.level === 1);
  const named = headingNames(blocks);
  return [
    new Paragraph({ style: 'Heading2', bidirectional: look.rtl, children: look.runs(contents) }),
    ...chapters.map(
      (block) =>
        new Paragraph({
          bidirectional: look.rtl,
          children: [
            new InternalHyperlink({
              anchor: named.get(block)!,
              children: look.runs(block.kind === 'heading' ? block.text : '', { style: 'Hyperlink' }),
            }),
          ],
        }),
    ),
  ];
}

const headingNames = (blocks: readonly DocumentBlock[]): ReadonlyMap<DocumentBlock, string> =>
  new Map(blocks.filter(({ kind }) => kind === 'heading').map((block, at) => [block, `heading_${at + 1}`]));

type HeadingNames = ReadonlyMap<DocumentBlock, string>;

const partsOfAll = (look: DocxLook, blocks: readonly DocumentBlock[], named: HeadingNames): Part[] =>
  blocks.flatMap((block, at) =>
    partsOf(look, block, named, isKept(block, blocks[at + 1]) || notesAfter(blocks, at).length > 0),
  );

/** @param keepNext - true for a block that stays on the page of the next one */
function partsOf(look: DocxLook, block: DocumentBlock, named: HeadingNames, keepNext: boolean): Part[] {
  const paragraph = (text: string, style: string, keep = false) =>
    new Paragraph({ style, bidirectional: look.rtl, keepNext: keep, children: look.runs(text) });
  switch (block.kind) {
    case 'heading': {
      const id = named.get(block);
      const runs = look.runs(block.text);
      const children = id === undefined ? runs : [new Bookmark({ id, children: runs })];
      return [
        new Paragraph({
          style: `Heading${block.level}`,
          bidirectional: look.rtl,
          ...(block.chapter === true && {
            border: { top: { style: 'single', size: 8, color: colours.brand, space: 6 } },
          }),
          children,
        }),
      ];
    }
    case 'paragraph':
      return [paragraph(block.text, styleOfLook[block.look], keepNext)];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            numbering: { reference: 'bullets', level: 0 },
            bidirectional: look.rtl,
            children: look.runs(item),
          }),
      );
    case 'facts':
      if (look.scale !== null)
        return [
          besides(
            look,
            block.facts.map((fact) => (within) => factOf(within, fact)),
          ),
          paragraph('', 'Note'),
        ];
      return block.facts.flatMap((fact) => factOf(look, fact));
    case 'table':
      return [
        ...(block.table.caption === '' ? [] : [paragraph(block.table.caption, 'Caption')]),
        tableOf(look, block.table),
        paragraph('', 'Note'),
      ];
    case 'picture':
      return [pictureOf(look, block, keepNext || block.keys.length > 0), ...keysOf(look, block, keepNext)];
    case 'pair':
      if (look.scale === null) return partsOfAll(look, [...block.first, ...block.second], named);
      return [
        besides(
          look,
          [block.first, block.second].map((side) => (within) => partsOfAll(within, side, named)),
        ),
        paragraph('', 'Note'),
      ];
  }
}

type DocumentFact = (DocumentBlock & { kind: 'facts' })['facts'][number];

const factOf = (look: DocxLook, { figure, text, note }: DocumentFact): Part[] => [
  new Paragraph({
    bidirectional: look.rtl,
    children: [
      ...look.runs(`${figure} `, { bold: true, color: colours.brand, size: sizeOf(look.scale, 26) }),
      ...look.runs(note === null ? text : `${text} (${note})`),
    ],
  }),
];

/** Parts side by side, in reading order. A cell must end with a paragraph. */
function besides(look: DocxLook, sides: readonly ((within: DocxLook) => Part[])[]): Table {
  const gap = 70;
  const width = Math.floor(look.width / Math.max(1, sides.length));
  const none = { style: 'none', size: 0, color: 'auto' } as const;
  const within = { ...look, width: width - 2 * gap };
  const cell = (parts: Part[]) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      children: parts.at(-1) instanceof Paragraph ? parts : [...parts, new Paragraph({ style: 'Note' })],
    });
  return new Table({
    visuallyRightToLeft: look.rtl,
    layout: TableLayoutType.FIXED,
    width: { size: width * sides.length, type: WidthType.DXA },
    columnWidths: sides.map(() => width),
    margins: { top: 0, bottom: 0, left: gap, right: gap },
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ children: sides.map((side) => cell(side(within))) })],
  });
}

function tableOf(look: DocxLook, table: DocumentTable): Table {
  const weights = columnWeights(table, look.scale ?? 1);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const columnWidths = weights.map((weight) => Math.floor((look.width * weight) / all));
  // Letters of Arial in a table are as wide as the characters by which columns are measured.
  const characters = widthsOf(weights, look.scale ?? 1).map((width) => width * 0.85);
  const cell = (content: DocumentCell, at: number, head: boolean) => {
    const { text, under } = cellWithHyphens(content, characters[at]!, head);
    return new TableCell({
      width: { size: columnWidths[at]!, type: WidthType.DXA },
      ...(head && { shading: { type: 'clear', color: 'auto', fill: colours.tint } }),
      children: [
        new Paragraph({
          style: head ? 'TableHead' : 'TableText',
          bidirectional: look.rtl,
          alignment: table.columns[at]!.as === 'number' ? AlignmentType.END : AlignmentType.START,
          children: [
            ...look.runs(text),
            ...(under === undefined
              ? []
              : look.runs(under, {
                  break: 1,
                  size: sizeOf(look.scale, 15),
                  color: colours.soft,
                })),
          ],
        }),
      ],
    });
  };
  const edge = { style: 'single', size: 4, color: colours.line } as const;
  const none = { style: 'none', size: 0, color: 'auto' } as const;
  return new Table({
    visuallyRightToLeft: look.rtl,
    layout: TableLayoutType.FIXED,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    margins: { top: look.scale === null ? 30 : 0, bottom: look.scale === null ? 30 : 0, left: 70, right: 70 },
    borders: { top: edge, bottom: edge, left: none, right: none, insideHorizontal: edge, insideVertical: none },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map(({ title }, at) => cell({ text: title }, at, true)),
      }),
      ...table.rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((content, at) => cell(content, at, false)) }),
      ),
    ],
  });
}

/** Pixels at 96 dpi for a length in twentieths of a point. */
const pixelsOf = (length: number): number => Math.floor((length / 1440) * 96);

type PictureBlock = DocumentBlock & { kind: 'picture' };

function pictureOf(look: DocxLook, { svg, width, height, alt }: PictureBlock, keepNext: boolean): Paragraph {
  const scale = Math.min(
    look.scale === null ? 1 : 0.9,
    pixelsOf(look.width) / width,
    (look.scale === null ? 560 : 400) / height,
  );
  return new Paragraph({
    children: [
      new ImageRun({
        type: 'png',
        data: pngOf(svg, 2),
        transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
        altText: { name: 'chart', title: '', description: alt },
      }),
    ],
    keepLines: true,
    keepNext,
  });
}

/** Pixels at 96 dpi, as high as a letter of a note. */
const keySize = ({ scale }: DocxLook): number => Math.round(12 * (scale ?? 1));

/** The legend of a picture, each text after its swatch. */
function keysOf(look: DocxLook, { keys }: PictureBlock, keepNext: boolean): Paragraph[] {
  if (keys.length === 0) return [];
  return [
    new Paragraph({
      style: 'Note',
      bidirectional: look.rtl,
      keepNext,
      children: keys.flatMap(({ swatch, text }) => [
        new ImageRun({
          type: 'png',
          data: pngOf(swatch, 4),
          transformation: { width: keySize(look), height: keySize(look) },
          // The text next to it is the alternative.
          altText: { name: 'key', title: '', description: text },
        }),
        ...look.runs(` ${text}   `),
      ]),
    }),
  ];
}
