/** Fictional States with some sections published as "scores only", in one or two cycles. */
import { drawSubmission, loadHints } from '../../src/demo/index.ts';
import {
  type CellDeclaration,
  type Instrument,
  loadCycleRules,
  loadInstrument,
  scoredCells,
} from '../../src/questionnaire/index.ts';
import { loadCountries } from '../../src/reference/index.ts';
import type { FrozenCycle } from '../../src/release/build/frozen.ts';
import { levelsOf } from '../../src/release/protect/possible.ts';
import { projectRoot } from '../release/content.ts';
import { type Choice, frozenCycle, type Returned, type Typed } from '../release/frozen.ts';

/** Seeded random numbers from 0 to 1. */
export function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

export const scoredCellsOf = (instrument: Instrument): CellDeclaration[] =>
  [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));

/** Random answers at about the level `strength` (0 to 1). Sums near either end are the easiest to solve. */
export function answersOf(cells: readonly CellDeclaration[], strength: number, random: Generator<number>): Typed {
  return Object.fromEntries(
    cells.map((cell) => {
      const levels = levelsOf(cell).toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0));
      const place = Math.min(0.999, Math.max(0, strength + (random.next().value - 0.5) * 0.6));
      const isSilent = random.next().value < 0.04;
      const { value } = levels[Math.floor(levels.length * place)]!;
      return [cell.id, isSilent ? '?' : value === '' ? uncounted(cell) : value] as const;
    }),
  );
}

/** A choice that does not count in a share, since a multiple choice cannot be empty. */
export function uncounted({ list, question: { scorer } }: CellDeclaration): string {
  const counted = scorer?.by === 'share' ? scorer.of : [];
  return list?.choices.find(({ name }) => !counted.includes(name))?.name ?? '?';
}

const codes = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH'];

/** Eight States in each cycle, each with a third of its sections "scores only" and one that is not published. */
export function drawnCycles(id: string, versions: readonly string[], seed: number): FrozenCycle[] {
  const random = numbers(seed + 1);
  return versions.map((version) => {
    const instrument = loadInstrument(projectRoot, id, version);
    const cells = scoredCellsOf(instrument);
    const returned = codes.map((code): [string, Returned] => {
      const choices = instrument.sections.map((section): [string, Choice[string]] => {
        const drawn = random.next().value;
        return [section.code, drawn < 0.35 ? 'scores_only' : drawn < 0.42 ? 'not_published' : 'published'];
      });
      const strength = [0.05, 0.5, 0.95][Math.floor(3 * random.next().value)]!;
      return [code, { answers: answersOf(cells, strength, random), publication: Object.fromEntries(choices) }];
    });
    return frozenCycle(projectRoot, id, version, Object.fromEntries(returned));
  });
}

/** The States of the demo with their generated answers and publication choices. */
export function demoCycles(id: string, versions: readonly string[]): FrozenCycle[] {
  const hints = loadHints(projectRoot, id)!;
  return versions.map((version, cycle) => {
    const instrument = loadInstrument(projectRoot, id, version);
    const { publication } = loadCycleRules(projectRoot, id, version);
    const returned = loadCountries(projectRoot, 'illustrative').map((state): [string, Returned] => {
      const drawn = drawSubmission({
        instrument,
        hints,
        state,
        cycle,
        language: 'en',
        refersTo: `${version}-03-01`,
        prefills: [],
        careless: false,
      });
      const known = drawn.filter(({ id }) => instrument.questions.has(id.split('.')[0]!));
      const choices = known.flatMap(({ id, value }): [string, Choice[string]][] => {
        if (publication.by !== 'country' || !id.startsWith(`${publication.sections}.`)) return [];
        return [[id.split('.')[1]!, publication.choices[String(value)] ?? 'not_chosen']];
      });
      const answers = known.map(({ id, value, state }): [string, Typed[string]] => [
        id,
        state === 'not_applicable' ? 'x' : state === 'not_released' ? '-' : (value ?? '?'),
      ]);
      return [state.code, { answers: Object.fromEntries(answers), publication: Object.fromEntries(choices) }];
    });
    return frozenCycle(projectRoot, id, version, Object.fromEntries(returned));
  });
}

/** Lists every unlisted answer that enters scores, so that it counts with its exact value. */
export const opened = (cycles: readonly FrozenCycle[]): FrozenCycle[] =>
  cycles.map((one) => ({
    ...one,
    accepted: new Map(
      [...one.accepted].map(([country, given]) => [
        country,
        given.map((answer) =>
          answer.publication === 'scores_only' ? { ...answer, publication: 'published' } : answer,
        ),
      ]),
    ),
  }));

/** Twelve fictional States, each with some sections "scores only". */
const states = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH', 'XAI', 'XAJ', 'XAK', 'XAL'];
const closed: readonly Choice[] = [
  { C: 'scores_only' },
  { D: 'scores_only' },
  { E: 'scores_only', F: 'scores_only' },
  { G: 'scores_only', L: 'scores_only' },
  { H: 'scores_only', J: 'scores_only' },
  { B: 'scores_only', I: 'scores_only', K: 'scores_only' },
];

export function answersOfTwelve(): Record<string, Returned> {
  const cells = scoredCellsOf(loadInstrument(projectRoot, 'cybercrime', '2026'));
  return Object.fromEntries(
    states.map((state, at) => {
      const answers = answersOf(cells, [0.1, 0.5, 0.9][at % 3]!, numbers(at + 1));
      return [state, { answers, publication: closed[at % closed.length]! }];
    }),
  );
}

export const twelveStates = (): FrozenCycle[] => [frozenCycle(projectRoot, 'cybercrime', '2026', answersOfTwelve())];
