/**
 * What a country allows to be published, as its revisions are received and accepted.
 *
 * A choice narrows automatically, as soon as an upload states it. It widens only when a person confirms that at acceptance.
 */
import {
  type CycleRules,
  choicesIn,
  fullEntitlement,
  isWider,
  type Person,
  type PublicationChange,
  type PublicationChoices,
  type PublicationRules,
  publicationBy,
  publicationChanges,
  publishesMore,
  type Submission,
  stricterPublication,
} from '../../domain/index.ts';
import { cellsOf, type Instrument } from '../../questionnaire/index.ts';
import { answers, type Connection, findings, publications, type Transaction } from '../../state/index.ts';
import { openChoicesIn } from './open-choices.ts';
import { takeBack } from './take-back.ts';

type Stated = Parameters<typeof choicesIn>[0];

/** What is required to find the choices among the answers, and to interpret them. */
type Asking = { readonly instrument: Instrument; readonly rules: PublicationRules };

type Changing = {
  /** As it was before this step. */
  readonly submission: Submission;
  readonly instrument: Instrument;
  readonly rules: CycleRules;
  /** The revision that is created or accepted. */
  readonly revision: number;
  readonly at: string;
  readonly person: Person;
};

/** The choices that apply to a submission; if they were not stored yet, those stated in its revisions. */
export async function heldChoices(
  connection: Connection,
  { cycle, country, revision, acceptedRevision }: Submission,
  { instrument, rules }: Asking,
): Promise<PublicationChoices> {
  const kept = await publications.ofSubmission(connection, { cycle, country });
  if (kept.size > 0 || rules.by === 'instrument') return kept;
  let held: PublicationChoices = new Map();
  for (const number of new Set([acceptedRevision, revision])) {
    if (number === null || number === 0) continue;
    const given = await answers.ofRevision(connection, { cycle, country, revision: number }, fullEntitlement);
    held = narrowed(held, statedChoices(given, { instrument, rules }), { everyOne: number === acceptedRevision });
  }
  return held;
}

/**
 * How a revision would change what is published, compared with the choices that apply; changes that publish more come
 * first.
 */
export const changesAgainst = (held: PublicationChoices, revision: Stated, asking: Asking): PublicationChange[] =>
  publicationChanges(held, statedChoices(revision, asking));

/** What recording a revision would change, and the choices that it would leave to be made. */
export function publicationIfRecorded(
  held: PublicationChoices,
  given: Parameters<typeof openChoicesIn>[0],
  asking: Asking,
): { readonly changes: PublicationChange[]; readonly notChosen: string[] } {
  const { rules } = asking;
  const publicationOf = publicationBy(narrowed(held, statedChoices(given, asking), { everyOne: false }), rules);
  const settled = given.map((answer) => ({ ...answer, publication: publicationOf(answer.section, answer.question) }));
  return { changes: changesAgainst(held, given, asking), notChosen: openChoicesIn(settled, rules) };
}

/** A choice for every section and for needs, even if the answers have no cell for it. */
function statedChoices(given: Stated, { instrument, rules }: Asking): PublicationChoices {
  if (rules.by === 'instrument') return new Map();
  const asked = [rules.sections, rules.needs].flatMap((code) => instrument.questions.get(code ?? '') ?? []);
  const subjects = asked.flatMap((question) => cellsOf(instrument, question).map(({ id }) => id));
  const chosen = choicesIn(given, rules);
  return new Map(subjects.map((subject) => [subject, chosen.get(subject) ?? 'not_chosen']));
}

/**
 * Applies an upload's choices that publish less, to its own revision and to the accepted one.
 *
 * @returns how the upload would change what is published
 */
export async function takeNarrower(tx: Transaction, stated: Stated, changing: Changing): Promise<PublicationChange[]> {
  const { submission, rules } = changing;
  const { publication } = rules;
  if (publication.by === 'instrument') return [];
  const asking = { instrument: changing.instrument, rules: publication };
  const held = await heldChoices(tx, submission, asking);
  const choices = statedChoices(stated, asking);
  const next = narrowed(held, choices, { everyOne: false });
  await hold(tx, next, changing);
  await settle(tx, next, changing, [submission.acceptedRevision, changing.revision]);
  return publicationChanges(held, choices);
}

/** Applies the choices of a revision that is accepted; the person has confirmed those that publish more. */
export async function takeAccepted(tx: Transaction, stated: Stated, changing: Changing): Promise<void> {
  const { submission, rules } = changing;
  const { publication } = rules;
  if (publication.by === 'instrument') return;
  const asking = { instrument: changing.instrument, rules: publication };
  const held = await heldChoices(tx, submission, asking);
  const next = new Map(held);
  // All choices, including those not made: a later first choice publishes more than what was accepted.
  for (const [subject, choice] of statedChoices(stated, asking)) {
    // A missing choice never changes an earlier one: "not for publication" applies until the country chooses
    // otherwise.
    const silent = choice === 'not_chosen';
    next.set(subject, silent ? stricterPublication(held.get(subject) ?? choice, choice) : choice);
  }
  await hold(tx, next, changing);
  await settle(tx, next, changing, [changing.revision]);
}

/** Changes that publish more than the choices that apply, and so require a person's confirmation. */
export const widenings = (changes: readonly PublicationChange[]): PublicationChange[] => changes.filter(publishesMore);

/** For the audit log: `A06.C: not_published > published`; null if nothing changes. */
export const changesInWords = (changes: readonly PublicationChange[]): string | null =>
  changes.map(({ subject, from, to }) => `${subject}: ${from} > ${to}`).join('; ') || null;

/** @param everyOne - whether to store choices that were never made, as is done once a revision was accepted */
function narrowed(
  held: PublicationChoices,
  stated: PublicationChoices,
  { everyOne }: { everyOne: boolean },
): PublicationChoices {
  const next = new Map(held);
  for (const [subject, choice] of stated) {
    const before = held.get(subject);
    if (before !== undefined) next.set(subject, stricterPublication(before, choice));
    else if (everyOne || choice !== 'not_chosen') next.set(subject, choice);
  }
  return next;
}

async function hold(tx: Transaction, next: PublicationChoices, changing: Changing): Promise<void> {
  const { cycle, country, acceptedRevision } = changing.submission;
  const before = await publications.ofSubmission(tx, { cycle, country });
  const changed = new Map([...next].filter(([subject, choice]) => before.get(subject) !== choice));
  const { revision, at, person } = changing;
  await publications.put(tx, { cycle, country, revision, at, person: person.id }, changed);
  // With first choices, nothing of the country is public yet.
  const narrower = [...changed].some(
    ([subject, choice]) =>
      (before.has(subject) || acceptedRevision !== null) && isWider(choice, before.get(subject) ?? 'published'),
  );
  if (narrower) await takeBack(tx, { cycle, country, at, person });
}

/**
 * Stores the applicable choice with each answer of these revisions, and the resulting class with answers and
 * findings.
 */
async function settle(
  tx: Transaction,
  choices: PublicationChoices,
  { submission: { cycle, country }, instrument, rules }: Changing,
  revisions: readonly (number | null)[],
): Promise<void> {
  const publicationOf = publicationBy(choices, rules.publication);
  const settled = [...instrument.questions.values()].map((question) => ({
    question: question.code,
    class: question.class,
    publication: publicationOf(question.section, question.code),
  }));
  for (const revision of new Set(revisions)) {
    if (revision === null) continue;
    await answers.settle(tx, { cycle, country, revision }, settled);
  }
  await findings.settle(tx, { cycle, country }, settled);
}
