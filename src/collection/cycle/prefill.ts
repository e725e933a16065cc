/** Prefills: a country's last accepted answers and treaty facts, to be confirmed by the country. */
import { isEarlier } from '../../content/index.ts';
import { type Cycle, fullEntitlement, type Person } from '../../domain/index.ts';
import { carryOver, type Instrument } from '../../questionnaire/index.ts';
import { answers, type Connection, cycles, revisions, submissions } from '../../state/index.ts';
import { type Prefill, treatyPrefills } from '../../workbook/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';
import { findCycle, frozenInstrument } from './cycle.ts';
import { statementsOf } from './treaties.ts';

type Which = { readonly cycle: string; readonly country: string };

/**
 * The prefills of a country's workbook; they count only once the country confirms them. Their source is a cycle's id
 * with the date of the acceptance, or the wording of a treaty table with its date.
 *
 * @param asked - `person`: who receives the workbook; their right is checked every time
 * @throws Problem `not_allowed`, `cycle_unknown`, `instrument_changed`
 */
export async function prefillsFor(world: DeskWorld, asked: Which & { person: Person }): Promise<Prefill[]> {
  demand(asked.person, 'workbook.prefilled', { country: asked.country }, 'workbook');
  return world.store.snapshot(async (connection) =>
    collectPrefills(world, connection, await findCycle(connection, asked.cycle), asked.country),
  );
}

/** The same for a use case that has already checked the right. */
export async function collectPrefills(
  world: DeskWorld,
  connection: Connection,
  cycle: Cycle,
  country: string,
): Promise<Prefill[]> {
  const instrument = frozenInstrument(world.content, cycle);
  const statements = await statementsOf(connection, country, instant(world).slice(0, 10));
  const { prefill } = world.content.treatyAnswers(instrument.id);
  return [
    ...(await lastAnswers(connection, cycle, instrument, country)),
    ...treatyPrefills(instrument, statements, prefill),
  ];
}

async function lastAnswers(
  connection: Connection,
  cycle: Cycle,
  instrument: Instrument,
  country: string,
): Promise<Prefill[]> {
  const earlier = await lastAccepted(connection, cycle, country);
  if (earlier === null) return [];
  const { source, version, date, answered } = earlier;
  const carried = carryOver(instrument, version, answered);
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
    const answered = await answers.ofRevision(connection, { cycle: id, country, revision }, fullEntitlement);
    return { source: id, version, date: acceptance.at.slice(0, 10), answered };
  }
  return null;
}
