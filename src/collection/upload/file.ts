/** The files of a submission: the originals, and copies with the findings marked in them. */
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { annotatedCopies, uploads } from '../../state/index.ts';
import type { DeskWorld } from '../desk.ts';
import { findUpload } from './receipt.ts';
import { demandStored } from './stored.ts';

export type File = {
  /** Safe as the name of a download. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Of the original upload. */
  readonly sha256: string;
};

/** The upload, byte for byte. @throws Problem `not_found` if this person may not see it, or it was deleted */
export async function originalFile(world: DeskWorld, asked: { upload: string; person: Person }): Promise<File> {
  const { id, fileName, sha256 } = await findUpload(world.store.connection, asked);
  const bytes = await uploads.bytes(world.store.connection, id);
  if (bytes === null) throw new Problem('not_found', 'upload', { thing: 'upload', id });
  return { fileName, bytes, sha256 };
}

/**
 * The upload with its findings marked in the cells; created on first request, then stored. A store that cannot keep it,
 * such as on a full disk, does not withhold it.
 *
 * @throws Problem `not_found`, `upload_unreadable` for a file that was refused
 */
export async function annotatedCopy(
  world: DeskWorld,
  asked: { upload: string; language: string; person: Person },
): Promise<File> {
  const upload = await findUpload(world.store.connection, asked);
  const original = await originalFile(world, asked);
  if (upload.outcome === 'refused' || upload.outcome === null) {
    throw new Problem('upload_unreadable', 'upload', { file: upload.fileName });
  }
  const fileName = original.fileName.replace(/(\.xlsx)?$/i, `-${asked.language}-annotated.xlsx`);
  const kept = await annotatedCopies.find(world.store.connection, upload.id, asked.language);
  if (kept !== null) return { ...original, fileName, bytes: kept };
  const bytes = await world.checker.annotate(original.bytes, { language: asked.language });
  await world.store.transaction((tx) => annotatedCopies.keep(tx, upload.id, asked.language, bytes)).catch(demandStored);
  return { ...original, fileName, bytes };
}
