/** Making a revision of a submission from what was read. */
import { type Cycle, countCells, fullEntitlement, type Submission, stepFrom } from '../domain/index.ts';
import {
  answers,
  type Connection,
  type KeptAnswer,
  revisions,
  submissions,
  type Transaction,
  type UploadOutcome,
} from '../state/index.ts';
import { takeNarrower } from './consent.ts';
import { frozenInstrument, frozenRules } from './cycle.ts';
import { type DeskWorld, instant } from './desk.ts';
import { composedFindings, countOpen } from './open-findings.ts';
import type { Outcome } from './outcome.ts';
import type { ReadUpload } from './read-upload.ts';
import { putTogether, type RevisionAnswers, withClass } from './revision.ts';

export type Where = { readonly cycle: Cycle; readonly submission: Submission };

/** What a revision would be, before anything is written. */
export type PlannedRevision = {
  readonly outcome: Outcome;
  readonly together: RevisionAnswers;
  /** Answers of the revision before. */
  readonly before: readonly KeptAnswer[];
  /** False where the file says nothing but what was recorded before: it needs no revision of its own. */
  readonly needed: boolean;
};

/** Puts together what a revision would be. @throws Problem `instrument_changed` */
export async function planRevision(
  world: DeskWorld,
  connection: Connection,
  { upload, checked }: Pick<ReadUpload, 'upload' | 'checked'>,
  { cycle, submission }: Where,
): Promise<PlannedRevision> {
  const at = { cycle: cycle.id, country: submission.country };
  const instrument = frozenInstrument(world.content, cycle);
  const before = await answers.ofRevision(connection, { ...at, revision: submission.revision }, fullEntitlement);
  const issuedAs = await issuedRevision(connection, checked.identity, { cycle, submission });
  const issued = issuedAs === null ? [] : await answers.ofRevision(connection, issuedAs, fullEntitlement);
  const { publication } = cycle.rules ?? world.content.cycleRules(cycle.instrument, cycle.version);
  const { answers: read, findings } = checked;
  const together = putTogether(instrument, publication, before, { id: upload.id, answers: read, findings, issued });
  const { composed } = together;
  const found = [
    ...findings,
    ...(await composedFindings(world, connection, {
      instrument,
      together,
      before,
      upload: upload.id,
      country: at.country,
    })),
  ];
  const ids = (saying: string) => composed.flatMap((one) => (one.saying === saying ? [one.id] : []));
  const latest = (await revisions.list(connection, at.cycle, at.country)).find(
    ({ number }) => number === submission.revision,
  );
  const again = latest?.sha256 === upload.sha256;
  const nothingNew =
    latest !== undefined &&
    composed.every(({ saying, from }) => (saying === 'unchanged' ? from === 'earlier' : isQuiet(saying)));
  const open = submission.state === 'returned' || submission.state === 'reopened';
  return {
    together,
    before,
    needed: open || !(again || nothingNew),
    outcome: {
      ...at,
      outcome: outcomeOf(found),
      findings: withClass(instrument, together.answers, found),
      cells: countCells(
        composed.map(({ saying }) => saying),
        read,
        findings,
      ),
      effect: {
        against: submission.revision || null,
        issued: issuedAs?.revision ?? null,
        kept: ids('kept'),
        unread: ids('unread'),
        outdated: ids('outdated'),
        withdrawn: ids('withdrawn'),
      },
      revision: submission.revision || null,
      notRecorded: null,
      problem: null,
    },
  };
}

const isQuiet = (saying: string) => saying === 'kept' || saying === 'silent' || saying === 'outdated';

/** The revision that the workbook was issued with, where it is one of this submission. */
async function issuedRevision(
  connection: Connection,
  { cycle: stated, country, revision }: ReadUpload['checked']['identity'],
  { cycle, submission }: Where,
) {
  const own = stated === cycle.id && country === submission.country;
  if (!own || !revision) return null;
  const known = await revisions.list(connection, cycle.id, submission.country);
  return known.some(({ number }) => number === revision) ? { cycle: cycle.id, country, revision } : null;
}

/**
 * Makes the next revision; the submission is locked.
 *
 * The same file again, by a second click or a second run, is the same revision, and so is one that says nothing new. The
 * revision that is accepted stays so until a newer one is accepted in its place.
 *
 * @throws Problem `instrument_changed`
 */
export async function revise(world: DeskWorld, tx: Transaction, read: ReadUpload, where: Where): Promise<Outcome> {
  const rules = await frozenRules(tx, world.content, where.cycle);
  const cycle = { ...where.cycle, rules };
  const { outcome, together, needed } = await planRevision(world, tx, read, { ...where, cycle });
  if (!needed) return outcome;
  const instrument = frozenInstrument(world.content, cycle);
  const { submission } = where;
  const at = { cycle: where.cycle.id, country: submission.country };
  const number = submission.revision + 1;
  const receivedAt = instant(world);
  const counts = await countOpen(tx, outcome.findings, together, read);
  const { upload, person } = read;
  await revisions.add(tx, { ...at, number, upload: upload.id, receivedAt, person: person.id, ...counts });
  await answers.keep(tx, { ...at, revision: number }, together.answers);
  const publication = await takeNarrower(tx, together.answers, {
    submission,
    instrument,
    rules,
    revision: number,
    at: receivedAt,
    person: person.id,
  });
  const state = stepFrom(submission, 'receive');
  await submissions.receive(tx, submission, { revision: number, state, at: receivedAt, ...counts });
  // As they are kept: the choice that holds may be narrower than the one that this file states.
  const kept = await answers.ofRevision(tx, { ...at, revision: number }, fullEntitlement);
  return { ...outcome, findings: withClass(instrument, kept, outcome.findings), revision: number, publication };
}

function outcomeOf(found: readonly { severity: 'error' | 'warning' }[]): UploadOutcome {
  if (found.some(({ severity }) => severity === 'error')) return 'errors';
  return found.length > 0 ? 'warnings' : 'clean';
}
