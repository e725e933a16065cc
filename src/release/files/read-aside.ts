/** Reads from the store what pages need of a release: its tables as JSON and its score tree, not as CSV and Parquet. */
import { releases, type Store } from '../../state/index.ts';
import { earlierScoreTreePath, scoreTreePath } from '../steps/kept-score-tree.ts';
import { setAside } from './aside.ts';
import { isKeptInput } from './manifest.ts';
import type { ReleaseSource } from './source.ts';

/** @param folder - where large files are set aside */
export async function readAside(
  { connection }: Pick<Store, 'connection'>,
  id: string,
  folder: string,
): Promise<ReleaseSource> {
  const paths = await releases.paths(connection, id);
  const read = async (path: string) => (await releases.file(connection, id, path))?.bytes ?? null;
  return setAside(folder, paths.filter(isForPages), read);
}

const isForPages = (path: string): boolean =>
  path === scoreTreePath || path === earlierScoreTreePath || !(isKeptInput(path) || /\.(?:csv|parquet)$/.test(path));
