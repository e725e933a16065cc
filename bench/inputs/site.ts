/** Sites that benchmarks ask: of a made-up release of 194 countries or more, and of a demo. Each is a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { loadMaps, type MapSource, type ReleaseView } from '../../src/dashboard/index.ts';
import {
  keepTick,
  lineOf,
  type PublishedRelease,
  publishedRelease,
  serve,
  serveInstallation,
} from '../../src/http/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { buildRelease, type ReleaseSource, setAside } from '../../src/release/index.ts';
import { benchFlags, serverEnvironment, serverFlags, within } from '../harness/limited.ts';
import { keptRelease, keptReleaseParts } from './kept.ts';
import { inputsOf } from './release-inputs.ts';

const contentRoot = new URL('../..', import.meta.url).pathname;

export async function benchRelease({
  cycle = 'bench-2026',
  edition = 'public' as 'public' | 'restricted',
  countries = 194,
} = {}): Promise<PublishedRelease> {
  // Of two countries: what all are would be part of the server's memory at its highest.
  const { about } = inputsOf({ countries: 2 });
  if (cycle === about.cycle && edition === about.edition) return published(await keptRelease(countries));
  const inputs = { ...inputsOf({ countries }), about: { ...about, cycle, edition } };
  return published((await buildRelease({ contentRoot, inputs })).files);
}

const published = (files: ReleaseSource) => publishedRelease(files, '2026-01-01T00:00:00Z');

/** As the server opens a release of its store: what is only downloaded is read when it is asked for. */
async function shownRelease(countries: number): Promise<PublishedRelease> {
  const { paths, read } = await keptReleaseParts(countries);
  const ofPages = paths.filter((path) => !/\.(?:csv|parquet)$/.test(path));
  return { ...published(await setAside(tmpdir(), ofPages, read)), download: read };
}

/** Sends the address to the parent, again when a requested address is in its final form, and keeps running. */
async function serveSite(countries?: number): Promise<void> {
  // As an installation does when it starts.
  void keepTick();
  const release = await shownRelease(countries ?? 194);
  // The product counts once for all processes.
  const line = lineOf(release);
  const served = await serve({
    contentRoot,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(contentRoot),
    maps: benchMaps(release),
    releases: { latestIds: async () => [release.id], open: async () => release, list: async () => [line] },
    // Pages that no one asked for would be drawn next to the measuring.
    draws: false,
    report: (error) => {
      throw error;
    },
  });
  process.once('message', async () => {
    await served.site.packed();
    process.send!(served.address);
  });
  process.send!(served.address);
}

/** The demo in a data folder, its pages drawn when they are asked for. */
async function serveDemo(folder: string): Promise<void> {
  const served = await serveInstallation({
    contentRoot,
    folder,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    drawsLater: true,
    now: () => new Date(),
    err: (text) => void process.stderr.write(text),
  });
  process.send!(served.address);
}

export type OpenedSite = { readonly server: ChildProcess; readonly address: string; readonly close: () => void };

/** The same in a process of its own: of the made-up release of a number of countries, or of a demo. */
export async function openSite(shown: { countries: number } | { demo: string }): Promise<OpenedSite> {
  const words = 'demo' in shown ? ['demo', shown.demo] : ['site', String(shown.countries)];
  const server = fork(fileURLToPath(import.meta.url), words, {
    execArgv: [...serverFlags, ...benchFlags],
    env: serverEnvironment(),
  });
  const started = new Promise<string>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`a site ended with ${code}`)));
    server.once('message', (address) => resolve(String(address)));
  });
  return { server, address: await within(120, 'the start of a site', started), close: () => server.kill() };
}

/** Outlines as heavy as the real ones, given to the made-up countries one by one. */
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

if (import.meta.main) {
  const [of, what] = process.argv.slice(2);
  await (of === 'demo' ? serveDemo(what!) : serveSite(what === undefined ? undefined : Number(what)));
}
