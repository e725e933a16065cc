import { describe, expect, it } from 'vitest';
import { type AnswerClass, fullEntitlement, publicEntitlement } from '../../src/domain/index.ts';
import {
  answers,
  cycles,
  findings,
  type KeptAnswer,
  revisions,
  type Store,
  submissions,
  uploads,
} from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { onEachStore, openFor } from './stores.ts';

const at = '2026-02-01T10:00:00.000Z';
const place = { cycle: 'tiny-2026', country: 'AAA', revision: 1 };

const answer = (question: string, more: Partial<KeptAnswer> = {}): KeptAnswer => ({
  question,
  part: null,
  state: 'answered',
  value: 3,
  raw: '3',
  reason: null,
  comment: null,
  note: null,
  evidence: null,
  confirmed: false,
  sheet: 'S',
  cell: 'F4',
  section: 'S',
  class: 'public',
  publication: 'published',
  evidenceState: 'self_reported',
  upload: 'u-1',
  ...more,
});

describe('stored answers', () => {
  onEachStore((freshPlace) => {
    it('are returned as they were stored, in their order', async () => {
      const store = await openFor(await freshPlace());
      const kept = [
        answer('Q2', { value: 0.1 }),
        answer('Q1', { value: 'in_force', part: 'Q1.a', comment: '=1+1', note: 'call us', evidence: 'https://x' }),
        answer('Q3', { state: 'not_known', value: null, raw: null, confirmed: true }),
        answer('Q4', { value: '' }),
        answer('Q5', { value: 0 }),
      ];
      await keep(store, kept);
      const read = await answers.ofRevision(store.connection, place, fullEntitlement);
      const about = { ...place, uploadSha256: 'hash', fileName: 'a.xlsx' };
      expect(read).toEqual(kept.map((one) => ({ ...one, ...about, withdrawn: false, unread: null, arrival: 0 })));
    });

    it('exclude answers above the class of the reader, and notes', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, [
        answer('Q1', { note: 'for the secretariat' }),
        answer('Q2', { class: 'restricted' }),
        answer('Q3', { class: 'confidential' }),
      ]);
      const read = await answers.ofRevision(store.connection, place, publicEntitlement);
      expect(read).toMatchObject([{ question: 'Q1', note: null }]);
      const restricted = await answers.ofRevision(store.connection, place, { upTo: 'restricted', notes: false });
      expect(restricted.map(({ question }) => question)).toEqual(['Q1', 'Q2']);
    });

    it('are given to a release only from revisions with a valid acceptance', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, [answer('Q1')]);
      expect(await answers.accepted(store.connection, 'tiny-2026', publicEntitlement)).toEqual([]);
      await move(store, 'accepted');
      expect(await answers.accepted(store.connection, 'tiny-2026', publicEntitlement)).toHaveLength(1);
      await move(store, 'returned');
      expect(await answers.accepted(store.connection, 'tiny-2026', publicEntitlement)).toHaveLength(1);
      expect(await submissions.accepted(store.connection, 'tiny-2026')).toMatchObject([{ acceptedRevision: 1 }]);
      await move(store, 'reopened');
      expect(await answers.accepted(store.connection, 'tiny-2026', publicEntitlement)).toEqual([]);
      expect(await submissions.accepted(store.connection, 'tiny-2026')).toEqual([]);
    });

    it('may contain characters that a database does not accept', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, [answer('Q1', { raw: 'a\0b', comment: "'; drop table answers; --" })]);
      const [read] = await answers.ofRevision(store.connection, place, fullEntitlement);
      expect(read).toMatchObject({ raw: 'a\uFFFDb', comment: "'; drop table answers; --" });
    });

    it('are read in part: those in a state, or to some questions', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, [answer('Q1'), answer('Q2', { state: 'not_applicable', value: null }), answer('Q3')]);
      const questions = async (only: Parameters<typeof answers.ofRevision>[3]) =>
        (await answers.ofRevision(store.connection, place, fullEntitlement, only)).map(({ question }) => question);
      expect(await questions({ state: 'not_applicable' })).toEqual(['Q2']);
      expect(await questions({ questions: ['Q3', 'Q1'] })).toEqual(['Q1', 'Q3']);
      expect(await questions({ questions: [] })).toEqual([]);
    });

    it('may be many thousands, in the order given', async () => {
      const store = await openFor(await freshPlace());
      const parts = Array.from({ length: 2_513 }, (_, n) => `Q1.${n}`);
      await keep(
        store,
        parts.map((part) => answer('Q1', { part })),
      );
      const read = await answers.ofRevision(store.connection, place, fullEntitlement);
      expect(read.map(({ part }) => part)).toEqual(parts);
    });
  });
});

describe('stored findings', () => {
  onEachStore((freshPlace) => {
    it('exclude those of answers above the class of the reader, which they quote', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, []);
      const found = (question: string, answerClass: AnswerClass) => ({
        code: 'choice_unknown',
        severity: 'warning' as const,
        sheet: 'S',
        cell: 'F4',
        question,
        details: { text: 'maybe' },
        class: answerClass,
      });
      const all = [found('Q1', 'public'), found('Q2', 'restricted'), found('Q3', 'confidential')];
      await store.transaction((tx) => findings.keep(tx, 'u-1', all));
      const seen = async (upTo: AnswerClass) =>
        (await findings.ofUpload(store.connection, 'u-1', { upTo, notes: false })).map(({ question }) => question);
      expect(await seen('public')).toEqual(['Q1']);
      expect(await seen('restricted')).toEqual(['Q1', 'Q2']);
      expect(await seen('confidential')).toEqual(['Q1', 'Q2', 'Q3']);
    });
  });
});

async function keep(store: Store, kept: readonly KeptAnswer[]): Promise<void> {
  await store.transaction(async (tx) => {
    await cycles.open(tx, {
      id: 'tiny-2026',
      instrument: 'tiny',
      version: '2026',
      instrumentHash: 'h',
      meaning: null,
      meaningHash: null,
      openedAt: at,
      openedBy: 'secretariat',
      closesOn: null,
      target: 75,
      targetYear: 2030,
      baseline: null,
      rules: null,
      rulesHash: null,
    });
    await submissions.invite(tx, 'tiny-2026', ['AAA']);
    const { id: person, role } = asSecretariat;
    const upload = { id: 'u-1', sha256: 'hash', size: 3, fileName: 'a.xlsx', receivedAt: at, person, role };
    await uploads.keep(
      tx,
      { ...upload, personCountry: null, expectedCycle: null, expectedCountry: null },
      new Uint8Array([1, 2, 3]),
    );
    await revisions.add(tx, {
      cycle: 'tiny-2026',
      country: 'AAA',
      number: 1,
      upload: 'u-1',
      receivedAt: at,
      arrival: 1,
      kind: 'upload',
      person,
      errors: 0,

      warnings: 0,
    });
    await answers.keep(tx, place, kept);
  });
}

const move = (store: Store, state: 'accepted' | 'returned' | 'reopened') =>
  store.transaction(async (tx) => {
    const submission = (await submissions.lock(tx, 'tiny-2026', 'AAA'))!;
    await submissions.decide(tx, submission, {
      state,
      acceptedRevision: state === 'reopened' ? null : 1,
      at,
      by: 'secretariat',
    });
  });
