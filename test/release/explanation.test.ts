import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildRelease,
  type ExplainedElement,
  explain,
  type OpenRelease,
  openRelease,
} from '../../src/release/index.ts';
import { smallContent } from './content.ts';
import { frozenCycle, inputsOf } from './frozen.ts';
import { earlier, now, States } from './world.ts';

const { root, remove } = smallContent();
const cycle = 'preparedness-2026';
let release: OpenRelease;

beforeAll(async () => {
  const inputs = inputsOf(root, [
    frozenCycle(root, 'preparedness', '2024', earlier, States),
    frozenCycle(root, 'preparedness', '2026', now, States),
  ]);
  release = openRelease((await buildRelease({ contentRoot: root, inputs })).files);
});
afterAll(remove);

const figure = (country: string, element: string, of = cycle) =>
  explain(
    { ...release, id: release.manifest.release, illustrative: true },
    { country, element, cycle: of, language: 'en' },
  );
const scored = () => release.rows('scores').filter(({ score, status }) => status === 'published' && score !== null);

/** What the parts of an element give it, listed or not. */
function sumOf({ below, items }: ExplainedElement): number {
  return [...below, ...items].reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}

describe('a figure', () => {
  it('is the sum of what its parts give it, for every figure of a release', () => {
    expect(scored().length).toBeGreaterThan(20);
    for (const { country, element, cycle: of } of scored()) {
      const told = figure(String(country), String(element), String(of));
      const direct = told.root.below.length > 0 ? 0 : told.unlisted;
      expect(sumOf(told.root) + direct, `${country} ${element} ${of}`).toBeCloseTo(told.root.score!, 9);
    }
  });

  it('tells a choice by its label', () => {
    const row = release.rows('question_scores').find((one) => one.value_text !== null && one.listed === true)!;
    const { items } = figure(String(row.country), String(row.indicator), String(row.cycle)).root;
    const item = items.find((one) => one.item === row.item)!;
    expect(item.said).not.toBe('');
    expect(item.said).not.toBe(item.value);
  });

  it('leads to the file, sheet and cell of each answer that is listed', () => {
    for (const { country, element } of scored().filter((row) => row.level === 'indicator' && row.cycle === cycle)) {
      const { items } = figure(String(country), String(element)).root;
      expect(items.length).toBeGreaterThan(0);
      for (const item of items.filter((one) => one.listed && one.state === 'answered')) {
        expect(item.fileName).toBe(`${country}.xlsx`);
        expect(item.cell).toMatch(/^[A-Z]+\d+$/);
        expect(item.sha256).toHaveLength(64);
      }
    }
  });

  it('has its band and the statements that made it', () => {
    const row = release.rows('bands').find(({ level }) => level === 'dimension')!;
    const told = figure(String(row.country), String(row.element));
    expect(told.root.band).toMatchObject({ low: row.p05, high: row.p95, rankLow: row.rank_p05 });
    const models = told.models.map(({ model }) => model);
    expect(models[0]).toBe('marts.scores');
    expect(models).toContain('indicators.indicator_scores');
    expect(told.models.every(({ sql }) => /select/i.test(sql))).toBe(true);
  });

  it('that is not there is refused with those nearest to it', () => {
    const { country, element } = scored()[0]!;
    expect(() => figure(String(country), `${element}X`)).toThrow(String(element));
    expect(() => figure('ZZZ', String(element))).toThrow(/ZZZ/);
    expect(() => figure(String(country), String(element), 'none-1999')).toThrow(/none-1999/);
  });

  it('that is a question leads to its indicator', () => {
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
