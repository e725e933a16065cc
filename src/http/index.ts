/**
 * The server and its pages. `server` knows HTTP and no page; `site` shows published releases and nothing else; `desk` is where
 * people work; `api` serves machines. Rooms import downwards only: `server`, then `site`, then `desk` and `api`.
 */
export { type AppParts, app } from './app.ts';
export { type Installation, serveInstallation } from './installation.ts';
export { type ServedProcesses, serveInProcesses } from './processes.ts';
export { type ServedSite, serve } from './serve.ts';
export type { PublishedRelease, Releases } from './site/published.ts';
export { lineOf, publishedRelease, releasesOf } from './site/releases.ts';
export type { Site } from './site/site.ts';
