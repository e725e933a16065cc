/** One country's return in one cycle: the states it goes through, and who moves it on. */
import { Problem } from '../problem/index.ts';

export const submissionStates = ['invited', 'received', 'returned', 'accepted', 'reopened'] as const;
export type SubmissionState = (typeof submissionStates)[number];

export type SubmissionStep = 'receive' | 'accept' | 'return' | 'reopen';

/**
 * From which states a step may be taken, and where it leads: it shows what happens to the newest revision. Whether an
 * earlier one stays accepted meanwhile: see `acceptedRevision`.
 */
export const steps: Readonly<Record<SubmissionStep, { from: readonly SubmissionState[]; to: SubmissionState }>> = {
  receive: { from: ['invited', 'received', 'returned', 'reopened', 'accepted'], to: 'received' },
  accept: { from: ['received', 'reopened'], to: 'accepted' },
  return: { from: ['received', 'reopened'], to: 'returned' },
  reopen: { from: ['accepted'], to: 'reopened' },
};

/**
 * How a revision came about: from a file; by removing answers; by putting a file that was read late together with those that
 * arrived after it; `repeat` is a second revision of one file, as earlier versions of the software could make.
 */
export type RevisionKind = 'upload' | 'removal' | 'combined' | 'repeat';

export type Submission = {
  readonly cycle: string;
  readonly country: string;
  readonly state: SubmissionState;
  /** Number of the newest revision; 0 before the first. */
  readonly revision: number;
  /**
   * The revision that releases are built from. It stays while a newer one waits or is returned, until that is accepted
   * in its place; null if none was accepted, or the acceptance was withdrawn.
   */
  readonly acceptedRevision: number | null;
  /** When its workbook was first taken, UTC; null if no one has. */
  readonly takenAt: string | null;
  /** When the newest revision arrived, UTC. */
  readonly receivedAt: string | null;
  /** Findings of the newest revision. */
  readonly errors: number;
  readonly warnings: number;
  /** Last acceptance, return or reopening. */
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
};

/**
 * The state that a step leads to. Reopening withdraws the current acceptance; a newer revision stays where it is.
 *
 * @throws Problem `submission_accepted` for a decision where no revision waits for one, `submission_step` for any other that
 *   may not be taken now
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

/** The revision that stays accepted while a newer one waits or is returned; null if there is none of the kind. */
export const standingRevision = ({ revision, acceptedRevision }: Submission): number | null =>
  acceptedRevision !== null && acceptedRevision < revision ? acceptedRevision : null;

/** Where a country depends on the secretariat's board. Every invited country stands in exactly one place. */
export const boardPlaces = ['not_opened', 'opened', 'with_errors', 'waiting', 'returned', 'accepted'] as const;
export type BoardPlace = (typeof boardPlaces)[number];

/** By its newest revision. `opened`: its workbook was taken, nothing came back; `waiting`: it came back without errors and waits for a decision. */
export function boardPlace(submission: Pick<Submission, 'state' | 'takenAt' | 'errors'>): BoardPlace {
  if (submission.state === 'accepted') return 'accepted';
  if (submission.state === 'returned') return 'returned';
  if (submission.state === 'invited') return submission.takenAt === null ? 'not_opened' : 'opened';
  return submission.errors > 0 ? 'with_errors' : 'waiting';
}
