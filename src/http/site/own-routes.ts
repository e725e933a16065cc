import type { Context, Hono } from 'hono';
import type { Drafts } from './published.ts';
import type { Site } from './site.ts';

/** Routes of an installation outside its dashboards, such as the desk; created after the site, as they share its layout. */
export type OwnRoutes = {
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  readonly routes: (site: Site) => readonly Hono[];
  /** Drafts whose pages may be seen before they are public; none if omitted. */
  readonly drafts?: (c: Context) => Drafts;
};
