/** Files of a release: its marts as CSV and Parquet, its manifest, and the charts of its pages. */
import { Hono } from 'hono';
import { Problem } from '../../problem/index.ts';
import { makeBody, respond } from '../body.ts';
import type { PublishedRelease, Releases } from '../published.ts';
import { fileName, type Site } from '../site.ts';

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json',
};

export function fileRoutes(site: Site, releases: Releases): Hono {
  const open = async (id: string): Promise<PublishedRelease> => {
    const release = site.released(id) ?? (await releases.open(id));
    if (!release) throw new Problem('not_found', 'address', { thing: 'release', id });
    return release;
  };
  return new Hono()
    .get('/data/:release/', async (c) => {
      const { id } = await open(c.req.param('release'));
      const under = site.released(id)?.under ?? '';
      return c.body(null, 302, {
        location: `../../${site.face('', '').texts.negotiate(c.req.header('accept-language'))}/${under}data`,
      });
    })
    .get('/data/:release/:file{[A-Za-z0-9_]+\\.(csv|parquet|json)}', async (c) => {
      const { release: id, file } = c.req.param();
      const release = await open(id);
      const [name, ending] = file.split('.') as [string, string];
      const bytes = release.file(file) ?? release.file(`marts/${file}`);
      if (!bytes) throw new Problem('not_found', 'address', { thing: 'file', id: file });
      const body = await makeBody(bytes, types[ending]!, true, {
        'content-disposition': `attachment; filename="${fileName(release, name)}.${ending}"`,
      });
      return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
    })
    .get('/:as{picture|live}/:release/:rest{.+}', async (c) => {
      const { as, release: id, rest } = c.req.param();
      const cut = rest.lastIndexOf('/');
      const block = rest.slice(cut + 1).replace(/\.(svg|json)$/, '');
      const body =
        site.released(id) !== null ? await site.chart(`/${rest.slice(0, cut)}`, block, as as 'picture' | 'live') : null;
      if (!body) throw new Problem('not_found', 'address', { thing: 'chart', id: rest });
      return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
    });
}
