import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, hiddenQuestions, instrumentTables } from '../../src/questionnaire/index.ts';
import { answers, checkEdited, small } from './small.ts';

const hidden = (given: Readonly<Record<string, string | number>>) =>
  Object.fromEntries([...hiddenQuestions(small(), answers(given))].map(([cell, { as }]) => [cell, as]));

describe('hidden questions', () => {
  it('are none while no answer is known', () => {
    expect(hidden({})).toEqual({});
    expect(hidden({ P01: 'not_known', 'P03.status': 'not_released' })).toEqual({});
  });

  it('count as the question declares: with the lowest level, or not at all', () => {
    expect(hidden({ P01: 1 })).toMatchObject({ P02: 'zero' });
    expect(hidden({ 'S01.masks': 0, 'S01.beds': 3 })).toEqual({ 'S02.masks': 'leave' });
  });

  it('are determined row by row; a question is hidden if all its rows are', () => {
    expect(hidden({ 'S01.masks': 0, 'S01.tests': 1, 'S01.beds': 0 })).toEqual({
      'S02.masks': 'leave',
      'S02.tests': 'leave',
      'S02.beds': 'leave',
      S02: 'leave',
    });
  });

  it('include every cell of a hidden repeat, and the repeat itself', () => {
    expect(Object.keys(hidden({ P05: 'ministry' }))).toEqual([
      ...['S04.1.giver', 'S04.1.amount', 'S04.2.giver', 'S04.2.amount', 'S04'],
    ]);
  });

  it('include all questions that depend on a low answer, directly or indirectly, whatever was entered there', () => {
    expect(hidden({ P01: 0, P02: 3, 'P03.status': 'yes', P05: 'donor' })).toMatchObject({
      P02: 'zero',
      P05: 'zero',
      'S04.1.giver': 'leave',
    });
  });

  it('leave the denominator, and never count as zero, where the question that they depend on does not apply', () => {
    const found = hiddenQuestions(small(), answers({ P01: 'not_applicable' }));
    expect(found.get('P02')).toEqual({ because: 'absent', as: 'leave' });
    expect(found.get('P05')).toEqual({ because: 'absent', as: 'leave' });
    expect(hiddenQuestions(small(), answers({ P01: 1 })).get('P02')).toEqual({ because: 'rule', as: 'zero' });
  });

  it('become fewer as an answer rises, for rules that require at least a level', () => {
    const levels = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(levels, levels, levels, (low, high, second) => {
        const [from, to] = [Math.min(low, high), Math.max(low, high)];
        const before = Object.keys(hidden({ P01: from, P02: second, 'P03.status': 'yes' }));
        const after = Object.keys(hidden({ P01: to, P02: second, 'P03.status': 'yes' }));
        expect(after.filter((cell) => !before.includes(cell))).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('an instrument as tables', () => {
  const tables = instrumentTables(small());

  it('has its questions in order, with scorer, goalposts, relevance and score while hidden', () => {
    expect(tables.questions.map(({ question, position }) => [question, position])).toEqual(
      [...small().questions.keys()].map((code, place) => [code, place + 1]),
    );
    const row = (code: string) => tables.questions.find(({ question }) => question === code);
    expect(row('P05')).toMatchObject({ scorer: 'share', class: 'restricted', when_hidden: 'zero', parents: 'P02 P03' });
    expect(row('S03')).toMatchObject({ scorer: 'goalposts', low: 30, high: 0, when_hidden: null, parents: '' });
    expect(row('P03')).toMatchObject({ scorer: 'choice', scorer_part: 'status' });
    expect(row('S06')).toMatchObject({ scorer: null, low: null });
  });

  it('has the scored cells, and the choices that a share counts', () => {
    expect(tables.scored_items.map(({ item, scorer, list }) => [item, scorer, list])).toEqual([
      ['P01', 'choice', 'stage'],
      ['P02', 'choice', 'stage'],
      ['P03.status', 'choice', 'yn'],
      ['P05', 'share', 'body'],
      ['S03', 'goalposts', null],
    ]);
    expect(tables.share_choices).toEqual([
      { item: 'P05', choice: 'ministry' },
      { item: 'P05', choice: 'hospital' },
    ]);
  });

  it('scores every row of a scored grid', () => {
    const grid = 'rows: goods, cell: select_one, list: need';
    const { instrument } = checkEdited(
      {
        file: 'questionnaire.yaml',
        find: grid,
        to: 'rows: goods, cell: select_one, list: stage, scorer: choice',
      },
      { file: 'crosswalk.csv' },
    );
    const items = instrumentTables(instrument!).scored_items.filter(({ question }) => question === 'S01');
    expect(items.map(({ item }) => item)).toEqual(['S01.masks', 'S01.tests', 'S01.beds']);
  });

  it('has choices with their scores, null for those that leave the denominator', () => {
    expect(tables.choices.filter(({ list }) => list === 'yn')).toEqual([
      { list: 'yn', choice: 'yes', position: 1, score: 100 },
      { list: 'yn', choice: 'no', position: 2, score: 0 },
      { list: 'yn', choice: 'not_yet_asked', position: 3, score: null },
    ]);
  });

  it('has one row for each cell, crosswalk line and label, in each language', () => {
    const cells = [...small().questions.values()].flatMap((question) => cellsOf(small(), question));
    expect(tables.items.map(({ item }) => item)).toEqual(cells.map(({ id }) => id));
    expect(tables.crosswalk[4]).toMatchObject({
      question: 'P05',
      relation: 'recoded',
      recode: expect.stringContaining('clinic=hospital|'),
    });
    expect(tables.labels).toContainEqual({ kind: 'choice', id: 'goods:beds', language: 'fr', label: 'lits' });
    expect(tables.labels).toContainEqual({ kind: 'part', id: 'S01.beds', language: 'en', label: 'beds' });
    const keys = tables.labels.map(({ kind, id, language }) => `${kind} ${id} ${language}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
