/**
 * What an edition may know of a country's answers. Everything else is left out here, before any figure is made, so that
 * no figure can depend on it.
 */
import {
  type AnswerClass,
  type AnswerState,
  answerClasses,
  type EvidenceState,
  isPublic,
  publicUse,
  type ReasonReview,
  type SectionPublication,
} from '../domain/index.ts';
import {
  type CellDeclaration,
  type Hidden,
  type Instrument,
  parentsOf,
  scoredCells,
  whatShows,
} from '../questionnaire/index.ts';
import type { InputRow } from './inputs.ts';
import type { Edition } from './manifest.ts';

/** An accepted answer as it is kept: with its class, and what the country chose for its section. */
export type KeptAnswer = {
  readonly section: string;
  readonly question: string;
  readonly part: string | null;
  readonly state: AnswerState;
  readonly value: string | number | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly evidence: string | null;
  readonly evidenceState: EvidenceState;
  readonly confirmed: boolean;
  /** Of an answer "does not apply": what a reviewer decided about its reason; absent while nobody has. */
  readonly reasonReview?: ReasonReview | null;
  /** The stricter of the question's class and what the country tightened. */
  readonly class: AnswerClass;
  readonly publication: SectionPublication;
  readonly sheet: string;
  readonly cell: string;
  readonly revision: number;
  readonly uploadSha256: string;
  readonly fileName: string;
};

/** Classes that an edition is open to. What is confidential is in none. */
export const openClasses = (edition: Edition): readonly AnswerClass[] =>
  edition === 'public' ? answerClasses.slice(0, 1) : answerClasses.slice(0, 2);

/**
 * Discloses one country's answers.
 *
 * - A question whose class is not open to the edition is absent, for every country alike.
 * - An answer that the country has tightened beyond the edition counts as not released, with nothing else of it; nor is
 *   anything else told of one that it says itself it does not release.
 * - In the public edition, answers of a section marked "scores only" feed scores and are not listed; nor is an answer to
 *   a question whose rule stands on one of these, as whether it shows would tell of it.
 * - In the public edition a workbook is named by its cycle, country and hash: what its sender called it may name a person.
 * - Which questions fall away is judged by what is left, so that a kept-back answer does not show in another. An answer
 *   "does not apply" whose reason nobody has accepted is missing there too, so the questions that hang on it show.
 *
 * Every scored cell that the edition may know has a row: blank where the workbook had none, such as one of chosen sections.
 */
export function disclose(
  instrument: Instrument,
  { cycle, country }: { cycle: string; country: string },
  kept: readonly KeptAnswer[],
  edition: Edition,
): InputRow<'answers'>[] {
  const open = openClasses(edition);
  const told = kept
    .filter(({ question }) => open.includes(instrument.questions.get(question)?.class ?? 'confidential'))
    .map((answer) => (isOpen(answer, open, edition) ? answer : withheld(answer)));
  const unlisted = unlistedQuestions(instrument, told, edition);
  const { hidden, uncertain } = whatShows(
    instrument,
    told.map((answer) => (isUnaccepted(instrument, answer) ? { ...answer, state: 'not_known' as const } : answer)),
  );
  const listed = (question: string) => !unlisted.has(question);
  const given = new Set(told.map(({ part, question }) => part ?? question));
  const silent = scoredItems(instrument, open).filter(({ id }) => !given.has(id));
  const nameOf = ({ uploadSha256 }: KeptAnswer) => `${cycle}-${country}-${uploadSha256.slice(0, 8)}.xlsx`;
  const row = (answer: KeptAnswer | null, { id, question }: Place): InputRow<'answers'> => ({
    ...(answer === null ? nothing : rowOf(instrument, answer, listed(question.code))),
    ...(answer !== null && edition === 'public' ? { file_name: nameOf(answer) } : {}),
    cycle,
    country,
    section: question.section,
    question: question.code,
    part: id === question.code ? null : id,
    item: id,
    listed: listed(question.code),
    hidden_as: hiddenAs(hidden.get(id)),
    is_uncertain: uncertain.has(id),
  });
  return [
    ...told.map((answer) =>
      row(answer, { id: answer.part ?? answer.question, question: instrument.questions.get(answer.question)! }),
    ),
    ...silent.map((cell) => row(null, cell)),
  ];
}

/** A question hidden by one that does not apply does not apply either. */
const hiddenAs = (hidden: Hidden | undefined): string | null =>
  hidden === undefined ? null : hidden.because === 'absent' ? 'absent' : hidden.as;

const isAccepted = (instrument: Instrument, { state, reasonReview, question }: KeptAnswer): boolean =>
  state === 'not_applicable' &&
  reasonReview === 'accepted' &&
  (instrument.questions.get(question)?.mayNotApply ?? null) !== null;

const isUnaccepted = (instrument: Instrument, answer: KeptAnswer): boolean =>
  answer.state === 'not_applicable' && !isAccepted(instrument, answer);

const isOpen = (answer: KeptAnswer, open: readonly AnswerClass[], edition: Edition) =>
  answer.state !== 'not_released' &&
  open.includes(answer.class) &&
  (edition !== 'public' || isPublic(answer.publication));

/** Blank or answered alike: that it is kept back is all that is told. */
const withheld = (answer: KeptAnswer): KeptAnswer => ({
  ...answer,
  state: 'not_released',
  value: null,
  reason: null,
  comment: null,
  evidence: null,
  evidenceState: 'self_reported',
  confirmed: false,
});

function unlistedQuestions(instrument: Instrument, told: readonly KeptAnswer[], edition: Edition): ReadonlySet<string> {
  const unlisted = new Set<string>();
  if (edition !== 'public') return unlisted;
  for (const { question, publication } of told) if (publicUse(publication) !== 'listed') unlisted.add(question);
  // In the order of the questionnaire a rule stands on questions before it.
  for (const question of instrument.questions.values()) {
    if (parentsOf(question).some((parent) => unlisted.has(parent))) unlisted.add(question.code);
  }
  return unlisted;
}

const cellsThatScore = new WeakMap<Instrument, readonly CellDeclaration[]>();

/** The same for every country, and so found once an instrument. */
function scoredItems(instrument: Instrument, open: readonly AnswerClass[]): CellDeclaration[] {
  const known = cellsThatScore.get(instrument);
  const cells = known ?? [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));
  if (!known) cellsThatScore.set(instrument, cells);
  return cells.filter(({ question }) => open.includes(question.class));
}

type Place = Pick<CellDeclaration, 'id' | 'question'>;
/** What is said in a place, whatever the place. */
type Said = Omit<
  InputRow<'answers'>,
  'cycle' | 'country' | 'section' | 'question' | 'part' | 'item' | 'listed' | 'hidden_as' | 'is_uncertain'
>;

const nothing: Said = {
  state: 'blank',
  value: null,
  reason_accepted: false,
  comment: null,
  evidence: null,
  evidence_state: 'self_reported',
  confirmed: false,
  sheet: null,
  cell: null,
  revision: 0,
  upload_sha256: null,
  file_name: null,
};

function rowOf(instrument: Instrument, answer: KeptAnswer, listed: boolean): Said {
  return {
    state: answer.state,
    value: answer.value === null ? null : String(answer.value),
    reason_accepted: isAccepted(instrument, answer),
    comment: listed ? answer.comment : null,
    evidence: listed ? answer.evidence : null,
    evidence_state: answer.evidenceState,
    confirmed: answer.confirmed,
    sheet: answer.sheet,
    cell: answer.cell,
    revision: answer.revision,
    upload_sha256: answer.uploadSha256,
    file_name: answer.fileName,
  };
}
