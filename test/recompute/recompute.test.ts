import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CellDeclaration, cellsOf, loadInstrument } from '../../src/questionnaire/index.ts';
import { buildRelease, openRelease } from '../../src/release/index.ts';
import { projectRoot } from '../release/content.ts';
import { frozenCycle, inputsOf, type Typed } from '../release/frozen.ts';

/** The same numbers every time. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const countries = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH', 'XAI', 'XAJ', 'XAK', 'XAL'];

/** Answers of every kind to a whole questionnaire; the later a country, the more gaps it leaves. */
function answersOf(version: string, country: string): Typed {
  const instrument = loadInstrument(projectRoot, 'cybercrime', version);
  const place = countries.indexOf(country);
  const draw = drawsFrom(1_000 * place + Number(version) + 7);
  const pick = <T>(options: readonly T[]) => options[Math.floor(draw() * options.length)]!;
  const drawValue = ({ type, list, id }: CellDeclaration): string | number => {
    const names = (list?.choices ?? []).map(({ name }) => (list!.numbered ? Number(name) : name));
    if (type === 'select_one') return names.length > 0 ? pick(names) : country;
    if (type === 'select_multiple') return names.filter(() => draw() < 0.4).join(' ') || pick(names);
    if (type === 'date') return `${Number(version) + pick([-1, 0, 1])}-0${1 + Math.floor(draw() * 9)}-15`;
    return type === 'text' ? `text of ${id}` : Math.floor(draw() * 14);
  };
  const entries = [...instrument.questions.values()].slice(7).flatMap((question) =>
    cellsOf(instrument, question).flatMap((cell): [string, Typed[string]][] => {
      const gap = draw() < 0.03 + place * 0.03;
      if (!gap) return [[cell.id, drawValue(cell)]];
      return draw() < 0.2 ? [] : [[cell.id, pick(['?', '-', 'x', 'y', null])]];
    }),
  );
  return Object.fromEntries(entries);
}

/** As the file has it, read without the product's own reader. */
function rulesOf(version: string): Record<string, { relevance: string; when_hidden: string }> {
  const text = readFileSync(join(projectRoot, `questionnaires/cybercrime/${version}/questionnaire.yaml`), 'utf8');
  const entries = text.split(/\n {6}- code: /).slice(1);
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const relevance = /\n +relevance: "(.*)"/.exec(entry)?.[1];
      if (relevance === undefined || !entry.includes('scorer:')) return [];
      return [[entry.split('\n')[0]!, { relevance, when_hidden: /\n +when_hidden: (\w+)/.exec(entry)![1]! }]];
    }),
  );
}

describe('a release computed again from docs/method.md, in Python', () => {
  it('has the same figures for every country, to a billionth', async () => {
    const returned = (version: string) =>
      Object.fromEntries(countries.map((country) => [country, { answers: answersOf(version, country) }]));
    const cycles = ['2024', '2026'].map((version) =>
      frozenCycle(projectRoot, 'cybercrime', version, returned(version)),
    );
    const inputs = inputsOf(projectRoot, cycles);
    const release = openRelease((await buildRelease({ contentRoot: projectRoot, inputs })).files);
    const folder = mkdtempSync(join(tmpdir(), 'gap-recompute-'));
    const marts = ['scores', 'question_scores', 'needs', 'progress'];
    writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs.tables));
    writeFileSync(
      join(folder, 'marts.json'),
      JSON.stringify(Object.fromEntries(marts.map((m) => [m, release.rows(m)]))),
    );
    const rules = { 'cybercrime-2024': rulesOf('2024'), 'cybercrime-2026': rulesOf('2026') };
    writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
    const run = spawnSync('python3', [join(import.meta.dirname, 'recompute.py'), folder], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(run.stderr).toBe('');
    const { compared, differences } = JSON.parse(run.stdout);
    expect(differences).toEqual([]);
    expect(run.status).toBe(0);
    for (const what of ['item', 'indicator', 'bound', 'need', 'unmet', 'progress', 'class'])
      expect(compared[what], what).toBeGreaterThan(100);
    for (const status of ['published', 'below_threshold'])
      expect(release.rows('scores').some((row) => row.status === status)).toBe(true);
  });
});
