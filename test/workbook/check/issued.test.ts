/** A workbook issued with the country's answers filled in, and how an answer is withdrawn. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/index.ts';
import { cellsOfInstrument } from '../../../src/questionnaire/index.ts';
import { type WrittenAnswer, writtenAnswers } from '../../../src/workbook/index.ts';
import { instrument } from '../a-workbook.ts';
import { answerOf, check, written } from '../checked.ts';

const prefills = [{ id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' }];

/** Answers of every type with remarks, each state, and a confirmation. */
function someAnswers(): WrittenAnswer[] {
  const states = ['not_applicable', 'not_known', 'not_released'] as const;
  const beside = {
    reason: 'A reason',
    comment: 'A “comment”, 1/2',
    note: 'A note',
    evidence: 'Law 5 (https://law.example)',
  };
  return [...cellsOfInstrument(instrument).values()].flatMap(({ id, type, list, limits }, place): WrittenAnswer[] => {
    if (id === 'C01') return [{ id, confirmed: true, ...beside }];
    if (place % 7 === 0) return [{ id, state: states[place % 3]!, ...beside }];
    if (place % 11 === 0) return [];
    if (type === 'select_one') return [{ id, value: list?.openEnded ? 'XAA' : list!.choices.at(-1)!.name, ...beside }];
    if (type === 'select_multiple') return [{ id, value: `${list!.choices[0]!.name} ${list!.choices[1]!.name}` }];
    if (type === 'date') return [{ id, value: '2025-11-30', ...beside }];
    return [{ id, value: type === 'text' ? `Text of ${id}` : (limits.min ?? 0) + 1 }];
  });
}

const saidOf = ({ raw: _, sheet: __, cell: ___, ...said }: Answer) => said;

describe('a workbook issued with answers', () => {
  it.each(['en', 'fr'])('is read with the same answers when it is uploaded unchanged, in %s', async (language) => {
    const first = check(await written({ prefills, answers: someAnswers() }));
    const answers = writtenAnswers(first.answers, prefills);
    const again = check(await written({ language, prefills, answers, revision: 4 }));
    expect(again.identity).toMatchObject({ revision: 4 });
    expect(again.answers.map(saidOf)).toEqual(first.answers.map(saidOf));
    expect(again.findings.filter(({ code }) => code === 'identity_altered')).toEqual([]);
  });
});

describe('an answer is withdrawn', () => {
  it.each([
    ['en', 'withdrawn'],
    ['fr', 'retirée'],
    ['fr', 'Retiré'],
  ])('by its state, in %s: %s', async (language, state) => {
    const book = check(await written({ language, answers: [{ id: 'C04', typed: state }] }));
    expect(answerOf(book, 'C04')).toMatchObject({ state: 'blank', value: null, withdrawn: true });
    expect(book.findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['state_in_answer warning']);
  });

  it('by the state next to the answer that is still in its cell', async () => {
    const book = check(await written({ answers: [{ id: 'C04', value: 3, state: 'withdrawn' }] }));
    expect(answerOf(book, 'C04')).toMatchObject({ state: 'blank', value: null, withdrawn: true });
    expect(book.findings).toEqual([]);
  });

  it('with all its parts by the state in the heading row', async () => {
    const [first] = [...cellsOfInstrument(instrument).values()].filter(({ question }) => question.code === 'L08');
    const answers: WrittenAnswer[] = [
      { id: 'L08', state: 'withdrawn' },
      { id: first!.id, value: 'Provider' },
    ];
    const parts = check(await written({ answers })).answers.filter(({ question }) => question === 'L08');
    expect(parts.every(({ withdrawn, value }) => withdrawn && value === null)).toBe(true);
  });

  it('never by a single word in a text cell, which may be the answer', async () => {
    const text = [...cellsOfInstrument(instrument).values()].find(({ type }) => type === 'text')!.id;
    expect(answerOf(check(await written({ answers: [{ id: text, typed: 'withdrawn' }] })), text)).toMatchObject({
      state: 'answered',
      value: 'withdrawn',
    });
    const phrase = check(await written({ answers: [{ id: text, typed: 'Remove this answer' }] }));
    expect(answerOf(phrase, text)).toMatchObject({ state: 'blank', withdrawn: true });
  });
});
