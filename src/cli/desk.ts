/** The desk of collection, opened over the data folder for one command. */
import { type Desk, openDesk } from '../collection/index.ts';
import type { Person } from '../domain/index.ts';
import { openStore } from '../state/index.ts';
import { openChecker } from '../workbook/index.ts';
import type { World } from './world.ts';

/** Whoever runs a command in the data folder acts as the secretariat. */
export const secretariat: Person = { id: 'secretariat', role: 'secretariat', country: null, assigned: [] };

/** Gives the desk to `work` and closes what it opened, whatever comes of it. */
export async function withDesk<T>(world: World, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { contentRoot, databaseUrl, folder, now } = world;
  const store = await openStore({ databaseUrl, folder });
  const checker = openChecker({ contentRoot, report: (failure) => world.err(`${failure}\n`) });
  try {
    const desk = openDesk({ store, contentRoot, checker, now });
    try {
      return await work(desk);
    } finally {
      await desk.stopReading();
    }
  } finally {
    checker.close();
    await store.close();
  }
}
