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

/** The short name of a cycle, such as 2026, next to the name of its instrument. */
export const versionOf = ({ instrument, cycle }: Pick<ReleaseLine, 'instrument' | 'cycle'>): string =>
  cycle.startsWith(`${instrument}-`) ? cycle.slice(instrument.length + 1) : cycle;

/** Names of cycles with that of their instrument; the code of a cycle whose instrument the site does not show. */
export function cycleNames(
  { texts, language }: PageContext,
  instruments: readonly { readonly id: string; readonly title: string }[],
): (cycle: string) => string {
  return (cycle) => {
    // The longest, as the code of an instrument may begin with that of another.
    const [of] = instruments
      .filter(({ id }) => versionOf({ instrument: id, cycle }) !== cycle)
      .toSorted((a, b) => b.id.length - a.id.length);
    if (of === undefined) return cycle;
    const values = { instrument: of.title, version: versionOf({ instrument: of.id, cycle }) };
    return texts.say(language, 'pages.cycle_of', values);
  };
}

/** An instant with day and minute, as a correction may follow on the same day. */
export const releaseTime = ({ texts, language }: PageContext, iso: string): string =>
  texts.say(language, 'desk.when', { day: formatDate(texts.language(language), iso), time: iso.slice(11, 16) });
