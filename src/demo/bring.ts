/** One State's submission in one cycle, from its workbook to the decision, through the same use cases as any other. */
import { type Content, type Desk, openDesk, type WorkbookChecker } from '../collection/index.ts';
import { publishesMore, type Submission, secretariat } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';
import { type Store, submissions } from '../state/index.ts';
import { chance } from './chance.ts';
import { dayAfter, type Fate, fateOf } from './fate.ts';
import type { DemoHints } from './hints.ts';
import type { DemoWriter } from './writer.ts';

/** What is needed to bring in a submission. */
export type DemoWorld = {
  readonly store: Store;
  readonly contentRoot: string;
  readonly content: Content;
  readonly checker: WorkbookChecker;
  readonly writer: DemoWriter;
  /** A text of `texts/<language>/demo.yaml`. */
  readonly say: (language: string, key: string) => string;
};

/** One cycle of the demo, with its position among those of its instrument. */
export type PlannedCycle = {
  readonly hints: DemoHints;
  readonly instrument: Instrument;
  /** From 0. */
  readonly cycle: number;
};

/** The desk as of a day in the fictional calendar. */
export function deskOn({ store, contentRoot, content, checker }: DemoWorld, day: string, hour = 9): Desk {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCHours(hour);
  return openDesk({ store, contentRoot, content, checker, now: () => at });
}

type Step = 'take' | 'send' | 'accept' | 'return' | 'send corrected';

/** The next step; null if there is none, or if something else has changed the submission. */
function nextStep(fate: Fate, { state, revision, errors, takenAt }: Submission): Step | null {
  if (!fate.reports) return fate.taken && state === 'invited' && takenAt === null ? 'take' : null;
  const back = fate.end === 'corrected' || fate.end === 'returned';
  if (state === 'invited') return 'send';
  if (state === 'received' && revision === 1) {
    // Not every mistake is an error; without an error there is nothing to return.
    if (back && errors > 0) return 'return';
    return fate.end === 'waiting' ? null : 'accept';
  }
  if (fate.end !== 'corrected') return null;
  if (state === 'returned' && revision === 1) return 'send corrected';
  return state === 'received' && revision === 2 ? 'accept' : null;
}

/**
 * Performs the remaining steps of a State's submission; steps of an interrupted demo are not repeated.
 *
 * @throws Problem `demo_not_received` if the software does not accept its own workbook
 */
export async function bringReturn(world: DemoWorld, planned: PlannedCycle, country: string): Promise<void> {
  const { hints, instrument, cycle } = planned;
  const which = { cycle: cycleOf(instrument), country };
  const fate = fateOf({ hints, state: { code: country }, cycle, languages: instrument.languages });
  const now = async () => (await submissions.find(world.store.connection, which.cycle, country))!;
  for (let at = await now(), step = nextStep(fate, at); step !== null; at = await now(), step = nextStep(fate, at)) {
    await take(step, at);
  }

  async function take(step: Step, { revision, errors }: Submission): Promise<void> {
    const reason = (key: string) => world.say(fate.language, key);
    if (step === 'take') await issueOnly(deskOn(world, fate.receivedOn), which, fate.language);
    else if (step === 'send') await sendIn(world, planned, { ...which, on: fate.receivedOn, careless: fate.careless });
    else if (step === 'send corrected')
      await sendIn(world, planned, { ...which, on: fate.correctedOn, careless: false });
    else {
      const desk = deskOn(world, revision === 1 ? fate.decidedOn : dayAfter(fate.correctedOn, 3));
      await verifySome(desk, planned, which);
      await desk.reviewReasons({ ...which, person: secretariat, review: 'accepted', answers: 'all' });
      const decision = { ...which, person: secretariat };
      if (step === 'return') await desk.returnSubmission({ ...decision, reason: reason('returned') });
      else {
        const { publication } = await desk.showSubmission(decision);
        const why = errors > 0 ? 'accepted_with_errors' : publication.missing.length > 0 ? 'accepted_without' : null;
        const confirmWider = publication.changes.some(publishesMore);
        await desk.acceptSubmission({ ...decision, confirmWider, ...(why !== null && { reason: reason(why) }) });
      }
    }
  }
}

/** Records a download without writing a workbook, for States that never upload one. */
const issueOnly = (desk: Desk, which: { cycle: string; country: string }, language: string) =>
  desk.issueWorkbook({
    ...which,
    person: secretariat,
    languages: [language],
    scope: 'whole',
    contact: null,
    write: async () => new Uint8Array(),
  });

type Sending = { readonly cycle: string; readonly country: string; readonly on: string; readonly careless: boolean };

async function sendIn(
  world: DemoWorld,
  { hints, instrument, cycle: place }: PlannedCycle,
  { cycle, country, on, careless }: Sending,
): Promise<void> {
  const declared = hints.cycles[place]!;
  const desk = deskOn(world, on);
  const bytes = await world.writer.write({
    instrument: instrument.id,
    version: instrument.version,
    cycle: place,
    country,
    prefills: await desk.prefillsFor({ cycle, country, person: secretariat }),
    issued: declared.opens,
    due: declared.closes,
    refersTo: on,
    careless,
  });
  const sent = await desk.receiveWorkbook({
    bytes,
    fileName: `illustrative-${cycle}-${country}.xlsx`,
    person: { id: `focal.point@${country.toLowerCase()}.example`, role: 'focal_point', country, assigned: [] },
    expected: { cycle, country },
  });
  let receipt = sent;
  // A busy machine may interrupt a reading; it is repeated.
  for (let tries = 0; receipt.outcome === null && tries < 5; tries += 1) {
    receipt = await desk.recordUpload({ upload: sent.upload, person: secretariat });
  }
  if (receipt.revision !== null) return;
  const reason = world.content.texts().describe(world.content.texts().working, receipt.findings[0]!).message;
  throw new Problem('demo_not_received', `${cycle} ${country}`, {
    cycle,
    country,
    reason: reason ?? receipt.notRecorded,
  });
}

/** The secretariat checks some of the evidence before it decides. */
async function verifySome(
  desk: Desk,
  { hints, cycle: place }: PlannedCycle,
  { cycle, country }: { cycle: string; country: string },
): Promise<void> {
  const answers = await desk.answersOf({ cycle, country, person: secretariat });
  const seen = answers.flatMap(({ question, part, evidenceState }) => {
    const id = part ?? question;
    const looked =
      evidenceState === 'evidenced' && chance(hints.seed, 'verified', country, place, id).happens(hints.verified);
    return looked ? [id] : [];
  });
  if (seen.length > 0) await desk.verifyEvidence({ cycle, country, person: secretariat, answers: seen });
}
