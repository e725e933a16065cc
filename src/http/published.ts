/** A published release as the site reads it: marts for pages, files for downloads. */
import type { ReleaseView } from '../dashboard/index.ts';

export type PublishedRelease = ReleaseView & {
  /** Every file of the release by its path, such as `marts/scores.parquet`; the manifest is `manifest.json`. */
  readonly files: readonly string[];
  /** Bytes as built, or null where there is no such file. */
  readonly file: (path: string) => Uint8Array | null;
};

export type Releases = {
  /** Ids of the releases that pages show, cheap to ask: one an instrument, that of the front page first. */
  readonly latestIds: () => Promise<readonly string[]>;
  readonly open: (id: string) => Promise<PublishedRelease | null>;
};
