/** What a file says about one answer that was recorded before it. */
import { describe, expect, it } from 'vitest';
import { composeAnswer, type ToCompose } from '../../../src/collection/revision/compose.ts';
import { type Answer, blankContent } from '../../../src/domain/index.ts';

const blank: Answer = { ...blankContent, question: 'Q1', part: null, sheet: 'S', cell: 'G5' };
const said = (value: number, more: Partial<Answer> = {}): Answer => ({
  ...blank,
  state: 'answered',
  value,
  raw: String(value),
  ...more,
});
const compose = (asked: Partial<ToCompose>) =>
  composeAnswer({ earlier: undefined, file: undefined, issued: undefined, failed: false, byOther: false, ...asked });

describe('an answer that the workbook was issued with, while a newer one was recorded', () => {
  it.each([
    ['is outdated if it was not touched', false, false, 'outdated', 2],
    ['is an answer of this file if it was confirmed since', false, true, 'changed', 3],
    ['is outdated if it was confirmed before', true, true, 'outdated', 2],
  ] as const)('%s', (_, before, confirmed, saying, value) => {
    const issued = said(3, { confirmed: before });
    const found = compose({ issued, earlier: said(2), file: said(3, { confirmed }) });
    expect(found).toMatchObject({ saying, answer: { value } });
  });
});

describe('an answer that is withdrawn', () => {
  const withdrawn = (more: Partial<Answer>): Answer => ({ ...blank, withdrawn: true, ...more });

  it.each([
    ['issued with it', { issued: said(1, { comment: 'Since 2020', note: 'Draft' }), earlier: said(2) }],
    ['recorded with it', { earlier: said(1, { comment: 'Since 2020', note: 'Draft' }) }],
  ])('loses the remarks that were %s, and keeps the new one', (_, before) => {
    const { saying, answer } = compose({ ...before, file: withdrawn({ comment: 'Since 2020', note: 'No longer' }) });
    expect([saying, answer.state, answer.value, answer.comment]).toEqual(['withdrawn', 'blank', null, null]);
    expect(answer.note).toBe('No longer');
  });

  it('stays withdrawn while later files leave its cell blank', () => {
    const { saying, from, answer } = compose({ earlier: withdrawn({}), file: blank });
    expect([saying, from, answer.withdrawn]).toEqual(['silent', 'earlier', true]);
  });
});

it('a reason goes with the state that it explains; other remarks are reported as dropped', () => {
  const earlier: Answer = { ...blank, state: 'not_applicable', raw: 'NA', reason: 'No coast', comment: 'Since 2020' };
  expect(compose({ earlier, file: said(1) })).toMatchObject({ saying: 'changed', left: ['comment'] });
});
