import { describe, expect, it } from 'vitest';
import { fullEntitlement } from '../../src/domain/index.ts';
import { answers, audit } from '../../src/state/index.ts';
import { asFocalPoint, asReviewer, asSecretariat } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { found, openTinyDesk, said, type TinyDesk, tinyDesk, workbook } from './tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asSecretariat;
const focalPoint = asFocalPoint('AAA');

describe('a decision', () => {
  onEachStore((freshPlace) => {
    it('records who accepted which revision and when', async () => {
      const store = await openFor(await freshPlace());
      const desk = await withUpload(store);
      const accepted = await desk.acceptSubmission({ ...which, person, revision: 1 });
      expect(accepted).toMatchObject({ state: 'accepted', acceptedRevision: 1, decidedBy: 'secretariat' });
      expect((await audit.list(store.connection, which)).at(-1)).toMatchObject({
        action: 'submission.accept',
        person: 'secretariat',
        from: 'received',
        to: 'accepted',
        details: { revision: 1 },
      });
    });

    it('by two people at once succeeds for one, and the other is informed', async () => {
      const place = await freshPlace();
      const first = await withUpload(await openFor(place));
      const second = tinyDesk(await openFor(place));
      const decided = await Promise.allSettled([
        first.acceptSubmission({ ...which, person }),
        second.returnSubmission({ ...which, person: asReviewer('AAA'), reason: 'Evidence is missing.' }),
      ]);
      expect(decided.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = decided.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(lost).toMatchObject({ status: 409 });
      const { decisions } = await first.showSubmission({ ...which, person });
      expect(decisions).toHaveLength(1);
    });

    it('is refused for a revision that is no longer the newest', async () => {
      const desk = await withUpload(await openFor(await freshPlace()));
      await desk.receiveWorkbook({ bytes: workbook({ saved: 2 }), fileName: 'b.xlsx', person: focalPoint });
      await expect(desk.acceptSubmission({ ...which, person, revision: 1 })).rejects.toMatchObject({
        code: 'submission_moved',
        fix: 'Review revision 2, then decide again.',
      });
    });

    it('to accept answers with errors needs a reason', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const bytes = workbook({ answers: [said('Q1', null, { raw: 'maybe' })], findings: [found('error', 'Q1')] });
      await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person: focalPoint });
      await expect(desk.acceptSubmission({ ...which, person })).rejects.toMatchObject({
        code: 'submission_has_errors',
      });
      const accepted = await desk.acceptSubmission({ ...which, person, reason: 'The country cannot say more.' });
      expect(accepted).toMatchObject({ state: 'accepted', errors: 1 });
      const { decisions } = await desk.showSubmission({ ...which, person });
      expect(decisions).toMatchObject([{ step: 'accept', revision: 1, reason: 'The country cannot say more.' }]);
    });

    it('to return or reopen needs a reason', async () => {
      const desk = await withUpload(await openFor(await freshPlace()));
      await expect(desk.returnSubmission({ ...which, person })).rejects.toMatchObject({ code: 'reason_missing' });
      for (const reason of [' ', '-', '…', '؟'])
        await expect(desk.reopenSubmission({ ...which, person, reason }), reason).rejects.toMatchObject({
          code: 'reason_missing',
        });
    });

    it('to reopen is recorded, and the same revision can be accepted again', async () => {
      const desk = await withUpload(await openFor(await freshPlace()));
      await desk.acceptSubmission({ ...which, person });
      await expect(desk.acceptSubmission({ ...which, person })).rejects.toMatchObject({ code: 'submission_accepted' });
      await desk.reopenSubmission({ ...which, person, reason: 'Opened by mistake.' });
      await desk.acceptSubmission({ ...which, person });
      const { decisions } = await desk.showSubmission({ ...which, person });
      expect(decisions.map(({ step }) => step)).toEqual(['accept', 'reopen', 'accept']);
    });

    it('to accept a newer revision replaces the earlier acceptance, and a reopening withdraws only the newer one', async () => {
      const desk = await withTwo(await openFor(await freshPlace()));
      expect(await desk.acceptSubmission({ ...which, person })).toMatchObject({
        state: 'accepted',
        acceptedRevision: 2,
      });
      const late = desk.reopenSubmission({ ...which, person, revision: 1, reason: 'Seen before.' });
      await expect(late).rejects.toMatchObject({ code: 'submission_moved', status: 409 });
      const reopened = await desk.reopenSubmission({ ...which, person, revision: 2, reason: 'A mistake.' });
      expect(reopened).toMatchObject({ state: 'reopened', acceptedRevision: null });
    });

    it('to return a newer revision does not affect the earlier acceptance', async () => {
      const store = await openFor(await freshPlace());
      const desk = await withTwo(store);
      const returned = await desk.returnSubmission({ ...which, person, reason: 'Evidence is missing.' });
      expect(returned).toMatchObject({ state: 'returned', revision: 2, acceptedRevision: 1 });
      const released = await answers.accepted(store.connection, which.cycle, fullEntitlement);
      expect(released.map(({ revision }) => revision)).toEqual([1]);
      expect((await audit.list(store.connection, which)).at(-1)?.details).toEqual({ revision: 2, accepted: 1 });
      const corrected = { bytes: workbook({ saved: 3 }), fileName: 'c.xlsx', person: focalPoint };
      expect(await desk.receiveWorkbook(corrected)).toMatchObject({ revision: 3, waits: true, acceptedRevision: 1 });
    });

    it('to reopen withdraws the acceptance, and a newer revision still awaits review', async () => {
      const store = await openFor(await freshPlace());
      const desk = await withTwo(store);
      const reopened = await desk.reopenSubmission({ ...which, person, revision: 1, reason: 'It was wrong.' });
      expect(reopened).toMatchObject({ state: 'received', revision: 2, acceptedRevision: null });
      expect(await answers.accepted(store.connection, which.cycle, fullEntitlement)).toEqual([]);
      const { decisions } = await desk.showSubmission({ ...which, person });
      expect(decisions.at(-1)).toMatchObject({ step: 'reopen', revision: 1, reason: 'It was wrong.' });
      const again = desk.reopenSubmission({ ...which, person, revision: 1, reason: 'Twice.' });
      await expect(again).rejects.toMatchObject({ code: 'submission_step', status: 409 });
    });

    it('on a newer revision by two people at once succeeds for one, whatever was accepted before', async () => {
      const place = await freshPlace();
      const first = await withTwo(await openFor(place));
      const second = tinyDesk(await openFor(place));
      const decided = await Promise.allSettled([
        first.acceptSubmission({ ...which, person, revision: 2 }),
        second.returnSubmission({ ...which, person: asReviewer('AAA'), revision: 2, reason: 'Evidence is missing.' }),
      ]);
      const lost = decided.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(lost).toMatchObject([{ status: 409 }]);
      const { decisions, submission } = await first.showSubmission({ ...which, person });
      expect(decisions).toHaveLength(2);
      expect(submission.acceptedRevision).toBe(decisions.at(-1)?.step === 'accept' ? 2 : 1);
    });

    it('is refused to the focal point and to a reviewer of other countries', async () => {
      const desk = await withUpload(await openFor(await freshPlace()));
      await expect(desk.acceptSubmission({ ...which, person: focalPoint })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      const stranger = desk.acceptSubmission({ ...which, person: asReviewer('BBB') });
      await expect(stranger).rejects.toMatchObject({ code: 'not_found', status: 404 });
      const nothing = desk.acceptSubmission({ ...which, country: 'QQQ', person: asReviewer('BBB') });
      await expect(nothing).rejects.toMatchObject({ code: 'not_found', status: 404 });
    });

    it('is refused before anything was uploaded', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await expect(desk.acceptSubmission({ ...which, person })).rejects.toMatchObject({ code: 'submission_step' });
      await expect(desk.acceptSubmission({ cycle: '1999', country: 'AAA', person })).rejects.toMatchObject({
        code: 'cycle_unknown',
        fix: 'Open cycles: tiny-2026.',
      });
    });
  });
});

/** The first of two revisions is accepted, the second awaits review. */
async function withTwo(store: Parameters<typeof openTinyDesk>[0]): Promise<TinyDesk> {
  const desk = await withUpload(store);
  await desk.acceptSubmission({ ...which, person });
  await desk.receiveWorkbook({ bytes: workbook({ saved: 2 }), fileName: 'b.xlsx', person: focalPoint });
  return desk;
}

async function withUpload(store: Parameters<typeof openTinyDesk>[0]): Promise<TinyDesk> {
  const desk = await openTinyDesk(store);
  await desk.receiveWorkbook({ bytes: workbook(), fileName: 'a.xlsx', person: focalPoint });
  return desk;
}
