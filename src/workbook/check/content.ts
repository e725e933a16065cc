/** What a check needs next to the file: texts, instruments and countries, each read once, when first wanted. */
import { loadTexts, type Texts } from '../../i18n/index.ts';
import { type Instrument, listInstruments, loadInstrument } from '../../questionnaire/index.ts';
import { type Country, loadCountries } from '../../reference/index.ts';
import { type AnswerWords, wordsOf } from '../answers/value/words.ts';

export type CheckContent = {
  readonly texts: Texts;
  readonly words: AnswerWords;
  /** Instruments on offer, each with its versions, oldest first. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Only for a pair that `versions` has: what a workbook states is never used as a path. */
  readonly instrument: (id: string, version: string) => Instrument;
  readonly countries: (kind: 'real' | 'illustrative') => readonly Country[];
};

export function openContent(contentRoot: string): CheckContent {
  const texts = loadTexts(contentRoot);
  const instruments = new Map<string, Instrument>();
  const countries = new Map<string, readonly Country[]>();
  return {
    texts,
    words: wordsOf(texts),
    versions: versionsIn(contentRoot),
    instrument: (id, version) => {
      const name = `${id}-${version}`;
      const instrument = instruments.get(name) ?? loadInstrument(contentRoot, id, version);
      instruments.set(name, instrument);
      return instrument;
    },
    countries: (kind) => {
      const known = countries.get(kind) ?? loadCountries(contentRoot, kind);
      countries.set(kind, known);
      return known;
    },
  };
}

function versionsIn(contentRoot: string): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const { id, version } of listInstruments(contentRoot)) versions.set(id, [...(versions.get(id) ?? []), version]);
  return versions;
}
