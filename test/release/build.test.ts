import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildRelease,
  type OpenRelease,
  openRelease,
  type Release,
  type ReleaseInputs,
} from '../../src/release/index.ts';
import { smallContent } from './content.ts';
import { buildFew } from './few-tables.ts';
import { frozenCycle, inputsOf } from './frozen.ts';
import { earlier, full, now, States } from './world.ts';

const { root, remove } = smallContent();
const cycle = 'preparedness-2026';
let inputs: ReleaseInputs;
let built: Release;
let release: OpenRelease;

beforeAll(async () => {
  inputs = inputsOf(root, [
    frozenCycle(root, 'preparedness', '2024', earlier, States),
    frozenCycle(root, 'preparedness', '2026', now, States),
  ]);
  built = await buildRelease({ contentRoot: root, inputs });
  release = openRelease(built.files);
});
afterAll(remove);

const build = (changed: ReleaseInputs) => buildRelease({ contentRoot: root, inputs: changed });
const scoreOf = (from: OpenRelease, country: string, element: string, of = cycle) =>
  from.rows('scores').find((row) => row.cycle === of && row.country === country && row.element === element)!;

describe('a release', () => {
  it('has the same bytes for the same inputs, in any order of their rows', async () => {
    const turned = Object.fromEntries(
      Object.entries(inputs.tables).map(([table, rows]) => [table, [...rows].reverse()]),
    ) as unknown as typeof inputs.tables;
    const again = await build({ ...inputs, tables: turned });
    expect(again.manifest.release).toBe(built.manifest.release);
    const differing = [...built.files].filter(([path, bytes]) => Buffer.compare(bytes, again.files.get(path)!) !== 0);
    expect(differing.map(([path]) => path)).toEqual([]);
    expect([...again.files.keys()]).toEqual([...built.files.keys()]);
  });

  it('has the same bytes if it is built in little memory: tables are dropped and answers taken over', async () => {
    const own = { ...inputs, tables: { ...inputs.tables, answers: [...inputs.tables.answers] } };
    const again = await buildRelease({ contentRoot: root, inputs: own, many: 0, takesAnswers: true });
    expect(again.manifest).toEqual(built.manifest);
    expect(own.tables.answers).toEqual([]);
  });

  it('lists every file with its hash, and its inputs', () => {
    const { manifest, files } = built;
    expect(manifest).toMatchObject({ cycle, instrument: 'preparedness', edition: 'public', illustrative: true });
    expect(manifest.questionnaires.map(({ version }) => version)).toEqual(['2024', '2026']);
    expect(manifest.release).toMatch(/^[0-9a-f]{12}$/);
    const named = [...manifest.inputs, ...manifest.models, ...manifest.files].map(({ path }) => path);
    expect([...files.keys()].filter((path) => !named.includes(path))).toEqual(['manifest.json', 'inputs/seal.txt']);
  });

  it('has each table as rows, CSV and Parquet, and publishes no internal table', () => {
    expect(release.rows('scores')).toHaveLength(release.manifest.files.find(({ mart }) => mart === 'scores')!.rows);
    expect(Buffer.from(release.parquet('scores')).subarray(0, 4).toString()).toBe('PAR1');
    const [head] = new TextDecoder().decode(release.csv('scores')).split('\n');
    expect(head).toMatch(/^cycle,country,level,element,.*,illustrative$/);
    expect(release.file('inputs/answers.parquet')).toBeNull();
    expect(release.file('inputs/seal.txt')).toBeNull();
    expect(release.file('marts/scores.csv')).not.toBeNull();
    expect(() => release.rows('nothing')).toThrow('has no file "marts/nothing.json"');
  });

  it('has another id with another version of the software', async () => {
    const other = await build({ ...inputs, about: { ...inputs.about, software: 'later' } });
    expect(other.manifest.release).not.toBe(built.manifest.release);
    expect(other.manifest.files).toEqual(built.manifest.files);
  });
});

describe('a changed answer', () => {
  it('changes its indicator by the change of its score divided by the number of scored items: 1 to 3 of four is 40 / 4', async () => {
    const changed = await buildFew(
      root,
      inputsOf(root, [
        frozenCycle(root, 'preparedness', '2024', earlier, States),
        frozenCycle(root, 'preparedness', '2026', { ...now, XAA: { answers: { ...full, C01: 3 } } }, States),
      ]),
      ['scores'],
    );
    const after = scoreOf(openRelease(changed.files), 'XAA', 'SRV.BASE').score as number;
    expect(after - (scoreOf(release, 'XAA', 'SRV.BASE').score as number)).toBeCloseTo(10, 12);
  });

  it('contributes to its indicator as stated in its row, and refers to its cell', () => {
    const rows = release
      .rows<{
        cycle: string;
        country: string;
        indicator: string;
        item: string;
        contribution: number;
        cell: string;
        file_name: string;
      }>('question_scores')
      .filter((row) => row.cycle === cycle && row.country === 'XAA' && row.indicator === 'SRV.BASE');
    expect(rows.map(({ item, contribution }) => [item, contribution])).toEqual([
      ['C01', 5],
      ['C02', 15],
      ['C03', 25],
      ['C04', 5],
    ]);
    expect(rows.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(
      scoreOf(release, 'XAA', 'SRV.BASE').score,
    );
    expect(rows[0]).toMatchObject({ cell: 'F26', file_name: `${cycle}-XAA-00000000.xlsx`, sheet: 'Section C' });
  });
});

describe('a score', () => {
  it('has bounds and coverage, and is absent with a coverage below two thirds', () => {
    // C01 is not known and C02 not released: two of four have a value.
    expect(scoreOf(release, 'XAC', 'SRV.BASE')).toMatchObject({
      status: 'below_threshold',
      score: null,
      coverage: 0.5,
      if_missing_zero: 30,
      if_missing_full: 80,
    });
    // B07 does not apply, and "no case yet" leaves B08 out: two of two have a value.
    expect(scoreOf(release, 'XAC', 'RUL.MEANS')).toMatchObject({ coverage: 1, counted: 2, applicable: 2 });
  });

  it('counts a question hidden by a low answer with its lowest level, whatever was entered there', () => {
    expect(scoreOf(release, 'XAD', 'RUL.POLICY').score).toBe(20);
  });

  it('is absent for countries that did not report, and only for them all columns are empty', () => {
    expect(scoreOf(release, 'XAH', 'SRV.BASE')).toMatchObject({
      status: 'not_reported',
      score: null,
      if_missing_zero: null,
    });
    expect(scoreOf(release, 'XAH', 'SRV.BASE', 'preparedness-2024').score).not.toBeNull();
  });

  it('uses the better of alternative questions', () => {
    expect(scoreOf(release, 'XAA', 'RUL.TREATY').score).toBe(40);
    expect(scoreOf(release, 'XAB', 'RUL.TREATY').score).toBe(100);
  });
});

describe('progress', () => {
  it('compares questions of both questionnaires, through the crosswalk, on the scale of the later one', () => {
    const rows = release.rows('progress').filter(({ country, level }) => country === 'XAA' && level === 'indicator');
    const of = (element: string) => rows.find((row) => row.element === element)!;
    // C01 was C11; C02 rose from 20 to 60 and C03 from 60 to 100.
    expect(of('SRV.BASE')).toMatchObject({
      score_from: 30,
      score_to: 50,
      change: 20,
      comparable_questions: 4,
      changed_answers: 2,
    });
    // (75 - 30) / 6 = 7.5 points a year were required, and 10 achieved.
    expect(of('SRV.BASE')).toMatchObject({
      achieved_per_year: 10,
      required_per_year: 7.5,
      class: 'on_track',
      is_baseline: true,
    });
    // "Up to a month" was recoded to "weeks", so nothing has changed.
    expect(of('RUL.MEANS')).toMatchObject({ change: 0, changed_answers: 0, class: 'no_change_shown' });
    // B02 is new, so only B01 is compared.
    expect(of('RUL.TREATY')).toMatchObject({ score_from: 40, score_to: 40, comparable_questions: 1 });
  });

  it('is not stated for a country that reported only once', () => {
    const classes = release
      .rows('progress')
      .filter(({ country }) => country === 'XAC')
      .map((row) => row.class);
    // A published score at the target is "reached", with or without comparable questions.
    expect(new Set(classes)).toEqual(new Set(['not_comparable', 'reached']));
  });
});

describe('the other tables', () => {
  it('have no mean of fewer than five countries', () => {
    const [world, south] = ['world', 'south'].map(
      (region) =>
        release
          .rows('region_scores')
          .find((row) => row.cycle === cycle && row.region === region && row.element === 'SRV.BASE')!,
    );
    expect(world).toMatchObject({ members: 8, reporting: 7, scored: 6 });
    expect(world!.mean).not.toBeNull();
    expect(south).toMatchObject({ members: 2, reporting: 1, mean: null, lowest: null });
  });

  it('flag resources without services', async () => {
    const strong = { ...full, B06: 'drills stocks plans', B07: 4, B08: 'days', C03: 1 };
    const raised = await buildFew(
      root,
      inputsOf(root, [frozenCycle(root, 'preparedness', '2026', { XAA: { answers: strong } })]),
      ['flags'],
    );
    expect(openRelease(raised.files).rows('flags')).toEqual([
      expect.objectContaining({
        country: 'XAA',
        flag: 'means_without_services',
        indicator_score: 100,
        beside_score: 30,
      }),
    ]);
    expect(release.rows('flags')).toEqual([]);
  });

  it('show active support, and unmet needs', () => {
    const needs = release.rows('needs').filter((row) => row.cycle === cycle && row.country === 'XAA');
    expect(needs.find(({ area }) => area === 'surveillance')).toMatchObject({
      mean_score: 40,
      priority: 2,
      help_wanted: 'drills other',
      active_support: 0,
      unmet: true,
    });
    expect(release.rows('support').find((row) => row.cycle === cycle && row.country === 'XAA')).toMatchObject({
      provider: 'A fund',
      to: '2025-06-30',
      active: false,
    });
  });

  it('list each table with its inputs', () => {
    expect(release.rows('models').map(({ model }) => model)).toContain('marts.scores');
    expect(release.rows('lineage')).toContainEqual({ model: 'marts.scores', reads: 'scores.element_scores' });
  });
});
