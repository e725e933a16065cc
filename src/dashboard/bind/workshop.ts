/** What blocks of a page are bound with. */
import type { Atlas } from '../draw/atlas.ts';
import type { Theme } from '../theme.ts';
import type { Context } from './context.ts';
import { formatRow } from './format-row.ts';

export type Workshop = {
  readonly context: Context;
  readonly atlas: Atlas;
  readonly theme: Theme;
  readonly specs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** True if the page shows real facts, so that nothing on it is illustrative. */
  readonly real: boolean;
  /** Dashboards that the release has something to show on. */
  readonly offered: ReadonlySet<string>;
};

/** The parameters of the page as texts are filled with them. */
export const parameterValues = (context: Context): ReturnType<typeof formatRow> =>
  formatRow(context.texts.language(context.language), context.formats, context.parameters);
