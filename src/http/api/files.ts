/** Files of a release: its marts as CSV and Parquet, its manifest, and the data of its interactive charts. */
import { Hono } from 'hono';
import { byteOrderMark } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { type Body, makeBody, respond } from '../server/body.ts';
import { oneOf } from '../server/canonical.ts';
import { openFileCache } from '../server/file-cache.ts';
import { respondPart } from '../server/range.ts';
import { fileName } from '../site/download/file-name.ts';
import { pageField } from '../site/page/narrowed-file.ts';
import { downloadOf, type PublishedRelease, type Releases } from '../site/published.ts';
import { dataPackage, readMe } from '../site/publisher.ts';
import { dictionaryCsv } from '../site/releases/dictionary.ts';
import type { Site } from '../site/site.ts';
import { blockAddress } from './downloads.ts';

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json',
};

/** Limit of the cache in bytes; a release of 194 countries has 20 MB of files, compressed and plain. */
const mostKept = 24_000_000;

type Sources = { readonly site: Site; readonly releases: Releases };

export function fileRoutes(site: Site, releases: Releases): Hono {
  const cache = openFileCache(mostKept);
  const sources = { site, releases };
  return new Hono()
    .get('/data/:release/', async (c) => {
      const { id } = await open(sources, c.req.param('release'));
      const under = site.released(id)?.under ?? '';
      return c.body(null, 302, {
        location: `../../${site.context('', '').texts.negotiate(c.req.header('accept-language'))}/${under}data`,
      });
    })
    .get(`/data/:release/${oneOf('about', ['columns.csv', 'datapackage.json', 'README.md'])}`, async (c) => {
      const { release: id, about } = c.req.param();
      const body = await describingFile(site, await open(sources, id), about);
      return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
    })
    .get('/data/:release/:file{[A-Za-z0-9_]+\\.(csv|parquet|json)}', async (c) => {
      const { release: id, file } = c.req.param();
      // For people: with a byte order mark, by which spreadsheet programs recognise UTF-8. The file of the release
      // itself is the one whose hash is published.
      const asked = { id, file, isMarked: file.endsWith('.csv') && c.req.query('for') === 'spreadsheet' };
      const version = (await releases.version?.()) ?? 0;
      const page = c.req.query(pageField);
      if (page !== undefined) {
        const body = await narrowedFile(sources, asked, page, new URL(c.req.url).search);
        return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
      }
      const { content, body } = await cache.get(version, `${id}/${file}${asked.isMarked ? ' marked' : ''}`, () =>
        storedFile(sources, asked),
      );
      const range = {
        range: c.req.method === 'GET' ? c.req.header('range') : undefined,
        ifRange: c.req.header('if-range'),
      };
      const { 'content-length': _, ...headers } = body.plain.init.headers;
      const part = respondPart(content, body.plain.etag, headers, range);
      return part ?? respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'), content);
    })
    .get('/live/:release/:rest{.+}', async (c) => {
      const { release: id, rest } = c.req.param();
      const { address, block } = blockAddress(rest.replace(/\.json$/, ''));
      // An interactive chart belongs to a page, which shows the latest release.
      const body = site.released(id) && (await site.live(address, block, new URL(c.req.url).search.slice(1)));
      if (!body) throw new Problem('not_found', 'address', { thing: 'chart', id: rest });
      return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
    });
}

/** @throws Problem `not_found` */
async function open({ site, releases }: Sources, id: string): Promise<PublishedRelease> {
  const release = site.released(id) ?? (await releases.open(id));
  if (!release) throw new Problem('not_found', 'address', { thing: 'release', id });
  return release;
}

/** What the files of a release mean, as a table, as a data package or to be read. */
async function describingFile(site: Site, release: PublishedRelease, about: string): Promise<Body> {
  const { texts } = site.context('', '');
  const [name, ending] = about.split('.') as [string, string];
  const text =
    name === 'columns'
      ? dictionaryCsv(release)
      : ending === 'json'
        ? dataPackage(texts, release, site.publisher)
        : readMe(texts, release, site.publisher);
  const type = ending === 'md' ? 'text/markdown; charset=utf-8' : types[ending]!;
  return makeBody(text, type, false, {
    'content-disposition': `attachment; filename="${fileName(release, name)}.${ending}"`,
  });
}

type AskedFile = {
  readonly id: string;
  readonly file: string;
  /** True if it begins with a byte order mark. */
  readonly isMarked: boolean;
};

/**
 * What a page shows of a table. Small compared with the full file, and rarely requested: not cached.
 *
 * @throws Problem `not_found`
 */
async function narrowedFile(
  sources: Sources,
  { id, file, isMarked }: AskedFile,
  page: string,
  search: string,
): Promise<Body> {
  const [name, ending] = file.split('.') as [string, string];
  const release = await open(sources, id);
  const made = ending === 'csv' ? await sources.site.narrowedFile(release, page, name, search) : null;
  if (made === null) throw new Problem('not_found', 'address', { thing: 'file', id: file });
  const headers = { 'content-disposition': `attachment; filename="${fileName(release, made.name)}.csv"` };
  return makeBody(isMarked ? made.csv : made.csv.slice(byteOrderMark.length), types.csv!, false, headers);
}

/**
 * A file of the release itself, with what a part of it is cut from.
 *
 * @throws Problem `not_found`
 */
async function storedFile({ site, releases }: Sources, { id, file, isMarked }: AskedFile) {
  const [name, ending] = file.split('.') as [string, string];
  const paths = [file, `marts/${file}`];
  const release = site.released(id) ?? (await (releases.openFiles?.(id, paths) ?? releases.open(id)));
  if (!release) throw new Problem('not_found', 'address', { thing: 'release', id });
  const bytes = (await downloadOf(release, file)) ?? (await downloadOf(release, `marts/${file}`));
  if (!bytes) throw new Problem('not_found', 'address', { thing: 'file', id: file });
  const content = isMarked ? Buffer.concat([Buffer.from(byteOrderMark), bytes]) : bytes;
  const more = {
    'content-disposition': `attachment; filename="${fileName(release, name)}.${ending}"`,
    'accept-ranges': 'bytes',
  };
  // Must be revalidated: a cached copy must not outlive a withdrawal.
  return { content, body: await makeBody(content, types[ending]!, false, more) };
}
