/** A published release as the site reads it: marts for pages, files for downloads. */
import type { ReleaseView } from '../dashboard/index.ts';

export type PublishedRelease = ReleaseView & {
  /** Every file of the release by its path, such as `marts/scores.parquet`; the manifest is `manifest.json`. */
  readonly files: readonly string[];
  /** Bytes as built, or null where there is no such file. */
  readonly file: (path: string) => Uint8Array | null;
};

export type Releases = {
  /** Identity of the release that pages show, cheap to ask; null while nothing is published. */
  readonly latestId: () => Promise<string | null>;
  readonly open: (id: string) => Promise<PublishedRelease | null>;
};
