import { describe, expect, it } from 'vitest';
import { may, type Person, roles } from '../../../src/domain/index.ts';
import { asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { anIssue, found, openTinyDesk, said, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };

/** Every role: of the country in question, of another country, and assigned to either. */
const everyone: Person[] = roles.flatMap((role) =>
  ['AAA', 'BBB', null].flatMap((country) =>
    [[], ['AAA'], ['BBB']].map((assigned) => ({ id: `${role} ${country} ${assigned}`, role, country, assigned })),
  ),
);

describe('each role of the matrix', () => {
  onEachStore((freshPlace) => {
    it('can download the prefilled workbook exactly where it has that right', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      for (const person of everyone) {
        const allowed = may(person, 'workbook.prefilled', { country: 'AAA' });
        for (let time = 0; time < 2; time += 1) {
          const given = await desk.prefillsFor({ ...which, person }).catch((error) => error.code);
          expect(Array.isArray(given) ? 'given' : given, person.id).toBe(allowed ? 'given' : 'not_allowed');
          const issued = await desk.issueWorkbook({ ...which, person, ...anIssue }).catch((error) => error.code);
          const refusal = may(person, 'submission.read', { country: 'AAA' }) ? 'not_allowed' : 'not_found';
          expect(issued.bytes ? 'given' : issued, person.id).toBe(allowed ? 'given' : refusal);
        }
      }
    });

    it('can read findings, receipt and files exactly where it may read the answers that they quote', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const bytes = workbook({
        answers: [said('P1.Q', 'nothing'), said('Q1', 3), said('R2', 'secret')],
        findings: [found('warning', 'Q1'), found('warning', 'R2'), found('warning', 'Q1', { cell: 'J1' })],
      });
      const { upload } = await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person: asSecretariat });
      for (const person of everyone) {
        const reads = may(person, 'submission.read', { country: 'AAA' });
        const opens = may(person, 'workbook.original', { country: 'AAA', uploadedBy: asSecretariat.id });
        const shown = await desk.findingsOf({ ...which, person }).catch((error) => error.code);
        if (!reads) expect(shown, person.id).toBe('not_found');
        else expect([shown.findings.length, shown.openable], person.id).toEqual([3, opens]);
        const receipt = await desk.receiptOf({ upload, person }).catch((error) => error.code);
        expect(typeof receipt === 'string' ? receipt : receipt.findings.length, person.id).toBe(
          opens ? 3 : 'not_found',
        );
        const copy = await desk.annotatedCopy({ upload, person, language: 'en' }).catch((error) => error.code);
        expect(typeof copy === 'string' ? copy : 'given', person.id).toBe(opens ? 'given' : 'not_found');
      }
    });

    it('no longer sees a file that it uploaded after it loses access to the country', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const sender: Person = { id: 'anna', role: 'focal_point', country: 'AAA', assigned: [] };
      const { upload } = await desk.receiveWorkbook({ bytes: workbook(), fileName: 'a.xlsx', person: sender });
      expect((await desk.receiptOf({ upload, person: sender })).revision).toBe(1);
      for (const role of roles) {
        const person: Person = { ...sender, role, country: 'BBB' };
        const sees = await desk.receiptOf({ upload, person }).then(
          () => true,
          () => false,
        );
        expect(sees, role).toBe(may(person, 'workbook.original', { country: 'AAA', uploadedBy: 'anna' }));
      }
    });

    it('sees the outcome of its own file that was not recorded for any country', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      const sender: Person = { id: 'anna', role: 'focal_point', country: 'AAA', assigned: [] };
      const bytes = workbook({ country: 'BBB', findings: [found('warning', 'Q1')] });
      const { upload, revision } = await desk.receiveWorkbook({ bytes, fileName: 'b.xlsx', person: sender });
      expect(revision).toBeNull();
      expect((await desk.receiptOf({ upload, person: sender })).findings).toHaveLength(1);
      const stranger: Person = { id: 'ben', role: 'focal_point', country: 'AAA', assigned: [] };
      await expect(desk.receiptOf({ upload, person: stranger })).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});
