/** Finds the release that a new one of its cycle follows. */
import { type Connection, releases, type StoredRelease } from '../../state/index.ts';
import type { FollowedRelease } from '../build/followed.ts';
import { manifestPath, sha256 } from '../files/manifest.ts';
import { readBasis } from './basis.ts';

/**
 * The release of a cycle that was built by the same code: the latest draft, or the one published last. One that was
 * withdrawn serves as well, since only what a full build would give is taken from it.
 *
 * @param code - null: no release is followed
 */
export async function findFollowed(
  connection: Connection,
  cycle: string,
  code: string | null,
): Promise<FollowedRelease | undefined> {
  if (code === null) return undefined;
  const found = (await releases.list(connection, cycle)).find(({ basis }) => readBasis(basis)?.code === code);
  return found && followedOf(found, async (path) => (await releases.file(connection, found.id, path))?.bytes);
}

/**
 * A stored release as one to follow; undefined if it is not known which code built it.
 *
 * @param read - a file of it
 */
export function followedOf(
  { basis, manifestHash }: StoredRelease,
  read: FollowedRelease['read'],
): FollowedRelease | undefined {
  const { code, tables } = readBasis(basis) ?? {};
  if (code === undefined) return undefined;
  return {
    code,
    tables,
    read: async (path) => {
      const bytes = await read(path);
      return path !== manifestPath || (bytes && sha256(bytes) === manifestHash) ? bytes : null;
    },
  };
}
