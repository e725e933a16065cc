/** What belongs to a sheet but is in no cell: comments, threaded comments, and drawings. */
import { walkXml } from '../guard/xml.ts';
import { attempt } from './attempt.ts';
import { readDrawn, type SheetDrawing } from './drawn.ts';
import type { Part, Parts } from './parts.ts';
import { cellName, readPlace } from './place.ts';
import { wholeNumber } from './xml-number.ts';

export type Comment = { readonly cell: string; readonly author: string; readonly text: string };

export type Asides = SheetDrawing & {
  /** One for each cell with comments, in the order of the file. */
  readonly comments: readonly Comment[];
};

const mostComments = 2_000;
const longestComment = 4_000;

export function readAsides(parts: Parts, sheetPart: string): Asides {
  const related = parts.relationships(sheetPart);
  const of = (kind: string) => related.filter((one) => one.kind === kind).map(({ target }) => parts.find(target));
  const comments = new Map<string, Comment>();
  for (const part of of('comments')) if (part) attempt(() => readComments(part, comments));
  for (const part of of('threadedComment')) if (part) attempt(() => readThreads(part, comments));
  return { comments: [...comments.values()], ...readDrawn(parts, sheetPart) };
}

function readComments({ name: part, bytes }: Part, comments: Map<string, Comment>): void {
  const authors: string[] = [];
  let at: { cell: string; author: string; text: string } | null = null;
  let into: 'author' | 'text' | null = null;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name === 'author') authors.push('');
      if (name === 'author' || name === 't') into = name === 't' ? 'text' : 'author';
      if (name !== 'comment' || comments.size >= mostComments) return;
      const place = readPlace(attributes.get('ref') ?? '');
      const author = authors[wholeNumber(attributes.get('authorId'))] ?? '';
      at = place && { cell: cellName(place.row, place.column), author: author.slice(0, 100), text: '' };
    },
    close: (name) => {
      if (name === 'author' || name === 't') into = null;
      if (name !== 'comment') return;
      if (at && at.text.trim() !== '') comments.set(at.cell, at);
      at = null;
    },
    text: (text) => {
      if (into === 'author' && authors.length > 0) authors[authors.length - 1] += text;
      if (into === 'text' && at) at.text = (at.text + text).slice(0, longestComment);
    },
  });
}

/** Programs write a plain comment next to each thread; if one is missing, the thread is read anyway. */
function readThreads({ name: part, bytes }: Part, comments: Map<string, Comment>): void {
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name !== null || attributes.get('personId') === undefined || comments.size >= mostComments) return;
      const place = readPlace(attributes.get('ref') ?? '');
      const cell = place && cellName(place.row, place.column);
      if (cell && !comments.has(cell)) comments.set(cell, { cell, author: '', text: '…' });
    },
  });
}
