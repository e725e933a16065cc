/** What is known before a country fills its workbook: its last accepted answers and the treaty facts, to be confirmed. */
import { isEarlier } from '../../content/index.ts';
import { type Cycle, fullEntitlement, type Person } from '../../domain/index.ts';
import { carryOver, type Instrument } from '../../questionnaire/index.ts';
import { answers, audit, type Connection, cycles, revisions, submissions } from '../../state/index.ts';
import type { Prefill } from '../../workbook/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, submissionNotFound } from '../permission.ts';
import { findCycle, frozenInstrument } from './cycle.ts';
import { statementsOf } from './treaties.ts';

type Which = { readonly cycle: string; readonly country: string };

/**
 * What a country's workbook of a cycle is filled with beforehand; it counts only once the country confirms it. The
 * source is a cycle's id with the day of the acceptance, or a treaty table's own words with its as-of date.
 *
 * @param asked - `person`: who is given the workbook; asked for the right every time
 * @throws Problem `not_allowed`, `cycle_unknown`, `instrument_changed`
 */
export async function prefillsFor(world: DeskWorld, asked: Which & { person: Person }): Promise<Prefill[]> {
  demand(asked.person, 'workbook.prefilled', { country: asked.country }, 'workbook');
  return world.store.snapshot(async (connection) => {
    const cycle = await findCycle(connection, asked.cycle);
    const instrument = frozenInstrument(world.content, cycle);
    return [
      ...(await lastAnswers(connection, cycle, instrument, asked.country)),
      ...(await treatyStatuses(world, connection, instrument, asked.country)),
    ];
  });
}

/** Notes that a country's workbook was taken, so that the board shows who has not opened it yet. */
export async function noteWorkbookTaken(world: DeskWorld, asked: Which & { person: Person }): Promise<void> {
  demand(asked.person, 'workbook.prefilled', { country: asked.country }, 'workbook');
  await world.store.transaction(async (tx) => {
    const cycle = (await findCycle(tx, asked.cycle)).id;
    const submission = await submissions.find(tx, cycle, asked.country);
    if (submission === null) throw submissionNotFound(cycle, asked.country);
    if (submission.takenAt !== null) return;
    const at = instant(world);
    await submissions.take(tx, cycle, asked.country, at);
    await audit.write(tx, asked.person, {
      at,
      action: 'workbook.take',
      thing: `submission ${cycle} ${asked.country}`,
      cycle,
      country: asked.country,
    });
  });
}

async function lastAnswers(
  connection: Connection,
  cycle: Cycle,
  instrument: Instrument,
  country: string,
): Promise<Prefill[]> {
  const earlier = await lastAccepted(connection, cycle, country);
  if (earlier === null) return [];
  const { source, version, date, said } = earlier;
  const carried = carryOver(instrument, version, said);
  return carried.answers.flatMap((answer): Prefill[] => {
    const wanted = instrument.questions.get(answer.question)?.prefill === 'last_cycle';
    if (!wanted || answer.state !== 'answered' || answer.value === null) return [];
    return [{ id: answer.part ?? answer.question, value: answer.value, source, date }];
  });
}

async function lastAccepted(connection: Connection, cycle: Cycle, country: string) {
  const earlier = (await cycles.list(connection)).filter(
    ({ instrument, version }) => instrument === cycle.instrument && isEarlier(version, cycle.version),
  );
  for (const { id, version } of earlier.reverse()) {
    const submission = await submissions.find(connection, id, country);
    const revision = submission?.acceptedRevision ?? null;
    if (revision === null) continue;
    const decisions = await revisions.decisions(connection, id, country);
    const acceptance = decisions.findLast((one) => one.step === 'accept' && one.revision === revision)!;
    const said = await answers.ofRevision(connection, { cycle: id, country, revision }, fullEntitlement);
    return { source: id, version, date: acceptance.at.slice(0, 10), said };
  }
  return null;
}

async function treatyStatuses(
  world: DeskWorld,
  connection: Connection,
  instrument: Instrument,
  country: string,
): Promise<Prefill[]> {
  const { prefill } = world.content.treatyAnswers(instrument.id);
  const steps = [...prefill.keys()];
  const known = await statementsOf(connection, country, instant(world).slice(0, 10));
  return [...instrument.questions.values()].flatMap((question): Prefill[] => {
    if (question.prefill !== 'treaty') return [];
    // Of several treaties that satisfy a question, the one with which the country has gone furthest.
    const [furthest] = known
      .filter(({ treaty, status }) => question.treaties.includes(treaty) && prefill.has(status))
      .sort((a, b) => steps.indexOf(a.status) - steps.indexOf(b.status));
    if (!furthest) return [];
    const { status, source, asOf: date, confirmed } = furthest;
    return [{ id: question.code, value: prefill.get(status)!, source, date, confirmed }];
  });
}
