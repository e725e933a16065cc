/** Several people act on the same things at the same moment, in every order that the store allows. */
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/problem/index.ts';
import { audit, cycles, type Store, submissions } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { openTinyDesk, said, type TinyDesk, tinyDesk, workbook } from './tiny.ts';

const cycle = 'tiny-2026';
const person = asSecretariat;

/** Carries out all acts at once; a person may be refused, but never because another one acted at that moment. */
async function atOnce(acts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(acts.map((act) => act()));
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return 'done';
    const { reason } = outcome;
    if (!(reason instanceof Problem) || reason.status >= 500) throw reason;
    return reason.code;
  });
}

/** Every line of the audit begins in the state in which the line before left the same thing. */
async function expectOneHistory(store: Store): Promise<Map<string, string | null>> {
  const states = new Map<string, string | null>();
  for (const { action, thing, cycle, country, from, to } of await audit.list(store.connection)) {
    const of = country === null ? thing : `${cycle} ${country}`;
    // Its line names the revision and not the state.
    if (action === 'submission.receive') states.delete(of);
    if (!/^(submission\.(remove|accept|return|reopen)|revision\.|cycle\.extend)/.test(action)) continue;
    if (states.has(of)) expect([action, of, from]).toEqual([action, of, states.get(of)]);
    states.set(of, to);
  }
  return states;
}

const send = (desk: TinyDesk, value: number) =>
  desk.receiveWorkbook({ bytes: workbook({ answers: [said('Q1', value)] }), fileName: 'a.xlsx', person });

describe('at the same moment', () => {
  onEachStore((freshPlace) => {
    it('deadlines are set one after another, and the first one fixes the reference date', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const days = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01'];
      const done = await atOnce(days.map((until) => () => desk.extendCycle({ cycle, until, person })));
      expect(done).toEqual(days.map(() => 'done'));
      const states = await expectOneHistory(store);
      const lines = (await audit.list(store.connection)).filter(({ action }) => action === 'cycle.extend');
      expect(lines.map(({ to }) => to).sort()).toEqual(days);
      const { closesOn, rules } = (await cycles.find(store.connection, cycle))!;
      expect(closesOn).toBe(states.get(`cycle ${cycle}`));
      expect(new Set(lines.map(({ details }) => details.reference_date))).toEqual(new Set([lines[0]!.to]));
      expect(rules!.referenceDate).toBe(lines[0]!.to);
    });

    it('cycles are opened and countries invited once each', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      const open = (version: string, countries: string[]) => () =>
        desk.openCycle({ cycle: `tiny-${version}`, countries, person });
      const done = await atOnce([
        open('2026', ['AAA']),
        open('2026', ['AAA', 'BBB']),
        open('2024', ['BBB']),
        open('2026', ['BBB', 'CCC']),
        open('2024', ['AAA']),
      ]);
      expect(new Set(done).difference(new Set(['done', 'cycle_open_already']))).toEqual(new Set());
      const lines = await audit.list(store.connection);
      expect(lines.filter(({ action }) => action === 'folder.make')).toHaveLength(1);
      expect(lines.filter(({ action }) => action === 'cycle.open')).toHaveLength(2);
      const invited = await submissions.list(store.connection);
      const counted = lines.reduce((sum, { details }) => sum + Number(details.invited ?? 0), 0);
      expect(counted).toBe(invited.length);
      expect(invited.map(({ cycle, country }) => `${cycle} ${country}`)).toEqual([
        'tiny-2024 AAA',
        'tiny-2024 BBB',
        'tiny-2026 AAA',
        'tiny-2026 BBB',
        'tiny-2026 CCC',
      ]);
      const places = await store.connection.selectFrom('cycles').select('position').orderBy('position').execute();
      expect(places.map(({ position }) => position)).toEqual([1, 2]);
    });

    it('invitations are withdrawn, or a file is received, but never both', async () => {
      for (let time = 0; time < 5; time += 1) {
        const store = await openFor(await freshPlace());
        const desk = await openTinyDesk(store);
        await atOnce([
          () => send(desk, time),
          () => desk.uninviteCountries({ cycle, countries: ['AAA'], person }),
          () => desk.openCycle({ cycle, countries: ['AAA'], person }),
          () => desk.uninviteCountries({ cycle, countries: ['AAA'], person }),
        ]);
        const found = await submissions.find(store.connection, cycle, 'AAA');
        const lines = await audit.list(store.connection, { cycle, country: 'AAA' });
        const received = lines.some(({ action }) => action === 'submission.receive');
        if (received) expect(found).not.toBeNull();
      }
    });

    it('a page that was opened before a decision and its reversal decides nothing', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, 1);
      const asked = { cycle, country: 'AAA', person, revision: 1, reason: 'Reviewed.' };
      const seen = async () => (await desk.showSubmission({ cycle, country: 'AAA', person })).decisions.length;
      const decisions = await seen();
      await desk.acceptSubmission({ ...asked, decisions });
      await desk.reopenSubmission({ ...asked, reason: 'The law is not in force.' });
      await expect(desk.acceptSubmission({ ...asked, decisions })).rejects.toMatchObject({
        code: 'submission_decided',
      });
      expect(await desk.acceptSubmission({ ...asked, decisions: await seen() })).toMatchObject({ state: 'accepted' });
    });

    it('a decision whose form is submitted twice is made once, and another one from the same page is refused', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, 1);
      const asked = { cycle, country: 'AAA', person, revision: 1, decisions: 0, reason: 'Reviewed.' };
      const accept = () => desk.acceptSubmission(asked);
      expect(await atOnce([accept, accept])).toEqual(['done', 'done']);
      expect((await desk.showSubmission({ cycle, country: 'AAA', person })).decisions).toHaveLength(1);
      for (const other of [
        { reason: 'Another reason.' },
        { revision: 2 },
        { decisions: 1 },
        { person: { ...person, id: 'another' } },
      ]) {
        await expect(desk.acceptSubmission({ ...asked, ...other })).rejects.toMatchObject({ status: 409 });
      }
      await expect(desk.returnSubmission(asked)).rejects.toMatchObject({ status: 409 });
    });

    it('one of several decisions counts, and the others are refused', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      for (let revision = 1; revision <= 4; revision += 1) {
        await send(desk, revision);
        const asked = { cycle, country: 'AAA', person, revision, reason: 'Reviewed.', confirmWider: true };
        const acts = [
          () => desk.acceptSubmission(asked),
          () => desk.returnSubmission(asked),
          () => desk.acceptSubmission(asked),
          () => desk.withdrawRevision({ cycle, country: 'AAA', person, revision: 99 }),
        ];
        const done = await atOnce(acts);
        expect(done.filter((one) => one === 'done')).toHaveLength(1);
        const states = await expectOneHistory(store);
        const { state } = (await submissions.find(store.connection, cycle, 'AAA'))!;
        expect(state).toBe(states.get(`${cycle} AAA`));
      }
    });
  });
});

describe('something that cannot exist', () => {
  onEachStore((freshPlace) => {
    it('a name with characters that a database refuses is not found', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      for (const odd of ['\0', 'AAA\0', '\ud800', "'", '\u202e', '__proto__']) {
        const which = { cycle, country: odd, person };
        await expect(desk.showSubmission(which), odd).rejects.toMatchObject({ code: 'not_found' });
        await expect(desk.acceptSubmission(which), odd).rejects.toMatchObject({ code: 'not_found' });
        await expect(desk.receiptOf({ upload: odd, person }), odd).rejects.toMatchObject({ code: 'not_found' });
        await expect(desk.uninviteCountries({ cycle, countries: [odd], person })).rejects.toMatchObject({
          code: 'not_found',
        });
        expect(await desk.removeSupport({ source: odd, person })).toEqual({ removed: 0 });
      }
    });
  });
});
