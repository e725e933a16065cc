/** Writes findings as sentences, with labels in place of ids. */
import type { Finding, ReportedFinding } from '../../domain/index.ts';
import { formatList, type Texts } from '../../i18n/index.ts';
import { type Instrument, label } from '../../questionnaire/index.ts';
import { readListed } from '../answers/note.ts';
import { type ColumnKey, heading } from '../layout-columns.ts';

/** Name of a country in a language; null for an unknown code. */
export type CountryNames = (language: string, code: string) => string | null;

/** @param countryName - if omitted, a country is named by its code */
export function describeFindings(
  findings: readonly Finding[],
  texts: Texts,
  language: string,
  instrument: Instrument | null,
  countryName: CountryNames = () => null,
): ReportedFinding[] {
  return findings.map((finding) => texts.describe(language, { ...finding, details: named(finding) }));

  function named({ code, details }: Finding): Finding['details'] {
    const { section, evidence, column, key, missing, near, typed, country, expected } = details;
    const countryWords = (country: string | number | undefined, as: string) => {
      const name = typeof country === 'string' && /^[A-Z]{3}$/.test(country) ? countryName(language, country) : null;
      return name === null || name === country ? {} : { [as]: `${name} (${country})` };
    };
    const keyName = (one: string) => texts.say(language, `workbook.identity.${one}`);
    const quotes = (detail: typeof near, as: string, type: 'conjunction' | 'disjunction') => {
      const parts = readListed(detail)?.map((text) => texts.say(language, 'findings.words.quote', { text }));
      return parts ? { [as]: formatList(texts.language(language), parts, type) } : {};
    };
    return {
      ...details,
      // Several choices may be meant together; of other answers, one.
      ...quotes(near, 'near', code === 'choices_unknown' ? 'conjunction' : 'disjunction'),
      ...quotes(typed, 'typed', 'conjunction'),
      ...countryWords(country, 'country'),
      ...countryWords(expected, 'expected'),
      ...(section && instrument ? { section: label(instrument, language, 'section', String(section)) } : {}),
      ...(evidence && instrument ? { evidence: label(instrument, language, 'evidence', String(evidence)) } : {}),
      ...(column ? { column: heading(texts, language, column as ColumnKey) } : {}),
      ...(key ? { key: keyName(String(key)) } : {}),
      ...(missing ? { missing: formatList(texts.language(language), String(missing).split(', ').map(keyName)) } : {}),
    };
  }
}
