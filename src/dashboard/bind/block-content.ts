/** What a block shows, by its kind. */
import type {
  AnyBlock,
  AnyData,
  CalloutsBlock,
  CardsBlock,
  ChartBlock,
  FactsBlock,
  ProseBlock,
  SourcesBlock,
  TableDeclaration,
  TreeBlock,
} from '../declare/declaration.ts';
import { longPage, pagesOf } from '../declare/table-pages.ts';
import type { Dataset } from '../draw/chart.ts';
import type { DatasetRow } from '../release.ts';
import type { BoundContent, BoundNode, BoundTable } from './bound.ts';
import { bindChart } from './chart-block.ts';
import { addressOf, type Context, say } from './context.ts';
import { nothing } from './format-row.ts';
import { bindCell, bindTable, columnTitle } from './table.ts';
import type { Workshop } from './workshop.ts';

/** What the content of a block is made of. */
export type BlockContentParts = {
  readonly workshop: Workshop;
  readonly datasets: Readonly<Record<string, Dataset>>;
  /** Of the texts of the block. */
  readonly values: Readonly<Record<string, string | number>>;
  /** A text of the block; null if it has none, or an empty one. */
  readonly text: (key: string) => string | null;
  readonly title: string;
};

/** @returns null if there is nothing to show */
export function bindContent(parts: BlockContentParts, block: AnyBlock): BoundContent | null {
  if ('chart' in block) return chartOf(parts, block);
  if ('facts' in block) return factsOf(parts, block);
  if ('callouts' in block) return calloutsOf(parts, block);
  if ('cards' in block) return cardsOf(parts, block);
  if ('tree' in block) return treeOf(parts, block);
  if ('sources' in block) return sourcesOf(parts, block);
  if ('summary' in block) return { kind: 'summary', sentences: block.summary.flatMap((key) => sentenceOf(parts, key)) };
  if ('doors' in block)
    return { kind: 'doors', doors: block.doors.map((section) => ({ section, ...doorOf(parts, block, section) })) };
  if ('news' in block) return { kind: 'news', most: block.news };
  if ('prose' in block) return proseOf(parts, block);
  return { kind: 'table', table: tableOf(parts, block, block.table) };
}

function tableOf(
  { workshop, datasets, title }: BlockContentParts,
  block: AnyBlock,
  declared: TableDeclaration,
): BoundTable {
  return bindTable(workshop.context, declared, datasets[declared.data]!.rows, {
    caption: title,
    mart: martOf(block.data?.[declared.data]),
    block: block.id,
    ...('chart' in block && block.pages && { pageSize: longPage }),
  });
}

const chartOf = (parts: BlockContentParts, block: ChartBlock): BoundContent => ({
  kind: 'chart',
  ...bindChart(parts.workshop, block, parts.datasets, parts.title),
  hint: parts.text('live'),
  table: block.table ? tableOf(parts, block, block.table) : null,
});

/** A text below the block that must be there. */
const sayOf = ({ workshop, values }: BlockContentParts, block: AnyBlock, key: string): string =>
  say(workshop.context, `blocks.${block.id}.${key}`, values);

/** A figure that this release does not have, such as a need where no question asks for needs, is left out. */
function factsOf(parts: BlockContentParts, block: FactsBlock): BoundContent | null {
  const facts = block.facts.map((key) => factOf(parts, block, key)).filter(({ figure }) => figure !== nothing);
  return facts.length === 0 ? null : { kind: 'facts', facts };
}

const factOf = (parts: BlockContentParts, block: AnyBlock, key: string) => ({
  figure: sayOf(parts, block, `${key}.figure`),
  text: sayOf(parts, block, `${key}.text`),
  note: parts.text(`${key}.note`),
});

function calloutsOf(
  { datasets }: BlockContentParts,
  { callouts: { data, text, tone } }: CalloutsBlock,
): BoundContent | null {
  const callouts = datasets[data]!.rows.map((row) => ({ text: String(row[text] ?? ''), tone }));
  return callouts.length === 0 ? null : { kind: 'callouts', callouts };
}

function cardsOf({ workshop: { context }, datasets }: BlockContentParts, { cards }: CardsBlock): BoundContent {
  return {
    kind: 'cards',
    cards: datasets[cards.data]!.rows.map((row) => ({
      title: String(row[cards.title] ?? ''),
      href: cards.link === undefined ? null : String(row[cards.link] ?? ''),
      score: bindCell(context, cards.score, row),
      mark: cards.mark ? bindCell(context, cards.mark, row) : null,
      lines: cards.lines.map((column) => String(row[column] ?? nothing)).filter((line) => line !== nothing),
    })),
  };
}

/** Texts in pages, as the statements of all models would be most of a page. */
function sourcesOf(
  { datasets, workshop: { context } }: BlockContentParts,
  { id, sources: { data, title, says, text, anchor } }: SourcesBlock,
): BoundContent {
  const { rows } = datasets[data]!;
  const pages = context.askedRows ? pagesOf(context.askedRows, id, rows.length) : null;
  return {
    kind: 'sources',
    pages,
    sources: rows.slice(pages?.first, pages?.last).map((row) => ({
      anchor: String(row[anchor] ?? ''),
      title: String(row[title] ?? ''),
      says: String(row[says] ?? ''),
      text: String(row[text] ?? ''),
    })),
  };
}

/** A sentence whose text is empty for these values is omitted. */
function sentenceOf({ text }: BlockContentParts, key: string) {
  const sentence = text(`${key}.text`);
  return sentence === null ? [] : [{ label: text(`${key}.label`), text: sentence }];
}

const doorOf = (parts: BlockContentParts, block: AnyBlock, section: string) => ({
  title: sayOf(parts, block, `${section}.title`),
  text: sayOf(parts, block, `${section}.text`),
});

function proseOf(parts: BlockContentParts, block: ProseBlock): BoundContent {
  const { context, offered } = parts.workshop;
  const keys = [...block.prose, ...(context.narrow ? (block.narrowed ?? []) : [])];
  return {
    kind: 'prose',
    links: (block.to ?? [])
      .filter((name) => offered.has(name))
      .map((name) => ({
        text: context.texts.say(context.language, `dashboards.${name}.nav`),
        href: `${addressOf(context, name)}${onwardQuery(context, block)}`,
      })),
    paragraphs: keys.map((key) => sayOf(parts, block, key)),
  };
}

/** The choices with which another page is opened, so that a reader does not make them again. */
function onwardQuery(context: Context, { opened_with: opened = {}, keep = [] }: ProseBlock): string {
  const here = new URLSearchParams(context.narrow?.query ?? '');
  const given = Object.entries(opened).map(([name, parameter]) => [name, context.parameters[parameter.slice(1)]]);
  const kept = keep.map((name) => [name, here.get(name)]);
  const known = [...given, ...kept].flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return known.length === 0 ? '' : `?${known.join('&')}`;
}

function treeOf({ workshop: { context }, datasets }: BlockContentParts, block: TreeBlock): BoundContent {
  const nodes = nodesOf(context, block, datasets);
  const pages = context.askedRows ? pagesOf(context.askedRows, block.id, nodes.length, longPage) : null;
  return { kind: 'tree', nodes, pages };
}

/** Rows as a tree, each below its parent row of the level above. */
function nodesOf(
  context: Context,
  { tree, data }: TreeBlock,
  datasets: Readonly<Record<string, Dataset>>,
): BoundNode[] {
  const step = (depth: number, parent: DatasetRow | null): BoundNode[] => {
    const level = tree.levels[depth];
    if (!level) return [];
    const above = parent === null ? null : parent[tree.levels[depth - 1]!.key];
    const rows = datasets[level.data]!.rows.filter((row) => parent === null || row[level.parent!] === above);
    const nodes = rows.map((row): BoundNode => {
      const children = step(depth + 1, row);
      const leaves =
        tree.leaf && children.length === 0
          ? datasets[tree.leaf.data]!.rows.filter((leaf) => leaf[tree.leaf!.parent] === row[level.key])
          : [];
      return {
        anchor: String(row[level.key] ?? ''),
        title: String(row[level.title] ?? ''),
        says: textOrNull(level.says === undefined ? null : row[level.says]),
        cells: level.columns.map((column) => ({
          ...bindCell(context, column, row),
          title: columnTitle(context, column.column),
        })),
        open: level.open === true || (level.open === 'narrowed' && Boolean(context.narrow)),
        href: textOrNull(level.link === undefined ? null : row[level.link]),
        children,
        leaf:
          leaves.length === 0
            ? null
            : bindTable(context, tree.leaf!, leaves, { caption: String(row[level.title] ?? ''), mart: '' }),
      };
    });
    // Rows of unfiltered levels are kept only if they lead to rows that the filter keeps.
    const declared = data?.[level.data];
    return context.narrow && declared && 'mart' in declared && declared.whole
      ? nodes.filter(({ children, leaf }) => children.length > 0 || leaf !== null)
      : nodes;
  };
  return step(0, null);
}

/** An empty text is omitted. */
const textOrNull = (text: unknown) =>
  text === null || text === undefined || text === '' || text === nothing ? null : String(text);

/** Mart of the rows; empty if they come from no mart alone. */
export const martOf = (data: AnyData | undefined): string =>
  data && 'rank' in data
    ? data.rank.mart
    : data && 'compare' in data
      ? data.compare.mart
      : data && 'mart' in data
        ? data.mart
        : '';
