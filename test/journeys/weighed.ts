/** Serves a release built from a small instrument next to the typed-in one, which has no inputs for custom weights. */
import { lineOf, type PublishedRelease, publishedRelease, type ServedSite, serve } from '../../src/http/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { buildRelease } from '../../src/release/index.ts';
import { maps } from '../dashboard/marts.ts';
import { smallContent } from '../release/content.ts';
import { frozenCycle, inputsOf } from '../release/frozen.ts';
import { now } from '../release/world.ts';
import { published, root } from './published.ts';

export type Weighed = { readonly release: PublishedRelease; readonly served: ServedSite };

/**
 * Serves the site; the pages of the built release are below `preparedness/`.
 *
 * @param change - changes to the release, for example to imitate earlier software
 */
export async function serveWeighed(
  change: (built: PublishedRelease) => PublishedRelease = (built) => built,
): Promise<Weighed> {
  const content = smallContent();
  const frozen = frozenCycle(content.root, 'preparedness', '2026', now, ['XAH']);
  const { files } = await buildRelease({ contentRoot: content.root, inputs: inputsOf(content.root, [frozen]) });
  content.remove();
  const release = change(publishedRelease(files, '2026-04-01T09:00:00.000Z'));
  const all = [published, release];
  const served = await serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps,
    releases: {
      latestIds: async () => all.map(({ id }) => id),
      open: async (id) => all.find((one) => one.id === id) ?? null,
      list: async () => all.map(lineOf),
    },
    // Each page is drawn when it is asked for.
    draws: false,
    report: (error) => {
      throw error;
    },
  });
  return { release, served };
}
