/**
 * Issues a country's workbook, filled with what is known of the country, and records it, so that the status board
 * shows who has not downloaded it yet.
 */
import { type Cycle, fullEntitlement, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { answers, audit, type Connection, folder, submissions } from '../../state/index.ts';
import { askedScope, type IssuedOrder, orderWorkbook } from '../../workbook/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, demandEntitlement, submissionNotFound } from '../permission.ts';
import { demandStored } from '../upload/stored.ts';
import { findCycle, frozenInstrument } from './cycle.ts';
import { collectPrefills } from './prefill.ts';

export type IssueWorkbook = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  /** In order of preference: the first one that the questionnaire has is used. */
  readonly languages: readonly string[];
  /** `whole`, `core`, or codes of sections separated by commas. */
  readonly scope: string;
  /** ISO date of the deadline stated in it. Default: the deadline of the cycle. */
  readonly due?: string | null;
  /** How to reach the secretariat; null if unknown. */
  readonly contact: string | null;
  readonly write: (order: IssuedOrder) => Promise<Uint8Array>;
};

export type IssuedWorkbook = { readonly order: IssuedOrder; readonly bytes: Uint8Array };

/**
 * Issues the workbook of an invited country to a person. It counts as downloaded once it is written. A store that cannot
 * record that, such as on a full disk, does not withhold it: it then counts from the next time.
 *
 * @throws Problem `cycle_unknown`, `not_found`, `not_allowed`, `instrument_changed`, `workbook_language_not_offered`,
 *   `workbook_section_unknown`, and the problems of `write`
 */
export async function issueWorkbook(world: DeskWorld, asked: IssueWorkbook): Promise<IssuedWorkbook> {
  const { country, person } = asked;
  const { cycle, order } = await world.store.snapshot(async (connection) => {
    const found = await findCycle(connection, asked.cycle);
    demandEntitlement(person, found.id, country);
    demand(person, 'workbook.prefilled', { country }, 'workbook');
    return { cycle: found, order: await orderFor(world, connection, found, asked) };
  });
  const bytes = await asked.write(order);
  await noteIssued(world, cycle.id, asked).catch((error) => {
    demandStored(error);
    world.report?.(error);
  });
  return { order, bytes };
}

async function orderFor(
  world: DeskWorld,
  connection: Connection,
  cycle: Cycle,
  asked: IssueWorkbook,
): Promise<IssuedOrder> {
  const { content } = world;
  const submission = await submissions.find(connection, cycle.id, asked.country);
  if (submission === null) throw submissionNotFound(cycle.id, asked.country);
  const instrument = frozenInstrument(content, cycle);
  const { revision } = submission;
  const which = { cycle: cycle.id, country: asked.country, revision };
  const kind = (await folder.kind(connection))!;
  const countries = content.countries(kind);
  return orderWorkbook({
    instrument,
    country: countries.get(asked.country)!,
    countries: countries.values(),
    language: offeredLanguage(instrument.languages, cycle, asked),
    scope: askedScope(asked.scope, instrument),
    recorded: {
      prefills: await collectPrefills(world, connection, cycle, asked.country),
      answers: await answers.ofRevision(connection, which, fullEntitlement),
      revision,
    },
    facts: content.treatyFacts(kind),
    choices: content.treatyAnswers(instrument.id).prefill,
    issued: instant(world).slice(0, 10),
    due: asked.due ?? cycle.closesOn,
    contact: asked.contact,
    texts: content.texts(),
  });
}

function offeredLanguage(offered: readonly string[], { id }: Cycle, { languages }: IssueWorkbook): string {
  const language = languages.find((one) => offered.includes(one));
  if (language !== undefined) return language;
  throw new Problem('workbook_language_not_offered', 'language', { language: languages[0] ?? '', cycle: id, offered });
}

/** Only the first time is recorded. */
async function noteIssued(world: DeskWorld, cycle: string, { country, person }: IssueWorkbook): Promise<void> {
  await world.store.transaction(async (tx) => {
    const submission = await submissions.lock(tx, cycle, country);
    if (submission === null) throw submissionNotFound(cycle, country);
    if (submission.takenAt !== null) return;
    const at = instant(world);
    await submissions.take(tx, cycle, country, at);
    await audit.write(tx, person, {
      at,
      action: 'workbook.issue',
      thing: `submission ${cycle} ${country}`,
      cycle,
      country,
    });
  });
}
