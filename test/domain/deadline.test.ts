import { describe, expect, it } from 'vitest';
import { daysLate, daysLeft } from '../../src/domain/index.ts';

describe('a due date', () => {
  it('includes the whole day: nothing is late before midnight in UTC', () => {
    expect(daysLeft('2026-06-30', '2026-06-30T23:59:59.999Z')).toBe(0);
    expect(daysLate('2026-06-30', '2026-06-30T23:59:59.999Z')).toBe(0);
    expect(daysLate('2026-06-30', '2026-07-01T00:00:00Z')).toBe(1);
  });

  it('ends at the same instant in every time zone of a server', () => {
    const zone = process.env.TZ;
    try {
      for (const one of [
        'UTC',
        'Pacific/Kiritimati',
        'Pacific/Pago_Pago',
        'Asia/Kathmandu',
        'America/New_York',
        'Pacific/Apia',
      ]) {
        process.env.TZ = one;
        // Days on which clocks change, and the one that Samoa skipped.
        for (const due of ['2026-03-29', '2026-11-01', '2011-12-30', '2026-12-31']) {
          const next = new Date(Date.parse(`${due}T00:00:00Z`) + 86_400_000);
          const last = new Date(next.getTime() - 1);
          expect([one, daysLate(due, last.toISOString()), daysLate(due, next.toISOString())]).toEqual([one, 0, 1]);
          expect([one, daysLeft(due, last.toISOString()), daysLeft(due, next.toISOString())]).toEqual([one, 0, -1]);
        }
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('counts days across months, leap days and daylight saving changes', () => {
    expect(daysLeft('2028-03-01', '2028-02-28')).toBe(2);
    expect(daysLeft('2026-11-02', '2026-10-20')).toBe(13);
    expect(daysLeft('2026-06-30', '2026-07-05')).toBe(-5);
  });

  it('makes nothing late where none is set, or nothing was received', () => {
    expect(daysLeft(null, '2026-07-05')).toBeNull();
    expect(daysLate(null, '2026-07-05')).toBe(0);
    expect(daysLate('2026-06-30', null)).toBe(0);
  });
});
