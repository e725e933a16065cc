/** Shortens the tables of a document that has too many pages in the smallest legible letters. */
import type { DocumentBlock, DocumentContent } from './content.ts';

/** The number of rows of the longest table. */
export const mostRows = (blocks: readonly DocumentBlock[]): number =>
  Math.max(
    0,
    ...blocks.map((block) =>
      block.kind === 'table'
        ? block.table.rows.length
        : block.kind === 'pair'
          ? mostRows([...block.first, ...block.second])
          : 0,
    ),
  );

/** @returns the document with the first rows of each table, which states how many follow on the page */
export function withFewerRows(document: DocumentContent, rows: number): DocumentContent {
  const shorter = (block: DocumentBlock): DocumentBlock[] => {
    if (block.kind === 'pair')
      return [{ ...block, first: block.first.flatMap(shorter), second: block.second.flatMap(shorter) }];
    if (block.kind !== 'table' || block.table.rows.length <= rows) return [block];
    const { table } = block;
    const further = document.furtherRows.replace('{count}', String(table.rows.length - rows));
    return [
      { kind: 'table', table: { ...table, rows: table.rows.slice(0, rows) } },
      { kind: 'paragraph', text: further, look: 'note' },
    ];
  };
  return { ...document, blocks: document.blocks.flatMap(shorter) };
}
