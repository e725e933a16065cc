import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FrozenCycle } from '../../src/release/build/frozen.ts';
import { buildRelease, type OpenRelease, openRelease, type Release } from '../../src/release/index.ts';
import { readEarlier } from '../../src/release/protect/earlier.ts';
import { projectRoot } from '../release/content.ts';
import { inputsOf } from '../release/frozen.ts';
import { findTwins, otherAnswers, type Publish } from './twins.ts';
import { demoCycles, drawnCycles, numbers, opened, twelveStates } from './worlds.ts';

/** The framework with one weight doubled and one answer moved to another indicator of its pillar. */
function otherFramework(): string {
  const root = mkdtempSync(join(tmpdir(), 'gap-twins-'));
  for (const folder of ['questionnaires', 'pipelines', 'texts', 'dashboards'])
    cpSync(join(projectRoot, folder), join(root, folder), { recursive: true });
  symlinkSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
  const file = join(root, 'pipelines/framework/cybercrime/indicator_questions.csv');
  const text = readFileSync(file, 'utf8');
  const changed = text.replace('CAP.SUB,C01,,1,', 'CAP.SUB,C01,,2,').replace('CAP.PRO,D01,', 'CAP.SUB,D01,');
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
  return root;
}
const otherRoot = otherFramework();
afterAll(() => rmSync(otherRoot, { recursive: true, force: true }));

const one: Publish = (cycles) => [inputsOf(projectRoot, cycles)];

const twelve = twelveStates();

/** Built once for the tests of this file. */
let whole: Promise<Release> | null = null;
const wholeOfTwelve = (): Promise<Release> => {
  whole ??= buildRelease({ contentRoot: projectRoot, inputs: inputsOf(projectRoot, twelve) });
  return whole;
};

/** Publishes two releases of the same twelve States: one as it is, and a later one with the changes of `later`. */
async function beside(later: {
  root?: string;
  change?: (cycles: readonly FrozenCycle[]) => readonly FrozenCycle[];
}): Promise<Publish> {
  const first = openRelease((await wholeOfTwelve()).files);
  const earlier = [readEarlier(first.rows('question_scores'), first.rows('answers'), first.manifest.rounding ?? null)];
  const change = later.change ?? ((same) => same);
  return (given) => [inputsOf(projectRoot, given), inputsOf(later.root ?? projectRoot, change(given), { earlier })];
}

/** Every State publishes sections C and D, and one answer in B is withheld. */
const widened = (cycles: readonly FrozenCycle[]): readonly FrozenCycle[] =>
  cycles.map((cycle) => ({
    ...cycle,
    accepted: new Map(
      [...cycle.accepted].map(([country, answers]) => [
        country,
        answers.map((answer) => {
          if (answer.section === 'C') return { ...answer, publication: 'published' as const };
          return answer.question === 'B10' ? { ...answer, class: 'restricted' as const } : answer;
        }),
      ]),
    ),
  }));

/** Tables by kind of figure, as docs/disclosure.md lists them. */
const kinds = readFileSync(join(projectRoot, 'docs/disclosure.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| .* \| (?:`|–).* \|/.test(line))
  .map((line) => [...line.split('|')[2]!.matchAll(/`(\w+)`/g)].map(([, mart]) => mart!));

const csvOf = (release: OpenRelease) => (mart: string) => new TextDecoder().decode(release.csv(mart));

describe('at least three values of every unlisted answer give the same public release', () => {
  it('of twelve States', async () => {
    const { attempted, narrowed, worlds } = findTwins(twelve, one, numbers(7), 60);
    expect(attempted).toBeGreaterThan(150);
    expect(narrowed).toEqual([]);
    // All files are then identical, including those that are not published, so anything computed from them later is
    // identical too.
    const inputs = inputsOf(projectRoot, worlds[0]!);
    const built = await Promise.all([wholeOfTwelve(), buildRelease({ contentRoot: projectRoot, inputs })]);
    const [a, b] = built.map(({ files }) =>
      [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
    );
    expect(a!.filter(([, bytes], at) => bytes !== b![at]![1]).map(([path]) => path)).toEqual([]);
    expect(a!.length).toBe(b!.length);
  });

  it('docs/disclosure.md states for every table how it is protected, and tables without protected answers never change with them', async () => {
    const inputs = inputsOf(projectRoot, otherAnswers(twelve, one, numbers(11)));
    const built = await Promise.all([wholeOfTwelve(), buildRelease({ contentRoot: projectRoot, inputs })]);
    const [release, other] = built.map(({ files }) => openRelease(files));
    expect(kinds.flat().toSorted()).toEqual(release!.marts.toSorted());
    const [listed, none] = kinds.slice(-3);
    expect(listed).toContain('answers');
    expect(none).toContain('participation');
    expect(csvOf(other!)('scores')).not.toBe(csvOf(release!)('scores'));
    const differs = (mart: string) => csvOf(other!)(mart) !== csvOf(release!)(mart);
    expect([...listed!, ...none!].filter(differs)).toEqual([]);
    // No table has a mean with more digits than the one that the search uses.
    const means = new Map(
      release!.rows('needs').map((row) => [`${row.cycle} ${row.country} ${row.area}`, row.mean_score]),
    );
    for (const row of release!.rows('step_areas'))
      if (row.mean_score !== null) expect(row.mean_score).toBe(means.get(`${row.cycle} ${row.country} ${row.area}`));
  });

  it('this does not hold for a release without protection', () => {
    const naked: Publish = (cycles) =>
      [inputsOf(projectRoot, opened(cycles))].map((inputs) => ({
        ...inputs,
        tables: { ...inputs.tables, answers: inputs.tables.answers.map((row) => ({ ...row, listed: false })) },
      }));
    const { attempted, narrowed } = findTwins(twelve, naked, numbers(12), 8);
    expect(attempted).toBeGreaterThan(150);
    expect(narrowed.length).toBeGreaterThan(100);
  });

  it('of the States of the demo, in two cycles', () => {
    const { attempted, narrowed } = findTwins(demoCycles('cybercrime', ['2024', '2026']), one, numbers(8), 60);
    expect(attempted).toBeGreaterThan(100);
    expect(narrowed).toEqual([]);
  });

  it('of random States, in another instrument', () => {
    const { attempted, narrowed } = findTwins(drawnCycles('preparedness', ['2025'], 1), one, numbers(9), 60);
    expect(attempted).toBeGreaterThan(20);
    expect(narrowed).toEqual([]);
  });

  it.each<[string, Parameters<typeof beside>[0]]>([
    ['weights and indicators', { root: otherRoot }],
    ['choices and classes', { change: widened }],
    ['both', { root: otherRoot, change: widened }],
  ])('of twelve States, where two releases of one cycle differ in %s', async (_, later) => {
    const { attempted, narrowed } = findTwins(twelve, await beside(later), numbers(10), 60);
    expect(attempted).toBeGreaterThan(150);
    expect(narrowed).toEqual([]);
  });
});
