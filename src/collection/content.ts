/** The content that use cases need, read once per process. */
import type { CycleRules, FolderKind, TreatyFact } from '../domain/index.ts';
import { loadTexts, type Texts } from '../i18n/index.ts';
import {
  type Instrument,
  loadCycleRules,
  loadFramework,
  loadInstrument,
  loadInstruments,
  loadTreatyAnswers,
  type TreatyAnswers,
} from '../questionnaire/index.ts';
import { type Country, loadCountries, loadKnownTreatyFacts } from '../reference/index.ts';

export type Content = {
  readonly texts: () => Texts;
  readonly instrument: (id: string, version: string) => Instrument;
  readonly instruments: () => readonly Instrument[];
  /** By alpha-3 code. */
  readonly countries: (kind: FolderKind) => ReadonlyMap<string, Country>;
  /** The facts with which a data folder is initialised. */
  readonly treatyFacts: (kind: FolderKind) => readonly TreatyFact[];
  /** As in the file now; an open cycle has frozen rules, see `frozenRules`. */
  readonly cycleRules: (instrument: string, version: string) => CycleRules;
  /** @throws Problem `content_faulty` if the framework is incomplete, as the answers could then not be scored */
  readonly demandFramework: (instrument: string) => void;
  readonly treatyAnswers: (instrument: string) => TreatyAnswers;
};

/** @param root - folder that contains questionnaires/, pipelines/ and texts/ */
export function openContent(root: string): Content {
  const instrument = remember((key) => loadInstrument(root, key.split('\n')[0]!, key.split('\n')[1]!));
  const instruments = remember(() => loadInstruments(root));
  const countries = remember(
    (kind) => new Map(loadCountries(root, kind as FolderKind).map((country) => [country.code, country])),
  );
  const rules = remember((key) => {
    const [id = '', version = ''] = key.split('\n');
    return loadCycleRules(root, id, version);
  });
  const treatyAnswers = remember((id) => loadTreatyAnswers(root, id));
  const texts = remember(() => loadTexts(root));
  return {
    texts: () => texts(''),
    instrument: (id, version) => instrument(`${id}\n${version}`),
    instruments: () => instruments(''),
    countries: (kind) => countries(kind),
    treatyFacts: (kind) => loadKnownTreatyFacts(root, kind),
    cycleRules: (id, version) => rules(`${id}\n${version}`),
    demandFramework: (id) => void loadFramework(root, id),
    treatyAnswers: (id) => treatyAnswers(id),
  };
}

function remember<T>(load: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, load(key));
    return known.get(key)!;
  };
}
