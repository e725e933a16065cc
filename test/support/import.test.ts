import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDesk, type SupportFile } from '../../src/collection/index.ts';
import { readSupport } from '../../src/release/draft/freeze.ts';
import { readRows } from '../../src/release/files/rows.ts';
import { decidePair, readKnownSupport } from '../../src/release/index.ts';
import { audit, type Store, support } from '../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../people.ts';
import { projectRoot } from '../release/content.ts';
import { buildFew } from '../release/few-tables.ts';
import { frozenCycle, inputsOf } from '../release/frozen.ts';
import { freshFolder, onEachStore, openFor } from '../state/stores.ts';

const now = () => new Date('2026-07-01T00:00:00Z');
const contentRoot = projectRoot;
const person = asSecretariat;
const nobody = () => Promise.reject(new Error('no workbook is checked here'));
const desk = (store: Store) => openDesk({ store, contentRoot, checker: { check: nobody, annotate: nobody }, now });

const fileOf = (name: string, text: string | Buffer): SupportFile => ({ name, chunks: () => [Buffer.from(text)] });
const fixture = (name: string) => fileOf(name, readFileSync(join(projectRoot, 'test/cases/iati', name)));

/** An illustrative folder without answers. */
async function freshStore(place: Parameters<typeof openFor>[0]): Promise<Store> {
  const store = await openFor(place);
  await desk(store).openCycle({ cycle: 'cybercrime-2026', kind: 'illustrative', person });
  return store;
}

const dated = (day: string, title: string) =>
  fileOf(
    `${day}.xml`,
    `<iati-activities version="2.03"><iati-activity last-updated-datetime="${day}T00:00:00Z"><iati-identifier>XX-1</iati-identifier>
<title><narrative xml:lang="en">${title}</narrative></title><activity-status code="2"/><recipient-country code="QX"/></iati-activity></iati-activities>`.replace(
      'XX-1<',
      'XX-DEMO-77<',
    ),
  );

const bodies = async (store: Store) => (await support.list(store.connection)).map(({ report, body }) => [report, body]);

describe('importing support', () => {
  onEachStore((freshPlace) => {
    it('keeps each activity once, the newer of two versions in any order, and writes the audit', async () => {
      const store = await freshStore(await freshPlace());
      const { importSupport } = desk(store);
      const first = await importSupport({ source: 'A', files: [fixture('regional.xml'), fixture('odd.xml')], person });
      expect(first).toMatchObject({ read: 4, added: 4, replaced: 0, kept: 0 });
      expect(first.faults).toHaveLength(6);
      expect(await importSupport({ source: 'A', files: [fixture('regional.xml')], person })).toMatchObject({
        kept: 2,
        added: 0,
      });
      await importSupport({ source: 'B', files: [dated('2026-02-01', 'Newer cybercrime')], person });
      expect(await importSupport({ source: 'B', files: [dated('2026-01-01', 'Older')], person })).toMatchObject({
        kept: 1,
      });
      expect((await bodies(store)).find(([report]) => report === 'iati:XX-DEMO-77')?.[1]).toContain('Newer cybercrime');
      const lines = (await audit.list(store.connection)).filter(({ action }) => action === 'support.import');
      expect(lines.map(({ details }) => details)).toEqual([
        { read: 4, added: 4, replaced: 0 },
        { read: 1, added: 1, replaced: 0 },
      ]);
    });

    it('imports nothing if one file of several is refused', async () => {
      const store = await freshStore(await freshPlace());
      const asked = desk(store).importSupport({
        source: 'A',
        files: [fixture('regional.xml'), fixture('bomb.xml')],
        person,
      });
      await expect(asked).rejects.toMatchObject({ code: 'support_file_refused', where: 'bomb.xml:2' });
      expect(await support.list(store.connection)).toEqual([]);
    });

    it('reads a table, and reports its faulty lines', async () => {
      const store = await freshStore(await freshPlace());
      const head = 'project,title,funders,implementers,countries,areas,start,end,amount,currency,source,as_of\n';
      const good = fileOf('t.csv', `${head}P-1,Police,A fund,A school,XAA,legislation,2025,,,,A source,2026\n`);
      expect(await desk(store).importSupport({ source: 'T', files: [good], person })).toMatchObject({ added: 1 });
      // Another source may use the same code for another activity, which must not replace the first.
      const other = fileOf('o.csv', `${head}P-1,Judges,A fund,A school,XAB,legislation,2025,,,,A source,2027\n`);
      await expect(desk(store).importSupport({ source: 'Other', files: [other], person })).rejects.toMatchObject({
        code: 'support_code_taken',
        details: { report: 'table:P-1', source: 'T' },
      });
      expect((await bodies(store)).find(([report]) => report === 'table:P-1')?.[1]).toContain('Police');
      expect(await desk(store).importSupport({ source: 'T', files: [other], person })).toMatchObject({ replaced: 1 });
      const bad = fileOf('t.csv', `${head}P-1,Police,A fund,A school,XAA,legislation,soon,,,,A source,2026\n`);
      const refused = desk(store).importSupport({ source: 'T', files: [bad], person });
      await expect(refused).rejects.toMatchObject({ code: 'reference_wrong', where: 't.csv' });
      expect(await desk(store).removeSupport({ source: 'T', person })).toEqual({ removed: 1 });
      expect(await desk(store).removeSupport({ source: 'T', person })).toEqual({ removed: 0 });
    });

    it('keeps a decision until it is undone, with its audit, and shows undecided pairs', async () => {
      const store = await freshStore(await freshPlace());
      await desk(store).importSupport({ source: 'A', files: [fixture('regional.xml')], person });
      const [report, other] = ['iati:XX-DEMO-1001-CYBER', 'table:ILL-SEA'];
      const act = (step: 'confirm' | 'reject' | 'undo') =>
        decidePair({ store, contentRoot, now }, { report, other, step, reason: 'As the two say', person });
      const known = () => readKnownSupport(store.connection, { contentRoot, person });
      expect(await act('confirm')).toBe(true);
      expect(await act('confirm')).toBe(false);
      expect((await known()).activities.get(report)).toBe(other);
      expect(await act('reject')).toBe(true);
      expect((await known()).activities.get(report)).toBe(report);
      expect(await act('undo')).toBe(true);
      expect(await act('undo')).toBe(false);
      expect((await known()).decisions).toEqual([]);
      const steps = (await audit.list(store.connection)).flatMap(({ action, from, to }) =>
        /^support\.(confirm|reject|undo)$/.test(action) ? [[action, from, to]] : [],
      );
      expect(steps).toEqual([
        ['support.confirm', null, 'same'],
        ['support.reject', 'same', 'different'],
        ['support.undo', 'different', null],
      ]);
    });

    it('refuses an unknown report, the same one twice, and a person without the right', async () => {
      const store = await freshStore(await freshPlace());
      const decide = (report: string, other: string, by = person) =>
        decidePair({ store, contentRoot, now }, { report, other, step: 'confirm', reason: null, person: by });
      await expect(decide('table:ILL-SEE', 'table:ILL-LAW-1')).rejects.toMatchObject({
        code: 'support_report_unknown',
        details: { near: expect.arrayContaining(['table:ILL-SEA']) },
      });
      await expect(decide('table:ILL-SEA', 'table:ILL-SEA')).rejects.toMatchObject({ code: 'support_pair_same' });
      await expect(decide('table:ILL-SEA', 'table:COE-GLACY')).rejects.toMatchObject({ code: 'support_kinds_differ' });
      const focal = asFocalPoint('XAA');
      await expect(decide('table:ILL-SEA', 'table:ILL-LAW-1', focal)).rejects.toMatchObject({ code: 'not_allowed' });
      const asked = desk(store).importSupport({ source: 'A', files: [], person: focal });
      await expect(asked).rejects.toMatchObject({ code: 'not_allowed' });
    });
  });

  it('refuses fictional States in a real folder', async () => {
    const store = await openFor(await freshFolder());
    await desk(store).openCycle({ cycle: 'cybercrime-2026', person });
    const asked = desk(store).importSupport({ source: 'A', files: [fixture('regional.xml')], person });
    await expect(asked).rejects.toMatchObject({ code: 'folder_kind_differs' });
  });

  it('gives the same activities and sums in any order of imports', async () => {
    const files = [
      fixture('regional.xml'),
      fixture('odd.xml'),
      dated('2026-01-01', 'Cybercrime, older'),
      dated('2026-02-01', 'Cybercrime, newer'),
    ];
    const answers = { XBA: { answers: { 'A06.L': 'section_may_be_published' } } };
    const cycle = frozenCycle(projectRoot, 'cybercrime', '2026', answers);
    const sums = async (order: readonly SupportFile[]) => {
      const store = await freshStore(await freshFolder());
      for (const file of order) await desk(store).importSupport({ source: 'A', files: [file], person });
      const inputs = inputsOf(projectRoot, [cycle], { support: await readSupport(store.connection) });
      const { files: built } = await buildFew(contentRoot, inputs, ['support_activities']);
      const rows = readRows(built.get('marts/support_activities.json')!);
      const here = rows.reduce((sum, row) => sum + Number(row.amount_here ?? 0), 0);
      return { kept: await bodies(store), rows, here };
    };
    const expected = await sums(files);
    expect(expected.rows.filter(({ activity }) => String(activity).startsWith('iati:')).length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: 4 }), async (order) => {
        expect(await sums(order)).toEqual(expected);
      }),
      { numRuns: 4, seed: 7 },
    );
  });
});
