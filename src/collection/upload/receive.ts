/**
 * Receives a workbook: stores it first, reads it afterwards.
 *
 * The bytes are stored with their hash in a separate transaction before they are read, so that no upload is lost if
 * the reading fails. A second transaction records what was read.
 */
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { audit, type Claim, type Upload, uploads, waiting } from '../../state/index.ts';
import { instant } from '../desk.ts';
import { demandUpload } from '../permission.ts';
import { safeFileName } from './file-name.ts';
import type { ReadingWorld } from './reader.ts';
import { findUpload, makeReceipt, type Receipt, receiptUnread } from './receipt.ts';
import { sha256Of } from './sha256.ts';
import { demandStored } from './stored.ts';

export type ReceiveWorkbook = {
  /** The store takes ownership of transferable buffers. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly person: Person;
  /** What the person states it is for. If the workbook says otherwise, it is stored and not recorded. */
  readonly expected?: { readonly cycle?: string; readonly country?: string };
};

/**
 * Stores an upload, reads it, and records it as a revision of the submission that it is for.
 *
 * @returns the receipt; `revision` is null and `notRecorded` states why if it became none; `outcome` is null while it
 *   waits to be read, also if the store failed after it was stored, or the content has errors
 * @throws Problem `upload_too_large`, `not_allowed` (both before anything is stored), `folder_kind_differs` (removed
 *   again), `instrument_changed` (stored, and read again later)
 */
export async function receiveWorkbook(world: ReadingWorld, asked: ReceiveWorkbook): Promise<Receipt> {
  const claim = await world.reader.newClaim();
  const upload = await keepUpload(world, asked, claim).catch((error) => {
    if (claim) world.reader.forgo();
    throw error;
  });
  try {
    if (claim) await world.reader.read(upload, claim, { person: asked.person, confirmed: false }).catch(demandStored);
    else await world.reader.settled(upload.id);
    return await receiptNow(world, upload.id, asked.person);
  } catch (error) {
    demandStored(error);
    return receiptUnread(upload);
  }
}

export type RecordUpload = { readonly upload: string; readonly person: Person };

/**
 * Reads a stored upload again and records it for what the workbook states, after the person has confirmed that it is
 * for another cycle or country than stated at upload. A waiting upload is read now; its place in the order does not
 * change.
 *
 * @throws Problem `not_found`, `upload_not_recordable`, and the problems of `receiveWorkbook`
 */
export async function recordUpload(world: ReadingWorld, asked: RecordUpload): Promise<Receipt> {
  const { store, reader } = world;
  const upload = await findUpload(store.connection, asked);
  const bytes = await uploads.bytes(store.connection, upload.id);
  if (bytes === null || upload.revision !== null || upload.outcome === 'refused') {
    throw new Problem('upload_not_recordable', 'upload', { upload: upload.id });
  }
  if (upload.outcome === null) {
    await store.transaction((tx) => waiting.hasten(tx, upload.id));
    await reader.settled(upload.id);
    return receiptNow(world, upload.id, asked.person);
  }
  const claim = await reader.newClaim(true);
  const now = await store.seconds();
  const claimed = await store.transaction((tx) => waiting.claim(tx, upload.id, now, claim!));
  // Another process, or the same person's second click, reads it already.
  if (claimed !== null) await reader.read(claimed, claim!, { person: asked.person, confirmed: true });
  else {
    reader.forgo();
    await reader.released(upload.id);
  }
  return receiptNow(world, upload.id, asked.person);
}

/**
 * Reads all stored uploads that are not read yet, even if their next attempt is not due. Uploads claimed by another
 * process are left to it; the claim of a killed process must expire first.
 *
 * @returns ids of the uploads that now have a receipt
 */
export async function readWaitingUploads(world: ReadingWorld): Promise<string[]> {
  const before = await uploads.unchecked(world.store.connection);
  await world.store.transaction(async (tx) => {
    for (const { id } of before) await waiting.hasten(tx, id);
  });
  await world.reader.drain();
  for (const { id } of await uploads.unchecked(world.store.connection)) await world.reader.released(id);
  await world.reader.drain();
  const left = new Set((await uploads.unchecked(world.store.connection)).map(({ id }) => id));
  return before.flatMap(({ id }) => (left.has(id) ? [] : [id]));
}

const receiptNow = async ({ store: { connection } }: ReadingWorld, id: string, person: Person): Promise<Receipt> =>
  makeReceipt(connection, (await uploads.find(connection, id))!, person);

async function keepUpload(world: ReadingWorld, asked: ReceiveWorkbook, claim: Claim | null): Promise<Upload> {
  const { bytes, person, expected } = asked;
  demandUpload(person, { country: expected?.country ?? person.country, size: bytes.length });
  const upload = {
    id: world.newId(),
    sha256: await sha256Of(bytes),
    size: bytes.length,
    fileName: safeFileName(asked.fileName),
    receivedAt: instant(world),
    person: person.id,
    role: person.role,
    personCountry: person.country,
    expectedCycle: expected?.cycle ?? null,
    expectedCountry: expected?.country ?? null,
  };
  return world.store.transaction(async (tx) => {
    await uploads.keep(tx, upload, bytes, claim ?? undefined);
    await audit.write(tx, person, {
      at: upload.receivedAt,
      action: 'upload.keep',
      thing: `upload ${upload.id}`,
      cycle: upload.expectedCycle,
      country: upload.expectedCountry,
      to: 'kept',
      details: { sha256: upload.sha256, size: upload.size },
    });
    // Read before the end of the transaction: whatever fails after it must not look like an upload that was not stored.
    return (await uploads.find(tx, upload.id))!;
  });
}
