/** Every test of the store runs on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/state/index.ts';
import { freshSchema, postgresServer } from '../postgres.ts';

export type Place = { readonly databaseUrl: string | null; readonly folder: string; readonly ownThread?: boolean };

/** Creates an empty place for a store, which is removed when the test ends. */
export type FreshPlace = () => Promise<Place>;

export function onEachStore(tests: (freshPlace: FreshPlace) => void): void {
  describe('on SQLite', () => tests(freshFolder));
  describe('on SQLite in a thread', () => tests(async () => ({ ...(await freshFolder()), ownThread: true })));
  const reason = postgresServer ? '' : ' (skipped: GAP_TEST_POSTGRES names no server)';
  describe.skipIf(postgresServer === null)(`on PostgreSQL${reason}`, () => tests(freshDatabase));
}

/** Opens a store that is closed when the test ends. */
export async function openFor(place: Place): Promise<Store> {
  const store = await openStore(place);
  onTestFinished(() => store.close());
  return store;
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function freshFolder(): Promise<Place> {
  return { databaseUrl: null, folder: join(temporaryFolder(), 'data') };
}

export async function freshDatabase(): Promise<Place> {
  const { url, drop } = await freshSchema();
  onTestFinished(drop);
  return { databaseUrl: url, folder: 'unused' };
}
