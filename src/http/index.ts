/**
 * The server and its pages. `server` handles HTTP and knows no page; `site` shows published releases only; `desk` has
 * the working pages; `api` serves programs. Folders import downwards only: `server`, then `site`, then `desk` and
 * `api`.
 */
export { type AppParts, app } from './app.ts';
export { serveInstallation } from './installation.ts';
export { keepTick } from './kept-tick.ts';
export { type ServedProcesses, serveInProcesses } from './processes.ts';
export { type ServedSite, serve } from './serve.ts';
export type { Installation } from './settings.ts';
export type { PublishedRelease, Releases } from './site/published.ts';
export { lineOf } from './site/release-line.ts';
export { publishedRelease, releasesOf } from './site/releases.ts';
export type { Site } from './site/site.ts';
