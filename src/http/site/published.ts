/** A published release as used by the site: marts for pages, files for downloads. */
import type { ReleaseView } from '../../dashboard/index.ts';
import type { KeptScoreTree, Manifest, ReleaseSource } from '../../release/index.ts';
import type { Work } from '../../state/index.ts';

export type PublishedRelease = ReleaseView & {
  /** Every file of the release by its path, such as `marts/scores.parquet`; the manifest is `manifest.json`. */
  readonly files: readonly string[];
  /** Bytes as built, or null if there is no such file. */
  readonly file: (path: string) => Uint8Array | null;
  /** Bytes of a file from one place up to another; null or omitted if whole files are in the memory. */
  readonly part?: ReleaseSource['part'] | null;
  /** The same of files that are only downloaded, which are not kept; omitted if `file` has all. */
  readonly download?: (path: string) => Promise<Uint8Array | null>;
  /** Columns of a mart that has rows; by its rows if omitted. */
  readonly columns?: (mart: string) => readonly string[];
  /** The score tree for readers' own views; null or missing if the release keeps none. */
  readonly scoreTree?: () => KeptScoreTree | null;
  readonly notice?: ReleaseNotice | null;
  /** True for a draft, whose pages are only for people who may publish it: every page and file states this. */
  readonly draft?: boolean;
};

/** Drafts as visible to one person, whose right is checked at every call. */
export type Drafts = {
  /** @throws Problem `release_unknown` if there is none, or for a person who may not publish */
  readonly stateOf: (id: string) => Promise<'draft' | 'public' | 'withdrawn'>;
  /** @throws Problem `release_unknown` in the same cases */
  readonly open: (id: string) => Promise<PublishedRelease>;
};

export type ReleaseIdentity = {
  /** SHA-256 of its manifest, which contains the hash of every file. */
  readonly manifest: string;
  readonly published: string;
};

/** A file that someone downloads, as built; null if there is none. */
export const downloadOf = async ({ file, download }: ReleaseFiles, path: string): Promise<Uint8Array | null> =>
  download === undefined ? file(path) : download(path);

/** The parts of a release that downloads need. */
export type ReleaseFiles = Pick<PublishedRelease, 'id' | 'illustrative' | 'draft' | 'file' | 'download'>;

/** Why something is no longer public. */
export type Gone = {
  readonly code: 'release_withdrawn' | 'country_withdrawn';
  /** Id of the release, or code of the country. */
  readonly id: string;
  /** UTC. */
  readonly at: string;
  readonly reason: string;
  /** Release that replaces it, or is shown instead; null if there is none. */
  readonly replacement: string | null;
};

/** What the header of a page states about the release besides its id. */
export type ReleaseNotice =
  /** It replaces a withdrawn release. */
  | { readonly kind: 'corrects'; readonly id: string }
  /** It is shown again because the release published after it was withdrawn. */
  | { readonly kind: 'instead'; readonly id: string; readonly reason: string };

/** An entry of the public list of errata. */
export type Correction = {
  readonly at: string;
  readonly reason: string;
  /** Null if a whole release was withdrawn. */
  readonly country: string | null;
  /** Null if the country was withdrawn from every cycle. */
  readonly cycle: string | null;
  /** Withdrawn releases, each with the one that replaces it. */
  readonly releases: readonly { readonly id: string; readonly cycle: string; readonly replacement: string | null }[];
  readonly lifted: { readonly at: string; readonly reason: string } | null;
};

/** A release in the list of all releases. */
export type ReleaseLine = {
  readonly id: string;
  readonly cycle: string;
  readonly instrument: string;
  readonly illustrative: boolean;
  /** Instant of publication. */
  readonly published: string;
  /** Number of countries whose answers it counts in its own cycle, and number of invited countries. */
  readonly countries: number;
  readonly invited: number;
  /** Number of listed answers that feed its scores, in its own cycle. */
  readonly answers: number;
};

/** The parts of a line that never change. */
export type Counted = Omit<ReleaseLine, 'published'>;

/** The public history of all instruments, newest first. */
export type History = { readonly releases: readonly ReleaseLine[]; readonly corrections: readonly Correction[] };

/** The history of one instrument, with names of countries. */
export type News = History & { readonly countryName: (code: string) => string };

export type Releases = {
  /** Ids of the current releases, cheap to read: one for each instrument, that of the home page first. */
  readonly latestIds: () => Promise<readonly string[]>;
  readonly open: (id: string) => Promise<PublishedRelease | null>;
  /** What determines all its pages, cheap to read; omitted if pages are not cached. */
  readonly identity?: (id: string) => Promise<ReleaseIdentity | null>;
  /** The same with only these files, read one by one: a whole release is a hundred times as large. */
  readonly openFiles?: (id: string, paths: readonly string[]) => Promise<ReleaseFiles | null>;
  /** Every public release, most recently published first. */
  readonly list: () => Promise<readonly ReleaseLine[]>;
  /** Work in progress, and its share completed; null if there is none. */
  readonly working?: () => Promise<Work | null>;
  /** Increases with every change of what is public; omitted if nothing ever changes, like those below. */
  readonly version?: () => number | Promise<number>;
  /** Why an address with these segments is no longer public; null if nothing in it was withdrawn. */
  readonly gone?: (steps: readonly string[]) => Promise<Gone | null>;
  readonly notice?: (id: string) => Promise<ReleaseNotice | null>;
  /** Newest first. */
  readonly corrections?: () => Promise<readonly Correction[]>;
};

/** The part of them that tells which stored pages may be sent, without opening a release. */
export type PublicReleases = Pick<
  Releases,
  'version' | 'latestIds' | 'identity' | 'list' | 'working' | 'gone' | 'notice' | 'corrections'
>;

/** Restricted editions have no public address either. */
export const isPublic = ({ edition }: Pick<Manifest, 'edition'>): boolean => edition === 'public';
