import { beforeAll, describe, expect, it } from 'vitest';
import { modelFiles } from '../../src/pipeline/index.ts';
import { loadInstrument, scoredCells } from '../../src/questionnaire/index.ts';
import { compile } from '../../src/release/build/build.ts';
import { buildRelease, openRelease, type Release, type ReleaseInputs } from '../../src/release/index.ts';
import { loadInputs } from '../../src/release/input/load.ts';
import { levelsOf, worthOf } from '../../src/release/protect/possible.ts';
import { projectRoot } from '../release/content.ts';
import { type Choice, frozenCycle, inputsOf, type Returned, type Typed } from '../release/frozen.ts';
import { type Attack, attack, type Solved } from './attacker.ts';

/** Twelve fictional States, each with some sections "scores only". */
const states = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH', 'XAI', 'XAJ', 'XAK', 'XAL'];
const instrument = loadInstrument(projectRoot, 'cybercrime', '2026');
const cells = [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));
const closed: readonly Choice[] = [
  { C: 'scores_only' },
  { D: 'scores_only' },
  { E: 'scores_only', F: 'scores_only' },
  { G: 'scores_only', L: 'scores_only' },
  { H: 'scores_only', J: 'scores_only' },
  { B: 'scores_only', I: 'scores_only', K: 'scores_only' },
];

/** The same numbers every time, 0 to 1. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

const returned: Record<string, Returned> = Object.fromEntries(
  states.map((state, at) => {
    const random = numbers(at + 1);
    // Weak, middling and strong States: sums near the ends are solved most easily.
    const strength = [0.1, 0.5, 0.9][at % 3]!;
    const answers: Typed = Object.fromEntries(
      cells.map((cell) => {
        const levels = levelsOf(cell).toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0));
        const place = Math.floor(
          levels.length * Math.min(0.999, Math.max(0, strength + (random.next().value - 0.5) * 0.6)),
        );
        return [cell.id, random.next().value < 0.04 ? '?' : levels[place]!.value] as const;
      }),
    );
    return [state, { answers, publication: closed[at % closed.length]! }];
  }),
);

const publish = (publication: (state: string) => Choice) =>
  inputsOf(projectRoot, [
    frozenCycle(
      projectRoot,
      'cybercrime',
      '2026',
      Object.fromEntries(states.map((state) => [state, { ...returned[state]!, publication: publication(state) }])),
    ),
  ]);

/** As a release without protection would have it: answers that are not listed feed scores as they are. */
function unprotected(): ReleaseInputs {
  const open = publish(() => ({}));
  const answers = open.tables.answers.map((row) => ({
    ...row,
    listed: returned[row.country]!.publication?.[row.section] !== 'scores_only',
  }));
  return { ...open, tables: { ...open.tables, answers } };
}

const attackOn = (release: Release): Attack => attack((table) => openRelease(release.files).csv(table));

function isRight({ country, item, score }: Solved): boolean {
  const cell = cells.find(({ id }) => id === item)!;
  const value = returned[country]!.answers[item] as string | number;
  return Math.abs((worthOf(cell, value) ?? -1) - score) < 1e-6;
}

describe('an attack with the public files of a release', () => {
  let naked: Release;
  let covered: Release;

  beforeAll(async () => {
    const inputs = unprotected();
    naked = await compile({
      sources: modelFiles(projectRoot),
      about: inputs.about,
      seal: inputs.seal,
      load: (opening) => loadInputs(opening, inputs.tables),
      onProgress: () => {},
    });
    covered = await buildRelease({
      contentRoot: projectRoot,
      inputs: publish((state) => returned[state]!.publication!),
    });
  });

  it('solves many answers where nothing is protected, so it can find what there is', () => {
    const { attempted, solved } = attackOn(naked);
    expect(attempted).toBeGreaterThan(150);
    expect(solved.filter(isRight).length).toBeGreaterThan(20);
  });

  it('solves none of a public edition', () => {
    const { attempted, solved } = attackOn(covered);
    expect(attempted).toBeGreaterThan(150);
    expect(solved).toEqual([]);
  });

  it('is what a build does itself: one that shows protected answers is refused', async () => {
    await expect(buildRelease({ contentRoot: projectRoot, inputs: unprotected() })).rejects.toMatchObject({
      code: 'answers_not_protected',
    });
  });

  it('finds the weights of single protected answers in no replication', () => {
    const csv = new TextDecoder().decode(openRelease(covered.files).csv('draws'));
    expect(csv).toContain('CAP.SUB=');
    expect(csv).not.toContain('CAP.SUB/C01=');
  });

  it('leaves most scores near what they would be', () => {
    const scoresOf = (release: Release) =>
      new Map(
        openRelease(release.files)
          .rows('scores')
          .map((row) => [`${row.country} ${row.element}`, row]),
      );
    const [before, after] = [scoresOf(naked), scoresOf(covered)];
    const moved = [...after].flatMap(([place, row]) => {
      const was = before.get(place)!;
      return typeof row.score === 'number' && typeof was.score === 'number' ? [Math.abs(row.score - was.score)] : [];
    });
    const lost = [...after].filter(([place, { score }]) => score === null && before.get(place)!.score !== null);
    expect(moved.filter((points) => points > 10).length / moved.length).toBeLessThan(0.05);
    expect(lost.length / after.size).toBeLessThan(0.1);
  });
});
