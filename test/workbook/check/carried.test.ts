import { describe, expect, it } from 'vitest';
import { loadInstrument } from '../../../src/questionnaire/index.ts';
import { root } from '../../house/source.ts';
import { answerOf, check, readOf, written } from '../checked.ts';

const in2024 = { instrument: loadInstrument(root, 'cybercrime', '2024'), cycle: 'cybercrime-2024' };
const checked = check(
  await written({
    ...in2024,
    answers: [
      { id: 'C04', value: 3, comment: 'Since 2019', evidence: 'Art. 5' },
      { id: 'C01', state: 'not_known', reason: 'Under review' },
      { id: 'E05', value: 'days_61_to_90' },
      { id: 'H15', value: 'interpol europol regional_police_body' },
      { id: 'E17', value: 4, evidence: 'x' },
      { id: 'K08', typed: '1' },
      { id: 'C02', typed: 'rubbish' },
    ],
  }),
);
const reported = (code: string) => checked.reported.filter((one) => one.code === code);

describe('a workbook of an older version', () => {
  it('is identified, and its answers are counted in the questions of the newest version', () => {
    expect(checked.identity).toMatchObject({ version: '2024', cycle: 'cybercrime-2024', country: 'XAA' });
    expect(checked.version).toBe('2026');
    expect(checked.counts).toMatchObject({ questions: 132, answered: 3, not_known: 1, blank: 128 });
    expect(reported('version_older')).toHaveLength(1);
  });

  it('keeps its answers, with their remarks', () => {
    expect(answerOf(checked, 'C04')).toMatchObject({ value: 3, comment: 'Since 2019', evidence: 'Art. 5' });
    expect(answerOf(checked, 'C01')).toMatchObject({ state: 'not_known', reason: 'Under review' });
  });

  it('has its changed choices recoded', () => {
    expect(answerOf(checked, 'E05').value).toBe('days_31_to_90');
    expect(answerOf(checked, 'H15').value).toBe('interpol europol_or_regional_police_body');
  });

  it('leaves questions blank that changed their meaning or are new, and reports it', () => {
    expect(readOf(checked, 'E09')).toMatchObject({ state: 'blank', value: null });
    expect(reported('carried_changed')).toMatchObject([{ question: 'E17', message: expect.stringContaining('E17') }]);
    expect(reported('carried_dropped')).toMatchObject([{ question: 'K08' }]);
    expect(reported('carried_new')[0]!.message).toContain('B07');
    expect(answerOf(checked, 'B07')).toMatchObject({ state: 'blank', sheet: '', cell: '' });
  });

  it('has its faults reported at their cells', () => {
    expect(reported('choice_unknown')).toMatchObject([{ question: 'C02', sheet: 'C Offences', severity: 'error' }]);
    expect(checked.outcome).toBe('errors');
  });

  it('is read in its own version for its own cycle', async () => {
    const bytes = await written({ ...in2024, answers: [{ id: 'E05', value: 'days_61_to_90' }] });
    const own = check(bytes, { expected: { cycle: 'cybercrime-2024', country: 'XAA' } });
    expect(own).toMatchObject({ outcome: 'clean', version: '2024' });
    expect(answerOf(own, 'E05').value).toBe('days_61_to_90');
  });
});

describe('a workbook of another country or cycle', () => {
  it('is recognised, reported, and still read', async () => {
    const bytes = await written({ answers: [{ id: 'C04', value: 3, evidence: 'art. 5' }] });
    const other = check(bytes, { expected: { country: 'XAB', cycle: 'cybercrime-2026' } });
    expect(other.reported).toMatchObject([{ code: 'country_other', severity: 'error', sheet: expect.any(String) }]);
    expect(other.reported[0]!.message).toMatch(/XAA.*XAB/);
    expect(answerOf(other, 'C04').value).toBe(3);
    const cycle = check(bytes, { expected: { country: 'XAA', cycle: 'cybercrime-2024' } });
    expect(cycle.reported.map(({ code }) => code)).toEqual(['cycle_other']);
  });

  it('of another available questionnaire is read with that questionnaire', async () => {
    const preparedness = loadInstrument(root, 'preparedness', '2025');
    const bytes = await written({ instrument: preparedness, cycle: 'preparedness-2025' });
    const own = check(bytes);
    expect(own).toMatchObject({ outcome: 'clean', identity: { instrument: 'preparedness' } });
    expect(own.counts.questions).toBe(preparedness.questions.size);
    expect(check(bytes, { expected: { cycle: 'cybercrime-2026' } }).outcome).toBe('errors');
  });
});
