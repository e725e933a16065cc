/** What a fictional State writes into one cell. */
import type { AnswerValue } from '../domain/index.ts';
import type { CellDeclaration, ChoiceList } from '../questionnaire/index.ts';
import type { Chance } from './chance.ts';
import type { DemoHints } from './hints.ts';

export type Circumstance = {
  readonly chance: Chance;
  readonly hints: DemoHints;
  /** Place of the State on this question, 0 weakest to 1 strongest. */
  readonly standing: number;
  readonly country: string;
  readonly language: string;
  /** ISO date to which the answers refer. */
  readonly refersTo: string;
};

/** @returns null where nothing sensible can be drawn: the cell then stays blank */
export function drawValue(cell: CellDeclaration, at: Circumstance): AnswerValue | null {
  switch (cell.type) {
    case 'select_one':
      return drawChoice(cell, at);
    case 'select_multiple':
      return drawChoices(cell, at);
    case 'integer':
      return Math.round(drawNumber(cell, at));
    case 'decimal':
      return Math.round(drawNumber(cell, at)) * 10;
    case 'date':
      return drawDate(cell, at);
    case 'text':
      return drawText(cell, at);
  }
}

/** What content says of a cell: by its id, by its question and part, or by its question. */
export function hintFor<T>(cell: CellDeclaration, of: Readonly<Record<string, T>>): T | undefined {
  return of[cell.id] ?? of[`${cell.question.code}.${cell.name}`] ?? of[cell.question.code];
}

function drawChoice(cell: CellDeclaration, { chance, hints, standing, country }: Circumstance): AnswerValue | null {
  const list = cell.list;
  if (list === null || list.choices.length === 0) return country;
  const weights = hintFor(cell, hints.choices);
  if (weights !== undefined) return stored(list, chance.weighted(weights));
  if (hints.inverse.includes(cell.question.code)) {
    const need = Math.min(0.999, Math.max(0, 1 - standing + chance.normal() * 0.15));
    return stored(list, list.choices[Math.floor(need * list.choices.length)]!.name);
  }
  const scored = list.choices.filter(({ score }) => score !== null);
  if (!list.scored || scored.length === 0) return stored(list, chance.pick(list.choices).name);
  const unscored = list.choices.find(({ score }) => score === null);
  if (unscored && chance.happens(0.05)) return stored(list, unscored.name);
  const rising = [...scored].sort((a, b) => a.score! - b.score!);
  const place = Math.min(0.999, Math.max(0, standing + chance.normal() * 0.06));
  return stored(list, rising[Math.floor(place * rising.length)]!.name);
}

function drawChoices(cell: CellDeclaration, { chance, hints, standing }: Circumstance): AnswerValue | null {
  const list = cell.list;
  if (list === null) return null;
  const shared = list.choices.filter(({ name }) => !hints.alone.includes(name));
  const single = list.choices.find(({ name }) => hints.alone.includes(name));
  if (single && chance.happens(0.12 * (1 - standing))) return single.name;
  const taken = shared.filter(() => chance.happens(0.2 + 0.55 * standing));
  return (taken.length > 0 ? taken : [chance.pick(shared)]).map(({ name }) => name).join(' ');
}

function drawNumber(cell: CellDeclaration, { chance, hints, standing }: Circumstance): number {
  const years = hintFor(cell, hints.years);
  if (years !== undefined) return chance.whole(...years);
  const [weakest, strongest] = hintFor(cell, hints.numbers) ?? [2, 60];
  const middle = weakest + (strongest - weakest) * standing;
  const drawn = middle * (0.75 + 0.5 * chance.uniform());
  const { min, max } = cell.limits;
  return Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? 0, drawn));
}

function drawDate(cell: CellDeclaration, { chance, hints, refersTo }: Circumstance): string {
  const [earliest, latest] = hintFor(cell, hints.days) ?? [-90, 0];
  const day = new Date(`${refersTo}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + chance.whole(earliest, latest));
  return day.toISOString().slice(0, 10);
}

function drawText(cell: CellDeclaration, { chance, hints, language }: Circumstance): string | null {
  const texts = (hintFor(cell, hints.texts) ?? hints.texts.other)?.[language];
  if (texts === undefined || texts.length === 0) return null;
  const text = chance.pick(texts);
  const longest = cell.limits.longest;
  return longest === null ? text : text.slice(0, longest);
}

const stored = (list: ChoiceList, name: string): AnswerValue => (list.numbered ? Number(name) : name);
