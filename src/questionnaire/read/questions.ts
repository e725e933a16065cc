/** Reads `questionnaire.yaml`: the questions, in sections. */

import type { InstrumentName, Question } from '../instrument.ts';
import type { Faults } from './fault.ts';
import { type Mapping, openMapping } from './mapping.ts';
import { claim, refuseShape, shapes } from './name.ts';
import { readQuestion } from './question.ts';
import { readYaml } from './yaml-file.ts';

/** A question as in the file, its relevance rule not yet parsed. */
export type QuestionDraft = {
  readonly question: Question;
  readonly rule: string | null;
  /** The entry in the file, for faults found later. */
  readonly at: Mapping;
};

export type SectionDraft = { readonly code: string; readonly questions: readonly QuestionDraft[] };

export type QuestionnaireDraft = {
  readonly id: string;
  readonly version: string;
  readonly languages: readonly string[];
  readonly sections: readonly SectionDraft[];
};

/** @returns everything that can be read; null if the file cannot be read at all */
export function readQuestionnaire(
  contentRoot: string,
  folder: string,
  { id, version }: InstrumentName,
  faults: Faults,
): QuestionnaireDraft | null {
  const file = readYaml(contentRoot, `${folder}/questionnaire.yaml`, faults);
  const all = file && openMapping(file, [], 'The file', faults);
  if (!all) return null;
  all.only(['instrument', 'version', 'languages', 'sections']);
  readIdentity(all, 'instrument', id);
  readIdentity(all, 'version', version);
  const languages = readLanguages(all);
  const sections = readSections(all, faults);
  return { id, version, languages, sections };
}

/** The file states its identity, so that a copy in a new folder is not taken for the old version. */
function readIdentity(all: Mapping, key: string, expected: string): void {
  if (!all.has(key)) all.missing(key, `'${expected}', as its folder is called`);
  else if (all.raw(key) !== expected) all.wrong(key, `the text '${expected}', as its folder is called`);
}

function readLanguages(all: Mapping): string[] {
  const languages = all.texts('languages');
  const tag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
  if (!all.has('languages')) all.missing('languages', 'their codes, the working language first');
  else if (languages.length === 0) all.wrong('languages', 'a list of at least one language');
  const distinct = new Set(languages).size === languages.length;
  if (!distinct || !languages.every((language) => tag.test(language))) {
    all.wrong('languages', 'a list of different language codes of two or three small letters');
  }
  return languages;
}

function readSections(all: Mapping, faults: Faults): SectionDraft[] {
  if (!all.has('sections')) all.missing('sections', 'at least one section with questions');
  const takenSections = new Map<string, () => string>();
  const takenQuestions = new Map<string, () => string>();
  return all
    .each('sections', (entry, place) => `Section ${codeOf(entry) ?? `number ${place + 1}`}`)
    .map((section) => {
      section.only(['code', 'questions']);
      const code = readCode(section, 'section', takenSections, faults);
      if (!section.has('questions')) section.missing('questions', 'the questions of the section');
      const questions = section
        .each('questions', (entry, place) => `Question ${codeOf(entry) ?? `number ${place + 1} of section ${code}`}`)
        .map((at) => {
          const question = readQuestion(at, readCode(at, 'question', takenQuestions, faults), code, faults);
          return { question, rule: at.text('relevance', 'a rule in quotes'), at };
        });
      return { code, questions };
    });
}

function readCode(at: Mapping, thing: string, taken: Map<string, () => string>, faults: Faults): string {
  const code = at.text('code', 'a code in letters and digits');
  if (code === null) {
    if (!at.has('code')) at.missing('code', 'a code that never changes its meaning');
    return '';
  }
  if (!shapes.code.test(code)) refuseShape(thing, code, 'code', at.where('code'), faults);
  claim(thing, code, () => at.where('code'), taken, faults);
  return code;
}

function codeOf(entry: unknown): string | null {
  const code = (entry as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
