/** Creates a revision of a submission. */
import {
  type Answer,
  answerId,
  type Cycle,
  countCells,
  fullEntitlement,
  type Person,
  type Submission,
  type SubmissionState,
  stepFrom,
} from '../../domain/index.ts';
import {
  answers,
  arrivals,
  type Connection,
  type KeptAnswer,
  type Revision,
  revisions,
  submissions,
  type Transaction,
  type Upload,
  type UploadOutcome,
} from '../../state/index.ts';
import { frozenInstrument, frozenRules } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { takeNarrower } from '../review/consent.ts';
import { isCurrent, placeOf } from '../upload/numbering.ts';
import type { RecordedOutcome } from '../upload/outcome.ts';
import type { ReadUpload } from '../upload/read-upload.ts';
import { composedFindings, countOpen } from './open-findings.ts';
import { putTogether, type RevisionAnswers, withClass } from './revision.ts';

export type RevisionTarget = { readonly cycle: Cycle; readonly submission: Submission };

export type PlanOn = {
  /** Revision that it is combined with; the newest if omitted. */
  readonly base?: number;
  /** Answers that were given after this arrival number are not changed; null for no limit. */
  readonly laterThan?: number | null;
};

/** The content of a revision before anything is written. */
export type PlannedRevision = {
  readonly outcome: RecordedOutcome;
  readonly together: RevisionAnswers;
  /** Answers of the previous revision. */
  readonly before: readonly KeptAnswer[];
  /** False if the file contains nothing new: no revision is created. */
  readonly needed: boolean;
};

/** Prepares a revision. @throws Problem `instrument_changed` */
export async function planRevision(
  world: DeskWorld,
  connection: Connection,
  { upload, checked }: { upload: Pick<Upload, 'id' | 'arrival' | 'sha256'> } & Pick<ReadUpload, 'checked'>,
  { cycle, submission, base = submission.revision, laterThan = null }: RevisionTarget & PlanOn,
): Promise<PlannedRevision> {
  const at = { cycle: cycle.id, country: submission.country };
  const instrument = frozenInstrument(world.content, cycle);
  const before = await answers.ofRevision(connection, { ...at, revision: base }, fullEntitlement);
  const issuedAs = await issuedRevision(connection, checked.identity, { cycle, submission });
  const issued = issuedAs === null ? [] : await answers.ofRevision(connection, issuedAs, fullEntitlement);
  const { publication } = cycle.rules ?? world.content.cycleRules(cycle.instrument, cycle.version);
  const all = await revisions.list(connection, at.cycle, at.country);
  const sames = all.filter((one) => one.number <= base && isCurrent(one) && one.sha256 === upload.sha256);
  const same = sames.at(-1);
  const repeated: Answer[] = [];
  for (const { number } of sames) {
    repeated.push(...(await answers.ofRevision(connection, { ...at, revision: number }, fullEntitlement)));
  }
  const { answers: read, findings } = checked;
  const together = putTogether(instrument, publication, before, {
    ...upload,
    answers: read,
    findings,
    issued,
    repeated,
    laterThan,
  });
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
  const latest = all.find(({ number }) => number === base);
  const again = same !== undefined && (same === latest || composed.every(({ saying }) => isNoChange(saying)));
  const nothingNew =
    latest !== undefined &&
    composed.every(({ saying, from }) => isNoChange(saying) && (saying !== 'unchanged' || from === 'earlier'));
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
        against: base || null,
        issued: issuedAs?.revision ?? null,
        kept: ids('kept'),
        unread: ids('unread'),
        outdated: ids('outdated'),
        withdrawn: ids('withdrawn'),
      },
      revision: base || null,
      notRecorded: null,
      problem: null,
    },
  };
}

const isNoChange = (saying: string) => ['unchanged', 'kept', 'silent', 'outdated'].includes(saying);

/** The revision with which the workbook was issued, if it belongs to this submission. */
async function issuedRevision(
  connection: Connection,
  { cycle: stated, country, revision }: ReadUpload['checked']['identity'],
  { cycle, submission }: RevisionTarget,
) {
  const own = stated === cycle.id && country === submission.country;
  if (!own || !revision) return null;
  const known = await revisions.list(connection, cycle.id, submission.country);
  return known.some(({ number }) => number === revision) ? { cycle: cycle.id, country, revision } : null;
}

/**
 * Creates the revision of a file; the caller has locked the submission.
 *
 * Uploading the same file again, or one that contains nothing new, creates no new revision. The accepted revision
 * remains accepted until a newer one replaces it.
 *
 * If a file that arrived later has a revision already, this file's revision is numbered before it, and changes
 * neither it nor the decision about it. If this file contains something that no later file does, both are combined in
 * a new revision, to be reviewed.
 *
 * @throws Problem `instrument_changed`
 */
export async function revise(
  world: DeskWorld,
  tx: Transaction,
  read: ReadUpload,
  where: RevisionTarget,
): Promise<RecordedOutcome> {
  const rules = await frozenRules(tx, world.content, where.cycle);
  const at = { cycle: where.cycle.id, country: where.submission.country };
  const on = { ...where, cycle: { ...where.cycle, rules } };
  const place = await placeOf(tx, { ...at, arrival: read.upload.arrival });
  const { arrival, receivedAt } = read.upload;
  const { number, base, late } = place;
  if (late && number !== null) return reviseLate(world, tx, read, on, { base, number });
  const planned = await planRevision(world, tx, read, { ...on, laterThan: late ? arrival : null });
  if (!planned.needed) return planned.outcome;
  const made = late ? await newest(tx, at) : { number: number!, arrival };
  const counts = await add(tx, read, planned, { ...at, ...made, kind: 'upload' });
  const forward = await advanceSubmission(world, tx, read, on, {
    ...planned,
    counts,
    revision: made.number,
    at: receivedAt,
  });
  return { ...planned.outcome, ...forward, revision: made.number };
}

/** Number and arrival of a new newest revision. */
async function newest(tx: Transaction, { cycle, country }: { cycle: string; country: string }) {
  const last = (await revisions.list(tx, cycle, country)).at(-1)?.number ?? 0;
  return { number: last + 1, arrival: await arrivals.nextArrival(tx) };
}

async function reviseLate(
  world: DeskWorld,
  tx: Transaction,
  read: ReadUpload,
  where: RevisionTarget,
  { base, number }: { base: number; number: number },
): Promise<RecordedOutcome> {
  const { cycle, country } = where.submission;
  const { arrival } = read.upload;
  const own = await planRevision(world, tx, read, { ...where, base });
  if (!own.needed) return own.outcome;
  await add(tx, read, own, { cycle, country, number, arrival, kind: 'upload' });
  const combined = await planRevision(world, tx, read, { ...where, laterThan: arrival });
  const adds = combined.together.composed.some(({ saying }) => saying === 'changed' || saying === 'withdrawn');
  if (!adds) return { ...own.outcome, revision: number };
  const made = await newest(tx, { cycle, country });
  const counts = await add(tx, read, combined, { cycle, country, ...made, kind: 'combined' });
  const at = instant(world);
  const forward = await advanceSubmission(world, tx, read, where, { ...combined, counts, revision: made.number, at });
  const effect = { ...own.outcome.effect!, combined: made.number };
  return { ...own.outcome, ...forward, revision: number, effect };
}

export type Act = {
  /** The upload that the act refers to, with arrival and instant of the act itself. */
  readonly upload: Upload;
  readonly person: Person;
  /** Ids of answers that it withdraws. */
  readonly withdrawn: readonly string[];
};

/** Creates the revision of a person's act on the recorded answers. */
export async function addActRevision(
  world: DeskWorld,
  tx: Transaction,
  { upload, person, withdrawn }: Act,
  where: RevisionTarget,
): Promise<{ revision: number; state: SubmissionState }> {
  const { cycle, country, revision: base } = where.submission;
  const ids = new Set(withdrawn);
  const before = await answers.ofRevision(tx, { cycle, country, revision: base }, fullEntitlement);
  const taken = before.filter((answer) => ids.has(answerId(answer)));
  const removed = taken.map((answer): Answer => ({ ...answer, ...withoutRemarks, withdrawn: true }));
  const checked = { ...noFile, answers: removed };
  const read = { upload, checked, person };
  const planned = await planRevision(world, tx, read, where);
  const { number } = await newest(tx, { cycle, country });
  const made = { cycle, country, number, arrival: upload.arrival, kind: 'removal' as const };
  const counts = await add(tx, read, planned, made);
  await advanceSubmission(world, tx, read, where, { ...planned, counts, revision: number, at: upload.receivedAt });
  return { revision: number, state: stepFrom(where.submission, 'receive') };
}

const withoutRemarks = { reason: null, comment: null, note: null, evidence: null } as const;

/** An act is not based on an issued workbook, so nothing is compared with one. */
const noFile = {
  outcome: 'clean',
  identity: { instrument: null, version: null, cycle: null, country: null, language: null },
  counts: { questions: 0, answered: 0, not_applicable: 0, not_known: 0, not_released: 0, blank: 0 },
  answers: [],
  findings: [],
  reported: [],
  version: null,
  illustrative: null,
} as const;

type Recording = Pick<ReadUpload, 'upload' | 'checked' | 'person'>;
type Added = Pick<Revision, 'cycle' | 'country' | 'number' | 'arrival' | 'kind'>;

async function add(tx: Transaction, read: Recording, { outcome, together }: PlannedRevision, added: Added) {
  const { upload, person } = read;
  const counts = await countOpen(tx, outcome.findings, together, read);
  await revisions.add(tx, {
    ...added,
    upload: upload.id,
    receivedAt: upload.receivedAt,
    person: person.id,
    ...counts,
  });
  const { cycle, country, number: revision } = added;
  await answers.keep(tx, { cycle, country, revision }, together.answers);
  return counts;
}

type Made = PlannedRevision & {
  readonly counts: { readonly errors: number; readonly warnings: number };
  readonly revision: number;
  readonly at: string;
};

/** Makes a revision the newest of its submission, awaiting a decision; choices that publish less apply at once. */
async function advanceSubmission(
  world: DeskWorld,
  tx: Transaction,
  { person }: Pick<ReadUpload, 'person'>,
  { cycle, submission }: RevisionTarget,
  { outcome, together, counts, revision, at }: Made,
): Promise<Pick<RecordedOutcome, 'findings' | 'publication'>> {
  const instrument = frozenInstrument(world.content, cycle);
  const rules = cycle.rules!;
  const publication = await takeNarrower(tx, together.answers, {
    submission,
    instrument,
    rules,
    revision,
    at,
    person,
  });
  await submissions.receive(tx, submission, { revision, state: stepFrom(submission, 'receive'), at, ...counts });
  // Read back as stored: the applicable choice may be narrower than the one in this file.
  const place = { cycle: cycle.id, country: submission.country, revision };
  const questions = [...new Set(outcome.findings.flatMap(({ question }) => question ?? []))];
  const kept = await answers.ofRevision(tx, place, fullEntitlement, { questions });
  return { findings: withClass(instrument, kept, outcome.findings), publication };
}

function outcomeOf(found: readonly { severity: 'error' | 'warning' }[]): UploadOutcome {
  if (found.some(({ severity }) => severity === 'error')) return 'errors';
  return found.length > 0 ? 'warnings' : 'clean';
}
