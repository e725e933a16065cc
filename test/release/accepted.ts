/** Stores with accepted answers, from which a cycle can be frozen. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { frozenMeaning, loadInstrument } from '../../src/questionnaire/index.ts';
import { answers, cycles, revisions, type Store, submissions, uploads } from '../../src/state/index.ts';
import { freshFolder, openFor } from '../state/stores.ts';
import { smallContent } from './content.ts';
import { frozenCycle, type Typed } from './frozen.ts';
import { full, now } from './world.ts';

const at = '2026-02-01T10:00:00.000Z';

/** A new store with two accepted countries. The workbooks are the same each time, the upload ids differ. */
export async function openAccepted(own: Typed = full) {
  const { root, remove } = smallContent();
  onTestFinished(remove);
  const place = await freshFolder();
  const store = await openFor(place);
  const { cycle, accepted } = frozenCycle(root, 'preparedness', '2026', { XAA: { answers: own }, XAB: now.XAB! });
  const instrument = loadInstrument(root, 'preparedness', '2026');
  await store.transaction(async (tx) => {
    await cycles.open(tx, { ...cycle, baseline: null, ...frozenMeaning(instrument) });
    await submissions.invite(tx, cycle.id, [...accepted.keys()]);
    for (const [country, given] of accepted) {
      const upload = randomUUID();
      const sent = { sha256: given[0]!.uploadSha256, size: 3, fileName: `${country}.xlsx`, receivedAt: at };
      const by = { person: 'secretariat', role: 'secretariat' as const, personCountry: null };
      const expected = { expectedCycle: null, expectedCountry: null };
      await uploads.keep(tx, { id: upload, ...sent, ...by, ...expected }, new Uint8Array([1, 2, 3]));
      const place = { cycle: cycle.id, country, revision: 1 };
      await revisions.add(tx, {
        cycle: cycle.id,
        country,
        number: 1,
        upload,
        receivedAt: at,
        person: 'secretariat',
        errors: 0,
        warnings: 0,
        arrival: 1,
        kind: 'upload',
      });
      await answers.keep(
        tx,
        place,
        given.map((answer) => ({ ...answer, upload })),
      );
    }
  });
  for (const country of accepted.keys()) await decide(store, country, 'accepted');
  return { root, store, folder: place.folder, asked: { store, contentRoot: root, cycle: cycle.id, software: 'test' } };
}

export const decide = (store: Store, country: string, state: 'accepted' | 'reopened') =>
  store.transaction(async (tx) => {
    const submission = (await submissions.lock(tx, 'preparedness-2026', country))!;
    const acceptedRevision = state === 'accepted' ? 1 : null;
    await submissions.decide(tx, submission, { state, acceptedRevision, at, by: 'secretariat' });
  });
