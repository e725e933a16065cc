import { describe, expect, it } from 'vitest';
import { cellsOfInstrument } from '../../../src/questionnaire/index.ts';
import { loadCountries } from '../../../src/reference/index.ts';
import { checkBytes } from '../../../src/workbook/check/check.ts';
import { openContent } from '../../../src/workbook/check/content.ts';
import { issuedTexts, type WrittenAnswer, writeWorkbook } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { anOrder, instrument } from '../a-workbook.ts';

const real = loadCountries(root, 'real');
const content = { ...openContent(root), countries: () => real };
const asCountry = { country: { code: 'GEO', name: 'Georgia' }, illustrative: false, countries: named() };

/** An answer for every cell of the questionnaire: the last choice, two choices, a number, a date, a text. */
function everyAnswer(): (WrittenAnswer & { value: string | number })[] {
  return [...cellsOfInstrument(instrument).values()].map(({ id, type, list, limits }) => {
    const last = list?.choices.at(-1)?.name ?? 'GEO';
    const first = list?.choices[0]?.name;
    if (type === 'select_one') return { id, value: list?.numbered ? Number(last) : last };
    if (type === 'select_multiple') return { id, value: `${first} ${list!.choices[1]!.name}` };
    if (type === 'date') return { id, value: '2025-11-30' };
    if (type === 'text') return { id, value: `Text of ${id}` };
    return { id, value: (limits.min ?? 0) + 1 };
  });
}

describe('written answers are read back', () => {
  it.each(instrument.languages)('an issued workbook has nothing to correct, in %s', async (language) => {
    for (const illustrative of [false, true]) {
      const country = illustrative ? {} : asCountry;
      const issued = await writeWorkbook(
        anOrder({ ...country, language, contact: 'desk@example.org', due: '2026-06-30' }),
      );
      expect(checkBytes(issued, openContent(root)).findings).toEqual([]);
    }
  });

  it.each(instrument.languages)('every answer of every type, in %s', async (language) => {
    const answers = everyAnswer();
    const checked = checkBytes(await writeWorkbook(anOrder({ ...asCountry, language, answers })), content);
    const read = new Map(checked.answers.map((answer) => [answer.part ?? answer.question, answer]));
    // Rules may report one answer because of another, but the content of every cell is read.
    for (const { id, value } of answers) {
      const { state, value: got } = read.get(id)!;
      if (state === 'answered') expect(got, id).toBe(value);
    }
    const unread = answers.filter(({ id }) => read.get(id)!.state !== 'answered').map(({ id }) => id);
    const wrong = checked.findings.filter(({ severity }) => severity === 'error');
    expect(unread.filter((id) => !wrong.some(({ question }) => question && id.startsWith(question)))).toEqual([]);
    expect(read.size).toBe(answers.length);
  });

  it('a blank workbook has no findings, and is identified', async () => {
    const checked = checkBytes(await writeWorkbook(anOrder(asCountry)), content);
    expect(checked.findings).toEqual([]);
    expect(checked.identity).toEqual({
      instrument: 'cybercrime',
      version: '2026',
      cycle: 'cybercrime-2026',
      country: 'GEO',
      language: 'en',
      texts: issuedTexts(instrument, 'en'),
    });
    expect(checked.counts).toMatchObject({ questions: 132, blank: 132 });
  });

  it('a confirmed earlier answer is the answer', async () => {
    const order = anOrder({
      ...asCountry,
      prefills: [
        { id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' },
        { id: 'B04', value: 'in_force', source: 'Treaty Office', date: '2026-01-01' },
      ],
      answers: [
        { id: 'C01', confirmed: true },
        { id: 'B04', confirmed: false, value: 'ratified' },
      ],
    });
    const { answers } = checkBytes(await writeWorkbook(order), content);
    expect(answers.find(({ question }) => question === 'C01')).toMatchObject({ value: 2, confirmed: true });
    expect(answers.find(({ question }) => question === 'B04')).toMatchObject({ value: 'ratified', confirmed: false });
  });

  it('a state in the heading row of a question applies to its parts, with its reason', async () => {
    const order = anOrder({ ...asCountry, answers: [{ id: 'L08', state: 'not_applicable', reason: 'None received' }] });
    const { answers } = checkBytes(await writeWorkbook(order), content);
    const parts = answers.filter(({ question }) => question === 'L08');
    expect(parts.every(({ state, reason }) => state === 'not_applicable' && reason === 'None received')).toBe(true);
  });

  it('a fault is reported at its cell', async () => {
    const order = anOrder({ ...asCountry, answers: [{ id: 'C05', typed: '4 - in force' }] });
    const { findings } = checkBytes(await writeWorkbook(order), content);
    expect(findings).toMatchObject([{ code: 'choice_unknown', sheet: 'C Offences', cell: 'G10', question: 'C05' }]);
  });
});

function named() {
  return real.map(({ code, names }) => ({ code, name: names.en! }));
}
