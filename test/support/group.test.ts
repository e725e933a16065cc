import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelFiles, openBench, readModels } from '../../src/pipeline/index.ts';
import { inputTypes, releaseSteps } from '../../src/release/index.ts';
import { runScoreTree } from '../../src/statistics/index.ts';
import { type DecidedPair, groupReports, wholesOf } from '../../src/support/index.ts';
import { projectRoot } from '../release/content.ts';
import { aReport } from './a-report.ts';

const groupsOf = (identifiers: Readonly<Record<string, readonly string[]>>, decisions: readonly DecidedPair[] = []) =>
  Object.fromEntries(
    groupReports(
      Object.entries(identifiers).map(([report, of]) => aReport(report, { identifiers: of })),
      decisions,
    ),
  );

describe('reports of the same activity', () => {
  it('share an identifier in any notation, also through a third report, and have the code of the table', () => {
    expect(
      groupsOf({ 'iati:P-1': ['xx-1 23'], 'answer:A': ['XX-123', 'YY-456'], 'table:Z': ['yy-456'], 'table:Q': [] }),
    ).toEqual({
      'iati:P-1': 'table:Z',
      'answer:A': 'table:Z',
      'table:Z': 'table:Z',
      'table:Q': 'table:Q',
    });
  });

  it('are separated or merged by decision of a person', () => {
    const same = { 'table:A': ['XX-123'], 'table:B': ['XX-123'] };
    expect(groupsOf(same, [{ report: 'table:A', other: 'table:B', decision: 'different' }])).toMatchObject({
      'table:B': 'table:B',
    });
    const other = { 'table:A': [], 'table:B': [] };
    expect(groupsOf(other, [{ report: 'table:B', other: 'table:A', decision: 'same' }])).toMatchObject({
      'table:B': 'table:A',
    });
  });

  it('are not merged by an identifier of more than twenty reports, which is a placeholder', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`table:${at}`, ['TBC-2024']]));
    expect(new Set(Object.values(groupsOf(many(20)))).size).toBe(1);
    expect(new Set(Object.values(groupsOf(many(21)))).size).toBe(21);
  });

  it('are grouped here as in the statement of a release, for any identifiers and decisions', async () => {
    const models = readModels(modelFiles(projectRoot));
    const bench = await openBench(models, inputTypes(), releaseSteps(runScoreTree));
    const model = bench.models.find(({ id }) => id === 'staging.support_groups')!;
    const codes = ['answer:A', 'iati:B', 'iati:C', 'table:D', 'table:E'];
    const pairs = codes.flatMap((report, at) => codes.slice(at + 1).map((other) => ({ report, other })));
    const world = fc.record({
      identifiers: fc.array(fc.subarray(['AA-111', 'BB-222', 'CC-333']), { minLength: 5, maxLength: 5 }),
      kinds: fc.array(fc.constantFrom('real' as const, 'real' as const, 'illustrative' as const), {
        minLength: 5,
        maxLength: 5,
      }),
      decisions: fc.array(fc.constantFrom(null, null, 'same' as const, 'different' as const), {
        minLength: 10,
        maxLength: 10,
      }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ identifiers, kinds, decisions: drawn }) => {
        const reports = codes.map((code, at) => aReport(code, { identifiers: identifiers[at]!, kind: kinds[at]! }));
        const decisions = pairs.flatMap((pair, at) => (drawn[at] == null ? [] : [{ ...pair, decision: drawn[at]! }]));
        const expected = [...groupReports(reports, decisions)].map(([report, activity]) => ({ report, activity }));
        const given = {
          'input.support_reports': reports.map(({ report, source, kind }) => ({ report, source, kind })),
          'input.support_identifiers': reports.flatMap((one) =>
            one.identifiers.map((identifier) => ({ report: one.report, identifier })),
          ),
          'input.support_decisions': decisions,
        };
        expect(await bench.try(model, { says: 'drawn', given, expect: expected })).toEqual([]);
      }),
      { numRuns: 60, seed: 20100325 },
    );
    bench.close();
  });
});

describe('an activity that is part of another', () => {
  it('is recognised from either report, and through its incoming funds', () => {
    const reports = [
      aReport('iati:W', { identifiers: ['XX-W-1'], parts: ['XX-P-1'] }),
      aReport('iati:P', { identifiers: ['XX-P-1'] }),
      aReport('iati:Q', { identifiers: ['XX-Q-1'], wholes: ['not-known-1', 'xx-w-1'] }),
      aReport('table:R', { partOf: 'iati:W' }),
      aReport('table:S', { partOf: 'table:GONE' }),
    ];
    expect(Object.fromEntries(wholesOf(reports))).toEqual({
      'iati:P': 'iati:W',
      'iati:Q': 'iati:W',
      'table:R': 'iati:W',
    });
  });

  it('counts as a whole where each of two is declared part of the other: one amount is counted', () => {
    const reports = [
      aReport('iati:A', { identifiers: ['XX-A-1'], wholes: ['XX-B-1'] }),
      aReport('iati:B', { identifiers: ['XX-B-1'], wholes: ['XX-A-1'] }),
    ];
    expect(Object.fromEntries(wholesOf(reports))).toEqual({ 'iati:B': 'iati:A' });
  });
});
