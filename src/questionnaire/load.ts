/** Loads instruments from `questionnaires/<instrument>/<version>/`, or says everything that is wrong with one. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { checkCrosswalk, type Earlier } from './check-crosswalk.ts';
import { checkQuestions } from './check-questions.ts';
import { checkTexts } from './check-texts.ts';
import { Faults } from './fault.ts';
import { hashFiles } from './hash.ts';
import type { Instrument, InstrumentTexts, Question } from './instrument.ts';
import { shapes } from './name.ts';
import { readChoices } from './read-choices.ts';
import { type CrosswalkDraft, readCrosswalk } from './read-crosswalk.ts';
import { type QuestionnaireDraft, readQuestionnaire } from './read-questions.ts';
import { readRelevance } from './read-relevance.ts';
import { readTexts } from './read-texts.ts';

export type InstrumentName = { readonly id: string; readonly version: string };

/** What checking an instrument found. */
export type InstrumentReport = InstrumentName & {
  /** Null where there is a fault. */
  readonly instrument: Instrument | null;
  /** What stops it from being used, in order of file and line. */
  readonly faults: readonly Problem[];
  /** What people will notice: texts that a language lacks. */
  readonly warnings: readonly Problem[];
};

/**
 * Loads one version of an instrument.
 *
 * @param contentRoot - folder that holds `questionnaires/`
 * @throws Problem `instrument_unknown` where there is none, `instrument_faulty` with every fault of it, each with file,
 *   line and how to mend it
 */
export function loadInstrument(contentRoot: string, id: string, version: string): Instrument {
  return sound(checkInstrument(contentRoot, id, version));
}

/** Every version of every instrument, by name and then by version. Throws as `loadInstrument` does. */
export function loadInstruments(contentRoot: string): Instrument[] {
  return checkInstruments(contentRoot, listInstruments(contentRoot)).map(sound);
}

/** Reads one version and says what is wrong with it, all at once; throws `instrument_unknown` where there is none. */
export function checkInstrument(contentRoot: string, id: string, version: string): InstrumentReport {
  return checkInstruments(contentRoot, [{ id, version }])[0]!;
}

/** The same for several; a version that others come from is read once. */
export function checkInstruments(contentRoot: string, names: readonly InstrumentName[]): InstrumentReport[] {
  const readings = new Map<string, Reading>();
  const read = ({ id, version }: InstrumentName): Reading => {
    const known = readings.get(`${id} ${version}`);
    const reading = known ?? readInstrument(contentRoot, id, version);
    readings.set(`${id} ${version}`, reading);
    return reading;
  };
  const earlier: Earlier = (id, version) =>
    exists(contentRoot, id, version) ? read({ id, version }).instrument : null;
  return names.map((name) => {
    if (!exists(contentRoot, name.id, name.version)) {
      const known = listInstruments(contentRoot).map(({ id, version }) => `${id} ${version}`);
      const { id, version } = name;
      throw new Problem('instrument_unknown', 'questionnaires', { instrument: id, version, known });
    }
    const { instrument, crosswalk, faults, warnings } = read(name);
    const all = new Faults();
    if (instrument) checkCrosswalk(instrument, crosswalk, earlier, all);
    const found = faults.and(all);
    return { ...name, instrument: found.length > 0 ? null : instrument, faults: found, warnings: warnings.list };
  });
}

/** The instruments that have a folder, by name and then by version. */
export function listInstruments(contentRoot: string): InstrumentName[] {
  const foldersIn = (path: string) =>
    existsSync(join(contentRoot, path))
      ? readdirSync(join(contentRoot, path), { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && shapes.folder.test(entry.name))
          .map(({ name }) => name)
      : [];
  return foldersIn('questionnaires')
    .flatMap((id) => foldersIn(`questionnaires/${id}`).map((version) => ({ id, version })))
    .filter(({ id, version }) => exists(contentRoot, id, version))
    .sort((a, b) => order.compare(a.id, b.id) || order.compare(a.version, b.version));
}

/** `9` before `10`, whatever the machine's language. */
const order = new Intl.Collator('und', { numeric: true });

/** What was read of one instrument, its crosswalk not yet held against earlier versions. */
type Reading = {
  /** Null where so much is missing that there is nothing to speak of. */
  readonly instrument: Instrument | null;
  readonly crosswalk: readonly CrosswalkDraft[];
  readonly faults: Faults;
  readonly warnings: Faults;
};

function exists(contentRoot: string, id: string, version: string): boolean {
  if (!shapes.folder.test(id) || !shapes.folder.test(version)) return false;
  return existsSync(join(contentRoot, 'questionnaires', id, version, 'questionnaire.yaml'));
}

function readInstrument(contentRoot: string, id: string, version: string): Reading {
  const [faults, warnings] = [new Faults(), new Faults()];
  const folder = `questionnaires/${id}/${version}`;
  const draft = readQuestionnaire(contentRoot, folder, id, version, faults);
  const lists = readChoices(contentRoot, folder, faults);
  if (!draft) return { instrument: null, crosswalk: [], faults, warnings };
  checkQuestions(draft.sections, lists, faults);

  const texts = new Map(
    draft.languages.map((language, place) => [language, readTexts(contentRoot, folder, language, place === 0, faults)]),
  );
  const unruled = assemble(draft, (question) => question.question);
  const bare: Instrument = {
    ...unruled,
    lists,
    texts: new Map(
      [...texts].flatMap(([language, one]): [string, InstrumentTexts][] => (one ? [[language, one.texts]] : [])),
    ),
    crosswalk: [],
    hash: hashFiles(contentRoot, folder, draft.languages),
  };
  const ruled = assemble(draft, (question) => readRelevance(question, bare, faults));
  const crosswalk = readCrosswalk(contentRoot, folder, ruled.questions, faults);
  const instrument: Instrument = { ...bare, ...ruled, crosswalk: crosswalk.map(({ line }) => line) };
  if (draft.languages.length > 0) checkTexts(instrument, texts, folder, faults, warnings);
  return { instrument, crosswalk, faults, warnings };
}

function assemble(
  { id, version, languages, sections }: QuestionnaireDraft,
  ask: (draft: QuestionnaireDraft['sections'][number]['questions'][number]) => Question,
): Pick<Instrument, 'id' | 'version' | 'languages' | 'sections' | 'questions'> {
  const asked = sections.map(({ code, questions }) => ({ code, questions: questions.map(ask) }));
  const byCode = new Map<string, Question>();
  for (const question of asked.flatMap(({ questions }) => questions)) {
    if (!byCode.has(question.code)) byCode.set(question.code, question);
  }
  return { id, version, languages, sections: asked, questions: byCode };
}

function sound({ id, version, instrument, faults }: InstrumentReport): Instrument {
  if (instrument) return instrument;
  const told = faults.map(({ code, where, message, fix }) => ({ code, where, message, fix }));
  throw new Problem('instrument_faulty', faults[0]!.where, { instrument: id, version, faults: told });
}
