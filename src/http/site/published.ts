/** A published release as the site reads it: marts for pages, files for downloads. */
import type { ReleaseView } from '../../dashboard/index.ts';
import type { KeptScoreTree } from '../../release/index.ts';
import type { Work } from '../../state/index.ts';

export type PublishedRelease = ReleaseView & {
  /** Every file of the release by its path, such as `marts/scores.parquet`; the manifest is `manifest.json`. */
  readonly files: readonly string[];
  /** Bytes as built, or null if there is no such file. */
  readonly file: (path: string) => Uint8Array | null;
  /** What readers' own views are computed from; null, or not there, where the release keeps nothing for it. */
  readonly scoreTree?: () => KeptScoreTree | null;
  readonly notice?: ReleaseNotice | null;
  /** True for a draft, which has pages for who may publish it only: every page and file states this. */
  readonly draft?: boolean;
};

/** Drafts as the person who asks may see them: their right is asked at every call. */
export type Drafts = {
  /** @throws Problem `release_unknown` if there is none, or for a person who may not publish */
  readonly stateOf: (id: string) => Promise<'draft' | 'public' | 'withdrawn'>;
  /** @throws Problem `release_unknown` likewise */
  readonly open: (id: string) => Promise<PublishedRelease>;
};

export type ReleaseIdentity = {
  /** SHA-256 of its manifest, which names the hash of every file. */
  readonly manifest: string;
  readonly published: string;
};

/** What a download needs of a release. */
export type ReleaseFiles = Pick<PublishedRelease, 'id' | 'illustrative' | 'draft' | 'file'>;

/** Why something is no longer public. */
export type Gone = {
  readonly code: 'release_withdrawn' | 'country_withdrawn';
  /** Id of the release, or code of the country. */
  readonly id: string;
  /** UTC. */
  readonly at: string;
  readonly reason: string;
  /** Release that takes its place, or is shown instead; null if there is none. */
  readonly replacement: string | null;
};

/** What the head of a page states about the release beyond its id. */
export type ReleaseNotice =
  /** It takes the place of a withdrawn release. */
  | { readonly kind: 'corrects'; readonly id: string }
  /** One that was published after it was withdrawn. */
  | { readonly kind: 'instead'; readonly id: string; readonly reason: string };

/** An entry of the public list of errata. */
export type Correction = {
  readonly at: string;
  readonly reason: string;
  /** Null if a whole release was withdrawn. */
  readonly country: string | null;
  /** Null if the country was withdrawn from every cycle. */
  readonly cycle: string | null;
  /** Withdrawn releases, each with the one that takes its place. */
  readonly releases: readonly { readonly id: string; readonly cycle: string; readonly replacement: string | null }[];
  readonly lifted: { readonly at: string; readonly reason: string } | null;
};

/** What the list of all releases describes one. */
export type ReleaseLine = {
  readonly id: string;
  readonly cycle: string;
  readonly instrument: string;
  readonly illustrative: boolean;
  /** Instant of publication. */
  readonly published: string;
  /** Countries whose answers it counts in its own cycle, and those invited. */
  readonly countries: number;
  readonly invited: number;
  /** Listed answers that feed its scores, of its own cycle. */
  readonly answers: number;
};

/** What is public of all instruments, the newest first. */
export type History = { readonly releases: readonly ReleaseLine[]; readonly corrections: readonly Correction[] };

/** The same of one instrument, and how countries are called. */
export type News = History & { readonly countryName: (code: string) => string };

export type Releases = {
  /** Ids of the releases that pages show, cheap to ask: one an instrument, that of the front page first. */
  readonly latestIds: () => Promise<readonly string[]>;
  readonly open: (id: string) => Promise<PublishedRelease | null>;
  /** What decides all that its pages show of it, cheap to ask; left out where pages are not kept. */
  readonly identity?: (id: string) => Promise<ReleaseIdentity | null>;
  /** The same with these files alone, read one by one: a release is a hundred times as large. */
  readonly openFiles?: (id: string, paths: readonly string[]) => Promise<ReleaseFiles | null>;
  /** Every public release, the one published last first. */
  readonly list: () => Promise<readonly ReleaseLine[]>;
  /** Grows with every change of what is public; left out where nothing ever changes, as are those below. */
  /** What is being made, and how far it is; null if nothing is. */
  readonly working?: () => Promise<Work | null>;
  readonly version?: () => number | Promise<number>;
  /** Why an address that names these steps is no longer public; null if nothing of it was withdrawn. */
  readonly gone?: (steps: readonly string[]) => Promise<Gone | null>;
  readonly notice?: (id: string) => Promise<ReleaseNotice | null>;
  /** Newest first. */
  readonly corrections?: () => Promise<readonly Correction[]>;
};
