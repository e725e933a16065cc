/** What stays on one page of a document. */
import type { DocumentBlock } from './content.ts';

/** Letters of notes that fit below the tallest picture. */
const mostNotes = 1400;

/** The notes about the picture or table at this place; none if they are too long to stay on its page. */
export function notesAfter(blocks: readonly DocumentBlock[], at: number): DocumentBlock[] {
  const { kind } = blocks[at]!;
  if (kind !== 'picture' && kind !== 'table') return [];
  const notes: DocumentBlock[] = [];
  let length = 0;
  for (const block of blocks.slice(at + 1)) {
    if (block.kind !== 'paragraph' || (block.look !== 'note' && block.look !== 'dated')) break;
    length += block.text.length;
    notes.push(block);
  }
  return length > mostNotes ? [] : notes;
}

/** Whether a paragraph is about the block after it. */
export const isKept = (block: DocumentBlock, next: DocumentBlock | undefined): boolean =>
  block.kind === 'paragraph' && (block.look === 'lede' || next?.kind === 'picture' || next?.kind === 'table');
