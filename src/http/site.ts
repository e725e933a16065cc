/**
 * The published pages of the latest release: each drawn, hashed and compressed once, then sent from memory.
 *
 * After a start or a new release all pages are drawn in the background, the first of each dashboard before the rest;
 * a page that is asked for before its turn is drawn at once.
 */
import {
  type Binder,
  canLive,
  type Dashboard,
  type Dashboards,
  type PageAddress,
  type Painter,
  stillChart,
} from '../dashboard/index.ts';
import type { Texts } from '../i18n/index.ts';
import type { Assets } from './assets.ts';
import { type Body, makeBody } from './body.ts';
import type { Face, ReleaseFace } from './face.ts';
import type { PublishedRelease, Releases } from './published.ts';
import type { Drawn } from './show/block.ts';
import { showDownloads } from './show/downloads.ts';
import { showPage } from './show/page.ts';

export type Site = {
  /** The release on show; null while none is published. */
  readonly release: () => PublishedRelease | null;
  /** What a page needs beside its own content. */
  readonly face: (language: string, path: string) => Face;
  /** True for the first page of a dashboard, which a site without a release has nothing to show on yet. */
  readonly expects: (path: string) => boolean;
  /** A page that is ready, by its address with a leading slash. */
  readonly ready: (address: string) => Body | undefined;
  /** Draws the page of an address, or gives it ready; null where there is no such page. */
  readonly page: (address: string) => Promise<Body | null>;
  /** A chart of a page as a picture or as a dataflow. */
  readonly chart: (address: string, block: string, as: 'picture' | 'live') => Promise<Body | null>;
  /** Looks for a newer release and turns to it. */
  readonly refresh: () => Promise<void>;
  /** Resolves when every page of the release is drawn: for benchmarks and tests. */
  readonly drawn: () => Promise<void>;
  readonly close: () => void;
};

type Place = { readonly dashboard: Dashboard | null; readonly address: PageAddress; readonly language: string };
type Shown = {
  readonly release: PublishedRelease;
  readonly places: ReadonlyMap<string, Place>;
  readonly bodies: Map<string, Promise<Body>>;
  readonly ready: Map<string, Body>;
};

export type SiteParts = {
  readonly releases: Releases;
  readonly texts: Texts;
  readonly dashboards: Dashboards;
  readonly binder: Binder;
  readonly painter: Painter;
  readonly assets: Assets;
  /** Entries after the dashboards: pages of other routes. */
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  /** Told of a page that could not be drawn. */
  readonly report: (error: Error) => void;
};

export function openSite(parts: SiteParts): Site {
  const { texts, dashboards, binder, painter, assets } = parts;
  let shown: Shown | null = null;
  let background: Promise<void> = Promise.resolve();
  let closed = false;

  const face = (language: string, path: string): Face => ({
    texts,
    language,
    path,
    root: '../'.repeat(path.split('/').length),
    navigation: [
      ...dashboards.all.map(({ name }) => ({ path: name, text: texts.say(language, `dashboards.${name}.nav`) })),
      { path: 'data', text: texts.say(language, 'pages.nav.data') },
      ...parts.entries.map(({ path: entry, text }) => ({ path: entry, text: texts.say(language, text), apart: true })),
    ],
    assets: { style: assets.style, script: assets.script },
    release: shown === null ? null : releaseFace(shown.release),
  });

  const draw = async (of: Shown, { dashboard, address, language }: Place): Promise<Body> => {
    const own = face(language, address.path);
    if (dashboard === null) return html(String(await showDownloads(own, of.release)));
    const page = binder.bind(of.release, dashboard, address, language);
    const drawn = new Map<string, Drawn>();
    for (const block of page.blocks) {
      if (block.kind !== 'chart') continue;
      const files = `${of.release.id}/${language}/${address.path}/${block.id}`;
      drawn.set(block.id, {
        svg: await painter.draw(block.name, stillChart(block.chart, block.legend === null)),
        narrow:
          block.narrowChart === null
            ? null
            : await painter.draw(block.name, stillChart(block.narrowChart, block.legend === null)),
        picture: `${own.root}picture/${files}.svg`,
        live: canLive(block.chart) ? `${own.root}live/${files}.json` : null,
      });
    }
    return html(String(await showPage(own, page, drawn)));
  };

  const bodyOf = (of: Shown, address: string, place: Place): Promise<Body> => {
    const known = of.bodies.get(address);
    if (known) return known;
    const made = draw(of, place).then((body) => {
      of.ready.set(address, body);
      return body;
    });
    of.bodies.set(address, made);
    // A page that failed may succeed when asked again.
    made.catch(() => of.bodies.delete(address));
    return made;
  };

  const drawAll = async (of: Shown) => {
    for (const [address, place] of of.places) {
      if (closed || shown !== of) return;
      // One that is cut short by the closing of the site is no failure.
      await bodyOf(of, address, place).catch((error) => closed || parts.report(error));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const turnTo = (release: PublishedRelease) => {
    shown = { release, places: placesOf(release, parts), bodies: new Map(), ready: new Map() };
    background = drawAll(shown);
  };

  return {
    release: () => shown?.release ?? null,
    face,
    expects: (path) => path === 'data' || dashboards.all.some(({ name }) => name === path),
    ready: (address) => shown?.ready.get(address),
    page: async (address) => {
      const place = shown?.places.get(address);
      return place ? bodyOf(shown!, address, place) : null;
    },
    chart: async (address, id, as) => {
      const place = shown?.places.get(address);
      if (!place?.dashboard) return null;
      const page = binder.bind(shown!.release, place.dashboard, place.address, place.language);
      const block = page.blocks.find((one) => one.kind === 'chart' && one.id === id);
      if (block?.kind !== 'chart') return null;
      if (as === 'live') return makeBody(await painter.live(block.name, block.chart), 'application/json');
      const title = { ...(block.chart.spec.title as { text: string[] }) };
      const spec = {
        ...block.chart.spec,
        background: '#ffffff',
        title: { ...title, text: block.title, subtitle: title.text, subtitlePadding: 6, fontSize: 15, fontWeight: 600 },
      };
      return makeBody(
        await painter.draw(block.name, stillChart({ ...block.chart, spec }, true, dashboards.theme.font)),
        'image/svg+xml',
        false,
        {
          'content-disposition': `attachment; filename="${fileName(shown!.release, `${place.dashboard.name}-${id}`)}.svg"`,
        },
      );
    },
    refresh: async () => {
      const id = await parts.releases.latestId();
      if (id === null || id === shown?.release.id) return;
      const release = await parts.releases.open(id);
      if (release) turnTo(release);
    },
    drawn: () => background,
    close: () => {
      closed = true;
    },
  };
}

const html = (text: string) => makeBody(text, 'text/html; charset=utf-8');

/** Name of a file that leaves the site: it says itself that it is illustrative. */
export const fileName = (release: PublishedRelease, name: string): string =>
  `${release.illustrative ? 'illustrative-' : ''}${release.id}-${name}`.replaceAll(/[^A-Za-z0-9._-]/g, '-');

/** Every page by its address: the first of each dashboard in each language, then the others. */
function placesOf(release: PublishedRelease, { texts, dashboards, binder }: SiteParts): ReadonlyMap<string, Place> {
  const first: [string, Place][] = [];
  const rest: [string, Place][] = [];
  for (const dashboard of dashboards.all) {
    binder.addresses(release, dashboard).forEach((address, place) => {
      for (const { code } of texts.languages) {
        (place === 0 ? first : rest).push([`/${code}/${address.path}`, { dashboard, address, language: code }]);
      }
    });
  }
  for (const { code } of texts.languages) {
    first.push([`/${code}/data`, { dashboard: null, address: { path: 'data', chosen: null }, language: code }]);
  }
  return new Map([...first, ...rest]);
}

function releaseFace(release: PublishedRelease): ReleaseFace {
  const row = release.rows('cycles').find(({ cycle }) => cycle === release.cycle);
  return {
    id: release.id,
    cycle: release.cycle,
    illustrative: release.illustrative,
    published: release.published,
    reported: row?.reported == null ? null : Number(row.reported),
    invited: row?.invited == null ? null : Number(row.invited),
  };
}
