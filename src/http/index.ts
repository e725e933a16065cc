export { app, type Desk } from './app.ts';
export type { PublishedRelease, Releases } from './published.ts';
export { serve, type Served } from './serve.ts';
export type { Site } from './site.ts';
