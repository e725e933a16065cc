/** Serves the typed-in release like a release of the store. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lineOf, type PublishedRelease, type ServedSite, serve } from '../../src/http/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { martDeclarations } from '../../src/pipeline/index.ts';
import { maps, release } from '../dashboard/marts.ts';

export const root = resolve(import.meta.dirname, '../..');

/** The tables are typed in; their columns are described as in the software. */
const declarations = [...martDeclarations(root).values()];
const manifest = { release: 'r-0123456789ab', models: declarations.map((path) => ({ path: `models/${path}` })) };

export const published: PublishedRelease = {
  ...release,
  files: ['manifest.json', ...release.marts.map((mart) => `marts/${mart}.csv`)],
  file: (path) => {
    if (path === 'manifest.json') return Buffer.from(`${JSON.stringify(manifest)}\n`);
    const declared = declarations.find((one) => path === `models/${one}`);
    if (declared !== undefined) return readFileSync(join(root, declared));
    const mart = /^marts\/(\w+)\.csv$/.exec(path)?.[1];
    return mart && release.marts.includes(mart) ? Buffer.from('illustrative\ntrue\n') : null;
  },
};

/** @param shown - the only release of the site */
export function serveTypedIn(shown: PublishedRelease = published): Promise<ServedSite> {
  return serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps,
    releases: {
      latestIds: async () => [shown.id],
      open: async (id) => (id === shown.id ? shown : null),
      list: async () => [lineOf(shown)],
    },
    // Each page is drawn when it is asked for.
    draws: false,
    report: (error) => {
      throw error;
    },
  });
}
