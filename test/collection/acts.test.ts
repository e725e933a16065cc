/** Actions on answers and revisions other than an upload: remove, withdraw, check only. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/index.ts';
import { audit, uploads } from '../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { openTinyDesk, said, type TinyDesk, workbook } from './tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asFocalPoint('AAA');
const full = [said('Q1', 3), said('Q2', 'a'), said('R2', 'b')];

const send = (desk: TinyDesk, answers: readonly Answer[]) =>
  desk.receiveWorkbook({ bytes: workbook({ answers }), fileName: 'a.xlsx', person });

async function values(desk: TinyDesk) {
  const recorded = await desk.answersOf({ ...which, person });
  return Object.fromEntries(recorded.flatMap(({ question, value }) => (value === null ? [] : [[question, value]])));
}

describe('removing answers that a file left out', () => {
  onEachStore((freshPlace) => {
    it('makes a revision of its own, for one answer or for all', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, full);
      const { upload, removable } = await send(desk, [said('Q1', 4)]);
      expect(removable).toEqual(['Q2', 'R2']);
      expect(await desk.removeAnswers({ upload, person, answers: ['R2', 'Q1'] })).toEqual({
        revision: 3,
        removed: ['R2'],
      });
      expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a' });
      expect(await desk.receiptOf({ upload, person })).toMatchObject({ removable: ['Q2'] });
      expect(await desk.removeAnswers({ upload, person, answers: 'all' })).toMatchObject({ removed: ['Q2'] });
      await expect(desk.removeAnswers({ upload, person, answers: 'all' })).rejects.toMatchObject({
        code: 'nothing_to_remove',
      });
      const last = (await audit.list(store.connection, which)).at(-1);
      expect(last).toMatchObject({ action: 'submission.remove', details: { revision: 4, answers: 1 } });
    });

    it('keeps answers that were given again since, and is refused for other countries', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, full);
      const { upload } = await send(desk, [said('Q1', 4)]);
      await send(desk, [said('R2', 'c')]);
      expect(await desk.removeAnswers({ upload, person, answers: 'all' })).toMatchObject({ removed: ['Q2'] });
      expect(await values(desk)).toEqual({ Q1: 4, R2: 'c' });
      const other = desk.removeAnswers({ upload, person: asFocalPoint('BBB'), answers: 'all' });
      await expect(other).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});

describe('withdrawing a revision', () => {
  onEachStore((freshPlace) => {
    it('restores the answers of the revision before it, and never reuses its number', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, full);
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      await send(desk, [said('Q1', 1)]);
      const back = await desk.withdrawRevision({ ...which, person, revision: 2 });
      expect(back).toMatchObject({ state: 'accepted', revision: 1, acceptedRevision: 1 });
      expect(await values(desk)).toMatchObject({ Q1: 3 });
      expect(await send(desk, [said('Q1', 1)])).toMatchObject({ revision: 3, effect: { against: 1 } });
      const { revisions } = await desk.showSubmission({ ...which, person });
      expect(revisions.map(({ number, withdrawnAt }) => [number, withdrawnAt !== null])).toEqual([
        [1, false],
        [2, true],
        [3, false],
      ]);
      const lines = await audit.list(store.connection, which);
      expect(lines.filter(({ action }) => action === 'revision.withdraw')).toMatchObject([
        { from: 'received', to: 'accepted', details: { revision: 2, current: 1 } },
      ]);
    });

    it('is possible only for the newest revision, and not while it is accepted', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, full);
      await send(desk, [said('Q1', 1)]);
      const withdraw = (revision: number) => desk.withdrawRevision({ ...which, person, revision });
      await expect(withdraw(1)).rejects.toMatchObject({ code: 'submission_moved' });
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      await expect(withdraw(2)).rejects.toMatchObject({ code: 'submission_accepted' });
      await desk.reopenSubmission({ ...which, person: asSecretariat, reason: 'Wrong file.' });
      expect(await withdraw(2)).toMatchObject({ state: 'received', revision: 1 });
      expect(await withdraw(1)).toMatchObject({ state: 'invited', revision: 0 });
      expect(await send(desk, full)).toMatchObject({ revision: 3, effect: { against: null } });
    });

    it('undoes the removal of answers', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, full);
      const { upload } = await send(desk, [said('Q1', 4)]);
      const { revision } = await desk.removeAnswers({ upload, person, answers: 'all' });
      await desk.withdrawRevision({ ...which, person, revision });
      expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a', R2: 'b' });
    });
  });
});

describe('checking only', () => {
  onEachStore((freshPlace) => {
    it('shows the changes and stores nothing', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, full);
      const check = (answers: readonly Answer[]) =>
        desk.checkOnly({ bytes: workbook({ answers }), fileName: 'a.xlsx', person });
      expect(await check([said('Q1', 4)])).toMatchObject({
        submission: which,
        needed: true,
        notRecorded: null,
        cells: { read: 1, changed: 1, kept: 2 },
        effect: { against: 1, kept: ['Q2', 'R2'] },
      });
      expect(await check([])).toMatchObject({ needed: false, cells: { read: 0, kept: 3 } });
      const refused = desk.checkOnly({ bytes: workbook({ refused: true }), fileName: 'a.xlsx', person });
      expect(await refused).toMatchObject({ notRecorded: 'refused', effect: null });
      expect(await uploads.ofSubmission(store.connection, which.cycle, which.country)).toHaveLength(1);
      expect(await store.connection.selectFrom('uploads').selectAll().execute()).toHaveLength(1);
      expect((await desk.showSubmission({ ...which, person })).revisions).toHaveLength(1);
    });
  });
});
