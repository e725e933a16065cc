import { describe, expect, it } from 'vitest';
import { type AnswerState, countAnswers, questionState, statedReason } from '../../src/domain/index.ts';

describe('a question with parts', () => {
  it.each<[AnswerState[], AnswerState]>([
    [['blank', 'not_known', 'answered', 'not_released'], 'answered'],
    [['not_applicable', 'not_known', 'not_released', 'blank'], 'not_released'],
    [['not_applicable', 'not_known', 'blank'], 'not_known'],
    [['blank', 'not_applicable'], 'not_applicable'],
    [['blank', 'blank'], 'blank'],
    [[], 'blank'],
  ])('whose parts are %j is %s', (parts, state) => {
    expect(questionState(parts)).toBe(state);
  });

  it('is counted once, and the counts by state add up to the number of questions', () => {
    const said = (question: string, state: AnswerState) => ({ question, state });
    const answers = [
      said('Q1', 'blank'),
      said('Q1', 'answered'),
      said('Q2', 'answered'),
      said('Q3', 'not_known'),
      said('Q4', 'blank'),
      said('Q1', 'not_released'),
    ];
    expect(countAnswers(answers)).toEqual({
      questions: 4,
      answered: 2,
      not_applicable: 0,
      not_known: 1,
      not_released: 0,
      blank: 1,
    });
  });
});

describe('the reason why a question does not apply', () => {
  it.each([
    ['No such court.', 'See above.', 'No such court.'],
    [null, 'See above.', 'See above.'],
    ['  ', 'See above.', 'See above.'],
    [' \n', '', null],
    [null, null, null],
  ])('%j with the comment %j is %j', (reason, comment, stated) => {
    expect(statedReason({ reason, comment })).toBe(stated);
  });
});
