/** A later file never deletes an answer by omitting it. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { found, openTinyDesk, said, type TinyDesk, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asFocalPoint('AAA');
const full = [said('Q1', 3), said('Q2', 'a', { comment: 'since May', evidence: 'Law 5' }), said('R2', 'b')];
const blank = (id: string, more: Partial<Answer> = {}) => said(id, null, more);

describe('a later file', () => {
  onEachStore((freshPlace) => {
    const open = async () => openTinyDesk(await openFor(await freshPlace()));

    it('keeps the answers that it leaves blank, and lists them', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [said('Q1', 4), blank('Q2'), blank('R2')]);
      expect(receipt).toMatchObject({ revision: 2, effect: { against: 1, kept: ['Q2', 'R2'] } });
      expect(receipt.cells).toMatchObject({ read: 1, changed: 1, unchanged: 0, withdrawn: 0, kept: 2, cleared: 0 });
      expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a', R2: 'b' });
    });

    it('keeps answers that are not in it because of a deleted sheet or other sections', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [said('R2', 'c')]);
      expect(receipt.effect).toMatchObject({ kept: ['Q1', 'Q2'] });
      expect(await values(desk)).toEqual({ Q1: 3, Q2: 'a', R2: 'c' });
    });

    it('that is the blank template changes nothing and makes no revision', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [blank('Q1'), blank('Q2'), blank('R2')]);
      expect(receipt).toMatchObject({ revision: 1, effect: { against: 1, kept: ['Q1', 'Q2', 'R2'] } });
      expect((await desk.showSubmission({ ...which, person })).revisions).toHaveLength(1);
      expect(await values(desk)).toEqual({ Q1: 3, Q2: 'a', R2: 'b' });
    });

    it('keeps the earlier answer where its own cell cannot be read, and reports it', async () => {
      const desk = await open();
      await send(desk, full);
      const unread = [blank('Q1', { raw: 'maybe' })];
      const receipt = await desk.receiveWorkbook({
        bytes: workbook({ answers: unread, findings: [found('error', 'Q1')] }),
        fileName: 'b.xlsx',
        person,
      });
      expect(receipt).toMatchObject({ revision: 2, outcome: 'errors', effect: { unread: ['Q1'], kept: ['Q2', 'R2'] } });
      const [q1] = await desk.answersOf({ ...which, person });
      expect(q1).toMatchObject({ value: 3, unread: 'maybe', upload: 'u-1' });
      await send(desk, [said('Q1', 2)]);
      const [again] = await desk.answersOf({ ...which, person });
      expect(again).toMatchObject({ value: 2, unread: null });
    });

    it('keeps comments and evidence of an answer that it repeats', async () => {
      const desk = await open();
      await send(desk, full);
      await send(desk, [said('Q1', 1), said('Q2', 'a')]);
      expect((await desk.answersOf({ ...which, person }))[1]).toMatchObject({
        comment: 'since May',
        evidence: 'Law 5',
      });
    });

    it('that changes an answer does not carry over its comment and evidence, and warns', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [said('Q2', 'z')]);
      expect(receipt.findings).toMatchObject([
        { code: 'changed_in_both', question: 'Q2', details: { newer: 'a', typed: 'z' } },
        { code: 'remark_left', question: 'Q2', details: { column: 'comment' } },
        { code: 'remark_left', question: 'Q2', details: { column: 'evidence' } },
      ]);
      const q2 = (await desk.answersOf({ ...which, person })).find(({ question }) => question === 'Q2');
      expect(q2).toMatchObject({ value: 'z', comment: null, evidence: null, evidenceState: 'self_reported' });
    });

    it('adds a comment to the answer that stays', async () => {
      const desk = await open();
      await send(desk, full);
      await send(desk, [blank('Q1', { comment: 'new' })]);
      expect((await desk.answersOf({ ...which, person }))[0]).toMatchObject({
        value: 3,
        comment: 'new',
        upload: 'u-1',
      });
    });

    it('removes an answer only by withdrawing it, and a blank cell does not restore it', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [blank('Q1', { raw: '3', withdrawn: true })]);
      expect(receipt).toMatchObject({
        revision: 2,
        effect: { withdrawn: ['Q1'] },
        cells: { withdrawn: 1, kept: 2, ignored: [] },
      });
      await send(desk, [said('R2', 'c'), blank('Q1')]);
      expect(await values(desk)).toEqual({ Q2: 'a', R2: 'c' });
      await send(desk, [said('Q1', 1)]);
      expect(await values(desk)).toEqual({ Q1: 1, Q2: 'a', R2: 'c' });
    });
  });
});

describe('two files made from the first workbook of a country', () => {
  onEachStore((freshPlace) => {
    const open = async () => openTinyDesk(await openFor(await freshPlace()));

    it('that answer the same question are read with the later answer and a warning', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [said('Q1', 1)]);
      expect(receipt.findings).toMatchObject([
        { code: 'changed_in_both', question: 'Q1', details: { newer: '3', typed: '1' } },
      ]);
      expect(await values(desk)).toEqual({ Q1: 1, Q2: 'a', R2: 'b' });
    });

    it('are one file that its sender corrects if it still has most of the answers', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, [said('Q1', 1), said('Q2', 'a')]);
      expect(receipt).toMatchObject({ revision: 2, outcome: 'clean', findings: [] });
    });
  });
});

describe('a file that is uploaded again', () => {
  onEachStore((freshPlace) => {
    const mine = workbook({ answers: full });
    const open = async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const again = () => desk.receiveWorkbook({ bytes: mine, fileName: 'mine.xlsx', person });
      await again();
      return { desk, again };
    };

    it('after another one changed an answer keeps the newer answer, and makes no revision', async () => {
      const { desk, again } = await open();
      await send(desk, [said('Q1', 1)]);
      const receipt = await again();
      expect(receipt).toMatchObject({ revision: 2, effect: { outdated: ['Q1'], against: 2 } });
      expect(receipt.cells).toMatchObject({ read: 3, changed: 0, unchanged: 2, outdated: 1 });
      expect(await values(desk)).toEqual({ Q1: 1, Q2: 'a', R2: 'b' });
      expect((await desk.showSubmission({ ...which, person })).revisions).toHaveLength(2);
    });

    it('restores answers that were withdrawn since only if the withdrawing revision is withdrawn', async () => {
      const { desk, again } = await open();
      await send(desk, [said('Q1', null, { withdrawn: true })]);
      await again();
      expect(await values(desk)).toEqual({ Q2: 'a', R2: 'b' });
      await desk.withdrawRevision({ ...which, revision: 2, person });
      expect(await again()).toMatchObject({ revision: 1 });
      expect(await values(desk)).toEqual({ Q1: 3, Q2: 'a', R2: 'b' });
    });

    it('and withdrew an answer does not withdraw the one that was given since', async () => {
      const { desk } = await open();
      const bytes = workbook({ answers: [said('Q1', null, { withdrawn: true })] });
      await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person });
      await send(desk, [said('Q1', 4)]);
      await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person });
      expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a', R2: 'b' });
    });

    it('any number of times, and becomes a revision in between, keeps the newer answer', async () => {
      const { desk, again } = await open();
      await send(desk, [said('Q1', 1)]);
      for (const revision of [3, 4, 5]) {
        await desk.returnSubmission({ ...which, person: asSecretariat, reason: 'Please look at Q1.' });
        expect(await again()).toMatchObject({ revision, effect: { outdated: ['Q1'] } });
        expect(await values(desk)).toEqual({ Q1: 1, Q2: 'a', R2: 'b' });
      }
    });

    it('any number of times, and withdrew an answer, withdraws it once', async () => {
      const { desk } = await open();
      const bytes = workbook({ answers: [said('Q1', null, { withdrawn: true })] });
      await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person });
      await send(desk, [said('Q1', 4)]);
      for (let times = 1; times <= 3; times += 1) {
        await desk.returnSubmission({ ...which, person: asSecretariat, reason: 'Please look at Q1.' });
        await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person });
        expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a', R2: 'b' });
      }
    });

    it('counts again if its own revision was withdrawn', async () => {
      const { desk, again } = await open();
      await desk.withdrawRevision({ ...which, revision: 1, person });
      await send(desk, [said('Q1', 1)]);
      expect(await again()).toMatchObject({ revision: 3 });
      expect(await values(desk)).toEqual({ Q1: 3, Q2: 'a', R2: 'b' });
    });
  });
});

describe('a workbook that was issued with answers', () => {
  onEachStore((freshPlace) => {
    const open = async () => openTinyDesk(await openFor(await freshPlace()));

    it('and is uploaded unchanged makes no revision', async () => {
      const desk = await open();
      await send(desk, full);
      const receipt = await send(desk, full, { issued: 1, saved: 2 });
      expect(receipt).toMatchObject({ revision: 1, cells: { read: 3, changed: 0, unchanged: 3, kept: 0 } });
      expect((await desk.showSubmission({ ...which, person })).revisions).toHaveLength(1);
    });

    it('does not overwrite newer answers with its prefilled ones', async () => {
      const desk = await open();
      await send(desk, full);
      await send(desk, [said('Q1', 4), ...full.slice(1)], { issued: 1 });
      const receipt = await send(desk, [said('Q1', 3), said('Q2', 'a'), said('R2', 'z')], { issued: 1 });
      expect(receipt).toMatchObject({ revision: 3, effect: { outdated: ['Q1'], issued: 1, against: 2 } });
      expect(receipt.cells).toMatchObject({ read: 3, changed: 1, unchanged: 1, outdated: 1 });
      expect(await values(desk)).toEqual({ Q1: 4, Q2: 'a', R2: 'z' });
    });

    it('and has an answer that changed in both is read with the later answer and a warning', async () => {
      const desk = await open();
      await send(desk, full);
      await send(desk, [said('Q1', 4)], { issued: 1 });
      const receipt = await send(desk, [said('Q1', 1)], { issued: 1 });
      expect(receipt.findings).toMatchObject([
        { code: 'changed_in_both', question: 'Q1', details: { newer: '4', typed: '1' } },
      ]);
      expect(await values(desk)).toMatchObject({ Q1: 1 });
    });

    it('and has a cleared cell keeps the answer', async () => {
      const desk = await open();
      await send(desk, full);
      await send(desk, [blank('Q1'), said('Q2', 'a'), said('R2', 'c')], { issued: 1 });
      expect(await values(desk)).toEqual({ Q1: 3, Q2: 'a', R2: 'c' });
    });

    it('has the answers of its cycle, and its revision', async () => {
      const desk = await open();
      await send(desk, full);
      expect(await desk.currentAnswers({ ...which, person })).toMatchObject({
        revision: 1,
        answers: [{ question: 'Q1', value: 3 }, { question: 'Q2' }, { question: 'R2' }],
      });
      await expect(desk.currentAnswers({ ...which, person: asFocalPoint('BBB') })).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });
});

let files = 0;

function send(desk: TinyDesk, answers: readonly Answer[], more: { issued?: number; saved?: number } = {}) {
  files += 1;
  const bytes = workbook({ answers, saved: files, ...more });
  return desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person });
}

async function values(desk: TinyDesk) {
  const recorded = await desk.answersOf({ ...which, person });
  return Object.fromEntries(recorded.flatMap(({ question, value }) => (value === null ? [] : [[question, value]])));
}
