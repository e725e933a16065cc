/** The site of an invented release of 194 countries, and servers for comparison. Run as a separate process. */
import { createServer } from 'node:net';
import { serve as listen } from '@hono/node-server';
import { Hono } from 'hono';
import { loadMaps, type MapSource, type ReleaseView } from '../src/dashboard/index.ts';
import { lineOf, type PublishedRelease, publishedRelease, serve } from '../src/http/index.ts';
import { loadTexts } from '../src/i18n/index.ts';
import { buildRelease } from '../src/release/index.ts';
import { benchInputs } from './inputs/release-inputs.ts';

const contentRoot = new URL('..', import.meta.url).pathname;

export async function benchRelease({
  cycle = 'bench-2026',
  edition = 'public' as 'public' | 'restricted',
  countries = 194,
} = {}): Promise<PublishedRelease> {
  const about = {
    cycle,
    instrument: 'bench',
    edition,
    illustrative: true,
    questionnaires: [],
    software: 'bench',
  } as const;
  const { files } = await buildRelease({
    contentRoot,
    inputs: { about, tables: benchInputs({ countries }), seal: 'bench' },
  });
  return publishedRelease(files, '2026-01-01T00:00:00Z');
}

/** Sends the address to the parent, again when a requested address is in its final form, and keeps running. */
async function serveSite(countries?: number): Promise<void> {
  const release = await benchRelease({ ...(countries !== undefined && { countries }) });
  const served = await serve({
    contentRoot,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(contentRoot),
    maps: benchMaps(release),
    releases: { latestIds: async () => [release.id], open: async () => release, list: async () => [lineOf(release)] },
    report: (error) => {
      throw error;
    },
  });
  process.once('message', async () => {
    await served.site.packed();
    // Otherwise the other pages would be rendered during the measurement.
    served.site.close();
    process.send!(served.address);
  });
  process.send!(served.address);
}

/** Outlines as complex as the real ones, assigned to the invented countries. */
export function benchMaps(release: ReleaseView): MapSource {
  const real = loadMaps(contentRoot);
  const made = release.rows('countries').map(({ country }) => String(country));
  const codes = new Map(real.countries('real').map(({ code }, place) => [code, made[place] ?? code]));
  const renamed = <C extends { code: string }>(list: readonly C[]) =>
    list.map((one) => ({ ...one, code: codes.get(one.code) ?? one.code }));
  return {
    countries: () => made.map((code) => ({ code, names: {} })),
    boundaries: () => {
      const { features, ...rest } = real.boundaries('real');
      return {
        ...rest,
        features: features.map((one) => ({ ...one, properties: { code: codes.get(one.properties?.code) ?? '' } })),
      };
    },
    lines: () => real.lines('real'),
    tiles: () => renamed(real.tiles('real')),
    dots: () => renamed(real.dots('real')),
  };
}

/** Hono with a single word as response. */
async function serveHello(): Promise<void> {
  const app = new Hono().get('/hello', (c) => c.text('hello'));
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  listen({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => process.send!(`http://127.0.0.1:${port}/`));
}

if (import.meta.main)
  await (process.argv[2] === 'hello'
    ? serveHello()
    : serveSite(process.argv[3] === undefined ? undefined : Number(process.argv[3])));
