/**
 * What one source states about one activity of support: a line of a manually maintained table, an activity of an IATI
 * file, or an answer of a country. Several reports may describe the same activity, which is decided elsewhere.
 */
export type SupportSource = 'table' | 'iati' | 'answer';

export type SupportReport = {
  /** Permanent in every release, as decisions of people refer to it: `table:COE-GLACY`, `answer:XAA:1f2e3d4c`. */
  readonly report: string;
  readonly source: SupportSource;
  /** Real or invented. */
  readonly kind: 'real' | 'illustrative';
  /** The submission that contains it, with which it is withdrawn; null for other sources. */
  readonly owner: { readonly cycle: string; readonly country: string } | null;
  readonly title: string | null;
  /** By language, if the source has several. */
  readonly titles: Readonly<Record<string, string>>;
  /** As written in the source, not normalised. */
  readonly identifiers: readonly string[];
  readonly organisations: readonly StatedOrganisation[];
  readonly region: string | null;
  readonly countries: readonly Shared<'country'>[];
  readonly areas: readonly Shared<'area'>[];
  /** A day, month or year. */
  readonly begins: string | null;
  readonly ends: string | null;
  /** Status in the source; null if it has none and only the dates are known. */
  readonly status: SupportStatus | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** Year to which the amount refers. */
  readonly year: number | null;
  /** Report of the activity whose amount includes this one's. */
  readonly partOf: string | null;
  /** Identifiers of activities whose amount includes this one's, and of those whose amount this one's includes. */
  readonly wholes: readonly string[];
  readonly parts: readonly string[];
  /** Subject according to the source; empty if the source names areas of need itself. */
  readonly sectors: readonly StatedSector[];
  readonly texts: readonly string[];
  /** Number of results, of indicators of results, and of published documents; the address of the first document. */
  readonly results: number;
  readonly indicators: number;
  readonly documents: number;
  readonly link: string | null;
  readonly note: string | null;
  /** Reference of the source, and its day, month or year. */
  readonly citation: string;
  readonly asOf: string;
};

export type StatedOrganisation = {
  readonly role: 'funder' | 'implementer';
  readonly name: string;
  /** Identifier of the organisation, if the source gives one. */
  readonly ref: string | null;
};

/** A sector of a vocabulary of the IATI standard: 1 is the OECD DAC's five-digit codes. */
export type StatedSector = { readonly vocabulary: string; readonly code: string; readonly share: number | null };

/** Defaults for properties that a source lacks. */
export const nothingMore = {
  owner: null,
  titles: {},
  wholes: [],
  parts: [],
  sectors: [],
  texts: [],
  results: 0,
  indicators: 0,
  documents: 0,
  link: null,
} as const;

/** `share` is 0 to 1; null if the source gives none. */
export type Shared<Of extends string> = { readonly [K in Of]: string } & { readonly share: number | null };

export const supportStatuses = ['planned', 'runs', 'ended', 'suspended', 'cancelled'] as const;
export type SupportStatus = (typeof supportStatuses)[number];
