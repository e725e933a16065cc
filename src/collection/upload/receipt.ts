/** The receipt of an upload: returned after the upload, and whenever it is requested again. */
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
  cycles,
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
import { openChoicesIn } from '../review/open-choices.ts';
import { removableOf } from '../revision/removable.ts';

/** Why an upload became no revision; the sentences are in `texts/<language>/collection.yaml`, under `not_recorded`. */
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
  /** For files received while an accepted submission took no new revision; they can be recorded now. */
  | 'submission_accepted';

/** Effect of an upload on what is published; all empty if it became no revision. */
export type ReceiptPublication = {
  /**
   * Compared with the choices that applied when it was read. Changes that publish more come first, and await a
   * person's confirmation.
   */
  readonly changes: readonly PublicationChange[];
  /** Ids of the choices yet to be made, without which answers of its revision are in no public edition. */
  readonly notChosen: readonly string[];
};

export type Receipt = {
  /** Id of the upload, for `recordUpload` and `originalFile`. */
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
  /** What the workbook states about itself. */
  readonly identity: WorkbookIdentity | null;
  /** The cycle and country stated at upload. */
  readonly expected: { readonly cycle: string | null; readonly country: string | null };
  /** The submission that it belongs to, or would belong to once confirmed; null if none was recognised. */
  readonly submission: { readonly cycle: string; readonly country: string } | null;
  /** The revision that it became, or is identical to; null for none. */
  readonly revision: number | null;
  readonly notRecorded: NotRecorded | null;
  /** True if the revision awaits a decision now. */
  readonly waits: boolean;
  /** The currently accepted revision of its submission; null if none is. */
  readonly acceptedRevision: number | null;
  readonly publication: ReceiptPublication;
  readonly answers: AnswerCounts | null;
  readonly cells: ReceiptCounts | null;
  /** Its effect on the answers recorded before; null if it was not recorded. */
  readonly effect: UploadEffect | null;
  /** Ids of answers that it left out and that can still be removed, by a separate act. */
  readonly removable: readonly string[];
  /** Number of waiting uploads that are read before it, from 0; null if it does not wait, or the store failed. */
  readonly queue: { readonly before: number; readonly setAside: boolean } | null;
  /** In workbook order, contradictions of treaty facts last. `describeReceipt` adds the sentences. */
  readonly findings: readonly Finding[];
};

/**
 * The receipt of an upload, for the person who uploaded it and for those who may see the submission.
 *
 * @throws Problem `not_found` for everyone else, as for an upload that does not exist
 */
export async function receiptOf(world: DeskWorld, asked: { upload: string; person: Person }): Promise<Receipt> {
  const upload = await findUpload(world.store.connection, asked);
  return makeReceipt(world.store.connection, upload, asked.person);
}

/** Reads a receipt from the store; the caller has checked whether the person may see the upload. */
export async function makeReceipt(connection: Connection, upload: Upload, person: Person): Promise<Receipt> {
  const kept = await findings.ofUpload(connection, upload.id, findingsEntitlement(person, upload));
  const { cycle, country } = upload;
  const submission = cycle === null || country === null ? null : await submissions.find(connection, cycle, country);
  const newest = submission !== null && upload.revision !== null && submission.revision === upload.revision;
  return {
    ...receiptUnread(upload),
    outcome: upload.outcome,
    identity: upload.identity,
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

/** The receipt of an upload that was stored and not read, without the store: its place in the queue is not known. */
export const receiptUnread = (upload: Upload): Receipt => ({
  upload: upload.id,
  sha256: upload.sha256,
  size: upload.size,
  fileName: upload.fileName,
  receivedAt: upload.receivedAt,
  person: upload.person,
  outcome: null,
  identity: null,
  expected: { cycle: upload.expectedCycle, country: upload.expectedCountry },
  submission: null,
  revision: null,
  notRecorded: null,
  waits: false,
  acceptedRevision: null,
  publication: { changes: [], notChosen: [] },
  answers: null,
  cells: null,
  effect: null,
  removable: [],
  queue: null,
  findings: [],
});

async function placeInQueue(connection: Connection, { id, setAside }: Upload): Promise<Receipt['queue']> {
  const all = await waiting.list(connection);
  const before = all.findIndex((one) => one.id === id);
  return { before: Math.max(0, before), setAside };
}

async function notChosenIn(connection: Connection, { cycle, country, revision }: Upload): Promise<string[]> {
  if (cycle === null || country === null || revision === null) return [];
  const rules = (await cycles.find(connection, cycle))?.rules?.publication ?? null;
  return openChoicesIn(await answers.ofRevision(connection, { cycle, country, revision }, fullEntitlement), rules);
}

/** The findings of a receipt as sentences, in the same order. */
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
 * Checked with the person's current rights, every time. A file that was recorded for no country is visible to its
 * sender while they may upload files; one that was recorded belongs to its country.
 */
export function maySee(person: Person, upload: Upload): boolean {
  if (may(person, 'workbook.original', { country: upload.country, uploadedBy: upload.person })) return true;
  const unrecorded = upload.person === person.id && upload.revision === null;
  return unrecorded && may(person, 'workbook.upload', { country: person.country });
}

/**
 * Which findings the person may see: according to the country's answers, or all of a file that belongs to no country
 * yet.
 */
function findingsEntitlement(person: Person, { country, revision }: Upload): Entitlement {
  const ofCountry = country === null ? null : entitlementOf(person, country);
  return ofCountry ?? (revision === null ? fullEntitlement : publicEntitlement);
}
