export { app, type Desk } from './app.ts';
export { checkAddress } from './loopback.ts';
export type { PublishedRelease, Releases } from './published.ts';
export { publishedRelease, releasesOf } from './releases.ts';
export { serve, type Served } from './serve.ts';
export type { Site } from './site.ts';
