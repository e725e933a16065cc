/** Releases and their files. A saved release is never changed; a correction is another release. */
import type { Selectable } from 'kysely';
import type { FolderKind } from '../domain/index.ts';
import { type Connection, inChunks, type Transaction } from './connection.ts';
import type { Tables } from './tables.ts';

export type StoredRelease = {
  readonly id: string;
  readonly cycle: string;
  readonly kind: FolderKind;
  /** SHA-256 of its manifest.json. */
  readonly manifestHash: string;
  readonly builtAt: string;
  /** Null until published. */
  readonly publishedAt: string | null;
};

export type ReleaseFile = { readonly path: string; readonly sha256: string; readonly bytes: Uint8Array };

export async function save(tx: Transaction, release: StoredRelease, files: readonly ReleaseFile[]): Promise<void> {
  await tx
    .insertInto('releases')
    .values({
      id: release.id,
      cycle: release.cycle,
      kind: release.kind,
      manifest_hash: release.manifestHash,
      built_at: release.builtAt,
      published_at: release.publishedAt,
    })
    .execute();
  const rows = files.map((file) => ({ release: release.id, size: file.bytes.length, ...file }));
  for (const chunk of inChunks(rows, 50)) await tx.insertInto('release_files').values(chunk).execute();
}

/** Publishes it, or once more where a later one has taken its place: what was published last is shown. */
export async function publish(tx: Transaction, id: string, at: string): Promise<void> {
  await tx.updateTable('releases').set({ published_at: at }).where('id', '=', id).execute();
}

/** Newest first: by publication, or by building where it is not published. */
export async function list(connection: Connection, cycle?: string): Promise<StoredRelease[]> {
  const all = connection.selectFrom('releases').selectAll();
  const rows = await (cycle === undefined ? all : all.where('cycle', '=', cycle)).execute();
  const rank = (row: (typeof rows)[number]) => `${row.published_at ?? row.built_at} ${row.id}`;
  return rows.sort((a, b) => (rank(a) < rank(b) ? 1 : -1)).map(asRelease);
}

export async function find(connection: Connection, id: string): Promise<StoredRelease | null> {
  const row = await connection.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asRelease(row) : null;
}

/** The release that is shown: of a cycle the one published last; without one, that of the front page. */
export async function latest(connection: Connection, cycle?: string): Promise<StoredRelease | null> {
  if (cycle === undefined) return (await latestOfEach(connection))[0] ?? null;
  const statement = connection.selectFrom('releases').selectAll().where('published_at', 'is not', null);
  const ordered = statement.where('cycle', '=', cycle).orderBy('published_at', 'desc').orderBy('id', 'desc');
  const row = await ordered.limit(1).executeTakeFirst();
  return row ? asRelease(row) : null;
}

/**
 * The releases on show: of each instrument, of its latest cycle that has one, the one published last. The instrument
 * with which the folder began comes first.
 */
export async function latestOfEach(connection: Connection): Promise<StoredRelease[]> {
  const published = await connection.selectFrom('releases').selectAll().where('published_at', 'is not', null).execute();
  const opened = await connection.selectFrom('cycles').select(['id', 'instrument', 'opened_at']).execute();
  opened.sort((a, b) => (a.opened_at < b.opened_at ? -1 : a.opened_at > b.opened_at ? 1 : a.id < b.id ? -1 : 1));
  const rank = (row: (typeof published)[number]) => `${row.cycle} ${row.published_at} ${row.id}`;
  return [...new Set(opened.map(({ instrument }) => instrument))].flatMap((instrument) => {
    const cycles = new Set(opened.filter((cycle) => cycle.instrument === instrument).map(({ id }) => id));
    const own = published.filter(({ cycle }) => cycles.has(cycle)).sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
    return own.slice(0, 1).map(asRelease);
  });
}

/** All its files, in order of path. */
export async function files(connection: Connection, id: string): Promise<Map<string, Uint8Array>> {
  const rows = await connection
    .selectFrom('release_files')
    .select(['path', 'bytes'])
    .where('release', '=', id)
    .execute();
  // Ordered here, as the two databases order text differently.
  rows.sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(rows.map((row) => [row.path, new Uint8Array(row.bytes)]));
}

export async function file(connection: Connection, id: string, path: string): Promise<ReleaseFile | null> {
  const row = await connection
    .selectFrom('release_files')
    .select(['path', 'sha256', 'bytes'])
    .where('release', '=', id)
    .where('path', '=', path)
    .executeTakeFirst();
  return row ? { ...row, bytes: new Uint8Array(row.bytes) } : null;
}

const asRelease = (row: Selectable<Tables['releases']>): StoredRelease => ({
  id: row.id,
  cycle: row.cycle,
  kind: row.kind,
  manifestHash: row.manifest_hash,
  builtAt: row.built_at,
  publishedAt: row.published_at,
});
