import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/problem/index.ts';
import { listInstruments } from '../../src/questionnaire/index.ts';
import { describeMethod, fillMethod, methodBegin, methodEnd } from '../../src/release/index.ts';

const contentRoot = join(import.meta.dirname, '../..');
const page = 'docs/method.md';
const written = readFileSync(join(contentRoot, page), 'utf8');

describe('docs/method.md', () => {
  it('describes the computation of every instrument', async () => {
    const made: string[] = [];
    for (const id of new Set(listInstruments(contentRoot).map((name) => name.id))) {
      made.push(await describeMethod(contentRoot, id));
    }
    expect(
      fillMethod(written, made.join('\n\n'), page),
      'run: npm run gap -- framework document --page docs/method.md',
    ).toBe(written);
  });

  it('states the effect of an answer on its indicator', async () => {
    const reported = await describeMethod(contentRoot, 'cybercrime', '2026');
    const row = reported.split('\n').find((line) => line.startsWith('| CAP.SUB') && line.includes('| C04 '))!;
    expect(row.split('|').slice(-4, -1).map(Number)).toEqual([8.3333, 4.1667, 0.5208]);
    expect(reported).toMatch(/\| law +\| 3 +\| 75 +\|/);
  });

  it('has contributions that sum to 100 points for each indicator', async () => {
    const reported = await describeMethod(contentRoot, 'preparedness');
    const points = new Map<string, number>();
    for (const line of reported.split('### Contribution of each question')[1]!.split('###')[0]!.split('\n').slice(4)) {
      const cells = line.split('|').map((cell) => cell.trim());
      if (cells[1]?.startsWith('PREP.')) points.set(cells[1]!, (points.get(cells[1]!) ?? 0) + Number(cells.at(-4)));
    }
    expect(points.size).toBe(35);
    for (const [indicator, sum] of points) expect(sum, indicator).toBeCloseTo(100, 2);
  });
});

describe('the generated part of a page', () => {
  it('is replaced, and the rest is unchanged', () => {
    const before = `above\n${methodBegin}\nold\n${methodEnd}\nbelow\n`;
    expect(fillMethod(before, 'new', 'page')).toBe(`above\n${methodBegin}\n\nnew\n\n${methodEnd}\nbelow\n`);
  });

  it('is refused where the page has no markers for it', () => {
    expect(() => fillMethod('a page', 'new', 'docs/page.md')).toThrow(Problem);
  });
});
