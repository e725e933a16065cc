/**
 * Releases and their files. The files of a saved release never change; a correction is another release. Its state says
 * who may see it, and its place in the order of publication which one is shown: no instant decides that.
 */
import { type Selectable, sql } from 'kysely';
import type { FolderKind, ReleaseState } from '../../domain/index.ts';
import { type Connection, inChunks, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

/** A release as it is saved: a draft. */
export type NewRelease = {
  readonly id: string;
  readonly cycle: string;
  readonly kind: FolderKind;
  /** SHA-256 of its manifest.json. */
  readonly manifestHash: string;
  readonly builtAt: string;
  /** Id of the person. */
  readonly builtBy: string;
  /** What it was built from, to be compared with what would be built later. */
  readonly basis: string | null;
  /** The withdrawn release that it takes the place of. */
  readonly corrects: string | null;
};

export type StoredRelease = Omit<NewRelease, 'builtBy'> & {
  readonly builtBy: string | null;
  readonly state: ReleaseState;
  /** When and by whom it was published last; null until then. */
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  /** Place in the order of publication, the highest shown; null until published. */
  readonly place: number | null;
  /** Number of the withdrawal that took it out. */
  readonly withdrawal: number | null;
  /** The corrected release that took its place. */
  readonly replacedBy: string | null;
};

export type ReleaseFile = { readonly path: string; readonly sha256: string; readonly bytes: Uint8Array };

export async function save(tx: Transaction, release: NewRelease, files: readonly ReleaseFile[]): Promise<void> {
  await tx
    .insertInto('releases')
    .values({
      id: release.id,
      cycle: release.cycle,
      kind: release.kind,
      manifest_hash: release.manifestHash,
      built_at: release.builtAt,
      built_by: release.builtBy,
      basis: release.basis,
      corrects: release.corrects,
      state: 'draft',
      built: nextBuild,
    })
    .execute();
  const rows = files.map((file) => ({ release: release.id, size: file.bytes.length, ...file }));
  for (const chunk of inChunks(rows, 50)) await tx.insertInto('release_files').values(chunk).execute();
}

/** Keeps what the same bytes were built from last: the choices of countries may have changed without a trace in them. */
export async function rebase(tx: Transaction, id: string, basis: string): Promise<void> {
  await tx.updateTable('releases').set({ basis }).where('id', '=', id).execute();
}

/** Makes a draft of a release that was withdrawn and has been built once more. */
export async function redraft(
  tx: Transaction,
  { id, builtAt, builtBy, basis }: Pick<NewRelease, 'id' | 'builtAt' | 'builtBy' | 'basis'>,
): Promise<void> {
  const changed = { state: 'draft', built_at: builtAt, built_by: builtBy, basis } as const;
  await tx
    .updateTable('releases')
    .set({ ...changed, built: nextBuild })
    .where('id', '=', id)
    .execute();
}

/** Publishes it, or once more where a later one has taken its place. */
export async function publish(
  tx: Transaction,
  id: string,
  { at, by, place }: { at: string; by: string; place: number },
): Promise<void> {
  await tx
    .updateTable('releases')
    .set({ state: 'public', published_at: at, published_by: by, place, withdrawal: null, replaced_by: null })
    .where('id', '=', id)
    .execute();
}

export async function withdraw(tx: Transaction, id: string, withdrawal: number): Promise<void> {
  const changed = { state: 'withdrawn', withdrawal } as const;
  await tx.updateTable('releases').set(changed).where('id', '=', id).execute();
}

export async function replace(tx: Transaction, id: string, replacedBy: string): Promise<void> {
  await tx.updateTable('releases').set({ replaced_by: replacedBy }).where('id', '=', id).execute();
}

/** Removes a draft with its files; one that was withdrawn before is so again. */
export async function discard(tx: Transaction, { id, withdrawal }: StoredRelease): Promise<void> {
  if (withdrawal !== null) return withdraw(tx, id, withdrawal);
  await tx.deleteFrom('release_files').where('release', '=', id).execute();
  await tx.deleteFrom('releases').where('id', '=', id).execute();
}

/** Behind all that were built before, whatever their clocks showed. */
const nextBuild = sql<number>`(select coalesce(max(built), 0) + 1 from releases)`;

/** Drafts first, the last built first, then in the order of publication, the last first. */
export async function list(connection: Connection, cycle?: string): Promise<StoredRelease[]> {
  const all = connection.selectFrom('releases').selectAll();
  const rows = await (cycle === undefined ? all : all.where('cycle', '=', cycle)).execute();
  const rank = ({ place, state }: (typeof rows)[number]) => (state === 'draft' ? Infinity : (place ?? 0));
  const later = (a: (typeof rows)[number], b: (typeof rows)[number]) => b.built - a.built || (a.id < b.id ? 1 : -1);
  return rows.sort((a, b) => (rank(a) === rank(b) ? later(a, b) : rank(b) - rank(a))).map(asRelease);
}

/** What everybody may read, the one published last first. */
export async function listPublic(connection: Connection, cycle?: string): Promise<StoredRelease[]> {
  return (await list(connection, cycle)).filter(({ state }) => state === 'public');
}

/** What everybody could read once: also what was withdrawn since, and is built again as a draft. */
export async function listEverPublic(connection: Connection): Promise<StoredRelease[]> {
  return (await list(connection)).filter(({ place }) => place !== null);
}

export async function find(connection: Connection, id: string): Promise<StoredRelease | null> {
  const row = await connection.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asRelease(row) : null;
}

/** The release that is shown: of a cycle the one published last; without one, that of the front page. */
export async function latest(connection: Connection, cycle?: string): Promise<StoredRelease | null> {
  if (cycle === undefined) return (await latestOfEach(connection))[0] ?? null;
  const row = await connection
    .selectFrom('releases')
    .selectAll()
    .where('state', '=', 'public')
    .where('cycle', '=', cycle)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? asRelease(row) : null;
}

/**
 * The releases on show: of each instrument, of its latest cycle that has one, the one published last. The instrument
 * with which the folder began comes first.
 */
export async function latestOfEach(connection: Connection): Promise<StoredRelease[]> {
  const published = await connection.selectFrom('releases').selectAll().where('state', '=', 'public').execute();
  const opened = await connection
    .selectFrom('cycles')
    .select(['id', 'instrument', 'position'])
    .orderBy('position')
    .execute();
  return [...new Set(opened.map(({ instrument }) => instrument))].flatMap((instrument) => {
    const cycles = new Set(opened.filter((cycle) => cycle.instrument === instrument).map(({ id }) => id));
    const own = published.filter(({ cycle }) => cycles.has(cycle));
    own.sort((a, b) => (a.cycle === b.cycle ? b.place! - a.place! : a.cycle < b.cycle ? 1 : -1));
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
  builtBy: row.built_by,
  basis: row.basis,
  corrects: row.corrects,
  state: row.state,
  publishedAt: row.published_at,
  publishedBy: row.published_by,
  place: row.place,
  withdrawal: row.withdrawal,
  replacedBy: row.replaced_by,
});
