/** The identity of a workbook: in locked named cells of the cover, and as key and value on the identity sheet. */
import { createHash } from 'node:crypto';
import { type Instrument, meaningHash, textsHash } from '../questionnaire/index.ts';
import { type Scope, scopeText } from './layout-scope.ts';

/**
 * Keys of the identity sheet, from row 2: key in column A, value in column B, all as text. The cover has the same
 * values in cells named `gap_<key>`, so that either is sufficient.
 */
export const identityKeys = [
  'instrument',
  'version',
  'cycle',
  'country',
  'language',
  'scope',
  'illustrative',
  'issued',
  'revision',
  'texts',
  'checksum',
] as const;
export type IdentityKey = (typeof identityKeys)[number];

/**
 * Values of the identity. `illustrative` is `yes` or `no`, `issued` an ISO date, `scope` as written by `scopeText`,
 * `revision` the number of the revision whose answers it was issued with (0 for none), `texts` as returned by
 * `issuedTexts`.
 */
export type IdentityValues = Readonly<Record<IdentityKey, string>>;

/** Defined name of the cover's cell for a key, such as `gap_country`. */
export function identityName(key: IdentityKey): string {
  return `gap_${key}`;
}

export type Stated = {
  readonly cycle: string;
  readonly country: string;
  readonly language: string;
  readonly scope: Scope;
  readonly illustrative: boolean;
  readonly issued: string;
  /** Revision whose answers it contains; 0 if the country has answered nothing in the cycle. */
  readonly revision?: number;
};

/** The identity of a workbook of this instrument, with its checksum. */
export function identityOf(instrument: Instrument, stated: Stated): IdentityValues {
  const values = {
    instrument: instrument.id,
    version: instrument.version,
    cycle: stated.cycle,
    country: stated.country,
    language: stated.language,
    scope: scopeText(stated.scope),
    illustrative: stated.illustrative ? 'yes' : 'no',
    issued: stated.issued,
    revision: String(stated.revision ?? 0),
    texts: issuedTexts(instrument, stated.language),
  };
  return { ...values, checksum: checksumOf(instrument, values) };
}

/** Sixteen hexadecimal digits that identify the texts of a language, including those that replace missing ones. */
export const issuedTexts = (instrument: Instrument, language: string): string =>
  textsHash(instrument, language).slice(0, 16);

/**
 * Sixteen hexadecimal digits derived from the identity and the meaning of the instrument. They reveal manual changes,
 * and workbooks of an instrument with the same name but other questions.
 */
export function checksumOf(
  instrument: Instrument,
  values: Readonly<Partial<Record<Exclude<IdentityKey, 'checksum'>, string>>>,
): string {
  // Workbooks that were issued before a key was added lack it.
  const identity = identityKeys.flatMap((key) =>
    key === 'checksum' || values[key] === undefined ? [] : [`${key}=${values[key]}`],
  );
  return (
    createHash('sha256')
      // Workbooks without `texts` were issued before the meaning had a separate hash.
      .update([...identity, values.texts === undefined ? instrument.filesHash : meaningHash(instrument)].join('\n'))
      .digest('hex')
      .slice(0, 16)
  );
}
