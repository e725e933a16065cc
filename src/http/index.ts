export { app, type Desk } from './app.ts';
export { type Installation, serveInstallation } from './installation.ts';
export type { PublishedRelease, Releases } from './published.ts';
export { lineOf, publishedRelease, releasesOf } from './releases.ts';
export { type Served, serve } from './serve.ts';
export type { Site } from './site.ts';
