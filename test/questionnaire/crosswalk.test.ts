import { describe, expect, it } from 'vitest';
import { carryOver, compareInstruments } from '../../src/questionnaire/index.ts';
import { answer, checkEdited, lineOf, small } from './small.ts';

const crosswalk = 'crosswalk.csv';

describe('a crosswalk is refused', () => {
  it.each([
    [
      'with another first line',
      'recode,note',
      'recoded,note',
      1,
      'has a column "recoded", which has no meaning here',
      'Did you mean "recode"?',
    ],
    [
      'with a line too short',
      'P01,preparedness,1,P01,same,,',
      'P01,preparedness',
      2,
      'This line has 2 cells, and the first line names 7 columns',
      'double quotes',
    ],
    ['where a relation is none', 'P01,same', 'P01,sane', 2, '"sane" is not a relation', 'same, recoded, changed'],
    ['where a question is not here', 'P03,preparedness', 'P33,preparedness', 4, 'there is no question P33 here', 'P03'],
    ['where a question was not there', '1,P01,same', '1,P99,same', 2, 'preparedness 1 has no question P99', 'Correct'],
    [
      'where a version is not there',
      'S06,preparedness,1',
      'S06,preparedness,0',
      12,
      'no questionnaire preparedness 0',
      'Name',
    ],
    [
      'where it comes from itself',
      'S06,preparedness,1',
      'S06,preparedness,2',
      12,
      'from this version itself',
      'earlier',
    ],
    [
      'where a question occurs twice',
      'P03,preparedness,1,P03',
      'P01,preparedness,1,P03',
      4,
      'already has a line at',
      'one of the two',
    ],
    [
      'where a new question comes from one',
      '1,,new',
      '1,P01,new',
      3,
      'a new question has no earlier question',
      'Leave',
    ],
    [
      'where a dropped one is still here',
      ',preparedness,1,S07',
      'S06,preparedness,1,S07',
      13,
      'no question in this version',
      'first column',
    ],
    [
      'where nothing says how it is recoded',
      /recoded,[^,]*,/,
      'recoded,,',
      6,
      'it does not state how answers are recoded',
      'old=new',
    ],
    ['where a recode is none', 'ministry=ministry', 'ministry', 6, '"ministry" is not a recode', 'Write old=new'],
    ['where a choice was none', 'clinic=', 'doctor=', 6, '"doctor" was no choice of P05', 'ministry, clinic'],
    ['where a choice is none', '=donor', '=donors', 6, '"donors" is not a choice of P05', 'ministry, hospital'],
    ['where a choice is forgotten', 'clinic=hospital|', '', 6, 'what replaces clinic', 'Add each as old=new'],
    ['where the same is not the same', 'W03,changed', 'W03,same', 9, 'these differ: scorer', 'recoded'],
  ])('%s', (_, find, to, line, said, correction) => {
    const { instrument, faults } = checkEdited({ file: crosswalk, find, to });
    expect(instrument).toBeNull();
    const reported = faults.map((fault) => [lineOf(fault.where), fault.message, fault.fix]);
    expect(reported).toContainEqual([
      `questionnaires/preparedness/2/${crosswalk}:${line}`,
      expect.stringContaining(said),
      expect.stringContaining(correction),
    ]);
  });

  it('without a line for a question of either version', () => {
    const { faults } = checkEdited({ file: crosswalk, find: 'S06,preparedness,1,S06,same,,\n', to: '' });
    expect(faults.map(({ message }) => message)).toEqual([
      'The crosswalk does not state which earlier question corresponds to question S06 of version 1.',
      'The crosswalk does not state what replaced question S06 of version 1.',
    ]);
  });

  it('where scored choices of a question marked "same" have changed', () => {
    const { faults } = checkEdited({ file: 'choices.yaml', find: '[0, 50, 75, 100]', to: '[0, 40, 75, 100]' });
    expect(faults.map(({ message }) => message)).toEqual([
      'Line "P01 same 1 P01" of the crosswalk: its relation is "same", but these differ: scores.',
    ]);
  });

  it('but not for an unscored list with added choices, nor for a missing crosswalk', () => {
    expect(small().lists.get('way')!.choices).toHaveLength(3);
    expect(small('1').lists.get('way')!.choices).toHaveLength(2);
    expect(checkEdited({ file: crosswalk }).faults).toEqual([]);
  });
});

describe('answers of an earlier version', () => {
  const carry = (cell: string, given: string | number) => carryOver(small(), '1', [answer(cell, given)]);
  const first = (cell: string, given: string | number) => {
    const { answers, hints, fates } = carry(cell, given);
    return { answer: answers[0] ?? null, hint: hints[0] ?? null, fate: fates[0]! };
  };

  it('are unchanged where the question is the same, row by row', () => {
    expect(first('P01', 3).answer).toEqual(answer('P01', 3));
    expect(first('S01.beds', 2)).toMatchObject({
      answer: answer('S01.beds', 2),
      fate: { fate: 'same', to: 'S01.beds' },
    });
    expect(first('P03.approved', '2024-05-01').answer).toEqual(answer('P03.approved', '2024-05-01'));
    expect(first('P01', 'not_released').answer).toEqual(answer('P01', 'not_released'));
  });

  it('are recoded choice by choice, and merged choices appear once', () => {
    const { answer: now, fate } = first('P05', 'clinic hospital donor');
    expect(now).toEqual(answer('P05', 'hospital donor'));
    expect(fate).toMatchObject({
      fate: 'recoded',
      before: 'clinic hospital donor',
      after: 'hospital donor',
      lostChoices: [],
    });
  });

  it('are only a hint where the question has changed', () => {
    expect(first('W03', 4)).toMatchObject({
      answer: null,
      hint: answer('S03', 4),
      fate: { fate: 'changed', to: 'S03' },
    });
  });

  it('are dropped where the question was dropped, where the crosswalk has no line, and where no choice is left', () => {
    expect(first('S07', 'a note')).toMatchObject({
      answer: null,
      hint: null,
      fate: { fate: 'dropped', from: 'S07', to: null },
    });
    expect(first('X99', 'a note')).toMatchObject({ answer: null, hint: null, fate: { fate: 'unknown' } });
    expect(first('S02.masks', 'barter')).toMatchObject({
      answer: null,
      fate: { fate: 'lost', lostChoices: ['barter'] },
    });
    expect(first('S01.drugs', 2)).toMatchObject({ answer: null, fate: { fate: 'lost', from: 'S01.drugs' } });
  });

  it('keep the remaining choices, and the dropped one is named', () => {
    const { answer: now, fate } = first('S02.masks', 'loan barter');
    expect(now).toEqual(answer('S02.masks', 'loan'));
    expect(fate).toMatchObject({ fate: 'same', lostChoices: ['barter'] });
  });

  it('are each reported with their outcome, and so are new questions', () => {
    const { fates } = carryOver(small(), '1', [answer('P01', 1), answer('S07', 'x')]);
    expect(fates.map(({ fate, from, to }) => [fate, from, to])).toEqual([
      ['same', 'P01', 'P01'],
      ['dropped', 'S07', null],
      ['new', null, 'P02'],
    ]);
  });

  it('keep all their other properties', () => {
    const whole = { ...answer('P01', 1), comment: 'seen', cell: 'F9' };
    expect(carryOver(small(), '1', [whole]).answers).toEqual([whole]);
  });
});

describe('two versions', () => {
  it('differ by new, changed and dropped questions, in the order of the later version', () => {
    expect(compareInstruments(small('1'), small('2'))).toEqual([
      { kind: 'new', question: 'P02' },
      { kind: 'changed', question: 'P05', before: 'P05', aspects: ['choices', 'relevance', 'when_hidden'] },
      { kind: 'changed', question: 'S02', before: 'S02', aspects: ['choices'] },
      { kind: 'changed', question: 'S03', before: 'W03', aspects: ['scorer', 'limits', 'text'] },
      { kind: 'dropped', question: 'S07' },
    ]);
  });

  it('that are the same do not differ', () => {
    expect(compareInstruments(small(), small())).toEqual([]);
  });
});
