import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultAt, refuseFaults } from '../../../src/content/index.ts';
import { fullEntitlement } from '../../../src/domain/index.ts';
import { Problem } from '../../../src/problem/index.ts';
import { answers, audit, treatyFacts, uploads, waiting } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat, asVisitor } from '../../people.ts';
import { freshFolder, onEachStore, openFor } from '../../state/stores.ts';
import { found, openTinyDesk, said, tinyDesk, treatyFact, workbook } from '../tiny.ts';

const person = asFocalPoint('AAA');
const fileName = 'réponse.xlsx';

describe('receiving a workbook', () => {
  onEachStore((freshPlace) => {
    it('gives a receipt with hash, time and counts, and makes the first revision', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const bytes = workbook({ answers: [said('Q1', 3), said('Q2', null)] });
      const receipt = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({
        upload: 'u-1',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: bytes.length,
        fileName,
        receivedAt: expect.stringMatching(/^2026-02-01T10:00:/),
        outcome: 'clean',
        submission: { cycle: 'tiny-2026', country: 'AAA' },
        revision: 1,
        notRecorded: null,
        answers: { questions: 2, answered: 1, blank: 1 },
        cells: { read: 1, changed: 1, unchanged: 0, cleared: 0, ignored: [] },
        findings: [],
      });
      expect(await desk.receiptOf({ upload: 'u-1', person })).toEqual(receipt);
    });

    it('counts changes from the previous revision', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await desk.receiveWorkbook({ bytes: workbook({ answers: [said('Q1', 3), said('Q2', 'a')] }), fileName, person });
      const bytes = workbook({ answers: [said('Q1', 4), said('Q2', 'a')] });
      const receipt = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({ revision: 2, cells: { read: 2, changed: 1, unchanged: 1 } });
    });

    it('stores the file before it is read, and reads it later if reading failed', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const bytes = workbook();
      const broken = tinyDesk(store, { readsFail: true });
      const receipt = await broken.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({ upload: 'u-1', outcome: null, revision: null, notRecorded: null });
      expect(await uploads.bytes(store.connection, 'u-1')).toEqual(bytes);
      expect(await desk.receiptOf({ upload: 'u-1', person })).toMatchObject({ outcome: null, revision: null });

      expect(await desk.readWaitingUploads()).toEqual(['u-1']);
      expect(await desk.receiptOf({ upload: 'u-1', person })).toMatchObject({ outcome: 'clean', revision: 1 });
      expect(await desk.readWaitingUploads()).toEqual([]);
    });

    const shortages = [
      ['the disk is full', new Problem('store_full', 'state store', { store: 'the disk' })],
      ['the machine has no file descriptors', Object.assign(new Error('too many open files'), { code: 'EMFILE' })],
    ] as const;
    it.each(shortages)(
      'gives a receipt for a stored file that cannot be recorded as %s, and reads it later, however late',
      async (_, error) => {
        const store = await openFor(await freshPlace());
        const desk = await openTinyDesk(store);
        const readsFail = () => {
          throw error;
        };
        const full = tinyDesk(store, { readsFail });
        const receipt = await full.receiveWorkbook({ bytes: workbook(), fileName, person });
        expect(receipt).toMatchObject({ upload: 'u-1', outcome: null, queue: expect.anything() });
        for (let tried = 0; tried < 10; tried += 1) await full.readWaitingUploads();
        expect(await waiting.list(store.connection)).toMatchObject([{ id: 'u-1', tries: 0, setAside: false }]);
        expect(await desk.readWaitingUploads()).toEqual(['u-1']);
        expect(await desk.receiptOf({ upload: 'u-1', person })).toMatchObject({ outcome: 'clean', revision: 1 });
      },
    );

    it('gives a receipt for a stored file that cannot be read as the content has errors, tells the operator, and reads it later', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const fault = faultAt('questionnaires/tiny/2026/choices.yaml', null, { what: 'This is not YAML.' });
      const readsFail = () => {
        refuseFaults([fault]);
        return true;
      };
      const reported: Error[] = [];
      const faulty = tinyDesk(store, { readsFail, report: (error) => reported.push(error) });
      const receipt = await faulty.receiveWorkbook({ bytes: workbook(), fileName, person });
      expect(receipt).toMatchObject({ upload: 'u-1', outcome: null, queue: expect.anything() });
      expect(reported).toMatchObject([{ code: 'content_faulty', message: expect.stringContaining('choices.yaml') }]);
      for (let tried = 0; tried < 10; tried += 1) await faulty.readWaitingUploads();
      expect(await waiting.list(store.connection)).toMatchObject([{ id: 'u-1', setAside: true }]);
      const { next_try } = await store.connection.selectFrom('uploads').select('next_try').executeTakeFirstOrThrow();
      expect(Number(next_try)).toBeLessThan(waiting.never);
      expect(await desk.readWaitingUploads()).toEqual(['u-1']);
      expect(await desk.receiptOf({ upload: 'u-1', person })).toMatchObject({ outcome: 'clean', revision: 1 });
    });

    it('gives the annotated copy although the disk has no room to keep it', async () => {
      const store = await openFor(await freshPlace());
      const { upload } = await (await openTinyDesk(store)).receiveWorkbook({ bytes: workbook(), fileName, person });
      const transaction = () => Promise.reject(new Problem('store_full', 'state store', { store: 'the disk' }));
      const full = tinyDesk({ ...store, transaction });
      const copy = await full.annotatedCopy({ upload, language: 'en', person });
      expect(new TextDecoder().decode(copy.bytes)).toBe(`en ${workbook().length}`);
    });

    it('leaves a file waiting while all readers are busy, and reads it later', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const receipt = await tinyDesk(store, { isBusy: true }).receiveWorkbook({ bytes: workbook(), fileName, person });
      expect(receipt).toMatchObject({ outcome: null, notRecorded: null, revision: null });
      expect(await desk.recordUpload({ upload: receipt.upload, person })).toMatchObject({ revision: 1 });
    });

    it('keeps a refused file and states the reason', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const bytes = workbook({ refused: true });
      const receipt = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({ outcome: 'refused', notRecorded: 'refused', revision: null, submission: null });
      expect(receipt.findings).toMatchObject([{ code: 'not_a_workbook', severity: 'error' }]);
      expect((await desk.originalFile({ upload: receipt.upload, person })).bytes).toEqual(bytes);
      await expect(desk.annotatedCopy({ upload: receipt.upload, language: 'en', person })).rejects.toMatchObject({
        code: 'upload_unreadable',
      });
    });

    it('recognises a file that was uploaded before', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const bytes = workbook({ answers: [said('Q1', 3)] });
      await desk.receiveWorkbook({ bytes, fileName, person });
      const again = await desk.receiveWorkbook({ bytes, fileName: 'again.xlsx', person });
      expect(again).toMatchObject({ upload: 'u-2', revision: 1, cells: { read: 1, changed: 0, unchanged: 1 } });
    });

    it('accepts the same file again as a new revision after a return for correction', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const which = { cycle: '2026', country: 'AAA' };
      await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      await desk.returnSubmission({ ...which, person: asSecretariat, reason: 'Please look at Q1 again.' });
      const again = await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      expect(again).toMatchObject({ revision: 2, cells: { changed: 0, unchanged: 1 } });
    });

    it('holds a workbook of another country or cycle than stated until the person confirms', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const send = (expected: { country?: string; cycle?: string }) =>
        desk.receiveWorkbook({ bytes: workbook(), fileName, person: asSecretariat, expected });
      expect(await send({ country: 'BBB' })).toMatchObject({ notRecorded: 'other_country', revision: null });
      expect(await send({ cycle: 'tiny-2024' })).toMatchObject({ notRecorded: 'other_cycle', revision: null });
      expect(await send({ cycle: '2026', country: 'AAA' })).toMatchObject({ notRecorded: null, revision: 1 });
      const confirmed = await desk.recordUpload({ upload: 'u-1', person: asSecretariat });
      expect(confirmed).toMatchObject({ notRecorded: null, submission: { country: 'AAA' }, revision: 1 });
      await expect(desk.recordUpload({ upload: 'u-1', person: asSecretariat })).rejects.toMatchObject({
        code: 'upload_not_recordable',
      });
    });

    it('directs a workbook of an earlier cycle to the newest one, unless the person names the earlier cycle', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await desk.openCycle({ cycle: '2024', person: asSecretariat });
      const old = workbook({ cycle: 'tiny-2024' });
      const led = await desk.receiveWorkbook({ bytes: old, fileName, person });
      expect(led).toMatchObject({ submission: { cycle: 'tiny-2026' }, revision: null, notRecorded: 'other_cycle' });
      const named = await desk.receiveWorkbook({ bytes: old, fileName, person, expected: { cycle: 'tiny-2024' } });
      expect(named).toMatchObject({ submission: { cycle: 'tiny-2024' }, revision: 1, notRecorded: null });
    });

    it('converts an older workbook for the open cycle once the person confirms', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const sent = { bytes: workbook({ cycle: 'tiny-2024' }), fileName, person };
      const receipt = await desk.receiveWorkbook(sent);
      expect(receipt).toMatchObject({ notRecorded: 'other_cycle', submission: { cycle: 'tiny-2026' }, revision: null });
      const confirmed = await desk.recordUpload({ upload: receipt.upload, person });
      expect(confirmed).toMatchObject({ notRecorded: null, submission: { cycle: 'tiny-2026' }, revision: 1 });
    });

    it('records a workbook that names no country for the stated country', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const sent = { bytes: workbook({ country: null }), fileName, person, expected: { country: 'AAA' } };
      expect(await desk.receiveWorkbook(sent)).toMatchObject({
        notRecorded: null,
        submission: { country: 'AAA' },
        revision: 1,
      });
    });

    it('records nothing for a country to which the person has no access', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const receipt = await desk.receiveWorkbook({ bytes: workbook({ country: 'BBB' }), fileName, person });
      expect(receipt).toMatchObject({ notRecorded: 'not_allowed', submission: null, revision: null });
    });

    it('refuses a visitor, and a file that is too large, before anything is stored', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const large = new Uint8Array(10_000_001);
      await expect(desk.receiveWorkbook({ bytes: large, fileName, person })).rejects.toMatchObject({
        code: 'upload_too_large',
        status: 413,
      });
      await expect(desk.receiveWorkbook({ bytes: workbook(), fileName, person: asVisitor })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      expect(await uploads.unchecked(store.connection)).toEqual([]);
    });

    it.each([
      ['real', { country: 'XAA' }],
      ['real', { country: 'AAA', illustrative: true }],
      ['illustrative', { country: 'AAA' }],
      ['illustrative', { country: 'XAA', illustrative: false }],
    ] as const)('lets no answer of the other kind into a folder that is %s', async (kind, typed) => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person: asSecretariat, kind });
      const sent = desk.receiveWorkbook({ bytes: workbook(typed), fileName, person: asSecretariat });
      await expect(sent).rejects.toMatchObject({ code: 'folder_kind_differs' });
      expect(await uploads.bytes(store.connection, 'u-1')).toBeNull();
      expect(await uploads.find(store.connection, 'u-1')).toMatchObject({ outcome: 'wrong_kind', revision: null });
    });

    it('records a file that arrives after acceptance as the next revision, and keeps the accepted one', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const which = { cycle: 'tiny-2026', country: 'AAA', person: asSecretariat };
      const accepted = () => answers.accepted(store.connection, which.cycle, fullEntitlement);
      const first = await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      expect(first).toMatchObject({ waits: true, acceptedRevision: null });
      await desk.acceptSubmission(which);
      const [before, { submission: then }] = [await accepted(), await desk.showSubmission(which)];
      const bytes = workbook({ answers: [said('Q1', 4)] });
      const receipt = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({ revision: 2, cells: { changed: 1 }, waits: true, acceptedRevision: 1 });
      expect((await desk.originalFile({ upload: 'u-2', person })).bytes).toEqual(bytes);
      const { submission } = await desk.showSubmission(which);
      expect(submission).toMatchObject({
        place: 'waiting',
        revision: 2,
        acceptedRevision: 1,
        decidedAt: then.decidedAt,
      });
      expect(await accepted()).toEqual(before);

      const again = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(again).toMatchObject({ revision: 2, waits: true, acceptedRevision: 1 });
      await desk.acceptSubmission({ ...which, revision: 2 });
      expect(await accepted()).toMatchObject([{ question: 'Q1', value: 4, revision: 2 }]);
      expect(await desk.receiptOf({ upload: 'u-1', person })).toMatchObject({ waits: false, acceptedRevision: 2 });
      expect(await desk.receiptOf({ upload: 'u-2', person })).toMatchObject({ waits: false, acceptedRevision: 2 });
    });

    it('records a file that was kept while accepted submissions were closed to uploads', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const which = { cycle: 'tiny-2026', country: 'AAA' };
      await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      await desk.acceptSubmission({ ...which, person: asSecretariat });
      const bytes = workbook({ answers: [said('Q1', 4)] });
      const { upload } = await tinyDesk(store, { isBusy: true, ids: 'earlier' }).receiveWorkbook({
        bytes,
        fileName,
        person,
      });
      const counts = { identity: null, answerCounts: null, cellCounts: null, effect: null };
      const noted = {
        ...counts,
        ...which,
        outcome: 'clean',
        revision: null,
        notRecorded: 'submission_accepted',
      } as const;
      await store.transaction((tx) => uploads.note(tx, upload, noted));
      expect(await desk.receiptOf({ upload, person })).toMatchObject({
        notRecorded: 'submission_accepted',
        waits: false,
      });
      const receipt = await desk.recordUpload({ upload, person });
      expect(receipt).toMatchObject({ revision: 2, notRecorded: null, waits: true, acceptedRevision: 1 });
    });

    it('numbers two simultaneous uploads consecutively', async () => {
      const place = await freshPlace();
      const first = await openTinyDesk(await openFor(place));
      const second = tinyDesk(await openFor(place), { ids: 'second process' });
      const receipts = await Promise.all(
        [first, second].map((desk, value) =>
          desk.receiveWorkbook({ bytes: workbook({ answers: [said('Q1', value)] }), fileName, person }),
        ),
      );
      expect(receipts.map(({ revision }) => revision).sort()).toEqual([1, 2]);
    });

    it('warns of an answer that contradicts the table of an authority', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const bytes = workbook({ answers: [said('R1', 'in_force')] });
      const receipt = await desk.receiveWorkbook({ bytes, fileName, person });
      expect(receipt).toMatchObject({ outcome: 'warnings', revision: 1 });
      expect(receipt.findings).toMatchObject([{ code: 'treaty_contradicted', question: 'R1', cell: 'F1' }]);
      const [reported] = desk.describeReceipt({ receipt, language: 'en' });
      expect(reported?.message).toBe(
        'You answered “in_force”. For T 1 the table of Treaty Office, as of 2025-06-01, shows: signed, not bound.',
      );

      const unsure = { ...treatyFact('AAA', { confirmed: false }), illustrative: false };
      await store.transaction((tx) => treatyFacts.put(tx, [unsure]));
      const again = await desk.receiveWorkbook({
        bytes: workbook({ answers: [said('R1', 'none')] }),
        fileName,
        person,
      });
      expect(again.findings).toEqual([]);
    });

    it('writes one audit line for storing and one for reading', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await desk.receiveWorkbook({ bytes: workbook(), fileName, person });
      const lines = (await audit.list(store.connection)).filter(({ thing }) => thing === 'upload u-1');
      expect(lines).toMatchObject([
        { action: 'upload.keep', person: 'focal point of AAA', to: 'kept' },
        { action: 'submission.receive', cycle: 'tiny-2026', country: 'AAA', from: 'kept', to: 'revision 1' },
      ]);
    });

    it('counts the open errors in sections that were uploaded earlier', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const withError = workbook({ answers: [said('Q1', null, { raw: 'maybe' })], findings: [found('error', 'Q1')] });
      await desk.receiveWorkbook({ bytes: withError, fileName, person });
      await desk.receiveWorkbook({ bytes: workbook({ answers: [said('R2', 'text')] }), fileName, person });
      const { submission } = await desk.showSubmission({ cycle: '2026', country: 'AAA', person });
      expect(submission).toMatchObject({ revision: 2, errors: 1, place: 'with_errors' });
    });
  });
});

describe('a store that is lost while a stored file is read', () => {
  it('does not make the file look lost: the receipt states that it waits, and it is read when the store is back', async () => {
    const place = await freshFolder();
    const store = await openFor(place);
    const desk = await openTinyDesk(store);
    const file = join(place.folder, 'gap.sqlite');
    const losing = tinyDesk(store, {
      ids: 'lost',
      readsFail: () => {
        renameSync(file, `${file}.away`);
        return false;
      },
    });
    const receipt = await losing.receiveWorkbook({ bytes: workbook(), fileName, person });
    expect(receipt).toMatchObject({ upload: 'lost-1', outcome: null, revision: null, queue: null, fileName });
    renameSync(`${file}.away`, file);
    expect(await desk.readWaitingUploads()).toEqual(['lost-1']);
    expect(await desk.receiptOf({ upload: 'lost-1', person })).toMatchObject({ outcome: 'clean', revision: 1 });
  });
});
