/** What a fictional State enters into one cell. */
import type { AnswerValue } from '../domain/index.ts';
import type { CellDeclaration, ChoiceList } from '../questionnaire/index.ts';
import type { Chance } from './chance.ts';
import type { DemoHints } from './hints.ts';

export type Circumstance = {
  /** Differs between cycles. */
  readonly chance: Chance;
  /** The same in every cycle, so that an answer changes only if the State's capacity does. */
  readonly settled: Chance;
  readonly hints: DemoHints;
  /** Capacity of the State for this question, from 0 (weakest) to 1 (strongest). */
  readonly standing: number;
  readonly country: string;
  readonly language: string;
  /** ISO date to which the answers refer. */
  readonly refersTo: string;
};

/** @returns null if no plausible value can be drawn: the cell then remains blank */
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

/** The hint for a cell: by its id, by its question and part, or by its question. */
export function hintFor<T>(cell: CellDeclaration, of: Readonly<Record<string, T>>): T | undefined {
  return of[cell.id] ?? of[`${cell.question.code}.${cell.name}`] ?? of[cell.question.code];
}

function drawChoice(cell: CellDeclaration, at: Circumstance): AnswerValue | null {
  const { chance, settled, hints, standing, country } = at;
  const list = cell.list;
  if (list === null || list.choices.length === 0) return country;
  const weights = hintFor(cell, hints.choices);
  if (weights !== undefined) return stored(list, settled.weighted(weights));
  if (hints.inverse.includes(cell.question.code)) {
    const need = Math.min(0.999, Math.max(0, 1 - standing + settled.normal() * 0.15 + chance.normal() * 0.05));
    return stored(list, list.choices[Math.floor(need * list.choices.length)]!.name);
  }
  const scored = list.choices.filter(({ score }) => score !== null);
  if (!list.scored || scored.length === 0) return stored(list, settled.pick(list.choices).name);
  const unscored = list.choices.find(({ score }) => score === null);
  if (unscored && settled.happens(0.05)) return stored(list, unscored.name);
  const rising = [...scored].sort((a, b) => a.score! - b.score!);
  const place = Math.min(0.999, Math.max(0, standing + settled.normal() * 0.1 + chance.normal() * 0.015));
  return stored(list, rising[Math.floor(place * rising.length)]!.name);
}

function drawChoices(cell: CellDeclaration, { settled, hints, standing }: Circumstance): AnswerValue | null {
  const list = cell.list;
  if (list === null) return null;
  const shared = list.choices.filter(({ name }) => !hints.alone.includes(name));
  const single = list.choices.find(({ name }) => hints.alone.includes(name));
  if (single && settled.happens(0.12 * (1 - standing))) return single.name;
  const taken = shared.filter(() => settled.happens(0.2 + 0.55 * standing));
  return (taken.length > 0 ? taken : [settled.pick(shared)]).map(({ name }) => name).join(' ');
}

function drawNumber(cell: CellDeclaration, { chance, settled, hints, standing }: Circumstance): number {
  const years = hintFor(cell, hints.years);
  if (years !== undefined) return chance.whole(...years);
  const [weakest, strongest] = hintFor(cell, hints.numbers) ?? [2, 60];
  const middle = weakest + (strongest - weakest) * standing;
  const drawn = middle * (0.75 + 0.4 * settled.uniform() + 0.1 * chance.uniform());
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
