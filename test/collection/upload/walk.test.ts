/**
 * A random walk over uploads, omissions, withdrawals, removals, decisions and failed reads, compared with a model of
 * the rules:
 * no answer is lost without an explicit action, uploads are ordered by arrival, and each makes one revision.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revisions, type Store } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { openTinyDesk, said, type TinyDesk, tinyDesk, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const person = asFocalPoint('AAA');
const questions = ['Q1', 'Q2', 'R2'] as const;
type Question = (typeof questions)[number];

/** The cell of a question in a file: a value, blank, or the answer withdrawn. */
const cell = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(null), fc.constant('withdrawn' as const));
const file = fc.record({ Q1: cell, Q2: cell, R2: cell });
type File = Readonly<Record<Question, number | null | 'withdrawn'>>;

const step = fc.oneof(
  { weight: 6, arbitrary: file.map((says) => ({ step: 'send' as const, says })) },
  { weight: 2, arbitrary: file.map((says) => ({ step: 'send unread' as const, says })) },
  { weight: 1, arbitrary: fc.constant({ step: 'read' as const }) },
  { weight: 1, arbitrary: fc.constantFrom(...questions).map((question) => ({ step: 'remove' as const, question })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('accept', 'return', 'reopen', 'withdraw').map((act) => ({ step: 'act' as const, act })),
  },
);

/** One action in order of arrival: a file, or the removal of answers. */
type Expected = { readonly says: File };

describe('a random walk', () => {
  onEachStore((freshPlace) => {
    it('loses no answer without an explicit action, and keeps the order of arrival', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          const store = await openFor(await freshPlace());
          const desk = await openTinyDesk(store);
          const walk = new Walk(store, desk);
          for (const one of steps) await walk.take(one);
          await walk.take({ step: 'read' });
          await walk.check();
        }),
        { numRuns: 12 },
      );
    });
  });
});

class Walk {
  /** In order of arrival; the withdrawal of a revision removes its action. */
  #reported: Expected[] = [];
  #taken = new Map<number, Expected>();
  #accepted: { revision: number; answers: string } | null = null;
  #files = 0;
  readonly #store: Store;
  readonly #desk: TinyDesk;

  constructor(store: Store, desk: TinyDesk) {
    this.#store = store;
    this.#desk = desk;
  }

  async take(one: Partial<{ says: File; question: Question; act: string }> & { step: string }): Promise<void> {
    if (one.step === 'send') await this.#send(this.#desk, one.says!);
    if (one.step === 'send unread')
      await this.#send(tinyDesk(this.#store, { isBusy: true, ids: `b${this.#files}` }), one.says!);
    if (one.step === 'read') await this.#desk.readWaitingUploads();
    if (one.step === 'remove') await this.#remove(one.question!);
    if (one.step === 'act') await this.#act(one.act!);
    await this.#checkAccepted();
  }

  async #send(desk: TinyDesk, says: File): Promise<void> {
    this.#files += 1;
    const answers = questions.map((id) =>
      says[id] === 'withdrawn' ? said(id, null, { withdrawn: true }) : said(id, says[id]),
    );
    const reported = { says };
    this.#reported.push(reported);
    const sent = { bytes: workbook({ answers, saved: this.#files }), fileName: 'a.xlsx', person };
    const receipt = await desk.receiveWorkbook(sent);
    // A file with nothing new has no revision of its own, and its receipt names the newest one.
    const all = await revisions.list(this.#store.connection, which.cycle, which.country);
    const own = all.find(({ number, upload }) => number === receipt.revision && upload === receipt.upload);
    if (own) this.#taken.set(own.number, reported);
  }

  async #remove(question: Question): Promise<void> {
    const { uploads } = await this.#desk.showSubmission({ ...which, person });
    const upload = uploads.findLast(({ revision }) => revision !== null);
    const { removable } = upload
      ? await this.#desk.receiptOf({ upload: upload.id, person })
      : { removable: [] as readonly string[] };
    if (!removable.includes(question)) return;
    const nothing = { Q1: null, Q2: null, R2: null };
    const reported = { says: { ...nothing, [question]: 'withdrawn' as const } };
    const { revision } = await this.#desk.removeAnswers({ upload: upload!.id, person, answers: [question] });
    this.#reported.push(reported);
    this.#taken.set(revision, reported);
  }

  async #act(act: string): Promise<void> {
    // Decisions concern files that were read; the model cannot predict the revision of a waiting file.
    await this.#desk.readWaitingUploads();
    const { revision, acceptedRevision, state } = await this.#submission();
    const asked = { ...which, person: asSecretariat, reason: 'As the walk wants it.' };
    if (act === 'accept' && (state === 'received' || state === 'reopened')) {
      await this.#desk.acceptSubmission(asked);
      this.#accepted = { revision, answers: await this.#answers(revision) };
    }
    if (act === 'return' && (state === 'received' || state === 'reopened')) await this.#desk.returnSubmission(asked);
    if (act === 'reopen' && acceptedRevision !== null) {
      await this.#desk.reopenSubmission(asked);
      this.#accepted = null;
    }
    const reported = this.#taken.get(revision);
    if (act === 'withdraw' && revision !== acceptedRevision && reported && this.#reported.at(-1) === reported) {
      await this.#desk.withdrawRevision({ ...which, person, revision });
      this.#reported.pop();
    }
  }

  #submission = async () => (await this.#desk.showSubmission({ ...which, person })).submission;

  async #answers(revision: number): Promise<string> {
    if (revision === 0) return '{}';
    const recorded = await this.#desk.answersOf({ ...which, person, revision });
    return JSON.stringify(
      Object.fromEntries(recorded.flatMap(({ question, value }) => (value === null ? [] : [[question, value]]))),
    );
  }

  /** Later files never change the accepted answers. */
  async #checkAccepted(): Promise<void> {
    if (this.#accepted === null) return;
    expect((await this.#submission()).acceptedRevision).toBe(this.#accepted.revision);
    expect(await this.#answers(this.#accepted.revision)).toBe(this.#accepted.answers);
  }

  async check(): Promise<void> {
    const expected = new Map<string, number>();
    for (const { says } of this.#reported) {
      for (const id of questions) {
        const said = says[id];
        if (said === 'withdrawn') expected.delete(id);
        else if (said !== null) expected.set(id, said);
      }
    }
    const { revision } = await this.#submission();
    const inOrder = questions.flatMap((id) => (expected.has(id) ? [[id, expected.get(id)]] : []));
    expect(await this.#answers(revision)).toBe(JSON.stringify(Object.fromEntries(inOrder)));

    const all = await revisions.list(this.#store.connection, which.cycle, which.country);
    const ofFiles = all.filter(({ kind }) => kind === 'upload');
    expect(new Set(ofFiles.map(({ upload }) => upload)).size).toBe(ofFiles.length);
    expect(ofFiles.map(({ arrival }) => arrival)).toEqual(ofFiles.map(({ arrival }) => arrival).sort((a, b) => a - b));
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
  }
}
