/** Labels of releases on their pages. */
import { formatDate } from '../../../i18n/index.ts';
import type { PageContext } from '../page-context.ts';
import type { ReleaseLine } from '../published.ts';

/** One instrument's releases, newest first. */
export type ReleaseGroup = {
  readonly instrument: string;
  readonly title: string;
  readonly lines: readonly ReleaseLine[];
};

export const releaseWords =
  ({ texts, language }: PageContext) =>
  (key: string, values: Record<string, string | number | boolean> = {}): string =>
    texts.say(language, `releases.${key}`, values);

/** An instant with day and minute, as a correction may follow on the same day. */
export const releaseTime = ({ texts, language }: PageContext, iso: string): string =>
  texts.say(language, 'desk.when', { day: formatDate(texts.language(language), iso), time: iso.slice(11, 16) });
