/** Binds one block of a page. */

import type {
  AnyBlock,
  AnyData,
  Pick as PickDeclaration,
  TableDeclaration,
  TreeBlock,
} from '../declare/declaration.ts';
import { longPage, pagesOf } from '../declare/table-pages.ts';
import type { Dataset } from '../draw/chart.ts';
import type { DatasetRow } from '../release.ts';
import type { BoundBlock, BoundNode } from './bound.ts';
import { bindChart } from './chart-block.ts';
import { addressOf, type Context, hasText, say } from './context.ts';
import { bindDatasets } from './datasets.ts';
import { formatValue, nothing } from './format-row.ts';
import { listed, rowsOf } from './rows.ts';
import { bindCell, bindTable, columnTitle } from './table.ts';
import { parameterValues, type Workshop } from './workshop.ts';

/** @returns no block if its data are empty and it has no text that states this */
export function bindBlock(workshop: Workshop, block: AnyBlock): BoundBlock[] {
  const { context } = workshop;
  const datasets = bindDatasets(context, workshop.atlas, block.id, block.data ?? {});
  const picked = pickAll(context, block.id, block.picks ?? {});
  const values = { ...parameterValues(context), ...picked, ...countsOf(block, datasets) };
  const text = (key: string) =>
    hasText(context, `blocks.${block.id}.${key}`) ? say(context, `blocks.${block.id}.${key}`, values) || null : null;
  const title = text('title') ?? '';
  const sentence = hasAll(context, block.picks) && appliesTo(context, block, picked) ? text('sentence') : null;
  const frame = {
    id: block.id,
    title,
    sentence: sentence !== null && context.narrow ? say(context, 'filters.within', { ...values, sentence }) : sentence,
    note: text('note'),
    width: block.width ?? 'full',
    tabs: block.tabs ?? null,
    tab: text('tab') ?? title,
    see: block.see ?? null,
    print: block.print ?? null,
  } as const;

  if (lacksColumns(context, block)) {
    return [{ ...frame, sentence: null, note: null, kind: 'empty', text: say(context, 'younger', values) }];
  }
  if (block.needs !== undefined && datasets[block.needs]!.rows.length === 0) {
    const empty = text('empty');
    return empty === null ? [] : [{ ...frame, sentence: null, note: null, kind: 'empty', text: empty }];
  }
  const table = (declared: TableDeclaration) =>
    bindTable(context, declared, datasets[declared.data]!.rows, {
      caption: title,
      mart: martOf(block.data?.[declared.data]),
      block: block.id,
      ...('chart' in block && block.pages && { pageSize: longPage }),
    });

  if ('chart' in block) {
    const chart = bindChart(workshop, block, datasets, title);
    return [
      {
        ...frame,
        kind: 'chart',
        ...chart,
        hint: text('live'),
        table: block.table ? table(block.table) : null,
      },
    ];
  }
  if ('facts' in block) {
    const facts = block.facts.map((key) => ({
      figure: say(context, `blocks.${block.id}.${key}.figure`, values),
      text: say(context, `blocks.${block.id}.${key}.text`, values),
      note: text(`${key}.note`),
    }));
    return [{ ...frame, kind: 'facts', facts }];
  }
  if ('callouts' in block) {
    const { data, text: column, tone } = block.callouts;
    const callouts = datasets[data]!.rows.map((row) => ({ text: String(row[column] ?? ''), tone }));
    return callouts.length === 0 ? [] : [{ ...frame, kind: 'callouts', callouts }];
  }
  if ('cards' in block) {
    const cards = datasets[block.cards.data]!.rows.map((row) => ({
      title: String(row[block.cards.title] ?? ''),
      href: block.cards.link === undefined ? null : String(row[block.cards.link] ?? ''),
      score: bindCell(context, block.cards.score, row),
      mark: block.cards.mark ? bindCell(context, block.cards.mark, row) : null,
      lines: block.cards.lines.map((column) => String(row[column] ?? nothing)).filter((line) => line !== nothing),
    }));
    return [{ ...frame, kind: 'cards', cards }];
  }
  if ('tree' in block) {
    const nodes = nodesOf(context, block, datasets);
    const pages = context.askedRows ? pagesOf(context.askedRows, block.id, nodes.length, longPage) : null;
    return [{ ...frame, kind: 'tree', nodes, pages }];
  }
  if ('sources' in block) {
    const { data, title: name, says, text: body, anchor } = block.sources;
    const sources = datasets[data]!.rows.map((row) => ({
      anchor: String(row[anchor] ?? ''),
      title: String(row[name] ?? ''),
      says: String(row[says] ?? ''),
      text: String(row[body] ?? ''),
    }));
    return [{ ...frame, kind: 'sources', sources }];
  }
  if ('summary' in block) {
    const sentences = block.summary
      .map((key) => ({ label: text(`${key}.label`), text: text(`${key}.text`) }))
      .flatMap(({ label, text: sentence }) => (sentence === null ? [] : [{ label, text: sentence }]));
    return [{ ...frame, kind: 'summary', sentences }];
  }
  if ('doors' in block) {
    const doors = block.doors.map((section) => ({
      section,
      title: say(context, `blocks.${block.id}.${section}.title`, values),
      text: say(context, `blocks.${block.id}.${section}.text`, values),
    }));
    return [{ ...frame, kind: 'doors', doors }];
  }
  if ('news' in block) return [{ ...frame, kind: 'news', most: block.news }];
  if ('prose' in block)
    return [
      {
        ...frame,
        kind: 'prose',
        links: (block.to ?? [])
          .filter((name) => workshop.offered.has(name))
          .map((name) => ({
            text: context.texts.say(context.language, `dashboards.${name}.nav`),
            href: addressOf(context, name),
          })),
        paragraphs: [...block.prose, ...(context.narrow ? (block.narrowed ?? []) : [])].map((key) =>
          say(context, `blocks.${block.id}.${key}`, values),
        ),
      },
    ];
  return [{ ...frame, kind: 'table', table: table(block.table) }];
}

/** Counts for texts of a comparison: the number of rows, and of rows in which some pair can be distinguished. */
function countsOf(block: AnyBlock, datasets: Readonly<Record<string, Dataset>>): Record<string, number> {
  const compared = Object.entries(block.data ?? {}).filter(([, data]) => 'compare' in data);
  return Object.fromEntries(
    compared.flatMap(([name]) => {
      const { rows } = datasets[name]!;
      const apart = rows.filter(({ verdict }) => verdict === 'distinguishable').length;
      const figures = rows.filter(({ distance }) => distance !== null).length;
      return [
        [`${name}_figures`, figures],
        [`${name}_apart`, apart],
      ];
    }),
  );
}

/** Whether the sentence of a block is valid for the current selection: not every selection has figures. */
function appliesTo(
  { narrow }: Context,
  { sentence_of, picks }: AnyBlock,
  picked: Readonly<Record<string, string | number>>,
): boolean {
  if (!narrow || sentence_of === undefined) return true;
  return sentence_of === 'scope' && Object.keys(picks ?? {}).some((name) => picked[`${name}_known`] === 'yes');
}

/** Values for sentences: one formatted value, or the first few joined as a list; `<name>_known` is yes or no. */
function pickAll(
  context: Context,
  block: string,
  picks: Readonly<Record<string, PickDeclaration>>,
): Record<string, string | number> {
  const language = context.texts.language(context.language);
  return Object.fromEntries(
    Object.entries(picks).flatMap(([name, pick]): [string, string | number][] => {
      const values = rowsOf(context, `${block}.${name}`, pick)
        .map((row) => row[pick.column] ?? null)
        .filter((value) => value !== null);
      if (pick.count === true) return [[name, values.length]];
      const format = context.formats[pick.column];
      const [first] = values;
      const several = pick.most !== undefined && pick.most > 1;
      const reported = values.slice(0, pick.most ?? 1).map((value) => formatValue(language, format, value));
      const one = typeof first === 'number' && format === undefined && !several ? first : listed(context, reported);
      return [
        [name, first === undefined ? nothing : one],
        [`${name}_known`, first === undefined ? 'no' : 'yes'],
      ];
    }),
  );
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
        says: said(level.says === undefined ? null : row[level.says]),
        cells: level.columns.map((column) => ({
          ...bindCell(context, column, row),
          title: columnTitle(context, column.column),
        })),
        open: level.open === true || (level.open === 'narrowed' && Boolean(context.narrow)),
        href: said(level.link === undefined ? null : row[level.link]),
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
const said = (text: unknown) =>
  text === null || text === undefined || text === '' || text === nothing ? null : String(text);

/**
 * Whether figures are missing because the release is older than they are, which says nothing about them. A chart or a
 * table is then shown without its sentence; a block that consists of picks is not shown.
 */
const lacksColumns = (context: Context, block: AnyBlock): boolean =>
  !hasAll(context, block.data) ||
  (('facts' in block || 'prose' in block || 'summary' in block) && !hasAll(context, block.picks));

const hasAll = ({ release }: Context, asked: Readonly<Record<string, AnyData>> | undefined): boolean =>
  Object.values(asked ?? {}).every((one) => {
    const mart = martOf('layers' in one ? one.nodes : one);
    return mart === '' || release.marts.includes(mart);
  });

const martOf = (data: AnyData | undefined): string =>
  data && 'rank' in data
    ? data.rank.mart
    : data && 'compare' in data
      ? data.compare.mart
      : data && 'mart' in data
        ? data.mart
        : '';
