import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildRelease,
  type ExplainedElement,
  explain,
  explainScore,
  type OpenRelease,
  openRelease,
} from '../../src/release/index.ts';
import { smallContent } from './content.ts';
import { frozenCycle, inputsOf } from './frozen.ts';
import { earlier, now, States } from './world.ts';

const { root, remove } = smallContent();
const cycle = 'preparedness-2026';
let release: OpenRelease;
/** The same with tables too large to keep their rows. */
let large: OpenRelease;

beforeAll(async () => {
  const inputs = inputsOf(root, [
    frozenCycle(root, 'preparedness', '2024', earlier, States),
    frozenCycle(root, 'preparedness', '2026', now, States),
  ]);
  const { files } = await buildRelease({ contentRoot: root, inputs });
  release = openRelease(files);
  const part = (path: string, from: number, to: number) => files.get(path)!.slice(from, to);
  large = openRelease({ get: (path) => files.get(path), part }, { mostBytes: 0, leastLarge: 0 });
});
afterAll(remove);

const opened = () => ({ ...release, id: release.manifest.release, illustrative: true });
const figure = (country: string, element: string, of = cycle) =>
  explainScore(opened(), { country, element, cycle: of, language: 'en' });
const scored = () => release.rows('scores').filter(({ score, status }) => status === 'published' && score !== null);

/** Sum of the contributions to an element, listed or not. */
function sumOf({ below, items }: ExplainedElement): number {
  return [...below, ...items].reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}

describe('a figure', () => {
  it('is the sum of the contributions of its parts, for every figure of a release', () => {
    expect(scored().length).toBeGreaterThan(20);
    for (const { country, element, cycle: of } of scored()) {
      const reported = figure(String(country), String(element), String(of));
      const direct = reported.root.below.length > 0 ? 0 : reported.unlisted;
      expect(sumOf(reported.root) + direct, `${country} ${element} ${of}`).toBeCloseTo(reported.root.score!, 9);
    }
  });

  it('is the same in a release that does not keep the rows of its tables', () => {
    const id = release.manifest.release;
    for (const { country, element, cycle: of } of release.rows('scores')) {
      const asked = {
        country: String(country).toLowerCase(),
        element: String(element),
        cycle: String(of),
        language: 'en',
      };
      expect(explain({ ...large, id, illustrative: true }, asked)).toEqual(explain(opened(), asked));
    }
    expect(large.large!.has('scores')).toBe(true);
  });

  it('shows choices by their labels', () => {
    const row = release.rows('question_scores').find((one) => one.value_text !== null && one.listed === true)!;
    const { items } = figure(String(row.country), String(row.indicator), String(row.cycle)).root;
    const item = items.find((one) => one.item === row.item)!;
    expect(item.valueLabel).not.toBe('');
    expect(item.valueLabel).not.toBe(item.value);
  });

  it('refers to the file, sheet and cell of each listed answer', () => {
    for (const { country, element } of scored().filter((row) => row.level === 'indicator' && row.cycle === cycle)) {
      const { items } = figure(String(country), String(element)).root;
      expect(items.length).toBeGreaterThan(0);
      for (const item of items.filter((one) => one.listed && one.state === 'answered')) {
        expect(item.fileName).toBe(`${cycle}-${country}-${item.sha256!.slice(0, 8)}.xlsx`);
        expect(item.cell).toMatch(/^[A-Z]+\d+$/);
        expect(item.sha256).toHaveLength(64);
      }
    }
  });

  it('has its interval and the statements that computed it', () => {
    const row = release.rows('bands').find(({ level }) => level === 'dimension')!;
    const reported = figure(String(row.country), String(row.element));
    expect(reported.root.band).toMatchObject({ low: row.p05, high: row.p95, rankLow: row.rank_p05 });
    const models = reported.models.map(({ model }) => model);
    expect(models[0]).toBe('marts.scores');
    expect(models).toContain('indicators.indicator_scores');
    expect(reported.models.every(({ sql }) => /select|^-- Made by the step/i.test(sql))).toBe(true);
  });

  it('is found with codes in upper or lower case', () => {
    const { country, element } = scored()[0]!;
    const typed = { country: String(country).toLowerCase(), element: String(element).toLowerCase() };
    expect(explain(opened(), { ...typed, cycle, language: 'en' })).toEqual(figure(String(country), String(element)));
  });

  it('that does not exist is refused with the most similar ones', () => {
    const { country, element } = scored()[0]!;
    expect(() => figure(String(country), `${element}X`)).toThrow(String(element));
    expect(() => figure('ZZZ', String(element))).toThrow(/ZZZ/);
    expect(() => figure(String(country), String(element), 'none-1999')).toThrow(/none-1999/);
  });

  it('of a question is that of its indicator', () => {
    const { element, parent } = release.rows('framework').find(({ level }) => level === 'question')!;
    const country = String(scored()[0]!.country);
    try {
      figure(country, String(element));
      expect.unreachable();
    } catch (error) {
      expect((error as { fix: string }).fix).toContain(String(parent));
    }
  });
});

describe('a need', () => {
  const needs = () => release.rows('needs').filter((row) => row.cycle === cycle && row.mean_score !== null);
  const asked = (row: Readonly<Record<string, unknown>>) =>
    explain(opened(), { country: String(row.country), element: String(row.area), cycle, language: 'en' });

  it('is explained by its gap, priority and projects, and its mean by the answers', () => {
    expect(needs().length).toBeGreaterThan(5);
    for (const row of needs()) {
      const reported = asked(row);
      if (reported.kind !== 'need') expect.unreachable();
      expect(reported).toMatchObject({ need: row.need, gap: row.gap, unmet: row.unmet, mean: row.mean_score });
      const given = reported.items.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
      expect(given + reported.unlisted, `${row.country} ${row.area}`).toBeCloseTo(Number(row.mean_score), 9);
      if (row.need !== null) expect(100 * reported.gap! * reported.priority!.factor!).toBeCloseTo(reported.need!, 9);
      expect(reported.projects.filter(({ active }) => active)).toHaveLength(Number(row.active_support ?? 0));
    }
  });

  it('refers to the cell of its priority', () => {
    const reported = asked(needs().find(({ priority }) => priority !== null)!);
    expect(reported).toMatchObject({ priority: { place: { cell: expect.stringMatching(/^[A-Z]+\d+$/) } } });
    expect(reported.models[0]).toMatchObject({ model: 'marts.needs' });
  });
});

describe('a change', () => {
  it('names the questions of which the better counts, and not their group', () => {
    const [first, second] = release.rows('framework').filter(({ level }) => level === 'question');
    const renamed: Readonly<Record<string, (row: { readonly element?: unknown }) => object>> = {
      compared_answers: () => ({ item: 'the_better' }),
      framework: ({ element }) =>
        element === first!.element || element === second!.element ? { combine: 'the_better' } : {},
    };
    const grouped = {
      ...opened(),
      rows: (mart: string) => release.rows(mart).map((row) => ({ ...row, ...renamed[mart]?.(row) })),
    };
    const row = release.rows('compared_answers').find((one) => one.cycle === cycle)!;
    const asked = { country: String(row.country), element: String(row.indicator), cycle, language: 'en' };
    const { change } = explainScore(grouped, asked);
    for (const { label } of change!.answers) expect(label).toMatch(/^\w.+ \/ \w.+$/);
  });

  it('is the sum of the contributions of the compared answers, for every compared indicator', () => {
    const rows = release
      .rows('progress')
      .filter((row) => row.level === 'indicator' && row.is_baseline === true && row.change !== null);
    expect(rows.length).toBeGreaterThan(3);
    for (const { country, element, change } of rows) {
      const reported = figure(String(country), String(element)).change!;
      expect(reported.answers.every(({ listed }) => listed)).toBe(true);
      const given = reported.answers.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
      expect(given, `${country} ${element}`).toBeCloseTo(Number(change), 9);
      expect(reported.ofMethod === null ? null : reported.change! + reported.ofMethod).toBe(reported.published);
    }
  });
});

describe('a figure of many countries', () => {
  it('is explained by its countries', () => {
    const row = release.rows('region_scores').find((one) => one.cycle === cycle && one.region === 'world')!;
    const reported = explain(opened(), { country: 'world', element: String(row.element), cycle, language: 'en' });
    if (reported.kind !== 'group') expect.unreachable();
    const scores = reported.countries.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
    expect(scores).toHaveLength(Number(row.scored));
    expect(reported.countries).toHaveLength(Number(row.members));
    expect(reported.mean).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / scores.length, 9);
    expect([reported.lowest, reported.highest]).toEqual([scores[0], scores.at(-1)]);
  });
});
