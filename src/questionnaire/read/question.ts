/** Reads one question of `questionnaire.yaml`. */

import { nearest } from '../../content/index.ts';
import { answerClasses } from '../../domain/index.ts';
import { dateBound, dayOfBound } from '../date-bound.ts';
import {
  type CellType,
  cellTypes,
  type Limits,
  type PartDeclaration,
  type Question,
  questionTypes,
  requirements,
} from '../instrument.ts';
import type { Faults } from './fault.ts';
import type { Mapping } from './mapping.ts';
import { readMayNotApply } from './may-not-apply.ts';
import { claim, refuseShape, shapes } from './name.ts';
import { readScorer } from './scorer.ts';

/** Possible sources of a value that a country confirms. */
export const prefillSources = ['last_cycle', 'treaty', 'directory', 'round_list', 'support'] as const;

const everyQuestion = [
  ...['code', 'type', 'class', 'core', 'seeds', 'legal', 'evidence', 'prefill', 'treaties', 'scorer'],
  ...['relevance', 'when_hidden', 'may_not_apply', 'required_for'],
];

/** Keys that describe the input of a cell, by type. */
const cellKeys: Readonly<Record<CellType, readonly string[]>> = {
  select_one: ['list'],
  select_multiple: ['list'],
  integer: ['min', 'max'],
  decimal: ['min', 'max'],
  date: ['min', 'max'],
  text: ['longest'],
};

/** @returns the question without its relevance rule, which is parsed after all questions are known */
export function readQuestion(at: Mapping, code: string, section: string, faults: Faults): Question {
  const type = at.oneOf('type', questionTypes) ?? meantType(at);
  if (!at.has('type')) at.missing('type', `one of ${questionTypes.join(', ')}`);
  const cellType = type === 'grid' ? at.oneOf('cell', cellTypes) : null;
  if (type === 'grid' && !at.has('cell')) at.missing('cell', `one of ${cellTypes.join(', ')}`);
  if (questionTypes.includes(at.raw('type') as Question['type']))
    at.only([...everyQuestion, ...keysOf(type, cellType)]);
  const single = type === 'group' || type === 'repeat' || type === 'grid' ? cellType : type;
  const answerClass = at.oneOf('class', answerClasses);
  if (!at.has('class')) at.missing('class', `one of ${answerClasses.join(', ')}`);
  if (type === 'grid' && !at.has('rows')) at.missing('rows', 'the choice list whose choices are its rows');
  const scorer = readScorer(at);
  return {
    code,
    section,
    type,
    list: single === null ? null : readList(at, single),
    cellType,
    rows: type === 'grid' ? at.text('rows', 'a choice list') : null,
    parts: type === 'group' || type === 'repeat' ? readParts(at, code, faults) : [],
    most: type === 'repeat' ? readMost(at) : null,
    limits: readLimits(at, single === null || !cellTypes.includes(single as CellType) ? null : (single as CellType)),
    relevance: null,
    whenHidden: at.oneOf('when_hidden', ['zero', 'leave']),
    class: answerClass ?? 'confidential',
    core: at.truth('core'),
    requiredFor: at.oneOf('required_for', requirements),
    evidence: at.text('evidence', 'the id of a text under evidence'),
    legal: at.texts('legal'),
    seeds: at.texts('seeds'),
    prefill: at.oneOf('prefill', prefillSources),
    treaties: at.texts('treaties'),
    scorer,
    mayNotApply: readMayNotApply(at, scorer !== null),
  };
}

/** The type closest to an unknown one, so that one mistake does not cause many other faults. */
function meantType(at: Mapping): Question['type'] {
  const [near] = nearest(String(at.raw('type') ?? ''), questionTypes);
  if (near) return near as Question['type'];
  if (at.has('parts')) return at.has('most') ? 'repeat' : 'group';
  if (at.has('rows')) return 'grid';
  return at.has('list') ? 'select_one' : 'text';
}

function keysOf(type: Question['type'], cellType: CellType | null): readonly string[] {
  if (type === 'group') return ['parts'];
  if (type === 'repeat') return ['parts', 'most'];
  if (type === 'grid') return ['rows', 'cell', ...(cellType === null ? ['list'] : cellKeys[cellType])];
  return cellKeys[type];
}

function readParts(at: Mapping, code: string, faults: Faults): PartDeclaration[] {
  const taken = new Map<string, () => string>();
  const parts = at.each('parts', (entry, place) => {
    const name = (entry as { name?: unknown } | null)?.name;
    return `Part ${typeof name === 'string' ? name : place + 1} of question ${code}`;
  });
  if (parts.length === 0 && !at.has('parts')) at.missing('parts', 'what is asked, each with its name and type');
  else if (parts.length === 0) at.wrong('parts', 'a list of at least one part');
  return parts.map((part) => {
    const type = part.oneOf('type', cellTypes);
    if (!part.has('type')) part.missing('type', `one of ${cellTypes.join(', ')}`);
    part.only(['name', 'type', ...(type === null ? ['list', 'min', 'max', 'longest'] : cellKeys[type])]);
    const name = part.text('name', 'a name') ?? '';
    if (!part.has('name')) part.missing('name', 'a name that never changes its meaning');
    else if (!shapes.name.test(name)) refuseShape('part', name, 'name', part.where('name'), faults);
    if (name !== '') claim('part', name, () => part.where('name'), taken, faults);
    return {
      name,
      type: type ?? 'text',
      list: type === null ? null : readList(part, type),
      limits: readLimits(part, type),
    };
  });
}

function readList(at: Mapping, type: CellType): string | null {
  if (!type.startsWith('select')) return null;
  if (!at.has('list')) at.missing('list', 'the choice list that is chosen from');
  return at.text('list', 'the name of a choice list');
}

function readMost(at: Mapping): number {
  if (!at.has('most')) at.missing('most', 'how many times at most');
  const most = at.number('most', 'a whole number from 1 to 99') ?? 1;
  if (Number.isInteger(most) && most >= 1 && most <= 99) return most;
  at.wrong('most', 'a whole number from 1 to 99');
  return 1;
}

function readLimits(at: Mapping, type: CellType | null): Limits {
  if (type === 'date') return readDays(at);
  const [min, max] = [at.number('min'), at.number('max')];
  if (min !== null && max !== null && min > max) at.wrong('max', `a number from ${min}, which is "min"`);
  const longest = at.number('longest', 'a number of characters');
  if (longest !== null && !(Number.isInteger(longest) && longest >= 1 && longest <= 32_767)) {
    at.wrong('longest', 'a number of characters from 1 to 32767, the most that a cell can contain');
  }
  return { min, max, longest };
}

/** Limits of a date. */
function readDays(at: Mapping): Limits {
  const expected = 'a day such as 2026-01-31, or a year counted from that of the version, such as year-2';
  const day = (key: 'min' | 'max') => {
    // Without limits, a mistake such as 2205 for 2025 would be accepted.
    if (!at.has(key)) at.missing(key, expected);
    const bound = at.text(key, expected);
    if (bound === null || (dateBound.test(bound) && (bound.startsWith('year') || isDay(bound)))) return bound;
    at.wrong(key, expected);
    return null;
  };
  const [from, until] = [day('min'), day('max')];
  const ordered = (bound: string | null, side: 'from' | 'until') => dayOfBound(bound ?? undefined, '2000', side);
  const [first, last] = [ordered(from, 'from'), ordered(until, 'until')];
  const alike = from?.startsWith('year') === until?.startsWith('year');
  if (first !== null && last !== null && alike && first > last) at.wrong('max', `a day from ${from}, which is "min"`);
  return {
    min: null,
    max: null,
    longest: null,
    ...(from !== null && { from }),
    ...(until !== null && { until }),
  };
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
