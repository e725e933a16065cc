/**
 * Checks one file: its identity and every answer. Returns all errors and warnings at once.
 *
 *     bytes ─► guard ─► book ─► identity ─► rows by code ─► answers ─► rules ─► carried over to the requested version
 */
import type { Answer, Finding, WorkbookIdentity } from '../../domain/index.ts';
import { cellsOfInstrument, countAsked, type Instrument } from '../../questionnaire/index.ts';
import type { RowContext } from '../answers/answer-row.ts';
import { readAnswers } from '../answers/answers.ts';
import { aboutClosedCells } from '../answers/closed-cells.ts';
import { missingRows } from '../answers/completeness.ts';
import { readIdentity, type StatedIdentity } from '../answers/identity.ts';
import { asIssued, hasOtherTexts } from '../answers/issued-texts.ts';
import { aboutPackage } from '../answers/package.ts';
import { aboutPageHeads } from '../answers/page-heads.ts';
import { codeIndex } from '../answers/place/code.ts';
import { finding, wholeFile } from '../answers/place/place.ts';
import { type FoundRows, findRows } from '../answers/place/rows.ts';
import { checkCountry, checkRules, hiddenCells } from '../answers/rules.ts';
import { aboutMisplaced, aboutUnread } from '../answers/unread.ts';
import { type Guarded, type GuardedParts, guardWorkbook } from '../guard/guard.ts';
import { Refusal } from '../guard/refusal.ts';
import { layoutOf } from '../layout.ts';
import { checksumOf, identityKeys } from '../layout-identity.ts';
import { inScope, readScope } from '../layout-scope.ts';
import { type Book, readBook } from '../read/book.ts';
import { readPlace } from '../read/place.ts';
import { carryForward } from './carry-forward.ts';
import { type CheckedWorkbook, type CheckOptions, noCounts, noIdentity, outcomeOf } from './checked-workbook.ts';
import type { CheckContent } from './content.ts';
import { type CountryNames, describeFindings } from './describe-findings.ts';
import { checkExpected, wantedVersion } from './expected.ts';
import { whichInstrument } from './which-instrument.ts';

/** A check with the data that it used, for the annotated copy. */
export type Inspected = {
  readonly checked: CheckedWorkbook;
  readonly language: string;
  /** Null if the file was refused. */
  readonly opened: {
    readonly parts: GuardedParts;
    readonly book: Book;
    readonly bytes: Uint8Array;
    /** True if a part links to another file. */
    readonly linked: boolean;
  } | null;
};

/** Checks the bytes of a file within this process. Uploaded files are checked through `openChecker`. */
export function checkBytes(bytes: Uint8Array, content: CheckContent, options: CheckOptions = {}): CheckedWorkbook {
  return inspect(bytes, content, options).checked;
}

export function inspect(bytes: Uint8Array, content: CheckContent, options: CheckOptions): Inspected {
  const guarded = guardWorkbook(bytes, options.name);
  if ('refusal' in guarded) return refused(guarded.refusal, content, options);
  const read = readBook(guarded.parts);
  if ('refusal' in read) return refused(read.refusal, content, options);
  try {
    return inspectBook(read.book, guarded, bytes, content, options);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.finding, content, options);
    throw error;
  }
}

/** The result for a file that was not read, with one finding. */
export function refused(refusal: Finding, content: CheckContent, { language = null }: CheckOptions): Inspected {
  const reported = language ?? content.texts.working;
  return {
    checked: {
      outcome: 'refused',
      identity: noIdentity,
      counts: noCounts,
      answers: [],
      findings: [refusal],
      reported: describeFindings([refusal], content.texts, reported, null),
      version: null,
      illustrative: null,
    },
    language: reported,
    opened: null,
  };
}

type Opened = Extract<Guarded, { parts: GuardedParts }>;

function inspectBook(
  book: Book,
  { parts, notices }: Opened,
  bytes: Uint8Array,
  content: CheckContent,
  options: CheckOptions,
): Inspected {
  // A workbook without its table of shared texts has neither codes nor identity, although it may be an issued one.
  if (book.sheets.some(({ textsMissing }) => textsMissing)) throw new Refusal('texts_missing');
  const { texts } = content;
  const stated = readIdentity(book, texts);
  const { instrument, findings: aboutVersion } = whichInstrument(book, stated, content);
  const issued = asIssued(instrument, book, stated);
  const rows = findRows(book, codeIndex(instrument), content.words);
  const scope = scopeOf(stated, instrument);
  const workbookLanguage = texts.language(stated.values.language?.toLowerCase() ?? texts.working);
  const context: RowContext = {
    instrument: issued,
    language: workbookLanguage,
    languages: texts.languages,
    countries: () => content.countries(isIllustrative(stated) ? 'illustrative' : 'real'),
    words: content.words,
  };
  const read = readAnswers(rows, scope, context);
  const hidden = hiddenCells(instrument, read.answers);
  const country = stated.values.country?.toUpperCase();
  const missing = aboutRows(rows, scope, instrument);
  const own = [
    ...stated.findings,
    ...aboutVersion,
    ...aboutPackage(notices, book, parts),
    ...aboutCalendar(book, instrument, read.answers),
    ...aboutIdentity(stated, instrument, content),
    ...missing,
    ...withoutSheets(warnIfHidden([...rows.findings, ...read.findings], read.answers, hidden), missing),
    ...aboutUnread(rows, read, context),
    ...aboutMisplaced(read, context),
    ...(hasOtherTexts(instrument, stated) ? [] : aboutClosedCells(rows, scope, context, texts)),
    ...aboutPageHeads(book, { texts, instrument, cycle: stated.values.cycle }),
    ...checkRules(issued, read, hidden),
    ...checkCountry(instrument, read.answers, country),
  ];
  const wanted = wantedVersion(instrument, content, options.expected);
  const carried = carryForward(instrument, wanted, [...read.answers.values()]);
  const all = [...checkExpected(stated, instrument, wanted, options.expected), ...carried.findings, ...own];
  const findings = limitPerKind(inOrder(all, book));
  const language = options.language ?? workbookLanguage.code;
  return {
    checked: {
      outcome: outcomeOf(findings),
      identity: identityIn(stated),
      counts: countAsked(carried.instrument, carried.answers, (question) => inScope(question, scope)),
      answers: carried.answers,
      findings,
      reported: describeFindings(findings, texts, language, instrument, countryNames(content)),
      version: carried.instrument.version,
      illustrative: stated.values.illustrative === undefined ? null : isIllustrative(stated),
    },
    language,
    opened: { parts, book, bytes, linked: notices.some(({ kind }) => kind === 'linked') },
  };
}

const isIllustrative = ({ values }: StatedIdentity) => values.illustrative?.toLowerCase() === 'yes';

function scopeOf({ values }: StatedIdentity, instrument: Instrument) {
  const scope = readScope(values.scope ?? '');
  const known =
    typeof scope === 'string' || scope.every((code) => instrument.sections.some((one) => one.code === code));
  return known ? scope : 'whole';
}

function identityIn({ values }: StatedIdentity): WorkbookIdentity {
  const issuedWith = /^\d{1,9}$/.test(values.revision ?? '') ? Number(values.revision) : 0;
  return {
    instrument: values.instrument?.toLowerCase() ?? null,
    version: values.version ?? null,
    cycle: values.cycle?.toLowerCase() ?? null,
    country: values.country?.toUpperCase() ?? null,
    language: values.language?.toLowerCase() ?? null,
    ...(issuedWith > 0 && { revision: issuedWith }),
    ...(/^[0-9a-f]{16}$/.test(values.texts ?? '') && { texts: values.texts! }),
  };
}

/** Names of real countries and of fictional States; their codes do not overlap. */
const countryNames =
  (content: CheckContent): CountryNames =>
  (language, code) =>
    (['real', 'illustrative'] as const)
      .flatMap((kind) => content.countries(kind))
      .find((country) => country.code === code)?.names[language] ?? null;

/** Findings about contradictions in the workbook's identity. */
function aboutIdentity(stated: StatedIdentity, instrument: Instrument, content: CheckContent): Finding[] {
  const { values, spots } = stated;
  const findings: Finding[] = [];
  const country = values.country?.toUpperCase();
  if (country !== undefined) {
    const known = content.countries(isIllustrative(stated) ? 'illustrative' : 'real');
    if (!known.some(({ code }) => code === country)) {
      findings.push(
        finding('country_unknown_code', 'error', spots.country ?? wholeFile, { country: country.slice(0, 40) }),
      );
    }
  }
  const complete = identityKeys.every((key) => key === 'revision' || key === 'texts' || values[key] !== undefined);
  if (complete && checksumOf(instrument, values) !== values.checksum) {
    findings.push(finding('identity_altered', 'warning', spots.checksum ?? wholeFile));
  }
  return findings;
}

function aboutRows(rows: FoundRows, scope: ReturnType<typeof readScope>, instrument: Instrument): Finding[] {
  if (rows.byId.size === 0) return [finding('rows_missing', 'error', wholeFile)];
  return missingRows(layoutOf(instrument, scope), rows);
}

/** Workbooks are issued with the 1900 date system; dates copied from the 1904 system are four years off. */
function aboutCalendar(book: Book, instrument: Instrument, answers: ReadonlyMap<string, Answer>): Finding[] {
  if (!book.from1904) return [];
  const cells = cellsOfInstrument(instrument);
  const dated = [...answers].filter(([id, { raw }]) => raw !== null && cells.get(id)?.type === 'date');
  return dated.length > 0 ? [finding('dates_from_1904', 'warning', wholeFile, { count: dated.length })] : [];
}

/** If a whole section is missing, an unread sheet may contain its answers, so it is reported as an error. */
function withoutSheets(findings: readonly Finding[], missing: readonly Finding[]): Finding[] {
  const lost = missing.some(({ code }) => code === 'section_missing' || code === 'rows_missing');
  return findings.map((one) => (lost && one.code === 'sheet_unread' ? { ...one, severity: 'error' } : one));
}

/** A fault in an answer that was not asked for is a warning, not an error. */
function warnIfHidden(
  findings: readonly Finding[],
  answers: ReadonlyMap<string, { readonly sheet: string; readonly cell: string }>,
  hidden: ReadonlySet<string>,
): Finding[] {
  const places = new Set([...hidden].map((id) => `${answers.get(id)!.sheet}!${answers.get(id)!.cell}`));
  return findings.map((one) =>
    one.severity === 'error' && places.has(`${one.sheet}!${one.cell}`) ? { ...one, severity: 'warning' } : one,
  );
}

/** Findings of one kind beyond this number are only counted. */
const mostAlike = 250;

function limitPerKind(findings: readonly Finding[]): Finding[] {
  const alike = Map.groupBy(findings, ({ code, sheet }) => `${code} ${sheet}`);
  const seen = new Map<string, number>();
  return findings.flatMap((one) => {
    const kind = `${one.code} ${one.sheet}`;
    const place = seen.get(kind) ?? 0;
    seen.set(kind, place + 1);
    if (place < mostAlike) return [one];
    const spot = { sheet: one.sheet, cell: null, question: null };
    const count = alike.get(kind)!.length - mostAlike;
    return place === mostAlike ? [finding('more_alike', one.severity, spot, { count })] : [];
  });
}

/** Findings about the whole file first, then by sheet from the top. */
function inOrder(findings: readonly Finding[], book: Book): Finding[] {
  const sheets = new Map(book.sheets.map(({ name }, place) => [name, place]));
  const keyed = findings.map((one, place) => {
    const at = one.cell === null ? null : readPlace(one.cell);
    const sheet = one.sheet === null ? -1 : (sheets.get(one.sheet) ?? sheets.size);
    return { one, key: [sheet, at?.row ?? 0, at?.column ?? 0, place] as const };
  });
  keyed.sort((a, b) => {
    const differing = a.key.findIndex((value, place) => value !== b.key[place]);
    return differing < 0 ? 0 : a.key[differing]! - b.key[differing]!;
  });
  return keyed.map(({ one }) => one);
}
