import { describe, expect, it } from 'vitest';
import { audit } from '../../src/state/index.ts';
import { asFocalPoint, asReviewer, asSecretariat } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { openTinyDesk, said, workbook } from './tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asSecretariat;
const away = (id: string, reason: string | null = 'There is none here') =>
  said(id, null, { state: 'not_applicable', reason });

describe('a reason why a question does not apply', () => {
  onEachStore((freshPlace) => {
    it('is accepted or refused for each answer, with an audit line', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await upload(desk, [away('Q1'), away('R1'), said('P1.P', 'all')]);
      expect(await desk.reviewReasons({ ...which, person, review: 'accepted', answers: ['Q1'] })).toEqual(['Q1']);
      expect(await desk.reviewReasons({ ...which, person, review: 'refused', answers: ['R1'] })).toEqual(['R1']);
      expect(await reviewsOf(desk)).toEqual({ Q1: 'accepted', R1: 'refused', 'P1.P': null });
      expect((await audit.list(store.connection, which)).at(-1)).toMatchObject({
        action: 'submission.reasons',
        to: 'refused',
        details: { revision: 1, answers: 'R1' },
      });
    });

    it('can be decided for all at once, which decides nothing else', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [away('Q1'), away('Q2', null), away('R1'), said('P1.P', 'all')]);
      await desk.reviewReasons({ ...which, person, review: 'refused', answers: ['R1'] });
      expect(await desk.reviewReasons({ ...which, person, review: 'accepted', answers: 'all' })).toEqual(['Q1']);
      expect(await reviewsOf(desk)).toEqual({ Q1: 'accepted', Q2: null, R1: 'refused', 'P1.P': null });
    });

    it('cannot be accepted where none is given, nor for an answer in another state', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [away('Q1', '  '), said('R1', 'signed')]);
      const accept = (answers: string[]) => desk.reviewReasons({ ...which, person, review: 'accepted', answers });
      await expect(accept(['Q1'])).rejects.toMatchObject({ code: 'reason_not_acceptable', details: { why: 'none' } });
      await expect(accept(['R1'])).rejects.toMatchObject({ details: { why: 'not_said' } });
      expect(await reviewsOf(desk)).toEqual({ Q1: null, R1: null });
    });

    it('keeps its decision in the next revision only while answer and reason are unchanged', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [away('Q1'), away('Q2'), away('R1')]);
      await desk.reviewReasons({ ...which, person, review: 'accepted', answers: 'all' });
      await upload(desk, [away('Q1'), away('Q2', 'Another reason'), said('R1', 'signed')]);
      expect(await reviewsOf(desk)).toEqual({ Q1: 'accepted', Q2: null, R1: null });
      await upload(desk, [away('Q1'), away('Q2'), away('R1')]);
      expect(await reviewsOf(desk)).toEqual({ Q1: 'accepted', Q2: null, R1: null });
    });

    it('can be decided after the submission was accepted, on the revision that the person saw', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [away('Q1')]);
      await desk.acceptSubmission({ ...which, person });
      const order = { ...which, person, review: 'accepted', answers: ['Q1'] } as const;
      await expect(desk.reviewReasons({ ...order, revision: 2 })).rejects.toMatchObject({ code: 'submission_moved' });
      expect(await desk.reviewReasons({ ...order, revision: 1 })).toEqual(['Q1']);
    });

    it('is decided once by a second click, and not by a page that was opened before another decision', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await upload(desk, [away('Q1'), away('R1')]);
      const { reasonDecisions: decisions } = await desk.showSubmission({ ...which, person });
      const accept = { ...which, person, review: 'accepted', answers: ['Q1'], revision: 1, decisions } as const;
      expect([await desk.reviewReasons(accept), await desk.reviewReasons(accept)]).toEqual([['Q1'], []]);
      const lines = (await audit.list(store.connection, which)).filter(({ action }) => action === 'submission.reasons');
      expect(lines).toHaveLength(1);
      await expect(desk.reviewReasons({ ...accept, review: 'refused' })).rejects.toMatchObject({
        code: 'submission_decided',
      });
      expect(await reviewsOf(desk)).toEqual({ Q1: 'accepted', R1: null });
    });

    it('cannot be decided by the country', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [away('Q1')]);
      const order = { ...which, review: 'accepted', answers: ['Q1'] } as const;
      await expect(desk.reviewReasons({ ...order, person: asFocalPoint('AAA') })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      expect(await desk.reviewReasons({ ...order, person: asReviewer('AAA') })).toEqual(['Q1']);
    });
  });
});

type Desk = Awaited<ReturnType<typeof openTinyDesk>>;

const upload = (desk: Desk, answers: ReturnType<typeof said>[]) =>
  desk.receiveWorkbook({ bytes: workbook({ answers }), fileName: 'a.xlsx', person: asFocalPoint('AAA') });

async function reviewsOf(desk: Desk) {
  const answers = await desk.answersOf({ ...which, person });
  return Object.fromEntries(
    answers.map(({ question, part, reasonReview }) => [part ?? question, reasonReview ?? null]),
  );
}
