/** Checks the codes of a framework against each other and against the questionnaire. */
import {
  type Codes,
  type ContentTable,
  codesOf,
  type Fault,
  keysOf,
  nearest,
  strays,
  twice,
} from '../../content/index.ts';
import { cellsOf } from '../cells.ts';
import type { Instrument } from '../instrument.ts';
import type { FrameworkTables } from './framework-tables.ts';

/**
 * @param versions - every version of the questionnaire, which share one framework; null if one cannot be read, as its
 *   questions would seem unknown
 */
export function checkCodes(tables: FrameworkTables, versions: readonly Instrument[] | null): Fault[] {
  const { dimensions, pillars, indicators, indicator_questions: scored, areas, area_questions: needs } = tables;
  const { context_questions: context, flags, treaty_answers: answers, recommendation_elements: measured } = tables;
  const { points, point_links: links } = tables;
  const { support_areas: support } = tables;
  const shared = sharedCodes(tables);
  if (shared.length > 0) return shared;
  return [
    ...[twice(dimensions, ['dimension']), twice(pillars, ['pillar']), twice(indicators, ['indicator'])].flat(),
    ...[twice(areas, ['area']), twice(flags, ['flag']), twice(scored, ['indicator', 'question', 'part'])].flat(),
    ...linked(pillars, 'dimension', dimensions, 'pillar'),
    ...linked(indicators, 'pillar', pillars, 'indicator'),
    ...linked(scored, 'indicator', indicators, 'question'),
    ...linked(needs, 'area', areas, 'question'),
    ...['indicator', 'beside'].flatMap((column) =>
      strays(flags, column, keysOf(indicators, 'indicator'), 'indicators.csv'),
    ),
    ...(versions === null
      ? []
      : [
          ...[scored, needs, context].flatMap((table) => questions(table, versions)),
          ...choices(answers, versions),
          ...unscored(scored, versions),
        ]),
    ...twice(support, ['kind', 'vocabulary', 'code', 'area']),
    ...strays(support, 'area', keysOf(areas, 'area'), 'areas.csv'),
    ...twice(measured, ['recommendation', 'element']),
    ...twice(points, ['point']),
    ...twice(links, ['point', 'kind', 'code']),
    ...strays(points, 'area', keysOf(areas, 'area'), 'areas.csv'),
    ...linked(links, 'point', points, 'link'),
    ...strayIndicators(links, keysOf(indicators, 'indicator')),
    ...strays(measured, 'element', elements(tables), 'dimensions.csv, pillars.csv or indicators.csv'),
    ...[dimensions, pillars, areas, points].flatMap((table) => twice(table, ['position'])),
    ...twice(indicators, ['pillar', 'position']),
    ...twice(needs, ['area', 'question']),
    ...twice(context, ['context', 'role', 'question', 'part']),
    ...twice(answers, ['status', 'choice']),
    ...withoutWeight(pillars, 'dimension'),
    ...withoutWeight(indicators, 'pillar'),
    ...withoutWeight(scored, 'indicator', scoredIndicators(indicators)),
    ...combinedAlone(scored),
    ...ownNeighbours(flags),
  ];
}

/** Each code is declared, and each declared code has children: a pillar without an indicator has no score. */
function linked(table: ContentTable | null, column: string, declaring: ContentTable | null, what: string): Fault[] {
  const known = keysOf(declaring, column);
  // If a table cannot be read or has faulty codes, nothing can be reported as missing.
  if (table === null || known === null) return [];
  const unknown = strays(table, column, known, declaring!.name.split('/').at(-1)!);
  const used = new Set([...codesOf(table, column)!, ...unknown.flatMap(({ didYouMean }) => didYouMean)]);
  const childless = declaring!.rows.flatMap((row, at) =>
    used.has(row[column] ?? '')
      ? []
      : declaring!.fault(at, column, {
          what: `The ${column} "${row[column]}" has no ${what}.`,
          correction: `Add one in ${table.name.split('/').at(-1)}, or remove the ${column}.`,
        }),
  );
  return [...unknown, ...childless];
}

/** Codes of all levels of the scores; null if one of the tables cannot be read. */
function elements({ dimensions, pillars, indicators }: FrameworkTables): Codes {
  const levels = [keysOf(dimensions, 'dimension'), keysOf(pillars, 'pillar'), keysOf(indicators, 'indicator')];
  return levels.includes(null) ? null : levels.flatMap((codes) => codes ?? []);
}

/** A code belongs to one level only: pages and files identify an element by its code alone. */
function sharedCodes({ dimensions, pillars, indicators }: FrameworkTables): Fault[] {
  const owners = new Map<string, string>();
  return (
    [
      [dimensions, 'dimension'],
      [pillars, 'pillar'],
      [indicators, 'indicator'],
    ] as const
  ).flatMap(([table, column]) =>
    (table?.rows ?? []).flatMap((row, at) => {
      const code = row[column] ?? '';
      const owner = owners.get(code) ?? column;
      owners.set(code, owner);
      if (owner === column) return [];
      const what = `"${code}" is the code of a ${owner} already.`;
      return table!.fault(at, column, { what, correction: `Give the ${column} a code of its own.` });
    }),
  );
}

/** An indicator that is only shown may consist of questions without a weight. */
const scoredIndicators = (table: ContentTable | null): ReadonlySet<string> =>
  new Set((table?.rows ?? []).filter(({ use }) => use === 'scored').map(({ indicator = '' }) => indicator));

/** A mean of elements whose weights are all 0 is undefined. */
function withoutWeight(table: ContentTable | null, parent: string, among: ReadonlySet<string> | null = null): Fault[] {
  const groups = Map.groupBy([...(table?.rows ?? []).entries()], ([, row]) => row[parent] ?? '');
  return [...groups].flatMap(([code, rows]) => {
    const isMeant = among === null || among.has(code);
    if (!isMeant || rows.some(([, { weight }]) => Number(weight) !== 0)) return [];
    const what = `All weights of the ${parent} "${code}" are 0, so that it has no score.`;
    return table!.fault(rows[0]![0], 'weight', { what, correction: 'Give one of them a weight above 0.' });
  });
}

/** Of combined items the best counts, so a group with a single item is a mistake in its name. */
function combinedAlone(table: ContentTable | null): Fault[] {
  const rows = [...(table?.rows ?? []).entries()].filter(([, { combine = '' }]) => combine !== '');
  const groups = Map.groupBy(rows, ([, { indicator, combine }]) => `${indicator} ${combine}`);
  const meant = new Set<string>();
  return [...groups.values()].flatMap((group) => {
    const [at, row] = group[0]!;
    // If two names differ by a typing error, only one of them is reported.
    if (group.length > 1 || meant.has(row.combine!)) return [];
    const known = rows.filter(([, one]) => one.indicator === row.indicator).map(([, { combine = '' }]) => combine);
    const near = nearest(row.combine!, new Set(known.filter((one) => one !== row.combine)));
    for (const one of near) meant.add(one);
    const what = `"${row.combine}" combines one question alone.`;
    return table!.fault(at, 'combine', { what, near, correction: near.length > 0 ? '' : 'Leave the cell empty.' });
  });
}

/** A question without a scorer would never have a value. */
function unscored(table: ContentTable | null, versions: readonly Instrument[]): Fault[] {
  return (table?.rows ?? []).flatMap(({ question: code = '', weight }, at) => {
    const known = versions.flatMap(({ questions: all }) => all.get(code) ?? []);
    if (Number(weight) === 0 || known.length === 0 || known.some(({ scorer }) => scorer !== null)) return [];
    const what = `Question ${code} has no score, so that it cannot count here.`;
    return table!.fault(at, 'question', {
      what,
      correction: 'Give it a scorer in questionnaire.yaml, or remove the line.',
    });
  });
}

/** A flag must compare two different indicators. */
const ownNeighbours = (table: ContentTable | null): Fault[] =>
  (table?.rows ?? []).flatMap(({ indicator = '', beside = '' }, at) =>
    indicator !== '' && indicator === beside
      ? table!.fault(at, 'beside', {
          what: `The flag compares "${indicator}" with itself.`,
          correction: 'Name another indicator.',
        })
      : [],
  );

/** Links of key messages to indicators; links to recommendations and treaties are checked with the reference tables. */
function strayIndicators(table: ContentTable | null, known: Codes): Fault[] {
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = row.code ?? '';
    if (row.kind !== 'indicator' || known === null || known.includes(code)) return [];
    const near = nearest(code, known);
    const correction = near.length > 0 ? '' : 'Declare it in indicators.csv, or correct it.';
    return table!.fault(at, 'code', { what: `"${code}" is not in indicators.csv.`, near, correction });
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

/** The choices for treaty statuses must be choices of the questions about treaties. */
function choices(table: ContentTable | null, versions: readonly Instrument[]): Fault[] {
  const lists = versions.flatMap(({ questions: all, lists: known }) =>
    [...all.values()]
      .filter(({ treaties }) => treaties.length > 0)
      .flatMap(({ list }) => (list === null ? [] : (known.get(list)?.choices ?? []))),
  );
  const known = [...new Set(lists.map(({ name }) => name))];
  return (table?.rows ?? []).flatMap((row, at) => {
    if (known.includes(row.choice ?? '')) return [];
    const what = `"${row.choice}" is not a choice of a question about treaties.`;
    const correction = `The choices are ${known.join(', ')}.`;
    return table!.fault(at, 'choice', { what, near: nearest(row.choice ?? '', known), correction });
  });
}
