import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, SectionPublication } from '../../../src/domain/index.ts';
import { fullEntitlement } from '../../../src/domain/index.ts';
import { consented } from '../../../src/release/build/consent.ts';
import { disclose } from '../../../src/release/index.ts';
import { answers, cycles, publications, type Store } from '../../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../../people.ts';
import { onEachStore, openFor } from '../../state/stores.ts';
import { found, openTinyDesk, said, type TinyDesk, tinyInstrument, workbook } from '../tiny.ts';

const which = { cycle: 'tiny-2026', country: 'AAA' };
const sections = ['Q', 'R'] as const;
type Section = (typeof sections)[number];

/** Content of the cell of a choice. `left_out`: the file does not have the row. */
const cells = ['all', 'scores', 'nothing', 'blank', 'left_out', 'unread', 'invalid', 'declined', 'withdrawn'] as const;
type Cell = (typeof cells)[number];

type Step =
  | { readonly do: 'upload'; readonly cells: Readonly<Record<Section, Cell>>; readonly sheet: boolean }
  | { readonly do: 'accept'; readonly confirm: boolean }
  | { readonly do: 'return' }
  | { readonly do: 'reopen' };

const anyCell = fc.constantFrom(...cells);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('upload' as const),
      cells: fc.record({ Q: anyCell, R: anyCell }),
      sheet: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('accept' as const), confirm: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);

const choiceCell = (section: Section, cell: Cell): Answer[] => {
  const id = `P1.${section}`;
  // Each choice is in a row of its own.
  const at = { cell: section === 'Q' ? 'F1' : 'F2' };
  switch (cell) {
    case 'left_out':
      return [];
    case 'blank':
      return [said(id, null, at)];
    case 'unread':
      return [said(id, null, { ...at, raw: 'publc' })];
    case 'invalid':
      return [said(id, 'everything', at)];
    case 'declined':
      return [said(id, null, { ...at, state: 'not_released', raw: 'not released' })];
    case 'withdrawn':
      return [said(id, null, { ...at, withdrawn: true, raw: 'withdrawn' })];
    default:
      return [said(id, cell, at)];
  }
};

/** How much each choice publishes. */
const width = { all: 2, scores: 1, nothing: 0 } as const;
const silent: readonly Cell[] = ['blank', 'left_out'];

/** A model of what the country chose and what a person confirmed, independent of the product. */
class Expected {
  readonly said: Record<Section, number> = { Q: 0, R: 0 };
  /** The narrowest choice since the last valid acceptance. */
  readonly limit: Record<Section, number> = { Q: 0, R: 0 };
  isAccepted = false;
  wasAccepted = false;

  upload(given: Readonly<Record<Section, Cell>>, sheet: boolean): void {
    for (const section of sections) {
      const cell = sheet ? given[section] : 'left_out';
      if (silent.includes(cell)) continue;
      this.said[section] = cell in width ? width[cell as keyof typeof width] : 0;
      this.limit[section] = Math.min(this.limit[section], this.said[section]);
    }
  }

  accept(confirmed: boolean): void {
    for (const section of sections) {
      const widens = this.wasAccepted && this.said[section] > this.limit[section];
      if (widens) expect(confirmed, `${section} is wider without a confirmation`).toBe(true);
      this.limit[section] = this.said[section];
    }
    this.isAccepted = true;
    this.wasAccepted = true;
  }
}

/** How much of each section a public edition would contain if it were built now. */
async function published(store: Store): Promise<Record<Section, number>> {
  const cycle = (await cycles.find(store.connection, which.cycle))!;
  const held = await publications.ofSubmission(store.connection, which);
  const accepted = await answers.accepted(store.connection, which.cycle, fullEntitlement);
  const { rows } = disclose(
    tinyInstrument('2026'),
    which,
    consented(accepted, held, cycle.rules!.publication),
    'public',
  );
  const of = (section: Section) =>
    Math.max(
      0,
      ...rows
        .filter((row) => row.section === section && row.state !== 'not_released' && row.state !== 'blank')
        .map(({ listed }) => (listed ? 2 : 1)),
    );
  return { Q: of('Q'), R: of('R') };
}

async function walk(store: Store, desk: TinyDesk, steps: readonly Step[]): Promise<void> {
  const expected = new Expected();
  for (const [number, step] of steps.entries()) {
    const accepted = await take(desk, step, number, expected);
    const now = await published(store);
    // Confirmed answers must also be published, since a product that publishes nothing would pass every other check.
    // Answers published as scores only may be suppressed further, to prevent disclosure.
    if (accepted) for (const section of sections) expect(now[section] === 2).toBe(expected.said[section] === 2);
    for (const section of sections) {
      const most = expected.isAccepted ? Math.min(expected.limit[section], expected.said[section]) : 0;
      expect(now[section], `${section} after ${JSON.stringify(steps.slice(0, number + 1))}`).toBeLessThanOrEqual(most);
    }
    if (step.do === 'upload') await keptAsPublished(store);
  }
}

/** The choice stored with an accepted answer is never wider than the current one. */
async function keptAsPublished(store: Store): Promise<void> {
  const held = await publications.ofSubmission(store.connection, which);
  for (const { section, publication } of await answers.accepted(store.connection, which.cycle, fullEntitlement)) {
    const limit: SectionPublication | undefined = held.get(`P1.${section}`);
    if (limit === 'not_published' || limit === 'not_chosen')
      expect(['not_published', 'not_chosen']).toContain(publication);
  }
}

/** @returns true if a revision was accepted */
async function take(desk: TinyDesk, step: Step, number: number, expected: Expected): Promise<boolean> {
  const person = asSecretariat;
  const reason = 'For a test.';
  if (step.do === 'upload') {
    const choices = step.sheet ? sections.flatMap((section) => choiceCell(section, step.cells[section])) : [];
    const unread = choices.filter(({ raw, state, withdrawn }) => raw !== null && state === 'blank' && !withdrawn);
    const bytes = workbook({
      answers: [...choices, said('Q1', number % 5), said('R1', 'signed', { comment: `file ${number}` })],
      findings: unread.map(({ question, sheet, cell }) => found('error', question, { sheet, cell })),
      saved: number,
    });
    const { revision } = await desk.receiveWorkbook({ bytes, fileName: 'a.xlsx', person: asFocalPoint('AAA') });
    if (revision !== null) expected.upload(step.cells, step.sheet);
    return false;
  }
  const { submission } = await desk.showSubmission({ ...which, person });
  try {
    if (step.do === 'accept') {
      await desk.acceptSubmission({ ...which, person, reason, confirmWider: step.confirm });
      expected.accept(step.confirm);
      return true;
    }
    if (step.do === 'return') await desk.returnSubmission({ ...which, person, reason });
    else {
      await desk.reopenSubmission({ ...which, person, reason });
      expected.isAccepted = false;
    }
  } catch (error) {
    // A refusal changes nothing.
    if (!(error instanceof Error) || error.name !== 'Problem') throw error;
    expect((await desk.showSubmission({ ...which, person })).submission).toEqual(submission);
  }
  return false;
}

/** The first file has no sheet for publication choices. */
const chosenAfterAcceptance: Step[] = [
  { do: 'upload', cells: { Q: 'blank', R: 'blank' }, sheet: false },
  { do: 'accept', confirm: false },
  { do: 'upload', cells: { Q: 'all', R: 'scores' }, sheet: true },
  { do: 'accept', confirm: false },
  { do: 'accept', confirm: true },
];

describe('after any sequence of uploads, omissions, acceptances and reopenings,', () => {
  onEachStore((freshPlace) => {
    it('nothing is public beyond the last explicit and confirmed choice', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 12 }), async (steps) => {
          const store = await openFor(await freshPlace());
          try {
            await walk(store, await openTinyDesk(store), steps);
          } finally {
            await store.close();
          }
        }),
        { numRuns: 50, examples: [[chosenAfterAcceptance]] },
      );
    });
  });
});
