/** An instrument as plain rows, for computing figures. */
import { cellsOf, cellsOfInstrument } from './cells.ts';
import type { CellDeclaration, Instrument, Question } from './instrument.ts';
import { label } from './label.ts';
import { cellOfReference, referencesOf } from './relevance/expression.ts';

/**
 * The rows of each table, in questionnaire order; positions count from 1. An `item` is a cell as in `cellsOf`: a
 * question's code, or the full id of a part.
 */
export function instrumentTables(instrument: Instrument): InstrumentTables {
  const tables = known.get(instrument) ?? tablesOf(instrument);
  known.set(instrument, tables);
  return tables;
}

type InstrumentTables = ReturnType<typeof tablesOf>;
const known = new WeakMap<Instrument, InstrumentTables>();

function tablesOf(instrument: Instrument) {
  const questions = [...instrument.questions.values()];
  const cells = [...cellsOfInstrument(instrument).values()];
  const lists = [...instrument.lists.values()];
  return {
    sections: instrument.sections.map(({ code }, place) => ({ section: code, position: place + 1 })),
    questions: questions.map(questionRow),
    items: cells.map(({ id, question, name, occurrence, type, list }, place) => ({
      item: id,
      question: question.code,
      part: id === question.code ? null : id,
      name,
      occurrence,
      type,
      list: list?.name ?? null,
      position: place + 1,
    })),
    scored_items: questions.flatMap((question) => scoredItems(instrument, question)),
    /** The choices that a scorer of type `share` counts. */
    share_choices: questions.flatMap((question) =>
      scoredCells(instrument, question).flatMap(({ id }) =>
        question.scorer?.by === 'share' ? question.scorer.of.map((choice) => ({ item: id, choice })) : [],
      ),
    ),
    /** Choices of lists that are not open-ended; `score` is null if the choice is not scored. */
    choices: lists.flatMap(({ name, choices }) =>
      choices.map((choice, place) => ({ list: name, choice: choice.name, position: place + 1, score: choice.score })),
    ),
    treaty_questions: questions.flatMap(({ code, treaties }) => treaties.map((treaty) => ({ question: code, treaty }))),
    crosswalk: instrument.crosswalk.map((line) => ({
      question: line.question,
      from_instrument: line.fromInstrument,
      from_version: line.fromVersion,
      from_question: line.fromQuestion,
      relation: line.relation,
      /** `old=new|old=new`; empty if nothing is recoded. */
      recode: Object.entries(line.recode)
        .map(([from, to]) => `${from}=${to}`)
        .join('|'),
    })),
    /**
     * `kind` is section, question, part or choice (`list:name`); a text that a language lacks is replaced by that of
     * the working language, marked.
     */
    labels: instrument.languages.flatMap((language) => labelsOf(instrument, language)),
  };
}

const questionRow = (question: Question, place: number) => ({
  question: question.code,
  section: question.section,
  position: place + 1,
  type: question.type,
  list: question.list,
  class: question.class,
  core: question.core,
  evidence: question.evidence,
  prefill: question.prefill,
  /** `choice`, `share`, `goalposts`; null if the question is not scored. */
  scorer: question.scorer?.by ?? null,
  scorer_part: question.scorer?.part ?? null,
  ...goalpostsOf(question),
  /** `zero` or `leave`; null if the question is always shown, or is not scored. */
  when_hidden: question.whenHidden,
  /** Codes of the questions on which its rule depends, separated by spaces; empty if it is always shown. */
  parents: parentsOf(question).join(' '),
});

/** Scored cells; for a grid, every row. */
const scoredItems = (instrument: Instrument, question: Question) =>
  scoredCells(instrument, question).map(({ id, list }) => ({
    item: id,
    question: question.code,
    scorer: question.scorer!.by,
    list: list?.name ?? null,
    ...goalpostsOf(question),
  }));

const goalpostsOf = ({ scorer }: Question) =>
  scorer?.by === 'goalposts' ? { low: scorer.low, high: scorer.high } : { low: null, high: null };

/** The scored cells of a question: none without a scorer, one part of a group, every row of a grid. */
export function scoredCells(instrument: Instrument, question: Question): readonly CellDeclaration[] {
  const { scorer } = question;
  if (scorer === null) return [];
  return cellsOf(instrument, question).filter(({ name }) => scorer.part === null || scorer.part === name);
}

/** Codes of the questions on which a question's rule depends, each once. */
export function parentsOf({ relevance }: Question): string[] {
  return relevance === null ? [] : [...new Set(referencesOf(relevance).map(({ question }) => question))];
}

/** Ids of the cells on which the rule of one cell depends, each once. */
export function parentCells({ question, name }: Pick<CellDeclaration, 'question' | 'name'>): string[] {
  const row = question.type === 'grid' ? name : null;
  if (question.relevance === null) return [];
  return [...new Set(referencesOf(question.relevance).map((reference) => cellOfReference(reference, row)))];
}

function labelsOf(instrument: Instrument, language: string) {
  const { sections, questions, lists } = instrument;
  const parts = [...cellsOfInstrument(instrument).values()].filter(({ part }) => part !== null);
  const row = (kind: string, id: string, text: string) => ({ kind, id, language, label: text });
  return [
    row('instrument', instrument.id, label(instrument, language, 'title')),
    ...sections.map(({ code }) => row('section', code, label(instrument, language, 'section', code))),
    ...[...questions.keys()].map((code) => row('question', code, label(instrument, language, 'question', code))),
    ...parts.map(({ id }) => row('part', id, label(instrument, language, 'part', id))),
    ...[...lists.values()].flatMap(({ name, choices }) =>
      choices.map((choice) =>
        row('choice', `${name}:${choice.name}`, label(instrument, language, 'choice', name, choice.name)),
      ),
    ),
  ];
}
