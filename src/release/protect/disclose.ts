/**
 * Selects what an edition may contain of a country's answers. Everything else is left out here, before any figure is
 * computed, so that no figure can depend on it.
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
  sectionPublications,
} from '../../domain/index.ts';
import {
  type AnswerLookup,
  type CellDeclaration,
  cellsOf,
  type Hidden,
  type Instrument,
  parentCells,
  scoredCells,
  whatShows,
} from '../../questionnaire/index.ts';
import type { Edition } from '../files/manifest.ts';
import type { InputRow } from '../input/inputs.ts';
import { type EarlierAnswers, mixedWithKeptBack } from './earlier.ts';
import type { ScoringLink } from './groups.ts';
import { findSurrogates, type Protected, type Surrogates } from './protect.ts';
import type { PublishedGroup } from './published-means.ts';

/** An accepted answer as stored, with its class and the country's choice for its section. */
export type DisclosedAnswer = {
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
  /** A reviewer's decision about the reason of an answer "does not apply"; absent if no one has decided. */
  readonly reasonReview?: ReasonReview | null;
  /** The stricter of the question's class and the class to which the country tightened it. */
  readonly class: AnswerClass;
  readonly publication: SectionPublication;
  readonly sheet: string;
  readonly cell: string;
  readonly revision: number;
  readonly uploadSha256: string;
  readonly fileName: string;
};

/** The disclosed answers of a country in a cycle, and the groups of those that are rounded. */
export type Disclosed = { readonly rows: InputRow<'answers'>[]; readonly groups: readonly PublishedGroup[] };

/** Classes that an edition may show. Confidential answers are in none. */
export const openClasses = (edition: Edition): readonly AnswerClass[] =>
  edition === 'public' ? answerClasses.slice(0, 1) : answerClasses.slice(0, 2);

/**
 * Discloses one country's answers.
 *
 * - A question whose class the edition may not show is absent, for every country alike.
 * - An answer that the country has tightened beyond the edition counts as not released, and nothing else of it is
 *   included. The same holds for an answer that the country itself marks as not released. Answers that depend on such
 *   an answer are withheld: that they were asked at all would reveal it.
 * - In the public edition, a section that the country withholds, or has not chosen to publish, shows only that fact.
 * - In the public edition, answers of a section marked "scores only" are protected: they are not listed, and the
 *   inputs contain only a score that several of them have in common. The same holds for an answer whose relevance
 *   rule depends on one of these. Which rows exist follows from the questionnaire, not from the answers.
 * - In the public edition a workbook is named by its cycle, country and hash, as its original file name may name a
 *   person.
 * - Which questions are hidden is judged by the disclosed answers alone, so that a withheld answer is not visible in
 *   another. An answer "does not apply" whose reason no one has accepted counts as missing there too, so the
 *   questions that depend on it are shown.
 *
 * Every scored cell that the edition may show has a row; it is blank if the workbook had no such cell, as in a
 * workbook of selected sections.
 *
 * @param links - how questions feed indicators: protected answers are rounded by indicator
 * @param earlier - what each release that was ever public shows of this country and cycle; two releases together must
 *   not reveal more
 */
export function disclose(
  instrument: Instrument,
  { cycle, country }: { cycle: string; country: string },
  kept: readonly DisclosedAnswer[],
  edition: Edition,
  links: readonly ScoringLink[] = [],
  earlier: readonly EarlierAnswers[] = [],
): Disclosed {
  const open = openClasses(edition);
  const inEdition = ({ question }: DisclosedAnswer) =>
    open.includes(instrument.questions.get(question)?.class ?? 'confidential');
  const given = kept.filter(inEdition).map((answer) => (isOpen(answer, open, edition) ? answer : withheld(answer)));
  const byCell = new Map(given.map((answer) => [answer.part ?? answer.question, answer]));
  const first = keptBack(instrument, byCell, open, edition, new Set());
  const isListed = (cell: string) => !first.closed.has(cell) && !first.unlisted.has(cell);
  const mixed = mixedWithKeptBack(instrument, links, earlier, isListed);
  const { closed, unlisted } = mixed.size === 0 ? first : keptBack(instrument, byCell, open, edition, mixed);
  const usable = given.map((answer) => (closed.has(answer.part ?? answer.question) ? withheld(answer) : answer));
  const shown = usable.map((answer) => (unlisted.has(answer.part ?? answer.question) ? withheld(answer) : answer));
  const asMissing = (answer: DisclosedAnswer) =>
    isUnaccepted(instrument, answer) ? { ...answer, state: 'not_known' as const } : answer;
  const { hidden, uncertain } = whatShows(instrument, shown.map(asMissing));
  const known = lookupOf(shown.map(asMissing), hidden);
  const isProtected = (cell: string) => unlisted.has(cell) && !closed.has(cell);
  const { surrogates, groups }: Protected =
    unlisted.size === 0
      ? { surrogates: new Map(), groups: [] }
      : findSurrogates({
          instrument,
          links,
          answers: usable.map(asMissing),
          isProtected,
          hiddenInPublic: hidden,
          known,
          earlier,
        });
  const nameOf = ({ uploadSha256 }: DisclosedAnswer) => `${cycle}-${country}-${uploadSha256.slice(0, 8)}.xlsx`;
  const at = ({ id, question }: DeclaredPlace) => ({
    cycle,
    country,
    section: question.section,
    question: question.code,
    part: id === question.code ? null : id,
    item: id,
    hidden_as: hiddenAs(hidden.get(id)),
    is_uncertain: uncertain.has(id) && !isProtected(id),
  });
  const listed = usable
    .filter(({ part, question }) => !unlisted.has(part ?? question))
    .map((answer) => {
      const id = answer.part ?? answer.question;
      return {
        ...rowOf(instrument, answer),
        ...(edition === 'public' ? { file_name: nameOf(answer) } : {}),
        ...(closed.get(id) === 'withheld' ? { protection: 'withheld' } : {}),
        ...at({ id, question: instrument.questions.get(answer.question)! }),
      };
    });
  const silent = scoredItems(instrument, open).filter(({ id }) => !byCell.has(id) && !unlisted.has(id));
  const rows = [
    ...listed,
    ...silent.map((cell) => ({ ...nothing, ...stateOfSilent(closed.get(cell.id)), ...at(cell) })),
    ...[...unlisted.values()].map((cell) => ({
      ...(isProtected(cell.id) ? protectedRow(cell, surrogates, hidden) : unpublished),
      ...at(cell),
    })),
  ];
  return { rows, groups };
}

/** A question that depends on one that does not apply does not apply either. */
const hiddenAs = (hidden: Hidden | undefined): string | null =>
  hidden === undefined ? null : hidden.because === 'absent' ? 'absent' : hidden.as;

const isAccepted = (instrument: Instrument, { state, reasonReview, question }: DisclosedAnswer): boolean =>
  state === 'not_applicable' &&
  reasonReview === 'accepted' &&
  (instrument.questions.get(question)?.mayNotApply ?? null) !== null;

const isUnaccepted = (instrument: Instrument, answer: DisclosedAnswer): boolean =>
  answer.state === 'not_applicable' && !isAccepted(instrument, answer);

const isOpen = (answer: DisclosedAnswer, open: readonly AnswerClass[], edition: Edition) =>
  answer.state !== 'not_released' &&
  open.includes(answer.class) &&
  (edition !== 'public' || isPublic(answer.publication));

/** Same result for blank and answered cells: only the fact that it is withheld remains. */
const withheld = (answer: DisclosedAnswer): DisclosedAnswer => ({
  ...answer,
  state: 'not_released',
  value: null,
  reason: null,
  comment: null,
  evidence: null,
  evidenceState: 'self_reported',
  confirmed: false,
});

type KeptBack = {
  /** Counts as not released: `chosen` if the country states this, `withheld` if it would reveal another answer. */
  readonly closed: ReadonlyMap<string, 'chosen' | 'withheld'>;
  /** Not listed; feeds scores unless it is in `closed` as well. */
  readonly unlisted: ReadonlyMap<string, CellDeclaration>;
};

/**
 * A relevance rule refers only to questions before it, so one pass in questionnaire order is enough.
 *
 * @param mixed - cells that may not be listed because of an earlier release
 */
function keptBack(
  instrument: Instrument,
  given: ReadonlyMap<string, DisclosedAnswer>,
  open: readonly AnswerClass[],
  edition: Edition,
  mixed: ReadonlySet<string>,
): KeptBack {
  const closed = new Map<string, 'chosen' | 'withheld'>();
  const unlisted = new Map<string, CellDeclaration>();
  if (edition !== 'public') return { closed, unlisted };
  const publicationOf = publications(instrument, given);
  const absent = (cell: string) => {
    const question = instrument.questions.get(cell.split('..')[0]!);
    return question !== undefined && !open.includes(question.class);
  };
  for (const question of instrument.questions.values()) {
    if (!open.includes(question.class)) continue;
    for (const cell of cellsOf(instrument, question)) {
      const publication = publicationOf(cell);
      const parents = parentCells(cell);
      const use = publication === undefined ? 'listed' : publicUse(publication);
      if (use === 'none') {
        closed.set(cell.id, 'chosen');
        unlisted.set(cell.id, cell);
      } else if (given.get(cell.id)?.state === 'not_released') closed.set(cell.id, 'chosen');
      else if (mixed.has(cell.id) || parents.some((parent) => closed.has(parent) || absent(parent)))
        closed.set(cell.id, 'withheld');
      else if (use === 'scored' || parents.some((parent) => unlisted.has(parent))) unlisted.set(cell.id, cell);
    }
  }
  return { closed, unlisted };
}

/**
 * The choice for a cell, including cells without an answer: as for another cell of its question, otherwise of its
 * section.
 */
function publications(instrument: Instrument, given: ReadonlyMap<string, DisclosedAnswer>) {
  const ofQuestion = new Map<string, SectionPublication>();
  const ofSection = new Map<string, SectionPublication>();
  for (const { question, section, publication } of given.values()) {
    ofQuestion.set(question, publication);
    // Needs may be withheld more strictly than the section that contains them.
    const before = ofSection.get(section);
    const isLooser =
      before === undefined || sectionPublications.indexOf(publication) < sectionPublications.indexOf(before);
    if (isLooser) ofSection.set(section, publication);
  }
  return ({ question }: CellDeclaration): SectionPublication | undefined =>
    ofQuestion.get(question.code) ?? ofSection.get(instrument.questions.get(question.code)!.section);
}

function lookupOf(answers: readonly DisclosedAnswer[], hidden: ReadonlyMap<string, Hidden>): AnswerLookup {
  const byCell = new Map(answers.map((answer) => [answer.part ?? answer.question, answer]));
  return (cell) => {
    if (hidden.has(cell)) return { state: 'blank', value: null, hidden: true };
    const answer = byCell.get(cell);
    return answer === undefined ? undefined : { state: answer.state, value: answer.value };
  };
}

const cellsThatScore = new WeakMap<Instrument, readonly CellDeclaration[]>();

/** The same for every country, so it is computed once per instrument. */
function scoredItems(instrument: Instrument, open: readonly AnswerClass[]): CellDeclaration[] {
  const known = cellsThatScore.get(instrument);
  const cells = known ?? [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));
  if (!known) cellsThatScore.set(instrument, cells);
  return cells.filter(({ question }) => open.includes(question.class));
}

type DeclaredPlace = Pick<CellDeclaration, 'id' | 'question'>;
/** The columns of an answer that do not depend on its sheet and cell. */
type Stated = Omit<
  InputRow<'answers'>,
  'cycle' | 'country' | 'section' | 'question' | 'part' | 'item' | 'hidden_as' | 'is_uncertain'
>;

const nothing: Stated = {
  state: 'blank',
  value: null,
  listed: true,
  protection: 'none',
  surrogate: null,
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

/** If nothing of a section may be published, blank and answered cells are the same. */
const unpublished: Stated = { ...nothing, listed: false, state: 'not_released' };

/** A cell without an answer is withheld in the same way as one with an answer. */
const stateOfSilent = (closed: 'chosen' | 'withheld' | undefined): Partial<Stated> =>
  closed === undefined ? {} : { state: 'not_released', ...(closed === 'withheld' ? { protection: 'withheld' } : {}) };

/** The row does not depend on the answer, except for the score of its group. */
function protectedRow({ id }: CellDeclaration, surrogates: Surrogates, hidden: ReadonlyMap<string, Hidden>): Stated {
  const surrogate = surrogates.get(id);
  // Hidden by listed answers alone, so there is no answer to protect.
  if (hidden.has(id)) return { ...nothing, listed: false };
  if (surrogate === undefined) return { ...nothing, listed: false, state: 'not_released', protection: 'withheld' };
  const state = surrogate === null ? 'not_released' : 'answered';
  return { ...nothing, listed: false, state, protection: 'rounded', surrogate };
}

function rowOf(instrument: Instrument, answer: DisclosedAnswer): Stated {
  return {
    ...nothing,
    state: answer.state,
    value: answer.value === null ? null : String(answer.value),
    reason_accepted: isAccepted(instrument, answer),
    comment: answer.comment,
    evidence: answer.evidence,
    evidence_state: answer.evidenceState,
    confirmed: answer.confirmed,
    sheet: answer.sheet,
    cell: answer.cell,
    revision: answer.revision,
    upload_sha256: answer.uploadSha256,
    file_name: answer.fileName,
  };
}
