import { describe, expect, it } from 'vitest';
import { targetOf } from '../../src/collection/upload/target.ts';
import type { Cycle, WorkbookIdentity } from '../../src/domain/index.ts';

const cycle = (instrument: string, version: string) =>
  ({ id: `${instrument}-${version}`, instrument, version }) as Cycle;
const open = [cycle('a', '2024'), cycle('a', '2026'), cycle('b', '2025')];
const nobody: WorkbookIdentity = { instrument: null, version: null, cycle: null, country: null, language: null };
const of = (more: Partial<WorkbookIdentity>): WorkbookIdentity => ({ ...nobody, ...more });
const a2024 = of({ instrument: 'a', version: '2024', cycle: 'a-2024', country: 'AAA' });
const a2026 = of({ instrument: 'a', version: '2026', cycle: 'a-2026', country: 'AAA' });
const target = (
  identity: WorkbookIdentity,
  expectedCycle: string | null = null,
  expectedCountry: string | null = null,
) => {
  const found = targetOf(open, { expectedCycle, expectedCountry }, identity);
  return [found.cycle?.id ?? null, found.country, found.differs];
};

describe('the submission that a workbook is meant for', () => {
  it('is that of the cycle and country that the workbook names', () => {
    expect(target(a2026)).toEqual(['a-2026', 'AAA', null]);
    expect(target(a2026, 'a-2026', 'AAA')).toEqual(['a-2026', 'AAA', null]);
  });

  it('is in the newest cycle for a workbook of an earlier one, once the person confirms', () => {
    expect(target(a2024)).toEqual(['a-2026', 'AAA', 'other_cycle']);
    expect(target(a2024, 'a-2026')).toEqual(['a-2026', 'AAA', 'other_cycle']);
  });

  it('is in the earlier cycle where the person names that one', () => {
    expect(target(a2024, 'a-2024')).toEqual(['a-2024', 'AAA', null]);
    expect(target(a2024, '2024')).toEqual(['a-2024', 'AAA', null]);
  });

  it('is what the person states where the workbook names none, without a confirmation', () => {
    expect(target(nobody, 'a-2026', 'BBB')).toEqual(['a-2026', 'BBB', null]);
    expect(target(of({ instrument: 'a', version: '2026' }), '2026', 'BBB')).toEqual(['a-2026', 'BBB', null]);
  });

  it('is unknown where neither names one', () => {
    expect(target(nobody)).toEqual([null, null, null]);
    expect(target(nobody, 'a-2026')).toEqual(['a-2026', null, null]);
  });

  it('needs a confirmation where workbook and person differ', () => {
    expect(target(a2026, null, 'BBB')).toEqual(['a-2026', 'AAA', 'other_country']);
    expect(target(a2026, 'b-2025')).toEqual(['a-2026', 'AAA', 'other_cycle']);
    expect(target(a2026, 'a-2024')).toEqual(['a-2026', 'AAA', 'other_cycle']);
  });
});
