/**
 * Drawings over the cells of a sheet: text boxes, diagrams, charts, pictures, handwriting, check boxes. Workbooks are
 * issued without drawings, so someone added them; drawings without content are ignored.
 */
import { walkXml } from '../guard/xml.ts';
import { attempt } from './attempt.ts';
import type { Part, Parts } from './parts.ts';
import { cellName, mostColumns, mostRows } from './place.ts';
import { wholeNumber } from './xml-number.ts';

export type SheetDrawing = {
  /** Cells under drawings with text. */
  readonly boxes: readonly string[];
  /** Cells under drawings without text that show something. */
  readonly objects: readonly string[];
};

const mostDrawn = 2_000;
/** Maximum number of parts of drawings that are opened for their text. */
const mostOpened = 200;
const longestText = 100;
const longestControl = 4_000;

type Thing = { cell: string; text: string; shows: boolean };

export function readDrawn(parts: Parts, sheetPart: string): SheetDrawing {
  const things: Thing[] = [];
  for (const { kind, target } of parts.relationships(sheetPart)) {
    const part = parts.find(target);
    // A background picture belongs to the sheet itself.
    if (kind === 'image') things.push({ cell: 'A1', text: '', shows: true });
    const read = kind === 'drawing' ? readAnchors : kind === 'vmlDrawing' ? readControls : null;
    if (!read || !part) continue;
    // A part that cannot be read may show anything.
    if (!attempt(() => read(part, parts, things))) things.push({ cell: 'A1', text: '', shows: true });
  }
  const cellsOf = (which: (thing: Thing) => boolean) => new Set(things.filter(which).map(({ cell }) => cell));
  const boxes = cellsOf(({ text }) => text.trim() !== '');
  const objects = cellsOf(({ cell, shows }) => shows && !boxes.has(cell));
  return { boxes: [...boxes], objects: [...objects] };
}

/** Elements whose shape alone shows something: a picture, a line, a frame with a chart or a diagram, handwriting. */
const showing = new Set(['pic', 'cxnSp', 'graphicFrame', 'contentPart']);

/** Reads each anchor of a drawing, with the text of the parts that it refers to. */
function readAnchors({ name: part, bytes }: Part, parts: Parts, things: Thing[]): void {
  const related = new Map(parts.relationships(part).map(({ id, kind, target }) => [id, { kind, target }]));
  const path: string[] = [];
  const opened = new Set<string>();
  let at = { row: '', column: '' };
  let thing: Thing = { cell: '', text: '', shows: false };
  let textBox = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      path.push(name ?? '');
      if (name?.endsWith('Anchor')) {
        at = { row: '', column: '' };
        thing = { cell: '', text: '', shows: false };
      }
      if (name !== null && showing.has(name)) thing.shows = true;
      if (name === 'cNvSpPr') textBox = ['1', 'true'].includes(attributes.get('txBox') ?? '');
      // An empty text box is ignored; any other shape, such as a ring around a choice, was drawn on purpose.
      if (name === 'prstGeom' && !textBox && attributes.get('prst') !== 'rect') thing.shows = true;
      if (name === 'custGeom') thing.shows = true;
      for (let place = 0; place < attributes.count; place += 1) {
        const to = attributes.key(place).includes(':') ? related.get(attributes.value(place)) : undefined;
        if (!to || to.kind === 'hyperlink') continue;
        thing.shows = true;
        thing.text += textBehind(parts, to.target, opened);
      }
    },
    close: (name) => {
      path.pop();
      if (!name?.endsWith('Anchor') || things.length >= mostDrawn) return;
      things.push({ ...thing, cell: cellAt(wholeNumber(at.row || '0'), wholeNumber(at.column || '0')) });
    },
    text: (written) => {
      const [outer, inner] = path.slice(-2);
      if (outer === 'from' && inner === 'row') at.row += written;
      if (outer === 'from' && inner === 'col') at.column += written;
      if (inner === 't' && path.includes('txBody')) thing.text = (thing.text + written).slice(0, longestText);
    },
  });
}

/**
 * Text typed in a chart or a diagram, and in the drawings that it refers to; titles taken from cells are not
 * included.
 */
function textBehind(parts: Parts, target: string, opened: Set<string>): string {
  const part = parts.find(target);
  if (!part || !/\.xml$/i.test(target) || opened.has(part.name) || opened.size >= mostOpened) return '';
  opened.add(part.name);
  let text = '';
  let inText = false;
  attempt(() =>
    walkXml(part.bytes, part.name, {
      open: (name) => {
        inText = name === 't';
      },
      close: () => {
        inText = false;
      },
      text: (written) => {
        if (inText) text = (text + written).slice(0, longestText);
      },
    }),
  );
  const behind = parts.relationships(part.name).map((one) => textBehind(parts, one.target, opened));
  return [text, ...behind].join('').slice(0, longestText);
}

/**
 * Check boxes, lists and fields in legacy drawings (VML). They contain the comments of cells too, which are read
 * elsewhere.
 */
function readControls({ bytes }: Part, _: Parts, things: Thing[]): void {
  // VML is not always well-formed XML, so the text is searched instead.
  const [, ...controls] = new TextDecoder().decode(bytes).split(/<\w{0,20}:?ClientData\s/);
  for (const control of controls) {
    const data = control.slice(0, longestControl);
    if (/^\s*ObjectType\s*=\s*["']Note["']/.test(data) || things.length >= mostDrawn) continue;
    const [column, , row] = (/Anchor>([\d\s,]{1,200})</.exec(data)?.[1] ?? '').split(',').map(Number);
    things.push({ cell: cellAt(row ?? 0, column ?? 0), text: '', shows: true });
  }
}

/** The cell at a position that counts from 0; the first cell for a position that no sheet has. */
function cellAt(row: number, column: number): string {
  const isPlace = Number.isInteger(row) && Number.isInteger(column) && row < mostRows && column < mostColumns;
  return isPlace && row >= 0 && column >= 0 ? cellName(row + 1, column + 1) : 'A1';
}
