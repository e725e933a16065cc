/** Binds one block of a page. */

import { type AnyBlock, type AnyData, type Pick as PickDeclaration, withoutDateText } from '../declare/declaration.ts';
import type { Dataset } from '../draw/chart.ts';
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
