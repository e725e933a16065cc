import { describe, expect, it } from 'vitest';
import { type Answer, fullEntitlement } from '../../../src/domain/index.ts';
import type { Instrument } from '../../../src/questionnaire/index.ts';
import { answers, audit, findings, publications } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { found, openTinyDesk, said, type TinyDesk, tinyContent, tinyInstrument, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asSecretariat;
const focalPoint = asFocalPoint('AAA');

let saved = 0;
const send = (desk: TinyDesk, given: readonly Answer[]) => {
  saved += 1;
  return desk.receiveWorkbook({ bytes: workbook({ answers: given, saved }), fileName: 'a.xlsx', person: focalPoint });
};
const choice = (of: string | null, more: Partial<Answer> = {}) => [said('P1.Q', of, more), said('Q1', 3)];
const accept = (desk: TinyDesk, more: { reason?: string; confirmWider?: boolean } = {}) =>
  desk.acceptSubmission({ ...which, person, ...more });

describe('a choice that publishes less', () => {
  onEachStore((freshPlace) => {
    it('applies from the upload on, also to the accepted revision', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, choice('all'));
      await accept(desk);
      const { publication } = await send(desk, choice('nothing'));
      expect(publication.changes).toEqual([{ subject: 'P1.Q', from: 'published', to: 'not_published' }]);
      for (const revision of [1, 2]) {
        const kept = await answers.ofRevision(store.connection, { ...which, revision }, fullEntitlement);
        expect(kept.find(({ question }) => question === 'Q1')).toMatchObject({
          publication: 'not_published',
          class: 'restricted',
        });
      }
      await accept(desk);
    });

    it('withdraws what shows more also where an earlier version stored no choices of the accepted revision', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, choice('all'));
      await accept(desk);
      await store.transaction((tx) => tx.deleteFrom('publication_choices').execute());
      const version = await store.publicVersion();
      await send(desk, choice('nothing'));
      expect(await store.publicVersion()).toBeGreaterThan(version);
    });

    it('still applies after its revision is returned for correction', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, choice('all'));
      await accept(desk);
      await send(desk, choice('nothing'));
      await desk.returnSubmission({ ...which, person, reason: 'A figure is missing.' });
      const held = await publications.ofSubmission(store.connection, which);
      expect(held.get('P1.Q')).toBe('not_published');
      await send(desk, choice('all'));
      await expect(accept(desk)).rejects.toMatchObject({ code: 'publication_wider' });
    });
  });
});

describe('a choice that publishes more', () => {
  onEachStore((freshPlace) => {
    it('needs the confirmation of a person, who is recorded', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, [...choice('nothing'), said('P1.R', 'all'), said('R1', 'signed')]);
      await accept(desk);
      const { publication } = await send(desk, [...choice('all'), said('P1.R', 'scores'), said('R1', 'signed')]);
      expect(publication.changes).toEqual([
        { subject: 'P1.Q', from: 'not_published', to: 'published' },
        { subject: 'P1.R', from: 'published', to: 'scores_only' },
      ]);
      const refused = await accept(desk).catch((error) => error);
      expect(refused).toMatchObject({ code: 'publication_wider', status: 422 });
      expect(refused.message).toContain('Q: from not for publication to public');
      expect(refused.fix).toContain('--confirm-wider-publication');
      const shown = await desk.showSubmission({ ...which, person });
      expect(shown.submission).toMatchObject({ state: 'received', acceptedRevision: 1 });
      expect(shown.publication.changes[0]).toEqual({ subject: 'P1.Q', from: 'not_published', to: 'published' });
      expect((await publications.ofSubmission(store.connection, which)).get('P1.Q')).toBe('not_published');

      await accept(desk, { confirmWider: true });
      expect((await publications.ofSubmission(store.connection, which)).get('P1.Q')).toBe('published');
      expect((await audit.list(store.connection, which)).at(-1)).toMatchObject({
        action: 'submission.accept',
        person: 'secretariat',
        details: { confirmed_wider: 'P1.Q: not_published > published' },
      });
    });

    it.each([
      ['a section not chosen before', null],
      ['scores alone', 'scores'],
    ])('is one against %s', async (_, before) => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, choice(before));
      await accept(desk);
      await send(desk, choice('all'));
      await expect(accept(desk)).rejects.toMatchObject({ code: 'publication_wider' });
    });

    it('is compared with the accepted choice, whatever was uploaded in between, also after a reopening', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, choice('nothing'));
      await accept(desk);
      await desk.reopenSubmission({ ...which, person, reason: 'A figure is wrong.' });
      await send(desk, choice('all'));
      await send(desk, [...choice('all'), said('R1', 'signed')]);
      await expect(accept(desk)).rejects.toMatchObject({ code: 'publication_wider' });
      await accept(desk, { confirmWider: true });
      await send(desk, choice('all'));
      await accept(desk);
    });

    it('needs a confirmation if it is the first one after an acceptance of which an earlier version stored no choices', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, choice(null));
      await accept(desk, { reason: 'The choice will follow.' });
      await store.transaction((tx) => tx.deleteFrom('publication_choices').execute());
      const { publication } = await send(desk, choice('all'));
      expect(publication.changes).toEqual([{ subject: 'P1.Q', from: 'not_chosen', to: 'published' }]);
      await expect(accept(desk)).rejects.toMatchObject({ code: 'publication_wider' });
    });

    it('needs no confirmation where a country chooses for the first time', async () => {
      const desk = await openTinyDesk(await openFor(await freshPlace()));
      await send(desk, choice(null));
      const { publication } = await send(desk, choice('all'));
      expect(publication.changes).toEqual([]);
      await accept(desk);
    });
  });
});

describe('a choice', () => {
  onEachStore((freshPlace) => {
    it.each<[string, readonly Answer[]]>([
      ['blank', choice(null)],
      ['mistyped', choice(null, { raw: 'publc' })],
      ['none of the choices', choice('everything')],
      ['declined', choice(null, { state: 'not_released' })],
      ['left out with its sheet', [said('Q1', 4)]],
      ['left out with its row', [said('P1.R', 'all'), said('Q1', 4)]],
    ])('that is %s in a later file publishes nothing that was not public before', async (_, later) => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      await send(desk, [...choice('nothing'), said('P1.R', 'all')]);
      await accept(desk);
      await send(desk, later);
      await accept(desk, { reason: 'As the country asked.' });
      const accepted = await answers.accepted(store.connection, which.cycle, fullEntitlement);
      const q1 = accepted.find(({ question }) => question === 'Q1')!;
      expect([q1.class, ['not_published', 'not_chosen'].includes(q1.publication)]).toEqual(['restricted', true]);
      expect((await publications.ofSubmission(store.connection, which)).get('P1.Q')).toBe('not_published');
    });
  });
});

describe('findings', () => {
  onEachStore((freshPlace) => {
    it('have the class of their answers, also after a choice has changed; they are confidential where they may quote a note', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const typed = {
        answers: choice('all'),
        findings: [
          found('warning', 'Q1'),
          found('warning', 'Q1', { cell: 'J1', details: { text: 'A note to the secretariat' } }),
          found('warning', 'R2'),
          found('warning', null),
        ],
      };
      const { upload } = await desk.receiveWorkbook({ bytes: workbook(typed), fileName: 'a.xlsx', person });
      const classes = async () =>
        (await findings.ofUpload(store.connection, upload, fullEntitlement)).map((finding) => finding.class);
      expect(await classes()).toEqual(['public', 'confidential', 'confidential', 'confidential']);
      await send(desk, choice('nothing'));
      expect(await classes()).toEqual(['restricted', 'confidential', 'confidential', 'confidential']);
    });
  });
});

/** P1 and R2 are required, as their questionnaire states. */
const demanding = (version: string): Instrument => {
  const instrument = tinyInstrument(version);
  const sections = instrument.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) =>
      ['P1', 'R2'].includes(question.code) ? { ...question, requiredFor: 'acceptance' as const } : question,
    ),
  }));
  const all = sections.flatMap(({ questions }) => questions);
  return { ...instrument, sections, questions: new Map(all.map((one) => [one.code, one])) };
};

describe('what acceptance requires', () => {
  onEachStore((freshPlace) => {
    it('is requested for each section with answers; acceptance without it needs a reason, which is recorded', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store, {
        ...tinyContent,
        instrument: (_, version) => demanding(version),
        instruments: () => ['2024', '2026'].map(demanding),
      });
      await send(desk, [said('P1.Q', null), said('P1.R', null), said('Q1', 3), said('R2', null)]);
      const { publication } = await desk.showSubmission({ ...which, person });
      expect(publication).toMatchObject({ missing: ['P1.Q', 'R2'], notChosen: ['P1.Q'] });
      await expect(accept(desk)).rejects.toMatchObject({
        code: 'submission_incomplete',
        details: { missing: 'P1.Q, R2' },
      });
      await accept(desk, { reason: 'The minister signs next week.' });
      const { decisions } = await desk.showSubmission({ ...which, person });
      expect(decisions.at(-1)).toMatchObject({ step: 'accept', reason: 'The minister signs next week.' });
      expect((await audit.list(store.connection, which)).at(-1)).toMatchObject({ details: { missing: 'P1.Q R2' } });
      const board = await desk.listSubmissions({ cycle: '2026', person });
      expect(board.submissions.find(({ country }) => country === 'AAA')?.notChosen).toEqual(['P1.Q']);
    });

    it('needs a reason for a single one that is missing too', async () => {
      const store = await openFor(await freshPlace());
      const demandingContent = {
        instrument: (_: unknown, version: string) => demanding(version),
        instruments: () => ['2024', '2026'].map(demanding),
      };
      const desk = await openTinyDesk(store, { ...tinyContent, ...demandingContent });
      await send(desk, [said('P1.Q', null), said('P1.R', 'all'), said('Q1', 3), said('R2', 'b')]);
      await expect(accept(desk)).rejects.toMatchObject({ code: 'submission_incomplete', details: { missing: 'P1.Q' } });
    });
  });
});

describe('a file that is only checked', () => {
  onEachStore((freshPlace) => {
    it('shows the same about publication as its receipt, once it is recorded', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store);
      const shown = [];
      for (const given of [
        [...choice('all'), said('P1.R', 'nothing'), said('R1', 'signed')],
        [...choice('nothing'), said('P1.R', 'scores')],
        choice('nothing'),
        [...choice('scores'), said('P1.R', null)],
        choice('scores', { state: 'answered', value: 'nonsense' }),
      ]) {
        const asked = { bytes: workbook({ answers: given }), fileName: 'a.xlsx', person: focalPoint };
        const held = await publications.ofSubmission(store.connection, which);
        const checked = await desk.checkOnly(asked);
        expect(await publications.ofSubmission(store.connection, which)).toEqual(held);
        const receipt = await desk.receiveWorkbook(asked);
        expect(checked.publication).toEqual(checked.needed ? receipt.publication : { changes: [], notChosen: [] });
        shown.push(checked.publication.changes.map(({ subject, to }) => `${subject} ${to}`).join(', '));
        if (shown.length === 1) await accept(desk);
      }
      expect(shown.slice(0, 2)).toEqual(['', 'P1.R scores_only, P1.Q not_published']);
    });
  });
});

describe('a choice that is not made yet', () => {
  /** Needs are stated in Q1, and R1 asks whether they may be shown. */
  const asking = (cycle: string): ReturnType<typeof tinyContent.cycleRules> => {
    const rules = tinyContent.cycleRules('tiny', cycle);
    if (rules.publication.by !== 'country') throw new Error('the tiny instrument asks for choices');
    return { ...rules, publication: { ...rules.publication, needs: 'R1', needQuestions: ['Q1'] } };
  };
  onEachStore((freshPlace) => {
    it('is named by its own answer on the receipt, for the submission and on the board, until the country makes it', async () => {
      const store = await openFor(await freshPlace());
      const desk = await openTinyDesk(store, { ...tinyContent, cycleRules: (_, cycle) => asking(cycle) });
      const named = async (given: readonly Answer[]) => {
        const receipt = await send(desk, given);
        const { publication } = await desk.showSubmission({ ...which, person });
        const board = await desk.listSubmissions({ cycle: '2026', person });
        const line = board.submissions.find(({ country }) => country === 'AAA');
        return [receipt.publication.notChosen, publication.notChosen, line?.notChosen];
      };
      const both = ['P1.Q', 'R1'];
      expect(await named([said('Q1', 3), said('P1.Q', null), said('R1', null)])).toEqual([both, both, both]);
      // The section is chosen; what is missing is the choice about needs.
      expect(await named(choice('all'))).toEqual([['R1'], ['R1'], ['R1']]);
      expect(await named([...choice('all'), said('P1.R', 'all'), said('R1', 'scores')])).toEqual([[], [], []]);
    });
  });
});
