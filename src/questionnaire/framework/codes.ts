/** Holds the codes of a framework against one another and against the questionnaire. */
import { type ContentTable, type Fault, nearest } from '../../content/index.ts';
import { cellsOf } from '../cells.ts';
import type { Instrument } from '../instrument.ts';
import type { FrameworkTables } from './framework-tables.ts';

/** @param versions - every version of the questionnaire: a framework is one for all of them */
export function checkCodes(tables: FrameworkTables, versions: readonly Instrument[]): Fault[] {
  const { dimensions, pillars, indicators, indicator_questions: scored, areas, area_questions: needs } = tables;
  const { context_questions: context, flags, treaty_answers: answers, recommendation_elements: measured } = tables;
  const { points, point_links: links } = tables;
  const { support_areas: support } = tables;
  return [
    ...[twice(dimensions, ['dimension']), twice(pillars, ['pillar']), twice(indicators, ['indicator'])].flat(),
    ...[twice(areas, ['area']), twice(flags, ['flag']), twice(scored, ['indicator', 'question', 'part'])].flat(),
    ...linked(pillars, 'dimension', dimensions, 'pillar'),
    ...linked(indicators, 'pillar', pillars, 'indicator'),
    ...linked(scored, 'indicator', indicators, 'question'),
    ...linked(needs, 'area', areas, 'question'),
    ...['indicator', 'beside'].flatMap((column) =>
      strays(flags, column, codesOf(indicators, 'indicator'), 'indicators.csv'),
    ),
    ...[scored, needs, context].flatMap((table) => questions(table, versions)),
    ...choices(answers, versions),
    ...twice(support, ['kind', 'vocabulary', 'code', 'area']),
    // A word of the subject says no area.
    ...strays(support, 'area', [...codesOf(areas, 'area'), ''], 'areas.csv'),
    ...twice(measured, ['recommendation', 'element']),
    ...twice(points, ['point']),
    ...twice(links, ['point', 'kind', 'code']),
    ...strays(points, 'area', codesOf(areas, 'area'), 'areas.csv'),
    ...linked(links, 'point', points, 'link'),
    ...strayIndicators(links, codesOf(indicators, 'indicator')),
    ...strays(
      measured,
      'element',
      [...codesOf(dimensions, 'dimension'), ...codesOf(pillars, 'pillar'), ...codesOf(indicators, 'indicator')],
      'dimensions.csv, pillars.csv or indicators.csv',
    ),
  ];
}

/** Each code is declared, and each that is declared has something beneath it: a pillar without an indicator has no score. */
function linked(table: ContentTable | null, column: string, declaring: ContentTable | null, what: string): Fault[] {
  const known = codesOf(declaring, column);
  const used = new Set(codesOf(table, column));
  const file = declaring?.name.split('/').at(-1) ?? '';
  return [
    ...strays(table, column, known, file),
    ...(declaring?.rows ?? []).flatMap((row, at) =>
      used.has(row[column] ?? '')
        ? []
        : declaring!.fault(at, column, {
            what: `The ${column} "${row[column]}" has no ${what}.`,
            correction: `Add one in ${table?.name.split('/').at(-1) ?? 'its table'}, or remove the ${column}.`,
          }),
    ),
  ];
}

/** Links of a point to indicators; recommendations and treaties are facts of reference, judged with them. */
function strayIndicators(table: ContentTable | null, known: readonly string[]): Fault[] {
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = row.code ?? '';
    if (row.kind !== 'indicator' || known.includes(code)) return [];
    const near = nearest(code, known);
    const correction = near.length > 0 ? '' : 'Declare it in indicators.csv, or correct it.';
    return table!.fault(at, 'code', { what: `"${code}" is not in indicators.csv.`, near, correction });
  });
}

function strays(table: ContentTable | null, column: string, known: readonly string[], file: string): Fault[] {
  const codes = new Set(known);
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = row[column] ?? '';
    if (codes.has(code)) return [];
    const near = nearest(code, known);
    const correction = near.length > 0 ? '' : `Declare it in ${file}, or correct it.`;
    return table!.fault(at, column, { what: `"${code}" is not in ${file}.`, near, correction });
  });
}

function questions(table: ContentTable | null, versions: readonly Instrument[]): Fault[] {
  const known = [...new Set(versions.flatMap((one) => [...one.questions.keys()]))];
  const codes = new Set(known);
  return (table?.rows ?? []).flatMap((row, at) => {
    const { question: code = '', part = '' } = row;
    if (!codes.has(code)) {
      const what = `No version of the questionnaire has a question "${code}".`;
      return table!.fault(at, 'question', { what, near: nearest(code, known), correction: 'Name a question.' });
    }
    const parts = versions.flatMap((one) => {
      const question = one.questions.get(code);
      return question ? cellsOf(one, question).flatMap(({ name }) => name ?? []) : [];
    });
    if (part === '' || parts.includes(part)) return [];
    const near = nearest(part, parts);
    const correction =
      parts.length === 0 ? 'Leave the cell empty.' : `Its parts are ${[...new Set(parts)].join(', ')}.`;
    return table!.fault(at, 'part', { what: `Question ${code} has no part "${part}".`, near, correction });
  });
}

/** Choices that answer to a treaty's status are those of the questions about treaties. */
function choices(table: ContentTable | null, versions: readonly Instrument[]): Fault[] {
  const lists = versions.flatMap(({ questions: all, lists: known }) =>
    [...all.values()]
      .filter(({ treaties }) => treaties.length > 0)
      .flatMap(({ list }) => (list === null ? [] : (known.get(list)?.choices ?? []))),
  );
  const known = [...new Set(lists.map(({ name }) => name))];
  return (table?.rows ?? []).flatMap((row, at) => {
    if (known.includes(row.choice ?? '')) return [];
    const what = `"${row.choice}" is no choice of a question about treaties.`;
    const correction = `The choices are ${known.join(', ')}.`;
    return table!.fault(at, 'choice', { what, near: nearest(row.choice ?? '', known), correction });
  });
}

const codesOf = (table: ContentTable | null, column: string): string[] =>
  (table?.rows ?? []).map((row) => row[column] ?? '');

function twice(table: ContentTable | null, key: readonly string[]): Fault[] {
  const seen = new Map<string, string>();
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = key
      .map((column) => row[column])
      .filter(Boolean)
      .join(' ');
    const first = seen.get(code);
    seen.set(code, first ?? table!.where(at));
    if (first === undefined) return [];
    const what = `"${code}" is in the table already, at ${first}.`;
    return table!.fault(at, key[0]!, { what, correction: 'Remove one of the two lines.' });
  });
}
