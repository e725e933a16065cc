import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExportedIndex, exportIndices, readCoinTables } from '../../src/exchange/index.ts';
import { type OpenRelease, openRelease } from '../../src/release/index.ts';
import { smallContent } from '../release/content.ts';
import { buildFew } from '../release/few-tables.ts';
import { frozenCycle, inputsOf } from '../release/frozen.ts';
import { earlier, now, States } from '../release/world.ts';

const { root, remove } = smallContent();
let release: OpenRelease;
let exported: ExportedIndex[];

beforeAll(async () => {
  const inputs = inputsOf(root, [
    frozenCycle(root, 'preparedness', '2024', earlier, States),
    frozenCycle(root, 'preparedness', '2026', now, States),
  ]);
  release = openRelease((await buildFew(root, inputs, ['countries', 'framework', 'labels'])).files);
  exported = exportIndices(release, 'en');
});
afterAll(remove);

const cycle = 'preparedness-2026';

describe('a release as tables of COINr', () => {
  it('has an index for each dimension, which reproduces every published score of the cycle', () => {
    const rows = release.rows('scores').filter((row) => row.cycle === cycle && row.status !== 'not_reported');
    const dimensions = new Set(rows.filter(({ level }) => level === 'dimension').map(({ element }) => element));
    expect(exported.map(({ dimension }) => dimension)).toEqual([...dimensions]);
    const aggregates = rows.filter(({ level }) => level !== 'indicator');
    const compared = exported.reduce((sum, index) => sum + index.agreeing + index.differing.length, 0);
    expect(compared).toBe(aggregates.length);
    // Two rules differ from COINr: the counts of a release exclude "not applicable", and scores with insufficient
    // coverage are unpublished but still enter aggregates. Nothing else may differ.
    const unexplained = exported
      .flatMap(({ differing }) => differing)
      .filter((one) => one.notApplicable.length + one.unpublished.length === 0);
    expect(unexplained).toEqual([]);
    expect(exported.reduce((sum, { agreeing }) => sum + agreeing, 0)).toBeGreaterThan(aggregates.length / 2);
  });

  it('has the reporting countries with the scores of their indicators, and none where none is published', () => {
    for (const index of exported) {
      const { data } = readCoinTables(index.iData, index.iMeta);
      for (const { code } of data.nodes.filter(({ level }) => level === 1))
        data.units.forEach((country, at) => {
          const row = release
            .rows('scores')
            .find((one) => one.cycle === cycle && one.country === country && one.element === code)!;
          expect(data.columns.get(code)![at], `${country} ${code}`).toBe(row.score);
        });
      expect(data.groups.has('region')).toBe(true);
    }
  });

  it('names elements in the requested language, and by their codes in a language without texts', () => {
    const label = release.rows('labels').find((row) => row.kind === 'indicator' && row.language === 'en')!;
    expect(exported.map(({ iMeta }) => iMeta).join('')).toContain(`1,${label.id},`);
    expect(exported.map(({ iMeta }) => iMeta).join('')).toContain(String(label.label));
    const [without] = exportIndices(release, 'zz');
    expect(without!.iMeta).not.toContain(String(label.label));
  });

  it('has an R script with the same settings as method.yaml', () => {
    const { method, script } = exported[0]!;
    const threshold = release.rows('scores')[0]!.threshold;
    expect(method).toContain(`least_share: ${threshold}`);
    expect(script).toContain(`dat_thresh = ${threshold}`);
  });
});
