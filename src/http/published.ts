/** A published release as the site reads it: marts for pages, files for downloads. */
import type { ReleaseView } from '../dashboard/index.ts';
import type { KeptForest } from '../release/index.ts';

export type PublishedRelease = ReleaseView & {
  /** Every file of the release by its path, such as `marts/scores.parquet`; the manifest is `manifest.json`. */
  readonly files: readonly string[];
  /** Bytes as built, or null where there is no such file. */
  readonly file: (path: string) => Uint8Array | null;
  /** What readers' own views are computed from; null, or not there, where the release keeps nothing for it. */
  readonly forest?: () => KeptForest | null;
};

/** What the list of all releases tells of one. */
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

export type Releases = {
  /** Ids of the releases that pages show, cheap to ask: one an instrument, that of the front page first. */
  readonly latestIds: () => Promise<readonly string[]>;
  readonly open: (id: string) => Promise<PublishedRelease | null>;
  /** Every public release, the newest first. */
  readonly list: () => Promise<readonly ReleaseLine[]>;
};
