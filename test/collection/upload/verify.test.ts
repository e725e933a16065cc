import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { openTinyDesk, said, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asSecretariat;
const law = { evidence: 'Article 5' };

describe('verified evidence', () => {
  onEachStore((freshPlace) => {
    it('is recorded for answers with evidence, with an audit line', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await upload(desk, [said('Q1', 3, law), said('P1.P', 'all', law), said('R1', 'signed')]);
      expect(await desk.verifyEvidence({ ...which, person, answers: ['P1.P', 'R1'] })).toBe(1);
      expect(await statesOf(desk)).toEqual({ 'P1.P': 'verified', Q1: 'evidenced', R1: 'self_reported' });
      expect((await audit.list(store.connection, which)).at(-1)).toMatchObject({
        action: 'submission.verify',
        details: { revision: 1, answers: 1 },
      });
    });

    it('stays verified in the next revision where the answer and its evidence are unchanged', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [said('Q1', 3, law), said('P1.P', 'all', law), said('P1.Q', 'all', law)]);
      await desk.verifyEvidence({ ...which, person, answers: ['Q1', 'P1.P', 'P1.Q'] });
      await upload(desk, [
        said('Q1', 3, law),
        said('P1.P', 'scores', law),
        said('P1.Q', 'all', { evidence: 'Article 6' }),
      ]);
      expect(await statesOf(desk)).toEqual({ 'P1.P': 'evidenced', 'P1.Q': 'evidenced', Q1: 'verified' });
    });

    it('cannot be recorded by the country, nor for an accepted submission', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await upload(desk, [said('Q1', 3, law)]);
      await expect(
        desk.verifyEvidence({ ...which, person: asFocalPoint('AAA'), answers: ['Q1'] }),
      ).rejects.toMatchObject({ code: 'not_allowed' });
      await desk.acceptSubmission({ ...which, person });
      await expect(desk.verifyEvidence({ ...which, person, answers: ['Q1'] })).rejects.toMatchObject({
        code: 'submission_accepted',
      });
      expect(await statesOf(desk)).toEqual({ Q1: 'evidenced' });
    });
  });
});

type Desk = Awaited<ReturnType<typeof openTinyDesk>>;

const upload = (desk: Desk, answers: ReturnType<typeof said>[]) =>
  desk.receiveWorkbook({ bytes: workbook({ answers }), fileName: 'a.xlsx', person: asFocalPoint('AAA') });

async function statesOf(desk: Desk) {
  const answers = await desk.answersOf({ ...which, person });
  return Object.fromEntries(answers.map(({ question, part, evidenceState }) => [part ?? question, evidenceState]));
}
