/** One country's submission in one cycle: its states, and the steps between them. */
import { Problem } from '../problem/index.ts';

export const submissionStates = ['invited', 'received', 'returned', 'accepted', 'reopened'] as const;
export type SubmissionState = (typeof submissionStates)[number];

export type SubmissionStep = 'receive' | 'accept' | 'return' | 'reopen';

/**
 * The states from which a step may be taken, and the resulting state of the newest revision. Whether an earlier
 * revision remains accepted: see `acceptedRevision`.
 */
export const steps: Readonly<Record<SubmissionStep, { from: readonly SubmissionState[]; to: SubmissionState }>> = {
  receive: { from: ['invited', 'received', 'returned', 'reopened', 'accepted'], to: 'received' },
  accept: { from: ['received', 'reopened'], to: 'accepted' },
  return: { from: ['received', 'reopened'], to: 'returned' },
  reopen: { from: ['accepted'], to: 'reopened' },
};

/**
 * Origin of a revision: a file; the removal of answers; combining a file that was read late with those that arrived
 * after it; `repeat` is a second revision of one file, which earlier versions of the software could create.
 */
export type RevisionKind = 'upload' | 'removal' | 'combined' | 'repeat';

export type Submission = {
  readonly cycle: string;
  readonly country: string;
  readonly state: SubmissionState;
  /** Number of the newest revision; 0 before the first. */
  readonly revision: number;
  /**
   * The revision that releases use. It remains while a newer one awaits a decision or is returned, until that one is
   * accepted; null if none was accepted, or the acceptance was withdrawn.
   */
  readonly acceptedRevision: number | null;
  /** When its workbook was first downloaded, UTC; null if never. */
  readonly takenAt: string | null;
  /** When the newest revision was received, UTC. */
  readonly receivedAt: string | null;
  /** Findings of the newest revision. */
  readonly errors: number;
  readonly warnings: number;
  /** Last acceptance, return or reopening. */
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
};

/**
 * The state that a step leads to. Reopening withdraws the current acceptance; the state of a newer revision does not
 * change.
 *
 * @throws Problem `submission_accepted` for a decision if no revision awaits one, `submission_step` for any other
 *   step that is not allowed now
 */
export function stepFrom(submission: Submission, step: SubmissionStep): SubmissionState {
  const { cycle, country, state } = submission;
  const { from, to } = steps[step];
  if (from.includes(state)) return to;
  if (step === 'reopen' && submission.acceptedRevision !== null) return state;
  const where = `submission ${cycle} ${country}`;
  if (state === 'accepted') {
    throw new Problem('submission_accepted', where, {
      cycle,
      country,
      revision: submission.acceptedRevision ?? submission.revision,
      by: submission.decidedBy ?? '',
      on: submission.decidedAt ?? '',
    });
  }
  throw new Problem('submission_step', where, { cycle, country, step, state });
}

/** The revision that remains accepted while a newer one awaits a decision or is returned; null if there is none. */
export const standingRevision = ({ revision, acceptedRevision }: Submission): number | null =>
  acceptedRevision !== null && acceptedRevision < revision ? acceptedRevision : null;

/** The status of a country on the secretariat's board. Every invited country has exactly one. */
export const boardPlaces = ['not_opened', 'opened', 'with_errors', 'waiting', 'returned', 'accepted'] as const;
export type BoardPlace = (typeof boardPlaces)[number];

/**
 * By its newest revision. `opened`: its workbook was downloaded, nothing was uploaded; `waiting`: uploaded without
 * errors, awaiting a decision.
 */
export function boardPlace(submission: Pick<Submission, 'state' | 'takenAt' | 'errors'>): BoardPlace {
  if (submission.state === 'accepted') return 'accepted';
  if (submission.state === 'returned') return 'returned';
  if (submission.state === 'invited') return submission.takenAt === null ? 'not_opened' : 'opened';
  return submission.errors > 0 ? 'with_errors' : 'waiting';
}
