/** Recording what was read from an upload: as a numbered revision, or with the reason why it became none. */
import {
  type Cycle,
  countCells,
  type Finding,
  type FolderKind,
  fullEntitlement,
  may,
  type Person,
  type ReceiptCounts,
  type Submission,
  stepFrom,
  treatyContradictions,
} from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import type { Instrument } from '../questionnaire/index.ts';
import {
  answers,
  audit,
  cycles,
  findings,
  folder,
  type KeptAnswer,
  type KeptFinding,
  revisions,
  submissions,
  type Transaction,
  type Upload,
  type UploadOutcome,
  uploads,
} from '../state/index.ts';
import { frozenInstrument } from './cycle.ts';
import { cycleRules } from './cycle-rules.ts';
import { type CheckedWorkbook, type DeskWorld, instant } from './desk.ts';
import type { NotRecorded } from './receipt.ts';
import { putTogether, withClass } from './revision.ts';
import { statementsOf, treatyAnswers } from './treaties.ts';

type Asked = { readonly person: Person; readonly confirmed: boolean };

/** What became of an upload, before it is noted. */
type Outcome = {
  readonly outcome: UploadOutcome;
  readonly cycle: string | null;
  readonly country: string | null;
  readonly revision: number | null;
  readonly notRecorded: NotRecorded | null;
  readonly cells: ReceiptCounts | null;
  readonly findings: readonly Finding[];
  /** Gives each its class. */
  readonly classed: (found: readonly Finding[]) => KeptFinding[];
  /** Thrown once the outcome is noted. */
  readonly problem: Problem | null;
};

/**
 * Records what the check of an upload said, with its audit line, in one transaction.
 *
 * @throws Problem after it was noted: `folder_kind_differs`, `submission_accepted`; before: `instrument_changed`
 */
export async function recordChecked(
  world: DeskWorld,
  upload: Upload,
  checked: CheckedWorkbook,
  asked: Asked,
): Promise<void> {
  const problem = await world.store.transaction(async (tx) => {
    const became = await becomeOf(world, tx, upload, checked, asked);
    await findings.clear(tx, upload.id);
    await findings.keep(tx, upload.id, became.classed(became.findings));
    await uploads.note(tx, upload.id, {
      outcome: became.outcome,
      identity: checked.identity,
      cycle: became.cycle,
      country: became.country,
      revision: became.revision,
      notRecorded: became.notRecorded,
      answerCounts: checked.counts,
      cellCounts: became.cells,
    });
    if (became.notRecorded === 'wrong_kind') await uploads.dropBytes(tx, upload.id);
    await audit.write(tx, asked.person, {
      at: instant(world),
      action: became.revision === null ? 'upload.check' : 'submission.receive',
      thing: `upload ${upload.id}`,
      cycle: became.cycle,
      country: became.country,
      from: 'kept',
      to: became.notRecorded ?? `revision ${became.revision}`,
      details: {
        outcome: became.outcome,
        read: became.cells?.read ?? 0,
        changed: became.cells?.changed ?? 0,
        findings: became.findings.length,
      },
    });
    return became.problem;
  });
  if (problem) throw problem;
}

async function becomeOf(
  world: DeskWorld,
  tx: Transaction,
  upload: Upload,
  checked: CheckedWorkbook,
  asked: Asked,
): Promise<Outcome> {
  const none = (notRecorded: NotRecorded, more: Partial<Outcome> = {}): Outcome => ({
    outcome: checked.outcome,
    cycle: null,
    country: null,
    revision: null,
    notRecorded,
    cells: null,
    findings: checked.findings,
    classed: (all) => all.map((finding) => ({ ...finding, class: 'confidential' })),
    problem: null,
    ...more,
  });
  if (checked.outcome === 'refused') return none('refused');

  const kind = await folder.kind(tx);
  const given = kindOf(world, checked);
  if (kind !== null && given !== null && given !== kind) {
    const problem = new Problem('folder_kind_differs', upload.fileName, { folder: kind, given });
    return none('wrong_kind', { outcome: 'wrong_kind', findings: [], problem });
  }
  const cycle = checked.identity.cycle === null ? null : await cycles.find(tx, checked.identity.cycle);
  if (kind === null || cycle === null) return none('cycle_unknown');
  const country = checked.identity.country;
  if (country === null || !world.content.countries(kind).has(country)) return none('country_unknown');

  const place = { cycle: cycle.id, country };
  if (!may(asked.person, 'workbook.upload', { country })) return none('not_allowed');
  if (!asked.confirmed && upload.expectedCountry !== null && upload.expectedCountry !== country) {
    return none('other_country', place);
  }
  if (!asked.confirmed && upload.expectedCycle !== null && ![cycle.id, cycle.version].includes(upload.expectedCycle)) {
    return none('other_cycle', place);
  }
  const submission = await submissions.lock(tx, cycle.id, country);
  if (submission === null) return none('country_not_invited');
  return { ...none('refused', place), ...(await revise(world, tx, upload, checked, asked, { cycle, submission })) };
}

/** Whether the workbook is of the illustrative world or the real one; null where it does not say and names no country. */
function kindOf({ content }: DeskWorld, { identity }: CheckedWorkbook): FolderKind | null {
  if (identity.illustrative != null) return identity.illustrative ? 'illustrative' : 'real';
  if (identity.country === null) return null;
  if (content.countries('illustrative').has(identity.country)) return 'illustrative';
  return content.countries('real').has(identity.country) ? 'real' : null;
}

async function revise(
  world: DeskWorld,
  tx: Transaction,
  upload: Upload,
  checked: CheckedWorkbook,
  { person }: Asked,
  { cycle, submission }: { cycle: Cycle; submission: Submission },
): Promise<Partial<Outcome>> {
  const { country } = submission;
  const instrument = frozenInstrument(world.content, cycle);
  const before = await answers.ofRevision(
    tx,
    { cycle: cycle.id, country, revision: submission.revision },
    fullEntitlement,
  );
  const rules = cycleRules(world.content, cycle.instrument, cycle.version);
  const together = putTogether(instrument, rules.publication, before, { id: upload.id, answers: checked.answers });
  const found = [...checked.findings, ...(await contradictions(world, tx, instrument, checked, country))];
  const told = {
    outcome: outcomeOf(found),
    findings: found,
    classed: (all: readonly Finding[]) => withClass(instrument, together.answers, all),
    cells: countCells(together.replaced, checked.answers, checked.findings),
  };

  const latest = (await revisions.list(tx, cycle.id, country)).at(-1);
  const open = submission.state === 'returned' || submission.state === 'reopened';
  // The same file again, by a second click or a second run, is the same revision.
  if (latest?.sha256 === upload.sha256 && !open) return { ...told, revision: latest.number, notRecorded: null };
  if (submission.state === 'accepted') {
    return { ...told, notRecorded: 'submission_accepted', problem: problemOf(() => stepFrom(submission, 'receive')) };
  }

  const number = submission.revision + 1;
  const at = instant(world);
  const counts = await openFindings(tx, found, together.carried);
  await revisions.add(tx, {
    cycle: cycle.id,
    country,
    number,
    upload: upload.id,
    receivedAt: at,
    person: person.id,
    ...counts,
  });
  await answers.keep(tx, { cycle: cycle.id, country, revision: number }, together.answers);
  await submissions.receive(tx, submission, {
    revision: number,
    state: stepFrom(submission, 'receive'),
    at,
    ...counts,
  });
  return { ...told, revision: number, notRecorded: null };
}

async function contradictions(
  world: DeskWorld,
  tx: Transaction,
  instrument: Instrument,
  checked: CheckedWorkbook,
  country: string,
): Promise<Finding[]> {
  return treatyContradictions(
    checked.answers,
    (question) => instrument.questions.get(question)?.treaties ?? [],
    await statementsOf(tx, country, instant(world).slice(0, 10)),
    treatyAnswers(world.content, instrument.id).agreeing,
  );
}

/** How many findings stand open in a revision: those of this upload, and earlier ones on answers that were taken over. */
async function openFindings(tx: Transaction, found: readonly Finding[], carried: readonly KeptAnswer[]) {
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

function problemOf(step: () => unknown): Problem | null {
  try {
    step();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
