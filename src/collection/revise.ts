/** Making a revision of a submission from what was read. */
import {
  type Cycle,
  countCells,
  type Finding,
  fullEntitlement,
  type Submission,
  stepFrom,
  treatyContradictions,
} from '../domain/index.ts';
import type { Instrument } from '../questionnaire/index.ts';
import {
  answers,
  findings,
  type KeptAnswer,
  revisions,
  submissions,
  type Transaction,
  type UploadOutcome,
} from '../state/index.ts';
import type { CheckedWorkbook } from '../workbook/index.ts';
import { frozenInstrument, frozenRules } from './cycle.ts';
import { type DeskWorld, instant } from './desk.ts';
import type { Outcome } from './outcome.ts';
import type { ReadUpload } from './read-upload.ts';
import { putTogether, withClass } from './revision.ts';
import { statementsOf } from './treaties.ts';

/**
 * Makes the next revision; the submission is locked.
 *
 * The same file again, by a second click or a second run, is the same revision. The revision that is accepted stays so
 * until a newer one is accepted in its place.
 *
 * @throws Problem `instrument_changed`
 */
export async function revise(
  world: DeskWorld,
  tx: Transaction,
  { upload, checked, person }: ReadUpload,
  { cycle, submission }: { cycle: Cycle; submission: Submission },
): Promise<Outcome> {
  const at = { cycle: cycle.id, country: submission.country };
  const instrument = frozenInstrument(world.content, cycle);
  const before = await answers.ofRevision(tx, { ...at, revision: submission.revision }, fullEntitlement);
  const { publication } = await frozenRules(tx, world.content, cycle);
  const together = putTogether(instrument, publication, before, { id: upload.id, answers: checked.answers });
  const found = [...checked.findings, ...(await contradictions(world, tx, instrument, checked, at.country))];
  const told = {
    ...at,
    outcome: outcomeOf(found),
    findings: withClass(instrument, together.answers, found),
    cells: countCells(together.replaced, checked.answers, checked.findings),
    problem: null,
  };

  const latest = (await revisions.list(tx, at.cycle, at.country)).at(-1);
  const open = submission.state === 'returned' || submission.state === 'reopened';
  if (latest?.sha256 === upload.sha256 && !open) return { ...told, revision: latest.number, notRecorded: null };

  const number = submission.revision + 1;
  const receivedAt = instant(world);
  const counts = await countOpen(tx, found, together.carried);
  await revisions.add(tx, { ...at, number, upload: upload.id, receivedAt, person: person.id, ...counts });
  await answers.keep(tx, { ...at, revision: number }, together.answers);
  const state = stepFrom(submission, 'receive');
  await submissions.receive(tx, submission, { revision: number, state, at: receivedAt, ...counts });
  return { ...told, revision: number, notRecorded: null };
}

async function contradictions(
  world: DeskWorld,
  tx: Transaction,
  instrument: Instrument,
  { answers: read }: CheckedWorkbook,
  country: string,
): Promise<Finding[]> {
  return treatyContradictions(
    read,
    (question) => instrument.questions.get(question)?.treaties ?? [],
    await statementsOf(tx, country, instant(world).slice(0, 10)),
    world.content.treatyAnswers(instrument.id).agreeing,
  );
}

/** How many findings stand open in a revision: those of this upload, and earlier ones on answers that were taken over. */
async function countOpen(tx: Transaction, found: readonly Finding[], carried: readonly KeptAnswer[]) {
  const earlier: Finding[] = [];
  for (const [upload, of] of Map.groupBy(carried, (answer) => answer.upload)) {
    const questions = new Set(of.map((answer) => answer.question));
    const kept = await findings.ofUpload(tx, upload, fullEntitlement);
    earlier.push(...kept.filter(({ question }) => question !== null && questions.has(question)));
  }
  const count = (severity: Finding['severity']) =>
    [...found, ...earlier].filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}

function outcomeOf(found: readonly Finding[]): UploadOutcome {
  if (found.some(({ severity }) => severity === 'error')) return 'errors';
  return found.length > 0 ? 'warnings' : 'clean';
}
