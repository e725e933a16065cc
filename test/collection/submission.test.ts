import { describe, expect, it } from 'vitest';
import { publicEntitlement } from '../../src/domain/index.ts';
import { Problem } from '../../src/problem/index.ts';
import { answers, submissions } from '../../src/state/index.ts';
import { asContributor, asFocalPoint, asReviewer, asSecretariat, asVisitor } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { anIssue, openTinyDesk, said, tinyDesk, workbook } from './tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asFocalPoint('AAA');
const fileName = 'a.xlsx';

describe('a submission', () => {
  onEachStore((freshPlace) => {
    it('shows its revisions, uploads and decisions in chronological order', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      await desk.receiveWorkbook({ bytes: workbook({ answers: [said('Q1', 4)] }), fileName: 'b.xlsx', person });
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      const shown = await desk.showSubmission({ ...which, person });
      expect(shown.submission).toMatchObject({ state: 'accepted', place: 'accepted', revision: 2 });
      expect(shown.revisions).toMatchObject([
        { number: 1, upload: 'u-1', fileName: 'a.xlsx' },
        { number: 2, upload: 'u-2', fileName: 'b.xlsx', person: 'focal point of AAA' },
      ]);
      expect(shown.uploads.map(({ id }) => id)).toEqual(['u-1', 'u-2']);
      expect(shown.decisions).toMatchObject([{ step: 'accept', revision: 2 }]);
    });

    it('shows the changes between two revisions', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const send = (value: number) =>
        desk.receiveWorkbook({ bytes: workbook({ answers: [said('Q1', value), said('Q2', 'a')] }), fileName, person });
      for (const value of [1, 2, 3]) await send(value);
      const changed = await desk.compareRevisions({ ...which, person, from: 1, to: 3 });
      expect(changed).toMatchObject([{ question: 'Q1', from: 1, to: 3 }]);
      await expect(desk.compareRevisions({ ...which, person, from: 1, to: 4 })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('keeps the answers to sections that a later workbook omits, with their cells', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await desk.receiveWorkbook({
        bytes: workbook({ answers: [said('Q1', 1), said('R2', 'old')] }),
        fileName,
        person,
      });
      const bytes = workbook({ answers: [said('R2', 'new', { cell: 'F9' })] });
      const receipt = await desk.receiveWorkbook({ bytes, fileName: 'section R.xlsx', person });
      expect(receipt.cells).toMatchObject({ read: 1, changed: 1, cleared: 0 });
      expect(await desk.answersOf({ ...which, person })).toMatchObject([
        { question: 'Q1', value: 1, upload: 'u-1', fileName: 'a.xlsx', cell: 'F1' },
        { question: 'R2', value: 'new', upload: 'u-2', fileName: 'section R.xlsx', cell: 'F9' },
      ]);
    });

    it('gives each answer the stricter of its question’s class and the publication choice of the country', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const answered = [said('Q1', 3), said('Q2', 'a'), said('R1', 'signed'), said('R2', 'b')];
      const send = (q: string | null, r: string | null, more = {}) => {
        const choices = [said('P1.Q', q, more), said('P1.R', r)];
        return desk.receiveWorkbook({ bytes: workbook({ answers: [...choices, ...answered] }), fileName, person });
      };
      const classes = async () => {
        const kept = await desk.answersOf({ ...which, person });
        return kept.slice(2).map((answer) => `${answer.question} ${answer.class} ${answer.publication}`);
      };
      await send('nothing', 'scores');
      expect(await classes()).toEqual([
        'Q1 restricted not_published',
        'Q2 restricted not_published',
        'R1 public scores_only',
        'R2 confidential scores_only',
      ]);
      await send('all', null);
      expect((await classes())[0]).toBe('Q1 restricted not_published');
      await desk.acceptSubmission({ ...which, person: asSecretariat, confirmWider: true });
      expect((await classes())[0]).toBe('Q1 public published');
      // A mistyped choice is not a consent.
      await send(null, null, { raw: 'not for publicaton' });
      expect((await classes())[0]).toBe('Q1 restricted not_chosen');
      const at = { ...which, revision: 3 };
      const shown = await answers.ofRevision(store.connection, at, publicEntitlement);
      // The choice for R was left blank since, and still applies.
      expect(shown.map(({ question }) => question)).toEqual(['P1', 'P1', 'R1']);
    });

    it('is not found by people who may not see it', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const { upload } = await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      for (const stranger of [asFocalPoint('BBB'), asVisitor, asReviewer('BBB')]) {
        const asked = { ...which, person: stranger };
        await expect(desk.showSubmission(asked)).rejects.toMatchObject({ code: 'not_found' });
        await expect(desk.answersOf(asked)).rejects.toMatchObject({ code: 'not_found' });
        const file = desk.originalFile({ upload, person: stranger });
        await expect(file).rejects.toMatchObject({ code: 'not_found' });
        await expect(desk.receiptOf({ upload, person: stranger })).rejects.toMatchObject({ code: 'not_found' });
      }
      const own = await desk.originalFile({ upload, person: asReviewer('AAA') });
      expect(own).toMatchObject({ fileName, bytes: workbook() });
      await expect(desk.originalFile({ upload, person: asContributor('AAA') })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('has an annotated copy, generated once for each language', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const { upload } = await desk.receiveWorkbook({ bytes: workbook(), fileName: 'Réponse A.xlsx', person });
      const copy = await desk.annotatedCopy({ upload, language: 'fr', person });
      expect(copy.fileName).toBe('Réponse A-fr-annotated.xlsx');
      expect(await desk.annotatedCopy({ upload, language: 'fr', person })).toEqual(copy);
      await desk.annotatedCopy({ upload, language: 'en', person });
      expect(desk.annotated).toEqual(['fr', 'en']);
    });

    it('gives the workbook although the disk has no room to record that, and counts as downloaded the next time', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const full = new Problem('store_full', 'state store', { store: 'the disk' });
      const reported: Error[] = [];
      const on = { ...store, transaction: () => Promise.reject(full) };
      const { bytes } = await tinyDesk(on, { report: (error) => reported.push(error) }).issueWorkbook({
        ...which,
        country: 'BBB',
        person: asFocalPoint('BBB'),
        ...anIssue,
      });
      expect([bytes, reported]).toEqual([new Uint8Array(), [full]]);
      const takenAt = async () => (await submissions.find(store.connection, 'tiny-2026', 'BBB'))!.takenAt;
      expect(await takenAt()).toBeNull();
      await desk.issueWorkbook({ ...which, country: 'BBB', person: asFocalPoint('BBB'), ...anIssue });
      expect(await takenAt()).not.toBeNull();
    });

    it('appears once on the overview, which shows each person their own countries', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      await desk.issueWorkbook({ ...which, country: 'BBB', person: asFocalPoint('BBB'), ...anIssue });
      const board = await desk.listSubmissions({ cycle: '2026', person: asSecretariat });
      expect(board).toMatchObject({ kind: 'real', counts: { waiting: 1, opened: 1, not_opened: 0, accepted: 0 } });
      expect(board.submissions.map(({ country, place }) => `${country} ${place}`)).toEqual([
        'AAA waiting',
        'BBB opened',
      ]);
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      await desk.receiveWorkbook({ bytes: workbook({ saved: 2 }), fileName, person });
      const later = await desk.listSubmissions({ cycle: '2026', person: asSecretariat });
      expect(later).toMatchObject({ counts: { waiting: 1, accepted: 0 } });
      expect(later.submissions[0]).toMatchObject({ country: 'AAA', place: 'waiting', acceptedRevision: 1 });
      const own = await desk.listSubmissions({ person: asFocalPoint('BBB') });
      expect(own.submissions.map(({ country }) => country)).toEqual(['BBB']);
    });
  });
});
