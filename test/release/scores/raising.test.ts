/** Raising an answer never lowers a score, with the statements and content of the product. */
import { afterAll, describe, expect, it } from 'vitest';
import { modelFiles, orderModels, readModels, runModels } from '../../../src/pipeline/index.ts';
import {
  type CellDeclaration,
  type Instrument,
  type InstrumentName,
  loadInstrument,
  type Question,
  scoredCells,
} from '../../../src/questionnaire/index.ts';
import type { Edition } from '../../../src/release/index.ts';
import { type Inputs, inputTypes } from '../../../src/release/input/inputs.ts';
import { loadInputs } from '../../../src/release/input/load.ts';
import { openWarehouse } from '../../../src/warehouse/index.ts';
import { projectRoot, smallContent } from '../content.ts';
import { frozenCycle, inputsOf, type Returned, type Typed } from '../frozen.ts';

const { root: smallRoot, remove } = smallContent();
afterAll(remove);

type Value = string | number;

/** Possible answers to a scored cell, from the lowest to the highest score. */
function stepsOf({ question, list }: CellDeclaration): readonly Value[] {
  const scorer = question.scorer!;
  if (scorer.by === 'goalposts')
    return [0, 1, 2, 3].map((step) => scorer.low + ((scorer.high - scorer.low) * step) / 3);
  if (scorer.by === 'share') {
    const none = list!.choices.find(({ name }) => !scorer.of.includes(name))?.name;
    return [...(none ? [none] : []), ...scorer.of.map((_, at) => scorer.of.slice(0, at + 1).join(' '))];
  }
  const scored = list!.choices.filter(({ score }) => score !== null).sort((a, b) => a.score! - b.score!);
  return scored.map(({ name }) => (list!.numbered ? Number(name) : name));
}

/** Seeded random numbers. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Base = { readonly says: string; readonly answers: Typed; readonly whole: boolean };

/**
 * Two kinds of base answers: all high except for hidden questions, so that a newly shown question lowers the score
 * most; and random answers with gaps of every kind. In both, the answers that hide others are raised as well.
 */
function basesOf(cells: readonly CellDeclaration[]): Base[] {
  const random = drawsFrom(2026);
  const any = (cell: CellDeclaration): Value => stepsOf(cell)[Math.floor(random() * stepsOf(cell).length)]!;
  const gaps = ['?', '-', 'x', null];
  const of = (answer: (cell: CellDeclaration) => Value | null): Typed =>
    Object.fromEntries(cells.map((cell) => [cell.id, answer(cell)]));
  return [
    {
      says: 'all answered',
      answers: of((cell) => (cell.question.relevance === null ? stepsOf(cell).at(-1)! : stepsOf(cell)[0]!)),
      whole: true,
    },
    {
      says: 'with gaps',
      answers: of((cell) => (random() < 0.25 ? gaps[Math.floor(random() * 4)]! : any(cell))),
      whole: false,
    },
  ];
}

type Raised = { readonly base: Base; readonly item: string; readonly countries: readonly string[] };

/** One country for each step of each cell; all other answers are those of the base. */
function countriesOf(bases: readonly Base[], cells: readonly CellDeclaration[]) {
  const returned: Record<string, Returned> = {};
  const raised = bases.flatMap((base) =>
    cells.map((cell): Raised => {
      const countries = stepsOf(cell).map((step) => {
        const country = `C${String(Object.keys(returned).length).padStart(5, '0')}`;
        returned[country] = { answers: { ...base.answers, [cell.id]: step } };
        return country;
      });
      return { base, item: cell.id, countries };
    }),
  );
  return { returned, raised };
}

type Score = { score: number | null; zero: number | null; full: number | null };

/** A row of marts.steps: the score of an area after the next step of an item. */
type Step = { country: string; area: string; item: string; kind: string; after: number };

/** Scores of every element and area by country, and the next steps, computed by the statements needed for them. */
async function scoresOf(root: string, inputs: Inputs) {
  const warehouse = await openWarehouse();
  try {
    await loadInputs(warehouse, inputs);
    const models = await orderModels(
      warehouse,
      readModels(modelFiles(root), { examples: false }),
      Object.keys(inputTypes()),
    );
    const wanted = new Set(['scores.element_scores', 'scores.area_scores', 'marts.steps']);
    for (const { id, needs } of models.toReversed()) if (wanted.has(id)) for (const need of needs) wanted.add(need);
    await runModels(
      warehouse,
      models.filter(({ id }) => wanted.has(id)),
    );
    const rows = await warehouse.rows<Score & { country: string; element: string }>(
      `select country, level || ' ' || element as element, score, if_missing_zero as zero, if_missing_full as full
       from scores.element_scores
       union all
       select country, 'area ' || area, mean_score, null, null from scores.area_scores`,
    );
    const by = Map.groupBy(rows, ({ country }) => country);
    const steps = await warehouse.rows<Step>(
      `select country, area, item, step_kind as kind, score_after as after from marts.steps where score_after is not null`,
    );
    const scores = new Map([...by].map(([country, own]) => [country, new Map(own.map((row) => [row.element, row]))]));
    return { scores, steps };
  } finally {
    warehouse.close();
  }
}

const falls = (before: number | null, after: number | null) =>
  before !== null && after !== null && after < before - 1e-9;

/** Every decrease of a score or of its bounds between two steps; `compared` counts the comparisons. */
function fallsOf(raised: readonly Raised[], scores: Map<string, Map<string, Score>>) {
  const found: string[] = [];
  let compared = 0;
  for (const { base, item, countries } of raised) {
    for (const [at, country] of countries.slice(1).entries()) {
      for (const [element, before] of scores.get(countries[at]!)!) {
        const after = scores.get(country)!.get(element)!;
        const isOwn = base.whole || element.startsWith('indicator');
        const reported = `${item} step ${at + 1}, ${base.says}: ${element}`;
        if (isOwn && falls(before.score, after.score)) found.push(`${reported} score ${before.score} ${after.score}`);
        if (base.whole && before.score !== null && after.score === null) found.push(`${reported} is lost`);
        if (falls(before.zero, after.zero) || falls(before.full, after.full)) found.push(`${reported} bounds`);
        compared += 1;
      }
    }
  }
  return { found, compared };
}

/**
 * Steps whose result differs from marts.steps. The gain must equal the stated points where all else is unchanged, and
 * must not be lower where newly relevant questions are answered or remain unanswered.
 */
function missedSteps(
  raised: readonly Raised[],
  scores: Map<string, Map<string, Score>>,
  steps: readonly Step[],
  hangsOn: (item: string) => boolean,
) {
  const reported = Map.groupBy(steps, ({ country, item }) => `${country} ${item}`);
  const found: string[] = [];
  let exact = 0;
  for (const { base, item, countries } of raised) {
    for (const [at, country] of countries.slice(1).entries()) {
      for (const { area, kind, after } of reported.get(`${countries[at]} ${item}`) ?? []) {
        // For a number, marts.steps has one step to the goal, which is the last one here.
        if (kind === 'number' && at + 2 < countries.length) continue;
        const { score } = scores.get(country)!.get(`area ${area}`)!;
        const isExact = base.whole && !hangsOn(item);
        if (isExact && Math.abs(score! - after) > 1e-9) found.push(`${item} in ${area}: ${after}, and is ${score}`);
        if (score !== null && score < after - 1e-9) found.push(`${item} in ${area}: less than ${after}`);
        if (isExact) exact += 1;
      }
    }
  }
  return { found, exact };
}

const editionOf = (edition: Edition) => (edition === 'public' ? ['public'] : ['public', 'restricted']);

/** Raises each scored cell of the edition step by step. @returns the decreases found */
async function raise(
  root: string,
  { id, version }: InstrumentName,
  edition: Edition,
  alter = (one: Instrument) => one,
) {
  const instrument = alter(loadInstrument(root, id, version));
  const open = editionOf(edition);
  const cells = [...instrument.questions.values()]
    .filter((question) => open.includes(question.class))
    .flatMap((question) => scoredCells(instrument, question));
  const { returned, raised } = countriesOf(basesOf(cells), cells);
  const cycle = { ...frozenCycle(root, id, version, returned), instrument };
  const { tables } = inputsOf(root, [cycle], { edition });
  const countries = Object.keys(returned).map((country) => ({ ...tables.countries[0]!, country }));
  const rules = JSON.stringify([...instrument.questions.values()].map(({ relevance }) => relevance));
  const hangsOn = (item: string) => rules.includes(`"${item.split('.')[0]}"`);
  const { scores, steps } = await scoresOf(root, { ...tables, countries: [...tables.countries, ...countries] });
  return { cells, ...fallsOf(raised, scores), missed: missedSteps(raised, scores, steps, hangsOn) };
}

describe('raising any answer, step by step,', () => {
  it.each([
    ['public', 'cybercrime', '2026', projectRoot],
    ['restricted', 'cybercrime', '2026', projectRoot],
    ['restricted', 'cybercrime', '2024', projectRoot],
    ['public', 'preparedness', '2025', projectRoot],
    ['restricted', 'preparedness', '2026', smallRoot],
  ] as const)('never lowers a score of the %s edition of %s %s', async (edition, id, version, root) => {
    const { found, compared, cells, missed } = await raise(root, { id, version }, edition);
    expect(found).toEqual([]);
    // Each step has the effect that the page "Steps to the target" states.
    expect(missed.found).toEqual([]);
    if (id === 'cybercrime') expect(missed.exact).toBeGreaterThan(2 * cells.length);
    expect(compared).toBeGreaterThan(50 * cells.length);
  });

  it('would lower a score if a question hidden by a low answer left the denominator instead of scoring its lowest level', async () => {
    const leave = (question: Question): Question =>
      question.whenHidden ? { ...question, whenHidden: 'leave' } : question;
    const { found } = await raise(projectRoot, { id: 'cybercrime', version: '2026' }, 'public', (instrument) => ({
      ...instrument,
      questions: new Map([...instrument.questions].map(([code, question]) => [code, leave(question)])),
    }));
    expect(found.filter((fall) => / score /.test(fall))).not.toEqual([]);
  });
});
