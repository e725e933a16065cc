import { describe, expect, it } from 'vitest';
import {
  boardPlace,
  type Submission,
  type SubmissionState,
  standingRevision,
  stepFrom,
} from '../../src/domain/index.ts';

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
    ['accepted', 'receive', 'received'],
  ] as const)('that is %s can %s and is then %s', (state, step, to) => {
    expect(stepFrom(submission(state), step)).toBe(to);
  });

  it.each([
    ['invited', 'accept', 'submission_step'],
    ['returned', 'accept', 'submission_step'],
    ['received', 'reopen', 'submission_step'],
    ['returned', 'reopen', 'submission_step'],
    ['accepted', 'accept', 'submission_accepted'],
    ['accepted', 'return', 'submission_accepted'],
  ] as const)('that is %s cannot %s: %s', (state, step, code) => {
    expect(() => stepFrom(submission(state), step)).toThrow(expect.objectContaining({ code, status: 409 }));
  });

  it.each(['received', 'returned'] as const)(
    'that is %s can lose an earlier acceptance without a change of state',
    (state) => {
      expect(stepFrom(submission(state, { acceptedRevision: 1 }), 'reopen')).toBe(state);
    },
  );

  it('that was accepted names who accepted it and what to do', () => {
    expect(() => stepFrom(submission('accepted'), 'accept')).toThrow(
      expect.objectContaining({
        message:
          'The submission of AAA in tiny-2026 is accepted (revision 2), and no newer revision awaits review. It was accepted by secretariat on 2026-02-01.',
        fix: expect.stringContaining('Upload a correction as the next revision'),
      }),
    );
  });

  it('refuses an impossible step with its name, its state and the step', () => {
    expect(() => stepFrom(submission('invited'), 'accept')).toThrow(
      expect.objectContaining({
        where: 'submission tiny-2026 AAA',
        details: { cycle: 'tiny-2026', country: 'AAA', step: 'accept', state: 'invited' },
      }),
    );
  });

  it('accepted by older software without revision, person and time is refused like any other', () => {
    const unnoted = submission('accepted', { acceptedRevision: null, decidedBy: null, decidedAt: null });
    expect(() => stepFrom(unnoted, 'accept')).toThrow(
      expect.objectContaining({ details: { cycle: 'tiny-2026', country: 'AAA', revision: 2, by: '', on: '' } }),
    );
    const noted = submission('accepted', { acceptedRevision: 1 });
    expect(() => stepFrom(noted, 'accept')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ revision: 1 }) }),
    );
  });

  it('keeps an earlier accepted revision in force only while a newer one is not accepted', () => {
    expect(standingRevision(submission('received', { acceptedRevision: 1 }))).toBe(1);
    expect(standingRevision(submission('received'))).toBeNull();
    expect(standingRevision(submission('accepted'))).toBeNull();
  });

  it.each([
    [submission('invited'), 'not_opened'],
    [submission('invited', { takenAt: '2026-01-05T00:00:00.000Z' }), 'opened'],
    [submission('received', { errors: 1 }), 'with_errors'],
    [submission('received'), 'waiting'],
    [submission('received', { acceptedRevision: 1 }), 'waiting'],
    [submission('reopened'), 'waiting'],
    [submission('returned', { errors: 1 }), 'returned'],
    [submission('accepted', { errors: 1 }), 'accepted'],
  ] as const)('stands in one place of the board', (given, place) => {
    expect(boardPlace(given)).toBe(place);
  });
});
