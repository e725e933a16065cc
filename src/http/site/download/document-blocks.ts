/** Converts the blocks of a page to blocks of a document. */
import {
  type BoundBlock,
  type BoundCell,
  type BoundNode,
  type BoundTable,
  standaloneKeys,
  stillChart,
} from '../../../dashboard/index.ts';
import { type DocumentBlock, type DocumentTable, pictureSize, withoutLinks } from '../../../document/index.ts';
import { altOf, type DownloadParts } from './downloads.ts';

/** Dependencies: the painter, the dashboards, and sentences in the reader's language. */
type BlockParts = Pick<DownloadParts, 'painter' | 'dashboards'> & {
  /** A label and its text. */
  readonly pair: (name: string, text: string) => string;
  /** Of which date facts are. */
  readonly dated: (asOf: string) => string;
};

/** @param heading - level of the title of each block */
export async function documentBlocks(
  parts: BlockParts,
  blocks: readonly { readonly block: BoundBlock; readonly table: boolean }[],
  heading: 1 | 2 | 3,
): Promise<DocumentBlock[]> {
  const made: { readonly half: boolean; readonly blocks: readonly DocumentBlock[] }[] = [];
  for (const { block, table } of blocks) {
    const half = (block.kind === 'chart' || block.kind === 'table') && !table && block.width !== 'full';
    // If its drawing is included too, the drawing has the description.
    const below = table && blocks.some((one) => one.block === block && !one.table);
    made.push({ half, blocks: await blocksOf(parts, block, { table, below }, heading) });
  }
  const placed: DocumentBlock[] = [];
  for (let at = 0; at < made.length; at++) {
    const [one, next] = [made[at]!, made[at + 1]];
    if (one.half && next?.half) {
      placed.push({ kind: 'pair', first: one.blocks, second: next.blocks });
      at += 1;
    } else placed.push(...one.blocks);
  }
  return placed;
}

async function blocksOf(
  parts: BlockParts,
  block: BoundBlock,
  { table, below }: { readonly table: boolean; readonly below: boolean },
  level: 1 | 2 | 3,
): Promise<DocumentBlock[]> {
  if (block.kind === 'callouts')
    return block.callouts.map(({ text }) => ({ kind: 'paragraph', text, look: 'mark' }) as const);
  const inner = block.kind === 'tree' ? treeOf(parts, block.nodes, level) : await innerOf(parts, block, table, below);
  if (inner.length === 0) return [];
  const note = (text: string): DocumentBlock => ({ kind: 'paragraph', text, look: 'note' });
  const title: DocumentBlock[] = block.title === '' || below ? [] : [{ kind: 'heading', level, text: block.title }];
  const sentence: DocumentBlock[] =
    block.sentence === null || below ? [] : [{ kind: 'paragraph', text: block.sentence, look: 'plain' }];
  const notes = [...(block.note === null || below ? [] : [block.note]), ...mapNotesOf(block, table)];
  const dated: DocumentBlock[] =
    block.asOf === null || below ? [] : [{ kind: 'paragraph', text: parts.dated(block.asOf), look: 'dated' }];
  return [...title, ...sentence, ...inner, ...notes.map(note), ...dated];
}

/** Whether some facts of a document have a date of their own. */
export const hasOwnDates = (blocks: readonly DocumentBlock[]): boolean =>
  blocks.some((block) =>
    block.kind === 'pair'
      ? hasOwnDates([...block.first, ...block.second])
      : block.kind === 'paragraph' && block.look === 'dated',
  );

const mapNotesOf = (block: BoundBlock, tableOnly: boolean): readonly string[] =>
  block.kind === 'chart' && !tableOnly ? block.mapNotes : [];

async function innerOf(
  { painter, dashboards, pair }: BlockParts,
  block: BoundBlock,
  tableOnly: boolean,
  below: boolean,
): Promise<DocumentBlock[]> {
  switch (block.kind) {
    case 'chart': {
      if (tableOnly) return tablesOf(block.table, below ? block.title : '');
      const drawn = await painter.draw(
        block.name,
        stillChart(block.chart, block.legend === null, dashboards.theme.font),
      );
      const keys = standaloneKeys(block.legend ?? [], block.chart.dress.patterns);
      return [{ kind: 'picture', svg: withoutLinks(drawn), ...pictureSize(drawn), alt: altOf(block), keys }];
    }
    case 'table':
      return tablesOf(block.table, '');
    case 'facts':
      return [{ kind: 'facts', facts: block.facts }];
    case 'cards':
      return [
        {
          kind: 'facts',
          facts: block.cards.map(({ title, score, mark }) => ({
            figure: score.text,
            text: title,
            note: mark?.text ?? null,
          })),
        },
      ];
    case 'summary':
      return block.sentences.map(({ label, text }) => ({
        kind: 'paragraph',
        text: label === null ? text : pair(label, text),
        look: 'plain',
      }));
    case 'prose':
      return block.paragraphs.map((text) => ({ kind: 'paragraph', text, look: 'plain' }));
    case 'empty':
      return [{ kind: 'paragraph', text: block.text, look: 'note' }];
    // Links to pages, and long texts, which are on the page only.
    case 'doors':
    case 'news':
    case 'sources':
    case 'callouts':
    case 'tree':
      return [];
  }
}

/** Each node with what it shows about itself, its table, and its children. */
function treeOf(parts: Pick<BlockParts, 'pair'>, nodes: readonly BoundNode[], above: 1 | 2 | 3): DocumentBlock[] {
  const level = above === 1 ? 2 : 3;
  return nodes.flatMap(({ title, says, cells, leaf, children }): DocumentBlock[] => {
    const about = [...(says === null ? [] : [says]), ...cells.map((cell) => parts.pair(cell.title, cell.text))];
    return [
      { kind: 'heading', level, text: title },
      ...(about.length === 0 ? [] : [{ kind: 'paragraph', text: about.join(' · '), look: 'note' } as const]),
      ...tablesOf(leaf, ''),
      ...treeOf(parts, children, level),
    ];
  });
}

/** @param caption - caption of a table without a heading above */
const tablesOf = (table: BoundTable | null, caption: string): DocumentBlock[] =>
  table === null || table.rows.length === 0 ? [] : [{ kind: 'table', table: documentTable(table, caption) }];

const documentTable = ({ columns, rows }: BoundTable, caption: string): DocumentTable => ({
  caption,
  columns: columns
    .filter(({ onward }) => !onward)
    .map(({ title, as }) => ({
      title,
      as: as === 'number' || as === 'score' || as === 'share' ? 'number' : as === 'long' ? 'long' : 'text',
    })),
  rows: rows.map(({ cells }) => cells.filter((_, at) => !columns[at]!.onward).map(documentCell)),
});

const documentCell = ({ text, sign, under }: BoundCell) => ({
  text: sign ? `${sign} ${text}` : text,
  ...(under !== undefined && { under }),
});
