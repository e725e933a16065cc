import { describe, expect, it } from 'vitest';
import {
  type Answer,
  countCells,
  differencesOf,
  type Finding,
  noCells,
  treatyContradictions,
} from '../../src/domain/index.ts';

const answer = (question: string, value: number | string | null, more: Partial<Answer> = {}): Answer => ({
  question,
  part: null,
  state: value === null ? 'blank' : 'answered',
  value,
  raw: value === null ? null : String(value),
  reason: null,
  comment: null,
  note: null,
  evidence: null,
  confirmed: false,
  sheet: 'S',
  cell: `F${question.slice(1)}`,
  ...more,
});

const error = (code: string, cell: string): Finding => ({
  code,
  severity: 'error',
  sheet: 'S',
  cell,
  question: null,
  details: {},
});

describe('the counts of a receipt', () => {
  it('add up to the cells read and the earlier answers', () => {
    const sayings = ['changed', 'changed', 'unchanged', 'outdated', 'withdrawn', 'kept', 'unread', 'silent'];
    expect(countCells(sayings, [], [])).toEqual({
      read: 5,
      changed: 2,
      unchanged: 1,
      outdated: 1,
      withdrawn: 1,
      kept: 2,
      cleared: 0,
      ignored: [],
    });
  });

  it('give one reason for each cell that was not counted', () => {
    const unread = { raw: 'five?' };
    const answers = [answer('Q1', null, unread), answer('Q2', null, unread), answer('Q3', null, { raw: 'prefilled' })];
    const found = [error('choice_unknown', 'F1'), error('choice_unknown', 'F2'), error('row_unknown', 'F90')];
    expect(countCells([], answers, found).ignored).toEqual([
      { reason: 'choice_unknown', cells: 2 },
      { reason: 'not_confirmed', cells: 1 },
      { reason: 'row_unknown', cells: 1 },
    ]);
  });

  it('do not count as ignored cells that were read, withdrawn or empty, nor warnings and findings about the file', () => {
    const answers = [
      answer('Q1', 3),
      answer('Q2', null, { raw: 'withdrawn', withdrawn: true }),
      answer('Q3', null),
      answer('Q4', null, { raw: 'n/a', state: 'not_applicable' }),
    ];
    const warning: Finding = { ...error('date_unusual', 'F1'), severity: 'warning' };
    const ofFile: Finding = { ...error('sheet_missing', ''), sheet: null, cell: null };
    expect(countCells([], answers, [warning, ofFile]).ignored).toEqual([]);
  });

  it('distinguish cells with the same address on two sheets', () => {
    const other = { ...error('choice_unknown', 'F1'), sheet: 'T' };
    const found = [error('choice_unknown', 'F1'), other];
    const answers = [answer('Q1', null, { raw: 'five?' }), answer('Q1', null, { raw: 'five?', sheet: 'T' })];
    expect(countCells([], answers, found).ignored).toEqual([{ reason: 'choice_unknown', cells: 2 }]);
  });

  it('of no cells are all zero', () => {
    expect(noCells).toEqual(countCells([], [], []));
  });
});

describe('the differences of two revisions', () => {
  it('list question, values and states, and other differences', () => {
    const before = [answer('Q1', 1), answer('Q2', 'a'), answer('Q3', 3)];
    const after = [
      answer('Q1', 3),
      answer('Q2', null, { state: 'not_released' }),
      answer('Q3', 3, { evidence: 'https://law.example' }),
    ];
    expect(differencesOf(before, after)).toEqual([
      { question: 'Q1', part: null, from: 1, to: 3, fromState: 'answered', toState: 'answered', beside: [] },
      { question: 'Q2', part: null, from: 'a', to: null, fromState: 'answered', toState: 'not_released', beside: [] },
      { question: 'Q3', part: null, from: 3, to: 3, fromState: 'answered', toState: 'answered', beside: ['evidence'] },
    ]);
  });

  it('treat an absent answer as a blank one', () => {
    expect(differencesOf([answer('Q1', null)], [])).toEqual([]);
    expect(differencesOf([], [answer('Q1', null)])).toEqual([]);
    expect(differencesOf([], [answer('Q1', 1, { comment: 'New' })])).toMatchObject([
      { from: null, to: 1, fromState: 'blank', beside: ['comment'] },
    ]);
    expect(differencesOf([answer('Q1', 1)], [])).toMatchObject([{ from: 1, to: null, toState: 'blank' }]);
  });
});

describe('an answer about a treaty', () => {
  const agreeing = new Map([
    ['in_force', new Set(['in_force', 'ratified'])],
    ['signed', new Set(['signed'])],
  ]);
  const fact = (treaty: string, status: string, confirmed = true) => ({
    treaty,
    status,
    asOf: '2025-01-01',
    source: 'Treaty Office',
    confirmed,
  });
  const about = (...treaties: string[]) => treatyContradictions.bind(null, [answer('Q1', 'signed')], () => treaties);

  it('gets a warning where the table of an authority differs', () => {
    expect(about('T 1')([fact('T 1', 'in_force')], agreeing)).toEqual([
      {
        code: 'treaty_contradicted',
        severity: 'warning',
        sheet: 'S',
        cell: 'F1',
        question: 'Q1',
        details: {
          answered: 'signed',
          treaty: 'T 1',
          status: 'in_force',
          as_of: '2025-01-01',
          source: 'Treaty Office',
        },
      },
    ]);
  });

  it.each([
    ['agrees', [fact('T 1', 'signed')]],
    ['has no row', []],
    ['is general knowledge', [fact('T 1', 'in_force', false)]],
    ['has a status that is compared with nothing', [fact('T 1', 'withdrawn')]],
  ])('gets no warning where the fact %s', (_, facts) => {
    expect(about('T 1')(facts, agreeing)).toEqual([]);
  });

  it.each([
    ['is not answered', answer('Q1', null, { state: 'not_known' })],
    ['is one part of a question', answer('Q1', 'signed', { part: 'Q1.a' })],
  ])('that %s is not compared', (_, given) => {
    expect(treatyContradictions([given], () => ['T 1'], [fact('T 1', 'in_force')], agreeing)).toEqual([]);
  });

  it('to a question that is not about a treaty status is not compared', () => {
    expect(about()([fact('T 1', 'in_force')], agreeing)).toEqual([]);
  });

  it('is quoted with the text of its cell, or with its value where the cell was empty', () => {
    const quoted = (raw: string | null) =>
      treatyContradictions([answer('Q1', 'signed', { raw })], () => ['T 1'], [fact('T 1', 'in_force')], agreeing)[0]!
        .details.answered;
    expect(quoted('Signed only')).toBe('Signed only');
    expect(quoted(null)).toBe('signed');
  });

  it('that several treaties can satisfy gets a warning only where all of them are known', () => {
    expect(about('T 1', 'T 2')([fact('T 1', 'in_force')], agreeing)).toEqual([]);
    expect(about('T 1', 'T 2')([fact('T 1', 'in_force'), fact('T 2', 'signed')], agreeing)).toEqual([]);
    expect(about('T 1', 'T 2')([fact('T 1', 'in_force'), fact('T 2', 'in_force')], agreeing)).toHaveLength(1);
  });
});
