/**
 * The meaning of an instrument, apart from its wording: codes, types, choices, relevance, scoring, classes, and the
 * relation to earlier questions. It is frozen when a cycle opens. Keys that are not set are left out, so that a key
 * which a later version of this software adds does not change instruments that do not use it.
 */
import { createHash } from 'node:crypto';
import type { ChoiceList, CrosswalkLine, Instrument, Limits, Question } from '../instrument.ts';
import { toXlsForm } from '../relevance/xlsform.ts';
import { canonicalJson } from './canonical.ts';

/** Keys as written in the files, with their values. */
export type Declared = Readonly<Record<string, unknown>>;

export type Meaning = {
  readonly instrument: string;
  readonly version: string;
  /** Codes in questionnaire order. */
  readonly sections: readonly { readonly code: string; readonly questions: readonly string[] }[];
  readonly questions: Readonly<Record<string, Declared>>;
  readonly lists: Readonly<Record<string, Declared>>;
  /** Sorted by their text, as the order of lines in the file does not matter. */
  readonly crosswalk: readonly Declared[];
};

export function meaningOf(instrument: Instrument): Meaning {
  const { id, version, sections, questions, lists, crosswalk } = instrument;
  return {
    instrument: id,
    version,
    sections: sections.map((section) => ({
      code: section.code,
      questions: section.questions.map(({ code }) => code),
    })),
    questions: Object.fromEntries([...questions.values()].map((question) => [question.code, ofQuestion(question)])),
    lists: Object.fromEntries([...lists.values()].map((list) => [list.name, ofList(list)])),
    crosswalk: crosswalk
      .map(ofLine)
      .map((line) => ({ line, text: canonicalJson(line) }))
      .sort((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ line }) => line),
  };
}

/** The form that is stored and hashed. */
export const canonicalMeaning = (instrument: Instrument): string => canonicalJson(meaningOf(instrument));

const known = new WeakMap<Instrument, string>();

/** SHA-256 of the canonical form, hexadecimal; independent of the texts. */
export function meaningHash(instrument: Instrument): string {
  const hash = known.get(instrument) ?? createHash('sha256').update(canonicalMeaning(instrument)).digest('hex');
  known.set(instrument, hash);
  return hash;
}

function ofQuestion(question: Question): Declared {
  const { type, list, cellType, rows, parts, most, limits, relevance, whenHidden, scorer, mayNotApply } = question;
  return set({
    type,
    list,
    cell: cellType,
    rows,
    parts: parts.map((part) => set({ name: part.name, type: part.type, list: part.list, ...ofLimits(part.limits) })),
    most,
    ...ofLimits(limits),
    relevance: relevance && toXlsForm(relevance),
    when_hidden: whenHidden,
    class: question.class,
    core: question.core,
    required_for: question.requiredFor,
    evidence: question.evidence,
    prefill: question.prefill,
    treaties: question.treaties,
    scorer: scorer && set(scorer),
    // An empty list accepts any reason, which differs from no declaration.
    may_not_apply: mayNotApply && (mayNotApply.reasons.length === 0 ? 'any_reason' : mayNotApply.reasons),
  });
}

/** Limits of a date are under the keys of numeric limits, as in the file. */
const ofLimits = ({ min, max, longest, from, until }: Limits): Declared => ({
  min: min ?? from,
  max: max ?? until,
  longest,
});

const ofList = ({ numbered, scored, source, choices }: ChoiceList): Declared =>
  set({
    numbered,
    source,
    choices: choices.map(({ name }) => name),
    scores: scored ? choices.map(({ score }) => score) : null,
  });

/** The note is a text, so it is not part of the meaning. */
const ofLine = (line: CrosswalkLine): Declared =>
  set({
    question: line.question,
    from_instrument: line.fromInstrument,
    from_version: line.fromVersion,
    from_question: line.fromQuestion,
    relation: line.relation,
    recode: Object.keys(line.recode).length === 0 ? null : line.recode,
  });

function set(declared: Declared): Declared {
  const isSet = (value: unknown) =>
    value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(declared).filter(([, value]) => isSet(value)));
}
