/** Binds one block of a page. */

import { type AnyBlock, type AnyData, type Pick as PickDeclaration, withoutDateText } from '../declare/declaration.ts';
import type { Dataset } from '../draw/chart.ts';
import type { DatasetRow } from '../release.ts';
import { bindContent, martOf } from './block-content.ts';
import type { BoundBlock } from './bound.ts';
import { type Context, hasText, say } from './context.ts';
import { bindDatasets } from './datasets.ts';
import { formatValue, nothing } from './format-row.ts';
import { listed, rowsOf } from './rows.ts';
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
    asOf:
      block.as_of === undefined || withoutDateText.has(block.as_of)
        ? null
        : say(context, `as_of.${block.as_of}`, values),
    width: block.width ?? 'full',
    tabs: block.tabs ?? null,
    tab: text('tab') ?? title,
    see: block.see ?? null,
    print: block.print ?? null,
    fold: block.fold ?? false,
  } as const;
  const empty = (reason: string | null): BoundBlock[] =>
    reason === null ? [] : [{ ...frame, sentence: null, note: null, asOf: null, kind: 'empty', text: reason }];

  if (lacksColumns(context, block)) return empty(say(context, 'younger', values));
  if (block.needs !== undefined && datasets[block.needs]!.rows.length === 0) return empty(text('empty'));
  const content = bindContent({ workshop, datasets, values, text, title }, block);
  return content === null ? [] : [{ ...frame, ...content }];
}

/**
 * Counts for texts of a comparison: rows with two figures, rows whose difference can be judged because there are
 * intervals, and rows in which some pair can be distinguished.
 */
function countsOf(block: AnyBlock, datasets: Readonly<Record<string, Dataset>>): Record<string, number> {
  const compared = Object.entries(block.data ?? {}).filter(([, data]) => 'compare' in data);
  return Object.fromEntries(
    compared.flatMap(([name]) => {
      const { rows } = datasets[name]!;
      const apart = rows.filter(({ verdict }) => verdict === 'distinguishable').length;
      const figures = rows.filter(({ distance }) => distance !== null).length;
      const judged = rows.filter(({ verdict }) => verdict === 'not_distinguishable').length + apart;
      return [
        [`${name}_figures`, figures],
        [`${name}_judged`, judged],
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
      const { most, ...all } = pick;
      const rows = rowsOf(context, `${block}.${name}`, pick.count === true ? pick : all).filter(
        (row) => (row[pick.column] ?? null) !== null,
      );
      if (pick.count === true) return [[name, rows.length]];
      const format = context.formats[pick.column];
      const values = leading(rows, pick).map((row) => row[pick.column] ?? null);
      const [first] = values;
      const several = (most !== undefined && most > 1) || values.length > 1;
      const reported = values.map((value) => formatValue(language, format, value));
      const one = typeof first === 'number' && format === undefined && !several ? first : listed(context, reported);
      return [
        [name, first === undefined ? nothing : one],
        [`${name}_known`, first === undefined ? 'no' : 'yes'],
      ];
    }),
  );
}

/**
 * The first rows, `most` or one. Of rows ranked by a figure, also those that share it with the last of them: a sentence
 * that calls some the largest names all that are.
 */
function leading(rows: readonly DatasetRow[], { most = 1, sort, column }: PickDeclaration): readonly DatasetRow[] {
  const [by] = sort ?? [];
  const last = rows[most - 1];
  if (by === undefined || !by.startsWith('-') || by.slice(1) === column || last === undefined)
    return rows.slice(0, most);
  const figure = last[by.slice(1)] ?? null;
  const shares = (row: DatasetRow) => {
    const own = row[by.slice(1)] ?? null;
    if (typeof own !== 'number' || typeof figure !== 'number') return false;
    return Math.abs(own - figure) <= 1e-9;
  };
  return rows.filter((row, at) => at < most || shares(row));
}

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
