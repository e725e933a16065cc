import type { PublishedRelease } from '../published.ts';

/** Name of a file for download; it states whether the file is illustrative or a draft. */
export const fileName = (release: Pick<PublishedRelease, 'id' | 'illustrative' | 'draft'>, name: string): string =>
  `${release.illustrative ? 'illustrative-' : ''}${release.draft === true ? 'draft-' : ''}${release.id}-${name}`.replaceAll(
    /[^A-Za-z0-9._-]/g,
    '-',
  );
