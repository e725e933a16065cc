/** Uploads are ordered by arrival, whenever they are read, and each is recorded once. */
import { describe, expect, it } from 'vitest';
import { revisions, type Store, waiting } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { openTinyDesk, said, type TinyDesk, type TypedWorkbook, tinyDesk, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asFocalPoint('AAA');
const early = { answers: [said('Q1', 1), said('Q2', 'early')] };
const later = { answers: [said('Q1', 2), said('R2', 'later')] };
const isEarly = ({ answers }: TypedWorkbook) => answers?.[0]?.value === 1;
const noWait = { delays: [0, 0, 0, 0, 0, 0], triesBeforeAside: 3 };

const send = (desk: TinyDesk, typed: TypedWorkbook) =>
  desk.receiveWorkbook({ bytes: workbook(typed), fileName: 'a.xlsx', person });

/** Uploads a file that fails to be read so often that later files no longer wait for it. */
async function setAside(store: Store): Promise<string> {
  const broken = tinyDesk(store, { readsFail: isEarly, ids: 'broken', reading: noWait });
  const { upload } = await send(broken, early);
  await broken.readWaitingUploads();
  return upload;
}

async function numbers(store: Store) {
  const all = await revisions.list(store.connection, which.cycle, which.country);
  return all.map(({ number, kind, upload }) => `${number} ${kind} ${upload}`);
}

async function values(desk: TinyDesk, revision?: number) {
  const recorded = await desk.answersOf({ ...which, person, ...(revision && { revision }) });
  return Object.fromEntries(recorded.flatMap(({ question, value }) => (value === null ? [] : [[question, value]])));
}

describe('a file that waited', () => {
  onEachStore((freshPlace) => {
    it('is ordered before files that were uploaded after it, as if all had been read at once', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const waits = await send(tinyDesk(store, { isBusy: true, ids: 'busy' }), early);
      expect(waits).toMatchObject({ outcome: null });
      const receipt = await send(desk, later);
      expect(receipt).toMatchObject({ revision: 2, effect: { against: 1, kept: ['Q2'] } });
      expect(await numbers(store)).toEqual(['1 upload busy-1', '2 upload u-1']);
      expect(await values(desk)).toEqual({ Q1: 2, Q2: 'early', R2: 'later' });
      const { revisions: all, uploads } = await desk.showSubmission({ ...which, person });
      expect(all.map(({ receivedAt }) => receivedAt)).toEqual(uploads.map(({ receivedAt }) => receivedAt));
    });

    it('and cannot be read does not block others forever, and keeps its number', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const upload = await setAside(store);
      expect(await desk.receiptOf({ upload, person })).toMatchObject({ outcome: null, revision: null });
      expect(await waiting.list(store.connection)).toMatchObject([{ id: upload, setAside: true }]);
      expect(await send(desk, later)).toMatchObject({ revision: 2 });

      const read = await desk.recordUpload({ upload, person });
      expect(read).toMatchObject({ revision: 1, effect: { combined: 3 } });
      expect(await numbers(store)).toEqual(['1 upload broken-1', '2 upload u-1', '3 combined broken-1']);
      expect(await values(desk, 2)).toEqual({ Q1: 2, R2: 'later' });
      expect(await values(desk, 3)).toEqual({ Q1: 2, Q2: 'early', R2: 'later' });
    });

    it('does not change what was accepted meanwhile', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const upload = await setAside(store);
      await send(desk, later);
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      await desk.recordUpload({ upload, person });
      const { submission } = await desk.showSubmission({ ...which, person });
      expect(submission).toMatchObject({ state: 'received', revision: 3, acceptedRevision: 2 });
      expect(await values(desk, 2)).toEqual({ Q1: 2, R2: 'later' });
    });

    it('and adds nothing to later files does not change their revisions', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const upload = await setAside(store);
      await send(desk, { answers: [said('Q1', 2), said('Q2', 'newer')] });
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      expect(await desk.recordUpload({ upload, person })).toMatchObject({ revision: 1 });
      const { submission } = await desk.showSubmission({ ...which, person });
      expect(submission).toMatchObject({ state: 'accepted', revision: 2, acceptedRevision: 2 });
    });

    it('does not restore answers that were withdrawn after it arrived', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, { answers: [said('Q2', 'first')] });
      const upload = await setAside(store);
      await send(desk, { answers: [said('Q2', null, { withdrawn: true }), said('R2', 'later')] });
      await desk.recordUpload({ upload, person });
      expect(await values(desk)).toEqual({ Q1: 1, R2: 'later' });
    });

    it('and was confirmed after a later file was recorded overwrites nothing of that file', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const sent = { bytes: workbook(early), fileName: 'a.xlsx', person: asSecretariat };
      const { upload } = await desk.receiveWorkbook({ ...sent, expected: { country: 'BBB' } });
      await send(desk, later);
      expect(await desk.recordUpload({ upload, person: asSecretariat })).toMatchObject({ revision: 2 });
      expect(await values(desk)).toEqual({ Q1: 2, Q2: 'early', R2: 'later' });
    });
  });
});

describe('two desks on one store', () => {
  onEachStore((freshPlace) => {
    it('make one revision of an upload that both try to read', async () => {
      const place = await freshPlace();
      const store = await openFor(place);
      await openTinyDesk(store);
      for (let n = 0; n < 5; n += 1) {
        await send(tinyDesk(store, { isBusy: true, ids: `busy ${n}` }), { answers: [said('Q1', n)] });
      }
      const others = [tinyDesk(await openFor(place)), tinyDesk(await openFor(place))];
      await Promise.all(others.map((desk) => desk.readWaitingUploads()));
      await others[0]!.readWaitingUploads();
      const made = await numbers(store);
      expect(made).toEqual([0, 1, 2, 3, 4].map((n) => `${n + 1} upload busy ${n}-1`));
    });

    it('cannot record a second revision of one upload, as the store refuses it', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const { upload } = await send(desk, early);
      const again = { ...which, number: 2, upload, receivedAt: '', person: '', errors: 0, warnings: 0, arrival: 9 };
      await expect(store.transaction((tx) => revisions.add(tx, { ...again, kind: 'upload' }))).rejects.toThrow();
    });
  });
});
