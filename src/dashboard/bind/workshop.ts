/** What is needed to bind the blocks of a page. */
import type { Atlas } from '../draw/atlas.ts';
import type { Theme } from '../theme.ts';
import type { Context } from './context.ts';
import { formatRow } from './format-row.ts';

export type Workshop = {
  readonly context: Context;
  readonly atlas: Atlas;
  readonly theme: Theme;
  readonly specs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** True if the page shows real facts only, so that nothing on it is illustrative. */
  readonly real: boolean;
  /** Dashboards for which the release has content. */
  readonly offered: ReadonlySet<string>;
};

/** The formatted parameters of the page, for texts. */
export const parameterValues = (context: Context): ReturnType<typeof formatRow> =>
  formatRow(context.texts.language(context.language), context.formats, context.parameters);
