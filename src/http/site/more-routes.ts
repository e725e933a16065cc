import type { Context, Hono } from 'hono';
import type { Drafts } from './published.ts';
import type { Site } from './site.ts';

/** Pages of other routes: made once the site is there, since they share its face. */
export type MoreRoutes = {
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  readonly routes: (site: Site) => readonly Hono[];
  /** Drafts whose pages may be seen before they are public; none if it is left out. */
  readonly drafts?: (c: Context) => Drafts;
};
