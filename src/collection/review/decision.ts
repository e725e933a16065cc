/**
 * The secretariat's decisions about a submission: accept, return, reopen. Of two concurrent decisions, one succeeds
 * and the other gets a problem.
 */
import {
  type Cycle,
  describeChange,
  fullEntitlement,
  givenReason,
  type Person,
  type PublicationChange,
  type Submission,
  type SubmissionStep,
  shortSubject,
  stepFrom,
} from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { missingForAcceptance } from '../../questionnaire/index.ts';
import { answers, audit, type Decision, revisions, submissions, type Transaction } from '../../state/index.ts';
import { findCycle, frozenInstrument, frozenRules } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, demandEntitlement, submissionNotFound } from '../permission.ts';
import { changesAgainst, changesInWords, heldChoices, takeAccepted, widenings } from './consent.ts';

export type Decide = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  /**
   * The revision that the person reviewed and decides on: the newest one, or the accepted one for a reopening.
   * Refused if it has been replaced. Default: the current one.
   */
  readonly revision?: number;
  /**
   * How many decisions about the submission were recorded when the person opened it. Refused if there are more: a page
   * that was opened before another decision and its reversal decides about neither. The same decision again, with the
   * same number, changes nothing. Default: not checked.
   */
  readonly decisions?: number;
  /**
   * Required for a return, a reopening, and the acceptance of a revision with errors or gaps. The country can read
   * it.
   */
  readonly reason?: string;
  /** The person has seen which sections an acceptance publishes more of, and confirms it. */
  readonly confirmWider?: boolean;
};

/**
 * Accepts the newest revision, which replaces the one accepted before.
 *
 * @throws Problem `submission_accepted` or `submission_step` (409) if someone else was faster, `submission_moved`
 *   or `submission_decided` (409), `submission_has_errors` or `submission_incomplete` without a reason, `publication_wider` without a
 *   confirmation, `not_allowed`, `not_found`
 */
export const acceptSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'accept');

/**
 * Returns the newest revision to the country for correction; an earlier acceptance remains valid. @throws as
 * `acceptSubmission`, and `reason_missing`
 */
export const returnSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'return');

/** Withdraws the acceptance: new releases no longer contain the submission. @throws as `returnSubmission` */
export const reopenSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'reopen');

async function decide(world: DeskWorld, asked: Decide, step: Exclude<SubmissionStep, 'receive'>): Promise<Submission> {
  const { country, person } = asked;
  const reason = givenReason(asked.reason);
  if (step !== 'accept' && reason === null) throw new Problem('reason_missing', 'reason', { step });
  return world.store.transaction(async (tx) => {
    const opened = await findCycle(tx, asked.cycle);
    const cycle = opened.id;
    demandEntitlement(person, cycle, country);
    demand(person, 'submission.review', { country }, `submission ${cycle} ${country}`);
    const submission = await submissions.lock(tx, cycle, country);
    if (submission === null) throw submissionNotFound(cycle, country);
    if (isRepeated(asked, { step, reason }, await revisions.decisions(tx, cycle, country))) return submission;
    const to = stepFrom(submission, step);
    const revision = step === 'reopen' ? submission.acceptedRevision! : submission.revision;
    demandSeen(submission, revision, asked.revision);
    await demandLatest(submission, asked.decisions, () => revisions.decisions(tx, cycle, country));
    const at = instant(world);
    const accepted =
      step === 'accept' ? await acceptable(world, tx, { cycle: opened, submission, asked, reason, at }) : {};
    const acceptedRevision = { accept: revision, return: submission.acceptedRevision, reopen: null }[step];
    await submissions.decide(tx, submission, {
      state: to,
      acceptedRevision,
      at,
      by: person.id,
    });
    await revisions.decide(tx, { cycle, country, revision, step, person: person.id, at, reason });
    await audit.write(tx, person, {
      at,
      action: `submission.${step}`,
      thing: `submission ${cycle} ${country}`,
      cycle,
      country,
      from: submission.state,
      to,
      details: { revision, accepted: acceptedRevision, ...accepted },
    });
    return (await submissions.find(tx, cycle, country))!;
  });
}

/**
 * Whether the newest decision is this one, made from the same page: its form was submitted twice, by a second click or
 * because the response to the first was lost.
 */
function isRepeated(
  { decisions, revision, person }: Decide,
  { step, reason }: Pick<Decision, 'step' | 'reason'>,
  recorded: readonly Decision[],
): boolean {
  const newest = recorded.at(-1);
  return (
    newest !== undefined &&
    decisions === recorded.length - 1 &&
    newest.step === step &&
    newest.revision === revision &&
    newest.reason === reason &&
    newest.person === person.id
  );
}

type Accepting = {
  readonly cycle: Cycle;
  readonly submission: Submission;
  readonly asked: Decide;
  readonly reason: string | null;
  readonly at: string;
};

/**
 * Checks all conditions of an acceptance before anything changes, and applies the choices of the revision.
 *
 * @returns for the audit log: the missing answers, and the changes that the person confirmed to publish
 */
async function acceptable(
  world: DeskWorld,
  tx: Transaction,
  { cycle, submission, asked, reason, at }: Accepting,
): Promise<{ missing?: string; confirmed_wider?: string }> {
  const instrument = frozenInstrument(world.content, cycle);
  const rules = await frozenRules(tx, world.content, cycle);
  const { country, revision } = submission;
  const given = await answers.ofRevision(tx, { cycle: cycle.id, country, revision }, fullEntitlement);
  if (submission.errors > 0 && reason === null) throw hasErrors(submission);
  const missing = missingForAcceptance(instrument, given);
  if (missing.length > 0 && reason === null) throw incomplete(submission, missing);
  const asking = { instrument, rules: rules.publication };
  const wider = widenings(changesAgainst(await heldChoices(tx, submission, asking), given, asking));
  if (wider.length > 0 && asked.confirmWider !== true) throw publishesMoreThanBefore(submission, wider);
  await takeAccepted(tx, given, { submission, instrument, rules, revision, at, person: asked.person });
  const confirmed = changesInWords(wider);
  return {
    ...(missing.length > 0 && { missing: missing.join(' ') }),
    ...(confirmed !== null && { confirmed_wider: confirmed }),
  };
}

/** @throws Problem `submission_moved` if the person saw another revision */
export function demandSeen({ cycle, country, revision }: Submission, meant: number, seen: number | undefined): void {
  if (seen === undefined || seen === meant) return;
  throw new Problem('submission_moved', `submission ${cycle} ${country}`, { cycle, country, seen, newest: revision });
}

/**
 * @param seen - number of decisions that the person saw; undefined if unknown
 * @param recorded - reads those that there are, if any were seen
 * @throws Problem `submission_decided` if there are more by now
 */
export async function demandLatest(
  { cycle, country }: Pick<Submission, 'cycle' | 'country'>,
  seen: number | undefined,
  recorded: () => Promise<readonly unknown[]>,
): Promise<void> {
  if (seen === undefined || seen === (await recorded()).length) return;
  throw new Problem('submission_decided', `submission ${cycle} ${country}`, { cycle, country });
}

const hasErrors = ({ cycle, country, revision, errors }: Submission): Problem =>
  new Problem('submission_has_errors', `submission ${cycle} ${country}`, { cycle, country, revision, errors });

const incomplete = ({ cycle, country, revision }: Submission, missing: readonly string[]): Problem =>
  new Problem('submission_incomplete', `submission ${cycle} ${country}`, {
    cycle,
    country,
    revision,
    count: missing.length,
    missing: missing.join(', '),
  });

const publishesMoreThanBefore = (
  { cycle, country, revision }: Submission,
  wider: readonly PublicationChange[],
): Problem =>
  new Problem('publication_wider', `submission ${cycle} ${country}`, {
    cycle,
    country,
    revision,
    count: wider.length,
    subjects: wider.map(({ subject }) => shortSubject(subject)).join(', '),
    changes: wider.map(describeChange).join('; '),
  });
