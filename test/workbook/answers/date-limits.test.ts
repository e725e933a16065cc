import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellsOfInstrument, dayOfBound } from '../../../src/questionnaire/index.ts';
import { writePrintable } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { cellOf, instrument, open, texts } from '../a-workbook.ts';
import { check, readOf, written } from '../checked.ts';
import { withParts } from '../zip.ts';

const read = async (id: string, typed: string) =>
  readOf(check(await written({ scope: [id[0]!], answers: [{ id, typed }] })), id);

describe('a date', () => {
  it.each([
    ['A02', '2025-01-01', '2025-01-01'],
    ['A02', '2027-12-31', '2027-12-31'],
    ['A02', '2024-12-31', null],
    ['A02', '2030-04-27', null],
    ['A07.date', '2009-07-06', null],
    ['A07.date', '2026-05-04', '2026-05-04'],
  ])('%s must be in the range of its question: %s', async (id, typed, value) => {
    const { codes, ...one } = await read(id, typed);
    expect(one.value).toBe(value);
    expect(codes.includes('date_beyond_limit')).toBe(value === null);
  });

  it('outside the range that another calendar would explain is reported with it', async () => {
    const checked = check(await written({ scope: ['A'], answers: [{ id: 'A02', typed: '2030-04-27' }] }));
    const { details } = checked.findings.find(({ code }) => code === 'date_beyond_limit')!;
    expect(details).toMatchObject({ from: '2025-01-01', until: '2027-12-31', near: '2026-04-26' });
  });

  it('is found in the case (date-in-the-future)', () => {
    const checked = check(readFileSync(join(root, 'test/cases/workbooks/date-in-the-future.xlsx')));
    expect(checked.outcome).toBe('errors');
    expect(checked.findings.filter(({ code }) => code === 'date_beyond_limit')).toHaveLength(2);
  });

  it('has the same limits in the workbook', async () => {
    const book = await open(await written({ scope: ['A'] }));
    const [first, last] = cellOf(book, 'A02', 'answer').dataValidation.formulae as [Date, Date];
    expect([first, last].map((day) => day.toISOString().slice(0, 10))).toEqual(['2025-01-01', '2027-12-31']);
    expect(String(cellOf(book, 'A02', 'guidance').value)).toContain('2025-01-01 to 2027-12-31');
  });

  it('has its own limits, also below a date with others', async () => {
    const book = await open(await written({}));
    const day = (cell: string, place: number) =>
      (cellOf(book, cell, 'answer').dataValidation.formulae[place] as Date).toISOString().slice(0, 10);
    const dates = [...cellsOfInstrument(instrument).values()].filter(({ type }) => type === 'date');
    const held = dates.map(({ id }) => [id, day(id, 0), day(id, 1)]);
    const declared = dates.map(({ id, limits: { from, until } }) => [
      id,
      dayOfBound(from, instrument.version, 'from') ?? '1904-01-02',
      dayOfBound(until, instrument.version, 'until') ?? '2199-12-31',
    ]);
    expect(held).toEqual(declared);
    expect(new Set(declared.map(([, ...days]) => days.join())).size).toBeGreaterThan(1);
  });

  it('has its limits on the printed questionnaire as well', () => {
    const page = writePrintable({ instrument, cycle: 'cybercrime-2026', language: 'fr', texts });
    expect(page).toContain('de 2025-01-01 à 2027-12-31');
  });
});

it('a bound is a day, or the first or last day of a year counted from that of the version', () => {
  expect(dayOfBound('year-2', '2026', 'from')).toBe('2024-01-01');
  expect(dayOfBound('year', '2026', 'until')).toBe('2026-12-31');
  expect(dayOfBound('2020-02-29', '2026', 'from')).toBe('2020-02-29');
  expect(dayOfBound(undefined, '2026', 'from')).toBeNull();
});

it('a workbook with the 1904 date system is reported if it has dates', async () => {
  const bytes = await written({ scope: ['A'], answers: [{ id: 'A02', value: '2026-03-31' }] });
  const switched = withParts(bytes, {
    'xl/workbook.xml': (xml) =>
      xml.replace(/<workbookPr[^>]*?\/>|(?=<bookViews|<sheets)/, '<workbookPr date1904="1"/>'),
  });
  const codes = check(switched).findings.map(({ code }) => code);
  expect(codes).toContain('dates_from_1904');
  expect(codes).toContain('date_beyond_limit');
});
