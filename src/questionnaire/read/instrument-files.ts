/** Reads the files of one instrument into one value. */
import type { Problem } from '../../problem/index.ts';
import { checkQuestions } from '../check/questions.ts';
import { checkTexts } from '../check/texts.ts';
import type { Instrument, InstrumentName, InstrumentTexts, Question } from '../instrument.ts';
import { hashFiles } from '../meaning/files-hash.ts';
import { readChoices } from './choices.ts';
import { type CrosswalkDraft, readCrosswalk } from './crosswalk.ts';
import { readEarlierTexts } from './earlier-texts.ts';
import { Faults } from './fault.ts';
import { type QuestionDraft, type QuestionnaireDraft, readQuestionnaire } from './questions.ts';
import { readRelevance } from './relevance-rules.ts';
import { readTexts } from './texts.ts';

/** The result of reading an instrument; its crosswalk is not yet compared with earlier versions. */
export type InstrumentReading = {
  /** Null if too much is missing. */
  readonly instrument: Instrument | null;
  /** Lines to check against earlier versions; none if questions or choices are faulty, as each would seem changed. */
  readonly crosswalk: readonly CrosswalkDraft[];
  readonly faults: readonly Problem[];
  readonly warnings: Faults;
};

/** Reads one version with all its files; the version must exist. */
export function readInstrument(contentRoot: string, name: InstrumentName): InstrumentReading {
  const [faults, ofTexts, warnings] = [new Faults(), new Faults(), new Faults()];
  const folder = folderOf(name);
  const draft = readQuestionnaire(contentRoot, folder, name, faults);
  const lists = readChoices(contentRoot, folder, faults);
  const texts = new Map(
    (draft?.languages ?? []).map((language, place) => [
      language,
      readTexts(contentRoot, folder, language, place === 0, ofTexts),
    ]),
  );
  // Without one of the two files, all references to it would be reported as wrong.
  if (!draft || !lists) return { instrument: null, crosswalk: [], faults: faults.and(ofTexts), warnings };
  checkQuestions(draft.sections, lists, faults);
  // References to a duplicate code might be checked against the wrong one.
  if (faults.isAmbiguous('question')) return { instrument: null, crosswalk: [], faults: faults.and(ofTexts), warnings };

  const unruled = assemble(draft, (question) => question.question);
  const bare: Instrument = {
    ...unruled,
    lists,
    texts: new Map(
      [...texts].flatMap(([language, one]): [string, InstrumentTexts][] => (one ? [[language, one.texts]] : [])),
    ),
    crosswalk: [],
    earlierTexts: readEarlierTexts(contentRoot, folder, ofTexts),
    filesHash: hashFiles(contentRoot, folder, draft.languages),
  };
  const ruled = assemble(draft, (question) => readRelevance(question, bare, faults));
  const comparable = faults.list.length === 0;
  const crosswalk = readCrosswalk(contentRoot, folder, ruled.questions, faults);
  const instrument: Instrument = { ...bare, ...ruled, crosswalk: crosswalk.map(({ line }) => line) };
  if (draft.languages.length > 0 && !faults.isAmbiguous()) checkTexts(instrument, texts, folder, ofTexts, warnings);
  return { instrument, crosswalk: comparable ? crosswalk : [], faults: faults.and(ofTexts), warnings };
}

/**
 * Reads what a crosswalk is compared with: questions and choices, without rules and texts; null if there are none.
 * Faults are reported by the version's own check.
 */
export function readWithoutTexts(contentRoot: string, name: InstrumentName): Instrument | null {
  const folder = folderOf(name);
  const draft = readQuestionnaire(contentRoot, folder, name, new Faults());
  const lists = readChoices(contentRoot, folder, new Faults());
  if (!draft || !lists) return null;
  return {
    ...assemble(draft, ({ question }) => question),
    lists,
    texts: new Map(),
    crosswalk: [],
    earlierTexts: [],
    filesHash: '',
  };
}

function folderOf({ id, version }: InstrumentName): string {
  return `questionnaires/${id}/${version}`;
}

function assemble(
  { id, version, languages, sections }: QuestionnaireDraft,
  ask: (draft: QuestionDraft) => Question,
): Pick<Instrument, 'id' | 'version' | 'languages' | 'sections' | 'questions'> {
  const asked = sections.map(({ code, questions }) => ({ code, questions: questions.map(ask) }));
  const byCode = new Map<string, Question>();
  for (const question of asked.flatMap(({ questions }) => questions)) {
    if (!byCode.has(question.code)) byCode.set(question.code, question);
  }
  return { id, version, languages, sections: asked, questions: byCode };
}
