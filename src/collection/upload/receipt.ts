/** What is reported about an upload: at once, and whenever its receipt is asked for again. */
import {
  type AnswerCounts,
  type Entitlement,
  entitlementOf,
  type Finding,
  fullEntitlement,
  may,
  type Person,
  type PublicationChange,
  publicEntitlement,
  type ReceiptCounts,
  type ReportedFinding,
  type UploadEffect,
  type WorkbookIdentity,
} from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  answers,
  type Connection,
  findings,
  publications,
  submissions,
  type Upload,
  type UploadOutcome,
  uploads,
  waiting,
} from '../../state/index.ts';
import { describeFindings } from '../../workbook/index.ts';
import type { DeskWorld } from '../desk.ts';
import { removableOf } from '../revision/removable.ts';

/** Why an upload became no revision; told from `texts/<language>/collection.yaml`, under `not_recorded`. */
export type NotRecorded =
  | 'refused'
  | 'wrong_kind'
  | 'cycle_unknown'
  | 'country_unknown'
  | 'country_not_invited'
  | 'not_allowed'
  | 'other_cycle'
  | 'other_country'
  | 'other_version'
  /** Of files that came while an accepted submission took no new revision; they can be recorded now. */
  | 'submission_accepted';

/** What an upload means for what is published; all empty if it became no revision. */
export type ReceiptPublication = {
  /** Against what held when it was read. Those that publish more come first, and wait for a person's confirmation. */
  readonly changes: readonly PublicationChange[];
  /** Sections of its revision with answers that no choice covers: they are in no public edition. */
  readonly notChosen: readonly string[];
};

export type Receipt = {
  /** Id of the upload; `recordUpload` and `originalFile` take it. */
  readonly upload: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly fileName: string;
  /** UTC. */
  readonly receivedAt: string;
  readonly person: string;
  /** Null while it waits to be checked. */
  readonly outcome: UploadOutcome | null;
  /** What the workbook states it is. */
  readonly identity: WorkbookIdentity | null;
  /** What it was stated to be for. */
  readonly expected: { readonly cycle: string | null; readonly country: string | null };
  /** The submission that it belongs to, or would once confirmed; null if none was recognised. */
  readonly submission: { readonly cycle: string; readonly country: string } | null;
  /** The revision that it became, or is the same as; null if it became none. */
  readonly revision: number | null;
  readonly notRecorded: NotRecorded | null;
  /** The revision waits for a decision, as things are now. */
  readonly waits: boolean;
  /** The revision of its submission that is accepted, as things are now; null if none is. */
  readonly acceptedRevision: number | null;
  readonly publication: ReceiptPublication;
  readonly answers: AnswerCounts | null;
  readonly cells: ReceiptCounts | null;
  /** What it did to the answers recorded before it; null if it was not recorded. */
  readonly effect: UploadEffect | null;
  /** Ids of answers that it left out and that can still be removed, by an act of its own. */
  readonly removable: readonly string[];
  /** How many waiting uploads are read before it, from 0; null if it does not wait. */
  readonly queue: { readonly before: number; readonly setAside: boolean } | null;
  /** In the order of the workbook, contradictions of treaty facts last. Told by `tellReceipt`. */
  readonly findings: readonly Finding[];
};

/**
 * The receipt of an upload, for anyone who uploaded it or may see the submission.
 *
 * @throws Problem `not_found` for everyone else, as for an upload that does not exist
 */
export async function receiptOf(world: DeskWorld, asked: { upload: string; person: Person }): Promise<Receipt> {
  const upload = await findUpload(world.store.connection, asked);
  return makeReceipt(world.store.connection, upload, asked.person);
}

/** Reads a receipt from the store; whether the person may see the upload was asked before. */
export async function makeReceipt(connection: Connection, upload: Upload, person: Person): Promise<Receipt> {
  const kept = await findings.ofUpload(connection, upload.id, findingsEntitlement(person, upload));
  const { cycle, country } = upload;
  const submission = cycle === null || country === null ? null : await submissions.find(connection, cycle, country);
  const newest = submission !== null && upload.revision !== null && submission.revision === upload.revision;
  return {
    upload: upload.id,
    sha256: upload.sha256,
    size: upload.size,
    fileName: upload.fileName,
    receivedAt: upload.receivedAt,
    person: upload.person,
    outcome: upload.outcome,
    identity: upload.identity,
    expected: { cycle: upload.expectedCycle, country: upload.expectedCountry },
    submission: cycle === null || country === null ? null : { cycle, country },
    revision: upload.revision,
    notRecorded: upload.notRecorded as NotRecorded | null,
    waits: newest && ['received', 'reopened'].includes(submission.state),
    acceptedRevision: submission?.acceptedRevision ?? null,
    publication: {
      changes: await publications.changesOf(connection, upload.id),
      notChosen: await notChosenIn(connection, upload),
    },
    answers: upload.answerCounts,
    cells: upload.cellCounts,
    effect: upload.effect,
    removable: submission === null ? [] : await removableOf(connection, upload, submission.revision),
    queue: upload.outcome === null ? await placeInQueue(connection, upload) : null,
    findings: kept.map(({ class: _, ...finding }) => finding),
  };
}

async function placeInQueue(connection: Connection, { id, setAside }: Upload): Promise<Receipt['queue']> {
  const all = await waiting.list(connection);
  const before = all.findIndex((one) => one.id === id);
  return { before: Math.max(0, before), setAside };
}

async function notChosenIn(connection: Connection, { cycle, country, revision }: Upload): Promise<string[]> {
  if (cycle === null || country === null || revision === null) return [];
  return answers.notChosenIn(connection, { cycle, country, revision });
}

/** The findings of a receipt as a person reads them, in the same order. */
export function describeReceipt(
  { content }: Pick<DeskWorld, 'content'>,
  {
    receipt: { findings: found, identity },
    language,
  }: { receipt: Pick<Receipt, 'findings' | 'identity'>; language: string },
): ReportedFinding[] {
  const instrument = content
    .instruments()
    .find(({ id, version }) => id === identity?.instrument && version === identity.version);
  const countryName = (of: string, code: string) =>
    content.countries('real').get(code)?.names[of] ?? content.countries('illustrative').get(code)?.names[of] ?? null;
  return describeFindings(found, content.texts(), language, instrument ?? null, countryName);
}

/** @throws Problem `not_found` */
export async function findUpload(
  connection: Connection,
  { upload: id, person }: { upload: string; person: Person },
): Promise<Upload> {
  const upload = await uploads.find(connection, id);
  if (upload === null || !maySee(person, upload)) throw new Problem('not_found', 'upload', { thing: 'upload', id });
  return upload;
}

/**
 * Asked of the person as they are now, every time. Anyone who sent a file that was recorded for no country sees what became
 * of it while they may still send any; one that was recorded belongs to its country.
 */
export function maySee(person: Person, upload: Upload): boolean {
  if (may(person, 'workbook.original', { country: upload.country, uploadedBy: upload.person })) return true;
  const unrecorded = upload.person === person.id && upload.revision === null;
  return unrecorded && may(person, 'workbook.upload', { country: person.country });
}

/** What of the findings the person is given: as of the country's answers, or all of a file that is no one's yet. */
function findingsEntitlement(person: Person, { country, revision }: Upload): Entitlement {
  const ofCountry = country === null ? null : entitlementOf(person, country);
  return ofCountry ?? (revision === null ? fullEntitlement : publicEntitlement);
}
