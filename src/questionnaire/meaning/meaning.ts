/**
 * What an instrument means, apart from how it is worded: codes, types, choices, relevance, scoring, classes, and what became
 * of earlier questions. It is frozen when a cycle opens. A key that is not set is left out, so that a key which a later version
 * of this software adds changes no instrument that does not use it.
 */
import { createHash } from 'node:crypto';
import type { ChoiceList, CrosswalkLine, Instrument, Limits, Question } from '../instrument.ts';
import { toXlsForm } from '../relevance/xlsform.ts';
import { canonicalJson } from './canonical.ts';

/** Keys as they are written in the files, with their values; keys of the same name mean the same. */
export type Declared = Readonly<Record<string, unknown>>;

export type Meaning = {
  readonly instrument: string;
  readonly version: string;
  /** Codes in the order of the questionnaire. */
  readonly sections: readonly { readonly code: string; readonly questions: readonly string[] }[];
  readonly questions: Readonly<Record<string, Declared>>;
  readonly lists: Readonly<Record<string, Declared>>;
  /** In the order of their text, as lines may be sorted in the file. */
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

/** As it is kept and hashed. */
export const canonicalMeaning = (instrument: Instrument): string => canonicalJson(meaningOf(instrument));

const known = new WeakMap<Instrument, string>();

/** SHA-256 of the canonical form, hexadecimal: the same whatever the texts say. */
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
    // No reasons listed means any reason, which is not the same as no declaration.
    may_not_apply: mayNotApply && (mayNotApply.reasons.length === 0 ? 'any_reason' : mayNotApply.reasons),
  });
}

/** Days of a date are under the keys of numbers, as in the file. */
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

/** The note is a text. */
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
