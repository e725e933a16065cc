import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/collection/index.ts';
import { meaningHash, type Question } from '../../src/questionnaire/index.ts';
import { audit, cycles, treatyFacts } from '../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../people.ts';
import { onEachStore, openFor } from '../state/stores.ts';
import { said, tinyContent, tinyDesk, tinyInstrument, treatyFact, workbook } from './tiny.ts';

const person = asSecretariat;

/** The same content with other properties of question Q1 of 2026, and so with another hash of its files. */
function asking(over: Partial<Question>): Content {
  const instrument = tinyInstrument('2026');
  const changed = { ...instrument.questions.get('Q1')!, ...over };
  const questions = new Map([...instrument.questions, ['Q1', changed]]);
  return { ...tinyContent, instrument: () => ({ ...instrument, questions, filesHash: 'another' }) };
}

describe('a cycle', () => {
  onEachStore((freshPlace) => {
    it('opens with its questionnaire frozen, its target, and the UN members invited', async () => {
      const store = await openFor(await freshPlace());
      const opened = await tinyDesk(store).openCycle({ cycle: '2026', person, closesOn: '2026-06-30' });
      expect(opened).toMatchObject({ kind: 'real', invited: ['AAA', 'BBB'], opened: true });
      expect(await cycles.find(store.connection, 'tiny-2026')).toMatchObject({
        instrument: 'tiny',
        version: '2026',
        instrumentHash: 'hash of 2026',
        meaning: expect.stringContaining('"Q1":{"class":"public","core":true,"list":"law"'),
        meaningHash: meaningHash(tinyInstrument('2026')),
        target: 75,
        targetYear: 2030,
        baseline: 'tiny-2024',
        closesOn: '2026-06-30',
      });
      expect(await audit.list(store.connection)).toMatchObject([{ action: 'folder.make' }, { action: 'cycle.open' }]);
    });

    it('has a new due date once it is extended, with its audit line', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person, closesOn: '2026-06-30' });
      for (const _ of ['said', 'said again']) await desk.extendCycle({ cycle: '2026', person, until: '2026-07-31' });
      expect(await cycles.find(store.connection, 'tiny-2026')).toMatchObject({ closesOn: '2026-07-31' });
      const lines = (await audit.list(store.connection)).filter(({ action }) => action === 'cycle.extend');
      expect(lines).toMatchObject([{ cycle: 'tiny-2026', from: '2026-06-30', to: '2026-07-31' }]);
      const stranger = desk.extendCycle({ cycle: '2026', person: asFocalPoint('AAA'), until: '2026-08-31' });
      await expect(stranger).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(desk.extendCycle({ cycle: '1999', person, until: '2026-08-31' })).rejects.toThrow('No cycle "1999"');
    });

    it('keeps its reference date when it is extended: the first day on which answers were due', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      const rulesOf = async (id: string) => (await cycles.find(store.connection, id))?.rules?.referenceDate;
      await desk.openCycle({ cycle: '2026', person, closesOn: '2026-06-30' });
      await desk.extendCycle({ cycle: '2026', person, until: '2026-07-31' });
      expect(await rulesOf('tiny-2026')).toBe('2026-06-30');
      await desk.openCycle({ cycle: '2024', person });
      for (const until of ['2024-06-30', '2024-07-31']) await desk.extendCycle({ cycle: '2024', person, until });
      expect(await rulesOf('tiny-2024')).toBe('2024-06-30');
      const again = await desk.openCycle({ cycle: '2024', person, countries: ['CCC'] });
      expect(again).toMatchObject({ opened: false, rulesChanged: false });
    });

    it('invites more countries only with the due date that it has', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person, closesOn: '2026-06-30', countries: ['AAA'] });
      const moved = desk.openCycle({ cycle: '2026', person, closesOn: '2026-07-31', countries: ['BBB'] });
      await expect(moved).rejects.toMatchObject({
        code: 'cycle_open_already',
        fix: expect.stringContaining('gap cycle extend tiny-2026 --until DATE'),
      });
      expect((await desk.listSubmissions({ person })).submissions).toHaveLength(1);
      await desk.openCycle({ cycle: '2026', person, closesOn: '2026-06-30', countries: ['BBB'] });
      expect((await desk.listSubmissions({ person })).submissions).toHaveLength(2);
    });

    it('withdraws an invitation while no file has been received, with its audit line', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person });
      const gone = await desk.uninviteCountries({ cycle: '2026', person, countries: ['BBB'] });
      expect(gone).toMatchObject([{ cycle: 'tiny-2026', country: 'BBB' }]);
      const { submissions } = await desk.listSubmissions({ person });
      expect(submissions.map(({ country }) => country)).toEqual(['AAA']);
      expect((await audit.list(store.connection)).at(-1)).toMatchObject({
        action: 'cycle.uninvite',
        country: 'BBB',
        from: 'invited',
      });
      const unknown = desk.uninviteCountries({ cycle: '2026', person, countries: ['BBB'] });
      await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
      const stranger = desk.uninviteCountries({ cycle: '2026', person: asFocalPoint('AAA'), countries: ['AAA'] });
      await expect(stranger).rejects.toMatchObject({ code: 'not_allowed' });
    });

    it('does not withdraw the invitation of a country that has sent a file, nor those in the same request', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      await desk.openCycle({ cycle: '2026', person });
      await desk.receiveWorkbook({ bytes: workbook(), fileName: 'a.xlsx', person });
      await desk.withdrawRevision({ cycle: '2026', country: 'AAA', revision: 1, person });
      const refused = desk.uninviteCountries({ cycle: '2026', person, countries: ['BBB', 'AAA'] });
      await expect(refused).rejects.toMatchObject({ code: 'submission_begun', details: { files: 1 } });
      expect((await desk.listSubmissions({ person })).submissions).toHaveLength(2);
    });

    it('opens once, and invites further countries on request', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      await desk.openCycle({ cycle: '2026', person, countries: ['AAA'] });
      await expect(desk.openCycle({ cycle: '2026', person })).rejects.toMatchObject({ code: 'cycle_open_already' });
      const more = await desk.openCycle({ cycle: '2026', person, countries: ['AAA', 'CCC'] });
      expect(more).toMatchObject({ opened: false, invited: ['CCC'] });
    });

    it('invites every State of an illustrative world', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      const opened = await desk.openCycle({ cycle: '2026', person, kind: 'illustrative' });
      expect(opened).toMatchObject({ kind: 'illustrative', invited: ['XAA', 'XAB'] });
    });

    it('cannot change a data folder from real to illustrative or back', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      await desk.openCycle({ cycle: '2024', person, kind: 'illustrative' });
      await expect(desk.openCycle({ cycle: '2026', person, kind: 'real' })).rejects.toMatchObject({
        code: 'folder_kind_differs',
      });
      await expect(desk.openCycle({ cycle: '2026', person, countries: ['AAA'] })).rejects.toMatchObject({
        code: 'country_unknown',
      });
      expect(await desk.openCycle({ cycle: '2026', person })).toMatchObject({ kind: 'illustrative' });
    });

    it('creates no folder where a country is unknown', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      await expect(desk.openCycle({ cycle: '2026', person, countries: ['XAA'] })).rejects.toThrow('XAA');
      expect(await desk.openCycle({ cycle: '2026', person, kind: 'illustrative' })).toMatchObject({ opened: true });
    });

    it('accepts no answers after its questionnaire was changed, and keeps the uploaded files', async () => {
      const store = await openFor(await freshPlace());
      await tinyDesk(store).openCycle({ cycle: '2026', person });
      const desk = tinyDesk(store, { content: asking({ class: 'restricted' }) });
      const sent = desk.receiveWorkbook({ bytes: workbook(), fileName: 'a.xlsx', person });
      await expect(sent).rejects.toMatchObject({
        code: 'instrument_changed',
        message: expect.stringContaining('question Q1, class: was public, is restricted'),
        fix: expect.stringContaining('Undo these changes in "questionnaires/tiny/2026".'),
      });
      expect(await tinyDesk(store).readWaitingUploads()).toEqual(['u-1']);
    });

    it('continues where a change does not affect the meaning of the questionnaire', async () => {
      const store = await openFor(await freshPlace());
      await tinyDesk(store).openCycle({ cycle: '2026', person });
      const desk = tinyDesk(store, { content: asking({ legal: ['Article 5'] }) });
      const receipt = await desk.receiveWorkbook({ bytes: workbook(), fileName: 'a.xlsx', person });
      expect(receipt).toMatchObject({ outcome: 'clean', revision: 1 });
    });

    it('opened by an earlier version of the software gets its meaning recorded while no file is changed; texts may change after that', async () => {
      const store = await openFor(await freshPlace());
      await tinyDesk(store).openCycle({ cycle: '2026', person });
      await store.transaction((tx) => tx.updateTable('cycles').set({ meaning: null, meaning_hash: null }).execute());
      const corrected = tinyDesk(store, { content: asking({ legal: ['Article 5'] }), ids: 'corrected' });
      const sent = { bytes: workbook(), fileName: 'a.xlsx', person };
      // The earlier version stored one hash of all files, which only shows that something was changed.
      expect(await corrected.keepMeanings()).toEqual([]);
      await expect(corrected.receiveWorkbook(sent)).rejects.toMatchObject({
        code: 'instrument_changed',
        message: expect.stringContaining('an earlier version of this software'),
      });
      expect(await tinyDesk(store).receiveWorkbook({ ...sent, bytes: workbook({ saved: 1 }) })).toMatchObject({
        outcome: 'clean',
      });

      expect(await tinyDesk(store).keepMeanings()).toEqual(['tiny-2026']);
      expect(await tinyDesk(store).keepMeanings()).toEqual([]);
      expect(await cycles.find(store.connection, 'tiny-2026')).toMatchObject({
        meaningHash: meaningHash(tinyInstrument('2026')),
      });
      expect((await audit.list(store.connection)).filter(({ action }) => action === 'cycle.keep-meaning')).toHaveLength(
        1,
      );
      const later = { ...sent, bytes: workbook({ saved: 2, answers: [said('Q1', 1)] }) };
      expect(await corrected.receiveWorkbook(later)).toMatchObject({ outcome: 'clean' });
    });

    it('is opened only by the secretariat', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      const opened = desk.openCycle({ cycle: '2026', person: asFocalPoint('AAA') });
      await expect(opened).rejects.toMatchObject({ code: 'not_allowed' });
    });
  });
});

describe('prefills', () => {
  onEachStore((freshPlace) => {
    it('come from the last accepted answers and the treaty facts, with source and date', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      const which = { cycle: 'tiny-2024', country: 'AAA' };
      for (const cycle of ['2024', '2026']) await desk.openCycle({ cycle, person });
      const bytes = workbook({ cycle: 'tiny-2024', answers: [said('Q1', 2), said('Q2', 'not prefilled')] });
      const sent = { bytes, fileName: 'a.xlsx', person, expected: { cycle: 'tiny-2024' } };
      await desk.receiveWorkbook(sent);
      const signed = { id: 'R1', value: 'signed', source: 'Treaty Office', date: '2025-06-01', confirmed: true };
      expect(await desk.prefillsFor({ cycle: '2026', country: 'AAA', person })).toEqual([signed]);
      await desk.acceptSubmission({ ...which, person });
      expect(await desk.prefillsFor({ cycle: '2026', country: 'AAA', person })).toEqual([
        { id: 'Q1', value: 2, source: 'tiny-2024', date: '2026-02-01' },
        signed,
      ]);
      expect(await desk.prefillsFor({ cycle: '2026', country: 'BBB', person })).toEqual([]);
      // A newer revision that is not accepted, and decisions on it, change neither the answers nor the date.
      await desk.receiveWorkbook({ ...sent, bytes: workbook({ cycle: 'tiny-2024', answers: [said('Q1', 4)] }) });
      await desk.returnSubmission({ ...which, person, reason: 'Not yet.' });
      expect(await desk.prefillsFor({ cycle: '2026', country: 'AAA', person })).toMatchObject([
        { id: 'Q1', value: 2 },
        signed,
      ]);
    });
  });
});

describe('prefills of a third cycle', () => {
  const versions = ['2022', '2024', '2026'];
  const carried = (version: string) => {
    const instrument = tinyInstrument(version);
    const lines = instrument.crosswalk.flatMap((line) => versions.map((fromVersion) => ({ ...line, fromVersion })));
    return { ...instrument, crosswalk: lines };
  };
  const content = {
    ...tinyContent,
    instrument: (_: string, version: string) => carried(version),
    instruments: () => versions.map(carried),
  };

  onEachStore((freshPlace) => {
    it('come from the latest cycle in which the country was accepted, not from the first', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()), { content });
      for (const cycle of versions) await desk.openCycle({ cycle, person });
      const send = async (version: string, country: string, value: number) => {
        const cycle = `tiny-${version}`;
        const bytes = workbook({ cycle, country, answers: [said('Q1', value)] });
        await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person, expected: { cycle } });
        return { cycle, country, person };
      };
      for (const [version, value] of [['2022', 1] as const, ['2024', 2] as const]) {
        await desk.acceptSubmission(await send(version, 'AAA', value));
      }
      await desk.acceptSubmission(await send('2022', 'BBB', 3));
      await send('2024', 'BBB', 4);
      const prefilled = async (country: string) =>
        (await desk.prefillsFor({ cycle: '2026', country, person })).filter(({ id }) => id === 'Q1');
      expect(await prefilled('AAA')).toMatchObject([{ value: 2, source: 'tiny-2024' }]);
      // A submission that was not accepted is skipped.
      expect(await prefilled('BBB')).toMatchObject([{ value: 3, source: 'tiny-2022' }]);
    });
  });
});

describe('treaty facts', () => {
  const head =
    'treaty,iso3,party_as_given,status,signature,consent_date,consent_action,entry_into_force,as_of,source,note';
  const csv = (...rows: string[]) => [head, ...rows].join('\n');
  const news = csv(
    'T 1,AAA,,consent expressed,2020-01-01,2025-09-01,ratification,2026-01-01,2026-01-15,Treaty Office,',
    'T 1,BBB,,signed only,2025-10-01,,,,2026-01-15,Treaty Office,',
  );

  onEachStore((freshPlace) => {
    it('are seeded when a folder is created; those of fictional States only where answers are illustrative', async () => {
      const real = await openFor(await freshPlace());
      await tinyDesk(real).openCycle({ cycle: '2026', person });
      expect(await treatyFacts.list(real.connection)).toEqual([{ ...treatyFact('AAA'), illustrative: false }]);
      const illustrative = await openFor(await freshPlace());
      await tinyDesk(illustrative).openCycle({ cycle: '2026', person, kind: 'illustrative' });
      const seeded = await treatyFacts.list(illustrative.connection);
      expect(seeded.map(({ country, illustrative }) => [country, illustrative])).toEqual([
        ['AAA', false],
        ['XAA', true],
      ]);
    });

    it('are shown before they are applied', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person });
      const asked = { csv: news, fileName: 'news.csv', person };
      const reported = await desk.importTreaties({ ...asked, apply: false });
      expect(reported.applied).toBe(0);
      expect(reported.differences).toMatchObject([
        { country: 'AAA', change: 'changed', before: { statement: 'signed' }, after: { statement: 'consent' } },
        { country: 'BBB', change: 'new' },
      ]);
      expect(await treatyFacts.list(store.connection)).toHaveLength(1);

      expect((await desk.importTreaties({ ...asked, apply: true })).applied).toBe(2);
      expect(await treatyFacts.list(store.connection)).toMatchObject([{ statement: 'consent' }, { country: 'BBB' }]);
      expect((await audit.list(store.connection)).at(-1)).toMatchObject({
        action: 'treaties.import',
        details: { changed: 1, new: 1 },
      });
      expect((await desk.importTreaties({ ...asked, apply: true })).differences).toEqual([]);
    });

    it('are kept where a new table has no row for them', async () => {
      const store = await openFor(await freshPlace());
      const desk = tinyDesk(store);
      await desk.openCycle({ cycle: '2026', person });
      const other = csv('T 1,BBB,,signed only,2025-10-01,,,,2026-01-15,Treaty Office,');
      const { differences } = await desk.importTreaties({ csv: other, fileName: 'news.csv', person, apply: true });
      expect(differences).toMatchObject([
        { country: 'AAA', change: 'absent' },
        { country: 'BBB', change: 'new' },
      ]);
      expect((await treatyFacts.list(store.connection)).map(({ country }) => country)).toEqual(['AAA', 'BBB']);
    });

    it('need a folder that is declared real or illustrative', async () => {
      const desk = tinyDesk(await openFor(await freshPlace()));
      const imported = desk.importTreaties({ csv: news, fileName: 'news.csv', person, apply: false });
      await expect(imported).rejects.toMatchObject({ code: 'folder_not_made' });
    });
  });
});
