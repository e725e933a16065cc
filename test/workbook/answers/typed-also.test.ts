import { describe, expect, it } from 'vitest';
import { check, readOf, readTyped, written } from '../checked.ts';

/** State, value and codes of one answer, typed with remarks next to it. */
async function typed(
  id: string,
  answer: { readonly typed?: string | number; readonly [beside: string]: unknown },
  language = 'en',
) {
  const { typed: text, ...beside } = answer;
  if (typeof text === 'string' && Object.keys(beside).length === 0) return await readTyped(id, text, language);
  return readOf(check(await written({ language, scope: [id[0]!], answers: [{ id, ...answer }] })), id);
}

describe('a date as a spreadsheet serial number', () => {
  it.each<[string | number, string]>([
    [46_112, '2026-03-31'],
    [46_112.75, '2026-03-31'],
    ['46112', '2026-03-31'],
  ])('%s is read as the date', async (number, day) => {
    expect(await typed('A02', { typed: number })).toMatchObject({ state: 'answered', value: day });
  });

  it('is reported where the cell has a plain number', async () => {
    expect(await typed('A02', { typed: '46112' })).toEqual({
      state: 'answered',
      value: '2026-03-31',
      codes: ['date_from_number'],
    });
  });

  it('is not read where the number is too small or too large', async () => {
    for (const number of ['12345', '99999'])
      expect((await typed('A02', { typed: number })).codes).toEqual(['date_as_number']);
  });

  it('of a small number is a date long ago, outside the limits of a question about this cycle', async () => {
    expect(await typed('A02', { typed: 12 })).toEqual({ state: 'blank', value: null, codes: ['date_beyond_limit'] });
  });
});

describe('a date', () => {
  it.each<[string | number, string]>([
    ['20260331', '2026-03-31'],
    ['31 / 03 / 2026', '2026-03-31'],
    ['2026 – 03 – 31', '2026-03-31'],
    ['5 Sep 2025', '2025-09-05'],
    ['5 Sept 2025', '2025-09-05'],
  ])('%s is read', async (text, day) => {
    expect(await typed('A02', { typed: text })).toEqual({ state: 'answered', value: day, codes: [] });
  });

  it.each<[string, string]>([
    ['31-Mar-26', 'date_short_year'],
    ['March 2026', 'date_not_full'],
    ['mars 2026', 'date_not_full'],
    ['31032026', 'not_a_date'],
  ])('%s is incomplete, with a finding for the missing part', async (text, code) => {
    expect((await typed('A02', { typed: text })).codes).toEqual([code]);
  });
});

describe('several choices', () => {
  it.each([
    'police / courts',
    '• police • courts',
    'police | courts',
    'police、courts',
    'police؛ courts',
    'police & courts',
    '3  police\n5  courts',
    '3) Police; 5) Courts',
  ])('%j are separated', async (text) => {
    expect(await typed('A04', { typed: text })).toEqual({ state: 'answered', value: 'police courts', codes: [] });
  });

  it('keep a separator that is part of a label', async () => {
    expect(await typed('A04', { typed: 'police/CERT/CSIRT/courts' })).toMatchObject({
      value: 'police courts cert_csirt',
    });
    expect(await typed('A04', { typed: '1/3' })).toMatchObject({ value: 'ministry_of_justice police' });
  });

  it('with a label and the number of another are not read, and each possible choice is suggested', async () => {
    const checked = check(await written({ scope: ['A'], answers: [{ id: 'A04', typed: '1. police\n2. courts' }] }));
    expect(readOf(checked, 'A04')).toMatchObject({ state: 'blank', codes: ['choices_unknown'] });
    expect(checked.reported[0]!.message).toMatch(/Did you mean “police” and “courts”\?/);
  });
});

describe('a suggested value', () => {
  const reported = async (text: string) => {
    const checked = check(await written({ scope: ['C'], answers: [{ id: 'C04', typed: text }] }));
    return checked.reported.find(({ code }) => code === 'choice_unknown')!.message;
  };

  it('is found by the numbers in a text', async () => {
    expect(await reported('level 3')).toContain('Did you mean “covered in full”?');
    expect(await reported('2-3')).toContain('Did you mean “covered in part” or “covered in full”?');
  });

  it('does not exist where two are possible', async () => {
    expect(await reported('2.5')).not.toContain('Did you mean');
  });

  it('is a number where only a currency is next to it', async () => {
    const message = async (text: string) =>
      check(await written({ scope: ['L'], answers: [{ id: 'L01.amount', typed: text }] })).reported[0]!.message;
    expect(await message('USD 1,000,000')).toContain('Did you mean 1000000?');
    expect(await message('€ 1 234,50')).toContain('Did you mean 1234.5?');
    expect(await message('1.5 million')).not.toContain('Did you mean');
  });
});

describe('a state', () => {
  it.each<[string, string]>([
    ['unknown', 'not_known'],
    ['Don’t know', 'not_known'],
    ['ne sait pas', 'not_known'],
    ['n.d.', 'not_known'],
    ['s.o.', 'not_applicable'],
    ['confidential', 'not_released'],
  ])('is read from %j, in its own cell or the answer cell', async (word, state) => {
    const reason = { reason: 'as told' };
    const doubted = state === 'not_applicable' ? ['always_applies'] : [];
    expect(await typed('B12', { typed: word, ...reason })).toEqual({
      state,
      value: null,
      codes: ['state_in_answer', ...doubted],
    });
  });

  it('is valid next to a dash, which has no meaning', async () => {
    const dashed = await typed('C04', { typed: '–', state: 'not_known', reason: 'Under review' });
    expect(dashed).toEqual({ state: 'not_known', value: null, codes: [] });
  });
});

describe('a dash or a question mark', () => {
  it.each([
    ['C04', '-'],
    ['B12', '—'],
    ['A02', '...'],
    ['K07', '?'],
    ['A04', '//'],
  ])('is no answer to %s, which is reported', async (id, text) => {
    expect(await typed(id, { typed: text })).toEqual({ state: 'blank', value: null, codes: ['placeholder_in_answer'] });
  });
});

describe('a finding about something missing for an answer', () => {
  it('is at the cell that should be filled', async () => {
    const answers = [
      { id: 'B09', state: 'not_applicable' as const },
      { id: 'B10', value: 3 },
    ];
    const { findings } = check(await written({ scope: ['B'], answers }));
    const cells = new Map(findings.map(({ code, cell }) => [code, cell!]));
    expect(cells.get('reason_wanted')).toMatch(/^I\d+$/);
    expect(cells.get('evidence_wanted')).toMatch(/^L\d+$/);
  });
});

describe('a workbook in Chinese', () => {
  it.each<[string, string, string]>([
    ['B13', '是', 'yes'],
    ['B13', '\u3000是。\u3000', 'yes'],
    ['B13', '否', 'no'],
    ['C04', '３', '3'],
    ['C04', '3、完全涵盖', '3'],
    ['C04', '３：完全涵盖', '3'],
    ['A04', '警察、法院', 'police courts'],
    ['A04', '警察，法院；司法部', 'ministry_of_justice police courts'],
    ['A04', '１；３', 'ministry_of_justice police'],
    ['A04', '1、3', 'ministry_of_justice police'],
    ['A04', '1、司法部、3、警察', 'ministry_of_justice police'],
  ])('%s accepts %s', async (id, text, value) => {
    const read = await typed(id, { typed: text }, 'zh');
    expect({ ...read, value: String(read.value) }).toMatchObject({ state: 'answered', value });
    expect(read.codes.filter((code) => code !== 'evidence_wanted')).toEqual([]);
  });

  it.each([
    ['不知道', 'not_known'],
    ['不适用', 'not_applicable'],
    ['不予公开', 'not_released'],
  ])('%s in the answer cell is read as the state', async (text, state) => {
    const read = await typed('E02', { typed: text }, 'zh');
    expect(read).toMatchObject({ state, value: null });
    expect(read.codes).toContain('state_in_answer');
  });

  it('suggests no word that shares no character with the text', async () => {
    const about = async (text: string) =>
      check(await written({ language: 'zh', scope: ['B'], answers: [{ id: 'B13', typed: text }] })).reported.find(
        ({ code }) => code === 'choice_unknown',
      )!.message;
    expect(await about('有')).not.toContain('您是否指');
  });
});
