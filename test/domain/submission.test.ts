import { describe, expect, it } from 'vitest';
import { boardPlace, type Submission, type SubmissionState, stepFrom } from '../../src/domain/index.ts';

const submission = (state: SubmissionState, more: Partial<Submission> = {}): Submission => ({
  cycle: 'tiny-2026',
  country: 'AAA',
  state,
  revision: 2,
  acceptedRevision: state === 'accepted' ? 2 : null,
  takenAt: null,
  receivedAt: null,
  errors: 0,
  warnings: 0,
  decidedAt: '2026-02-01T00:00:00.000Z',
  decidedBy: 'secretariat',
  ...more,
});

describe('a submission', () => {
  it.each([
    ['invited', 'receive', 'received'],
    ['received', 'receive', 'received'],
    ['returned', 'receive', 'received'],
    ['reopened', 'receive', 'received'],
    ['received', 'accept', 'accepted'],
    ['reopened', 'accept', 'accepted'],
    ['received', 'return', 'returned'],
    ['reopened', 'return', 'returned'],
    ['accepted', 'reopen', 'reopened'],
  ] as const)('that is %s can %s and is then %s', (state, step, to) => {
    expect(stepFrom(submission(state), step)).toBe(to);
  });

  it.each([
    ['invited', 'accept', 'submission_step'],
    ['returned', 'accept', 'submission_step'],
    ['received', 'reopen', 'submission_step'],
    ['accepted', 'receive', 'submission_accepted'],
    ['accepted', 'accept', 'submission_accepted'],
    ['accepted', 'return', 'submission_accepted'],
  ] as const)('that is %s cannot %s: %s', (state, step, code) => {
    expect(() => stepFrom(submission(state), step)).toThrow(expect.objectContaining({ code, status: 409 }));
  });

  it('says who accepted it and what to do', () => {
    expect(() => stepFrom(submission('accepted'), 'receive')).toThrow(
      expect.objectContaining({
        message: 'The submission of AAA in tiny-2026 is accepted: revision 2, by secretariat on 2026-02-01.',
        fix: expect.stringContaining('Reopen the submission first'),
      }),
    );
  });

  it.each([
    [submission('invited'), 'not_opened'],
    [submission('invited', { takenAt: '2026-01-05T00:00:00.000Z' }), 'opened'],
    [submission('received', { errors: 1 }), 'with_errors'],
    [submission('received'), 'waiting'],
    [submission('reopened'), 'waiting'],
    [submission('returned', { errors: 1 }), 'returned'],
    [submission('accepted', { errors: 1 }), 'accepted'],
  ] as const)('stands in one place of the board', (given, place) => {
    expect(boardPlace(given)).toBe(place);
  });
});
