/** docs/index-method.md and the reader of method.yaml agree. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCoinTables, readMethod } from '../../src/exchange/index.ts';
import { buildIndex, constructThresholds, indexSteps } from '../../src/statistics/index.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/index-method.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml!);

const tables = {
  ...readCoinTables(
    `uCode,Region,EurAsia_group,x1,x2
AAA,n,e,1,9
BBB,n,e,2,3
CCC,s,e,4,5
DDD,s,e,70,1
`,
    `iCode,Level,Parent,Direction,Weight,Type
x1,1,P1,1,1,Indicator
x2,1,P1,-1,1,Indicator
P1,2,All,1,1,Aggregate
All,3,,1,1,Aggregate
Region,,,,,Group
EurAsia_group,,,,,Group
`,
  ),
  year: '2012',
};

describe('the page on method.yaml', () => {
  it.each(blocks)('has settings that are valid and build an index:\n%s', (yaml) => {
    // A step must be present to be varied.
    const whole = yaml.startsWith('uncertainty') ? `treat: {}\n${yaml}` : yaml;
    const { method } = readMethod(whole, tables);
    expect(buildIndex(tables.data, method).units.length).toBeGreaterThan(0);
  });

  it('has more than a block for each step', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    for (const step of indexSteps) expect(page).toContain(`### ${step}`);
  });

  it('names every check with its threshold', () => {
    for (const [check, threshold] of Object.entries(constructThresholds)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${check}\``));
      expect(row, check).toBeDefined();
      const shown = { coverage: '2/3', duplicate: '1 − 10⁻⁹' }[check] ?? String(threshold).replace('-', '−');
      expect(row!.split('|')[3], check).toContain(shown);
    }
  });

  it('states the defaults of each normalisation', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| `?([^|`]*)[^|]*\| `n_/gm)].map(([, by]) => by!);
    expect(rows).toHaveLength(11);
    const needs: Record<string, string> = {
      goalposts: 'low: 0, high: 9',
      scale: 'low: 0, high: 9',
      distance_to_reference: 'unit: AAA',
      distance_to_target: 'target: 5',
    };
    for (const by of rows) {
      const { method } = readMethod(`normalise: { by: ${by}${needs[by] ? `, ${needs[by]}` : ''} }`, tables);
      expect(method.normalise.by, by).toBe(by === 'scale' ? 'goalposts' : by);
    }
  });
});
