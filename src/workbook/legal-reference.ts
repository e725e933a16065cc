/**
 * Legal references of a questionnaire, such as `Budapest Arts 36–37`, in the words of a language. The questionnaire
 * writes them in English: the instrument, and the articles or recommendations of it.
 */
import type { Say, Wording } from './wording.ts';

/** Names of instruments, and of references without articles, to their texts in `workbook.yaml`. */
const instruments: Readonly<Record<string, string>> = {
  Budapest: 'budapest',
  Lanzarote: 'lanzarote',
  ECHR: 'echr',
  ICCPR: 'iccpr',
  UNCC: 'uncc',
  FATF: 'fatf',
  IATI: 'iati',
  'ICANN RAA': 'icann_raa',
  'ICANN RAA (by analogy)': 'icann_raa_by_analogy',
  'CoE concept for judges and prosecutors (2009)': 'concept_2009',
  'CoE/MONEYVAL typology study (2012)': 'typology_2012',
  'ICCS section 0903': 'iccs_0903',
  'IHR (2005), Annex 1': 'ihr_annex_1',
  'ISO/IEC 17025': 'iso_17025',
  'ISO/IEC 27037': 'iso_27037',
  'LEA–ISP Guidelines 2008': 'guidelines_2008',
  'Rec. R (87) 15': 'recommendation_87_15',
};

const places = /^(?<instrument>.+) (?<kind>Arts?\.?|Rec\.) (?<places>\d[^A-Z]*)$/;

/** @returns the references joined; one of an unknown instrument as the questionnaire writes it */
export const legalReferences = (references: readonly string[], { joined }: Pick<Wording, 'joined'>, say: Say): string =>
  joined(references.map((reference) => legalReference(reference, say) ?? reference));

/** @returns null if the reference is to an unknown instrument */
export function legalReference(reference: string, say: Say): string | null {
  const { instrument = reference, kind = '', places: listed = '' } = places.exec(reference)?.groups ?? {};
  const name = instrumentName(instrument, say);
  if (name === null || listed === '') return name;
  const ranges = listed.split(', ').map((place) => /^(\d+)–(\d+)$/.exec(place)?.slice(1).map(Number) ?? place);
  const count = ranges.reduce<number>((sum, one) => sum + (typeof one === 'string' ? 1 : one[1]! - one[0]! + 1), 0);
  const named = ranges.map((one) =>
    typeof one === 'string' ? one : say('legal.range', { first: one[0]!, last: one[1]!, pair: one[1] === one[0]! + 1 }),
  );
  const before = named.slice(0, -1).join(say('legal.comma'));
  const whole = before === '' ? named[0]! : say('legal.and', { before, last: named.at(-1)! });
  return say(kind === 'Rec.' ? 'legal.recommendations' : 'legal.articles', { instrument: name, places: whole, count });
}

function instrumentName(instrument: string, say: Say): string | null {
  const [, number] = /^CETS (\d+)$/.exec(instrument) ?? [];
  if (number !== undefined) return say('legal.instruments.cets', { number });
  const known = instruments[instrument];
  return known === undefined ? null : say(`legal.instruments.${known}`);
}
