/** Checks what an upload would change, without storing anything. */
import type { AnswerCounts, Finding, ReceiptCounts, UploadEffect, WorkbookIdentity } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { type Connection, submissions, type UploadOutcome } from '../../state/index.ts';
import { frozenInstrument } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demandUpload } from '../permission.ts';
import { heldChoices, publicationIfRecorded } from '../review/consent.ts';
import { type PlannedRevision, planRevision, type RevisionTarget } from '../revision/revise.ts';
import { safeFileName } from './file-name.ts';
import { readChecked } from './read-checked.ts';
import type { NotRecorded, ReceiptPublication } from './receipt.ts';
import type { ReceiveWorkbook } from './receive.ts';
import { placeRead } from './record.ts';
import { sha256Of } from './sha256.ts';

export type CheckedOnly = {
  readonly fileName: string;
  readonly sha256: string;
  readonly outcome: UploadOutcome;
  readonly identity: WorkbookIdentity;
  readonly submission: { readonly cycle: string; readonly country: string } | null;
  /** Why it would not become a revision; null if it would, or if it contains nothing new. */
  readonly notRecorded: NotRecorded | null;
  /** Whether it would create a new revision. */
  readonly needed: boolean;
  readonly answers: AnswerCounts;
  readonly cells: ReceiptCounts | null;
  readonly effect: UploadEffect | null;
  /** What it would change about publication; all empty if it would not become a revision. */
  readonly publication: ReceiptPublication;
  readonly findings: readonly Finding[];
};

/** @throws Problem `upload_too_large`, `not_allowed`, `check_not_possible` if the reading was interrupted */
export async function checkOnly(world: DeskWorld, asked: ReceiveWorkbook): Promise<CheckedOnly> {
  const { bytes, person, expected } = asked;
  demandUpload(person, { country: expected?.country ?? person.country, size: bytes.length });
  const file = {
    id: '',
    arrival: Number.MAX_SAFE_INTEGER,
    fileName: safeFileName(asked.fileName),
    sha256: await sha256Of(bytes),
    receivedAt: instant(world),
    expectedCycle: expected?.cycle ?? null,
    expectedCountry: expected?.country ?? null,
  };
  const read = await readChecked(world, file, bytes, false);
  if ('undecided' in read) throw new Problem('check_not_possible', 'upload', { cause: read.undecided });
  const { checked, target } = read;
  return world.store.snapshot(async (connection) => {
    const where = await placeRead(
      world,
      connection,
      { upload: file, checked, target, person, confirmed: false },
      submissions.find,
    );
    const plan = 'outcome' in where ? null : await planRevision(world, connection, { upload: file, checked }, where);
    const outcome = 'outcome' in where ? where : plan!.outcome;
    const { cycle, country, notRecorded, cells, effect, findings } = outcome;
    return {
      fileName: file.fileName,
      sha256: file.sha256,
      outcome: outcome.outcome,
      identity: checked.identity,
      submission: cycle === null || country === null ? null : { cycle, country },
      notRecorded,
      needed: plan?.needed ?? false,
      answers: checked.counts,
      cells,
      effect,
      publication:
        'outcome' in where || !plan?.needed
          ? { changes: [], notChosen: [] }
          : await publicationIn(world, connection, where, plan.together.answers),
      findings: findings.map(({ class: _, ...finding }) => finding),
    };
  });
}

/** Compared with the choices that apply, as when it is recorded. */
async function publicationIn(
  { content }: DeskWorld,
  connection: Connection,
  { cycle, submission }: RevisionTarget,
  given: PlannedRevision['together']['answers'],
): Promise<ReceiptPublication> {
  const rules = (cycle.rules ?? content.cycleRules(cycle.instrument, cycle.version)).publication;
  const asking = { instrument: frozenInstrument(content, cycle), rules };
  const held = await heldChoices(connection, submission, asking);
  return publicationIfRecorded(held, given, asking);
}
