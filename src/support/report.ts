/**
 * What one source states about one activity of support: a line of a table kept by hand, an activity of an IATI file, or an
 * answer of a country. Several reports may describe one activity; which do is decided elsewhere, never here.
 */
export type SupportSource = 'table' | 'iati' | 'answer';

export type SupportReport = {
  /** The same for the same report in every release, as decisions of people name it: `table:COE-GLACY`, `answer:XAA:1f2e3d4c`. */
  readonly report: string;
  readonly source: SupportSource;
  /** Real facts, or invented ones of the illustrative world. */
  readonly kind: 'real' | 'illustrative';
  /** Whose answer it is; null if it is no one's, so that it goes with the answers of its country. */
  readonly owner: { readonly cycle: string; readonly country: string } | null;
  readonly title: string | null;
  /** By language, where the source has it in several. */
  readonly titles: Readonly<Record<string, string>>;
  /** As the source writes them, before they are normalised. */
  readonly identifiers: readonly string[];
  readonly organisations: readonly StatedOrganisation[];
  readonly region: string | null;
  readonly countries: readonly Shared<'country'>[];
  readonly areas: readonly Shared<'area'>[];
  /** A day, month or year. */
  readonly begins: string | null;
  readonly ends: string | null;
  /** What the source states where it has a status of its own; null if the dates alone say it. */
  readonly status: SupportStatus | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** Year as of which the amount is stated. */
  readonly year: number | null;
  /** Report of the activity whose amount holds this one's. */
  readonly partOf: string | null;
  /** Identifiers of activities whose amount holds this one's, and of those whose amount this one's holds. */
  readonly wholes: readonly string[];
  readonly parts: readonly string[];
  /** What its source states about its subject; empty if the source names areas of need itself. */
  readonly sectors: readonly StatedSector[];
  readonly texts: readonly string[];
  /** How many results and indicators of results it reports, and documents it publishes; the first address of one. */
  readonly results: number;
  readonly indicators: number;
  readonly documents: number;
  readonly link: string | null;
  readonly note: string | null;
  /** Where it is, and the day, month or year of the source. */
  readonly citation: string;
  readonly asOf: string;
};

export type StatedOrganisation = {
  readonly role: 'funder' | 'implementer';
  readonly name: string;
  /** Identifier of the organisation, where the source gives one. */
  readonly ref: string | null;
};

/** A sector of a vocabulary of the IATI standard: 1 is the OECD DAC's of five digits. */
export type StatedSector = { readonly vocabulary: string; readonly code: string; readonly share: number | null };

/** What a source of one kind leaves open. */
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

/** `share` is 0 to 1, null if the source does not say. */
export type Shared<Of extends string> = { readonly [K in Of]: string } & { readonly share: number | null };

export const supportStatuses = ['planned', 'runs', 'ended', 'suspended', 'cancelled'] as const;
export type SupportStatus = (typeof supportStatuses)[number];
