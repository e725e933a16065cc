/** What a check needs besides the file: texts, instruments and countries, each read when first needed. */
import { loadTexts, type Texts } from '../../i18n/index.ts';
import { type Instrument, listInstruments, loadInstrument } from '../../questionnaire/index.ts';
import { type Country, loadCountries } from '../../reference/index.ts';
import { type AnswerWords, wordsOf } from '../answers/value/words.ts';

export type CheckContent = {
  readonly texts: Texts;
  readonly words: AnswerWords;
  /** Available instruments with their versions, oldest first. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Only for a pair in `versions`: values from a workbook are never used as a path. */
  readonly instrument: (id: string, version: string) => Instrument;
  readonly countries: (kind: 'real' | 'illustrative') => readonly Country[];
};

export function openContent(contentRoot: string): CheckContent {
  const texts = loadTexts(contentRoot, 'on_request');
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
