/**
 * Releases and their files. The files of a saved release never change; a correction is another release. Its state
 * decides who may see it, and its place in the order of publication which release is shown, independent of the clock.
 */
import { type Selectable, sql } from 'kysely';
import type { FolderKind, ReleaseState } from '../../domain/index.ts';
import type { Connection, Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

/** A release to save as a draft. */
export type NewRelease = {
  readonly id: string;
  readonly cycle: string;
  readonly kind: FolderKind;
  /** SHA-256 of its manifest.json. */
  readonly manifestHash: string;
  readonly builtAt: string;
  /** Id of the person. */
  readonly builtBy: string;
  /** What it was built from, for comparison with a later build. */
  readonly basis: string | null;
  /** The withdrawn release that it replaces. */
  readonly corrects: string | null;
};

export type StoredRelease = Omit<NewRelease, 'builtBy'> & {
  readonly builtBy: string | null;
  readonly state: ReleaseState;
  /** When and by whom it was last published; null if never. */
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  /** Place in the order of publication, of which the highest is shown; null if never published. */
  readonly place: number | null;
  /** Number of its withdrawal. */
  readonly withdrawal: number | null;
  /** The corrected release that replaced it. */
  readonly replacedBy: string | null;
};

export type ReleaseFile = { readonly path: string; readonly sha256: string; readonly bytes: Uint8Array };

/** Files and bytes of one statement that saves files; a larger file is saved by one of its own. */
const mostFiles = 50;
const mostBytes = 16 * 1_048_576;

/** @param files - taken one after the other, so that large ones need not be in memory together */
export async function save(tx: Transaction, release: NewRelease, files: Iterable<ReleaseFile>): Promise<void> {
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
  for (const chunk of inStatements(files)) {
    const rows = chunk.map((file) => ({ release: release.id, size: file.bytes.length, ...file }));
    await tx.insertInto('release_files').values(rows).execute();
  }
}

function* inStatements(files: Iterable<ReleaseFile>): Generator<ReleaseFile[]> {
  let [chunk, bytes]: [ReleaseFile[], number] = [[], 0];
  for (const file of files) {
    if (chunk.length === mostFiles || (chunk.length > 0 && bytes + file.bytes.length > mostBytes)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(file);
    bytes += file.bytes.length;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Updates the basis of a release that a new build reproduced: choices of countries may have changed without changing
 * its bytes.
 */
export async function rebase(tx: Transaction, id: string, basis: string): Promise<void> {
  await tx.updateTable('releases').set({ basis }).where('id', '=', id).execute();
}

/** Turns a withdrawn release that was built again into a draft. */
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

/** Publishes a release, possibly again after a later one replaced it. */
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

/** Removes a draft with its files; a draft of a withdrawn release becomes withdrawn again. */
export async function discard(tx: Transaction, { id, withdrawal }: StoredRelease): Promise<void> {
  if (withdrawal !== null) return withdraw(tx, id, withdrawal);
  await tx.deleteFrom('release_files').where('release', '=', id).execute();
  await tx.deleteFrom('releases').where('id', '=', id).execute();
}

/** After all earlier builds, whatever their clocks showed. */
const nextBuild = sql<number>`(select coalesce(max(built), 0) + 1 from releases)`;

/** Drafts first, latest build first, then by publication, latest first. */
export async function list(connection: Connection, cycle?: string): Promise<StoredRelease[]> {
  const all = connection.selectFrom('releases').selectAll();
  const rows = await (cycle === undefined ? all : all.where('cycle', '=', cycle)).execute();
  const rank = ({ place, state }: (typeof rows)[number]) => (state === 'draft' ? Infinity : (place ?? 0));
  const later = (a: (typeof rows)[number], b: (typeof rows)[number]) => b.built - a.built || (a.id < b.id ? 1 : -1);
  return rows.sort((a, b) => (rank(a) === rank(b) ? later(a, b) : rank(b) - rank(a))).map(asRelease);
}

/** Public releases, most recently published first. */
export async function listPublic(connection: Connection, cycle?: string): Promise<StoredRelease[]> {
  return (await list(connection, cycle)).filter(({ state }) => state === 'public');
}

/** Releases that were ever public, including those withdrawn since or rebuilt as a draft. */
export async function listEverPublic(connection: Connection): Promise<StoredRelease[]> {
  return (await list(connection)).filter(({ place }) => place !== null);
}

export async function find(connection: Connection, id: string): Promise<StoredRelease | null> {
  const row = await connection.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asRelease(row) : null;
}

/** The current release: the one of a cycle that was published last; without a cycle, that of the home page. */
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
 * The current releases: for each instrument, the release published last of its latest cycle that has one. The first
 * instrument of the folder comes first.
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

/** All its files, sorted by path. */
export async function files(connection: Connection, id: string): Promise<Map<string, Uint8Array>> {
  const rows = await connection
    .selectFrom('release_files')
    .select(['path', 'bytes'])
    .where('release', '=', id)
    .execute();
  // Sorted here, as the two databases sort text differently.
  rows.sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(rows.map((row) => [row.path, new Uint8Array(row.bytes)]));
}

/** The paths of all its files, in no order. */
export async function paths(connection: Connection, id: string): Promise<string[]> {
  const rows = await connection.selectFrom('release_files').select('path').where('release', '=', id).execute();
  return rows.map(({ path }) => path);
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
