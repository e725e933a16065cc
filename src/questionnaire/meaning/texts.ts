/**
 * Identifies the texts with which an instrument was shown. They may be corrected while a cycle is open; issued
 * workbooks and releases record them.
 */
import { createHash } from 'node:crypto';
import type { Instrument } from '../instrument.ts';
import { workingLanguage } from '../label.ts';
import { canonicalJson } from './canonical.ts';

const known = new WeakMap<Instrument, Map<string, string>>();

/**
 * SHA-256, hexadecimal, of everything that a reader of a language sees: its texts, those of the working language that
 * replace missing ones, and the legal references.
 */
export function textsHash(instrument: Instrument, language: string): string {
  const ofInstrument = known.get(instrument) ?? new Map<string, string>();
  known.set(instrument, ofInstrument);
  const hash = ofInstrument.get(language) ?? createHash('sha256').update(shown(instrument, language)).digest('hex');
  ofInstrument.set(language, hash);
  return hash;
}

/** The same for every language of the instrument. */
export const textsHashes = (instrument: Instrument): Readonly<Record<string, string>> =>
  Object.fromEntries(instrument.languages.map((language) => [language, textsHash(instrument, language)]));

function shown(instrument: Instrument, language: string): string {
  const working = workingLanguage(instrument);
  return canonicalJson({
    language,
    texts: instrument.texts.get(language) ?? null,
    working: language === working ? null : (instrument.texts.get(working) ?? null),
    legal: Object.fromEntries([...instrument.questions.values()].map(({ code, legal }) => [code, legal])),
  });
}
