/**
 * Receiving a workbook: kept first, read afterwards.
 *
 * The bytes are stored with their hash in a transaction of their own before anything looks into them, so that whatever
 * the reading meets, nothing that was sent is lost. A second transaction records what was read.
 */
import { createHash } from 'node:crypto';
import { may, type Person } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { audit, cycles, type Upload, uploads } from '../state/index.ts';
import { type DeskWorld, instant, uploadLimit } from './desk.ts';
import { safeFileName } from './file-name.ts';
import { findUpload, makeReceipt, type Receipt } from './receipt.ts';
import { recordChecked } from './record.ts';
import { targetOf } from './target.ts';

export type ReceiveWorkbook = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly person: Person;
  /** Of the findings that the checker tells; the receipt holds them as data. Default: the workbook's own. */
  readonly language?: string;
  /** What the person says it is for. A workbook that says otherwise is stored and not recorded. */
  readonly expected?: { readonly cycle?: string; readonly country?: string };
};

/**
 * Stores an upload, reads it, and records it as a revision of the submission that it is for.
 *
 * @returns the receipt; `revision` is null and `notRecorded` says why where it became none; `outcome` is null where
 *   too much was being read at the time, so that it waits
 * @throws Problem `upload_too_large`, `not_allowed` (both before anything is stored), `folder_kind_differs` (taken out
 *   again), `instrument_changed` (stored, and can be recorded later by `recordUpload`)
 */
export async function receiveWorkbook(world: DeskWorld, asked: ReceiveWorkbook): Promise<Receipt> {
  const upload = await keepUpload(world, asked);
  return readUpload(world, upload, asked.bytes, { ...asked, confirmed: false });
}

export type RecordUpload = { readonly upload: string; readonly person: Person; readonly language?: string };

/**
 * Reads a stored upload again and records it for what the workbook says it is: where the person confirms that it is
 * meant for another cycle or country than was said, or after a process ended between the two steps.
 *
 * @throws Problem `not_found`, `upload_not_recordable`, and what `receiveWorkbook` throws
 */
export async function recordUpload(world: DeskWorld, asked: RecordUpload): Promise<Receipt> {
  const upload = await findUpload(world.store.connection, asked);
  const bytes = await uploads.bytes(world.store.connection, upload.id);
  if (bytes === null || upload.revision !== null || upload.outcome === 'refused') {
    throw new Problem('upload_not_recordable', 'upload', { upload: upload.id });
  }
  return readUpload(world, upload, bytes, { ...asked, confirmed: true });
}

/**
 * Reads what was stored and never read, as a process ended in between; run when a server starts.
 *
 * @returns ids of the uploads that now have a receipt
 */
export async function readWaitingUploads(world: DeskWorld): Promise<string[]> {
  const read: string[] = [];
  for (const upload of await uploads.unchecked(world.store.connection)) {
    const bytes = await uploads.bytes(world.store.connection, upload.id);
    if (bytes === null) continue;
    const person: Person = { id: upload.person, role: upload.role, country: upload.personCountry, assigned: [] };
    try {
      await readUpload(world, upload, bytes, { person, confirmed: false });
      read.push(upload.id);
    } catch (error) {
      // One that cannot be recorded now keeps waiting; the others go on.
      if (!(error instanceof Problem)) throw error;
    }
  }
  return read;
}

async function keepUpload(world: DeskWorld, asked: ReceiveWorkbook): Promise<Upload> {
  const { bytes, person, expected } = asked;
  // Before it is read nobody knows whose it is; here is asked whether the person may send anything at all.
  const country = expected?.country ?? person.country;
  if (!may(person, 'workbook.upload', { country })) {
    throw new Problem('not_allowed', 'upload', { action: 'workbook.upload', role: person.role });
  }
  if (bytes.length > uploadLimit) {
    throw new Problem('upload_too_large', 'upload', { size: bytes.length, limit: uploadLimit });
  }
  const upload = {
    id: world.newId(),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    fileName: safeFileName(asked.fileName),
    receivedAt: instant(world),
    person: person.id,
    role: person.role,
    personCountry: person.country,
    expectedCycle: expected?.cycle ?? null,
    expectedCountry: expected?.country ?? null,
  };
  await world.store.transaction(async (tx) => {
    await uploads.keep(tx, upload, bytes);
    await audit.write(tx, person, {
      at: upload.receivedAt,
      action: 'upload.keep',
      thing: `upload ${upload.id}`,
      cycle: upload.expectedCycle,
      country: upload.expectedCountry,
      to: 'kept',
      details: { sha256: upload.sha256, size: upload.size },
    });
  });
  return (await uploads.find(world.store.connection, upload.id))!;
}

async function readUpload(
  world: DeskWorld,
  upload: Upload,
  bytes: Uint8Array,
  { person, language, confirmed }: { person: Person; language?: string; confirmed: boolean },
): Promise<Receipt> {
  const { connection } = world.store;
  const check = (cycle: string | null, country: string | null) =>
    world.checker.check(bytes, { language: language ?? null, expected: { cycle, country } });

  const open = await cycles.list(connection);
  let checked = await check(confirmed ? null : upload.expectedCycle, confirmed ? null : upload.expectedCountry);
  const target = targetOf(open, upload, checked.identity);
  // Only now is it known which version the answers are wanted in.
  if (target.cycle !== null && checked.version !== null && checked.version !== target.cycle.version) {
    checked = await check(target.cycle.id, null);
  }
  // Nothing was found out about the file: it goes on waiting, and is no refused one.
  if (checked.findings.some(({ code }) => code === 'check_busy')) return makeReceipt(connection, upload, person);
  await recordChecked(world, { upload, checked, target, person, confirmed });
  return makeReceipt(connection, (await uploads.find(connection, upload.id))!, person);
}
