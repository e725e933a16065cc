/** Carries answers to an earlier version over to this one, through the crosswalk. */
import type { Answer, AnswerValue } from '../domain/index.ts';
import { cellsOfInstrument } from './cells.ts';
import type { CellDeclaration, CrosswalkLine, Instrument } from './instrument.ts';

type GivenAnswer = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/** What happened to one earlier answer, or the entry of a new question. */
export type CarriedFate = {
  /**
   * The relation of the crosswalk; `lost` if the crosswalk carries the question over but this answer has no cell in
   * it; `unknown` if the crosswalk does not contain the question.
   */
  readonly fate: CrosswalkLine['relation'] | 'lost' | 'unknown';
  /** Id of the earlier cell; null for a new question. */
  readonly from: string | null;
  /** Id of the cell in this version; null if there is none. */
  readonly to: string | null;
  readonly before: AnswerValue | null;
  readonly after: AnswerValue | null;
  /** Earlier choices without a choice in this version. */
  readonly lostChoices: readonly string[];
};

export type CarriedOver<A extends GivenAnswer> = {
  /** Answers carried over unchanged or recoded, in their order. */
  readonly answers: readonly A[];
  /** Answers to changed questions: to be shown next to the question, never compared. */
  readonly hints: readonly A[];
  /** One for each earlier answer, in their order, then one for each new question. */
  readonly fates: readonly CarriedFate[];
};

/**
 * @param instrument - the target version
 * @param fromVersion - the version of the same instrument that was answered
 * @param answers - answers with the codes and stored choices of that version
 */
export function carryOver<A extends GivenAnswer>(
  instrument: Instrument,
  fromVersion: string,
  answers: Iterable<A>,
): CarriedOver<A> {
  const lines = instrument.crosswalk.filter(
    (line) => line.fromInstrument === instrument.id && line.fromVersion === fromVersion,
  );
  const byQuestion = Map.groupBy(
    lines.filter(({ fromQuestion }) => fromQuestion !== null),
    ({ fromQuestion }) => fromQuestion,
  );
  const cells = cellsOfInstrument(instrument);
  const carried: { answers: A[]; hints: A[]; fates: CarriedFate[] } = { answers: [], hints: [], fates: [] };
  for (const answer of answers) {
    for (const line of byQuestion.get(answer.question) ?? [null]) {
      const { fate, moved } = carry(answer, line, cells);
      carried.fates.push(fate);
      if (moved) (fate.fate === 'changed' ? carried.hints : carried.answers).push(moved);
    }
  }
  for (const { question, relation } of lines) {
    if (relation !== 'new') continue;
    carried.fates.push({ fate: 'new', from: null, to: question, before: null, after: null, lostChoices: [] });
  }
  return carried;
}

function carry<A extends GivenAnswer>(
  answer: A,
  line: CrosswalkLine | null,
  cells: ReadonlyMap<string, CellDeclaration>,
): { fate: CarriedFate; moved: A | null } {
  const none = { from: answer.part ?? answer.question, to: null, before: answer.value, after: null, lostChoices: [] };
  if (line === null || line.question === null) {
    return { fate: { ...none, fate: line === null ? 'unknown' : 'dropped' }, moved: null };
  }
  const part = answer.part === null ? null : line.question + answer.part.slice(answer.question.length);
  const to = part ?? line.question;
  const cell = cells.get(to);
  if (line.relation === 'changed') {
    const moved = { ...answer, question: line.question, part };
    return { fate: { ...none, fate: 'changed', to: cell ? to : line.question, after: answer.value }, moved };
  }
  if (!cell) return { fate: { ...none, fate: 'lost' }, moved: null };
  const { value, lostChoices } = recode(answer.value, line, cell);
  if (value === null && answer.value !== null) return { fate: { ...none, fate: 'lost', lostChoices }, moved: null };
  return {
    fate: { ...none, fate: line.relation, to, after: value, lostChoices },
    moved: { ...answer, question: line.question, part, value },
  };
}

/** The value in this version's choices; null if no choice is left. */
function recode(value: AnswerValue | null, { recode: pairs }: CrosswalkLine, { type, list }: CellDeclaration) {
  if (value === null || list === null) return { value, lostChoices: [] };
  const names = type === 'select_multiple' ? String(value).split(' ').filter(Boolean) : [String(value)];
  const known = (name: string) => list.openEnded || list.choices.some((choice) => choice.name === name);
  const recoded = names.map((name) => ({ name, now: pairs[name] ?? name }));
  const lostChoices = recoded.filter(({ now }) => !known(now)).map(({ name }) => name);
  const kept = [...new Set(recoded.map(({ now }) => now).filter(known))];
  if (kept.length === 0) return { value: null, lostChoices };
  const text = kept.join(' ');
  return { value: list.numbered && type === 'select_one' ? Number(text) : text, lostChoices };
}
