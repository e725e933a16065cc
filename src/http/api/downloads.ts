/**
 * Charts and tables of a page as files, charts as pages that may be framed, and pictures of pages. An address
 * contains its release and is permanent; with `latest` in its place it redirects to the current release.
 */
import { type Context, Hono } from 'hono';
import { Problem } from '../../problem/index.ts';
import { respond } from '../server/body.ts';
import { relativeAddress } from '../server/canonical.ts';
import { openFileCache, type PackedFile } from '../server/file-cache.ts';
import { type FileEnding, fileTypes } from '../site/download/downloads.ts';
import { reportNames } from '../site/download/report.ts';
import type { PublishedRelease, Releases } from '../site/published.ts';
import type { Site } from '../site/site.ts';

/** Limit of the cache in bytes, compressed and plain. */
const mostKept = 32_000_000;

type Made = { readonly body: PackedFile['body']; readonly bytes: Uint8Array } | null;

export function downloadRoutes(site: Site, releases: Releases): Hono {
  const cache = openFileCache(mostKept);
  const open = async (id: string): Promise<PublishedRelease> => {
    const release = site.released(id) ?? (await releases.open(id));
    if (!release) throw new Problem('not_found', 'address', { thing: 'release', id });
    return release;
  };
  const send = async (c: Context, id: string, make: (release: PublishedRelease, query: string) => Promise<Made>) => {
    const { pathname, search } = new URL(c.req.url);
    const version = (await releases.version?.()) ?? 0;
    const { content, body } = await cache.get(version, `${pathname}${search}`, async () => {
      const made = await make(await open(id), search.slice(1));
      if (made === null) throw new Problem('not_found', 'address', { thing: 'file', id: pathname });
      return { content: made.bytes, body: made.body };
    });
    return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'), content);
  };
  return (
    new Hono()
      .get('/release/latest/:rest{.+}', (c) => {
        const { rest } = c.req.param();
        const { address } = blockAddress(rest);
        const id = site.latest(address);
        if (id === null) throw new Problem('not_found', 'address', { thing: 'chart', id: rest });
        const { pathname, search } = new URL(c.req.url);
        const location = relativeAddress(pathname, pathname.replace('/release/latest/', `/release/${id}/`)) + search;
        return c.body(null, 302, { location, 'cache-control': 'no-cache' });
      })
      .get('/release/:release/:rest{.+}', (c) => {
        const { release: id, rest } = c.req.param();
        const { address, block, ending } = blockAddress(rest);
        const [, language = '', page] = address.split('/');
        const name = page === undefined ? reportNames.find((one) => one === block) : undefined;
        if (name !== undefined && (ending === 'pdf' || ending === 'docx'))
          return send(c, id, (release) => site.report(release, { name, language, as: ending }));
        return send(c, id, (release, query) =>
          ending === null
            ? site.embed(release, address, block, query)
            : site.download(release, address, block, ending, query),
        );
      })
      // Former address of pictures, from when SVG was their only format.
      .get('/picture/:release/:rest{.+\\.svg}', (c) => {
        const { release: id, rest } = c.req.param();
        const { address, block } = blockAddress(rest);
        return send(c, id, (release, query) => site.download(release, address, block, 'svg', query));
      })
      .get('/preview/:release/:rest{.+\\.png}', (c) => {
        const { release: id, rest } = c.req.param();
        return send(c, id, (release, query) => site.preview(release, `/${rest.replace(/\.png$/, '')}`, query));
      })
  );
}

const endings = Object.keys(fileTypes) as FileEnding[];

/** Splits `<language>/<path of the page>/<block>.<ending>`; a chart as a page has no ending. */
export function blockAddress(rest: string): { address: string; block: string; ending: FileEnding | null } {
  const cut = rest.lastIndexOf('/');
  const name = rest.slice(cut + 1);
  const ending = endings.find((one) => name.endsWith(`.${one}`)) ?? null;
  const block = ending === null ? name : name.slice(0, -ending.length - 1);
  return { address: `/${rest.slice(0, cut)}`, block, ending };
}
