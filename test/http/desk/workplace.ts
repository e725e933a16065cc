/** Serves the pages of the desk from a real store with real child processes, for requests without a network. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'hono';
import { type Desk, openDesk } from '../../../src/collection/index.ts';
import { listDashboards, loadMaps, openAtlas, openBinder, openPainter } from '../../../src/dashboard/index.ts';
import type { Person } from '../../../src/domain/index.ts';
import { app } from '../../../src/http/app.ts';
import { openDeskRoutes } from '../../../src/http/desk/routes.ts';
import type { Assets } from '../../../src/http/server/assets.ts';
import { releasesOf } from '../../../src/http/site/releases.ts';
import { openSite } from '../../../src/http/site/site.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { openBuilder } from '../../../src/release/index.ts';
import { openStore, type Store } from '../../../src/state/index.ts';
import { openChecker } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';

export type WorkplaceUnderTest = {
  readonly store: Store;
  readonly desk: Desk;
  /** Sends a request like a browser from a page of the site, or like a program with another `accept` header. */
  readonly ask: (path: string, init?: RequestInit & { headers?: Record<string, string> }) => Promise<Response>;
  /** Every route of the server, as `METHOD /pattern`; middleware has the method ALL and is left out. */
  readonly routes: readonly string[];
  /** Unexpected errors so far. */
  readonly incidents: readonly Error[];
  readonly close: () => Promise<void>;
};

/** The pages only need the addresses of styles and scripts. */
const assets: Assets = { style: 'assets/page.css', script: 'assets/page.js', bodies: new Map(), scriptSize: 0 };

/** @param personOf - who sends a request; the secretariat if omitted */
export async function openWorkplaceUnderTest(personOf?: (c: Context) => Person): Promise<WorkplaceUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-desk-'));
  const store = await openStore({ databaseUrl: null, folder });
  const texts = loadTexts(root);
  const now = () => new Date();
  const incidents: Error[] = [];
  const report = (error: Error) => `incident-${incidents.push(error)}`;
  const checker = openChecker({ contentRoot: root, report: (failure) => void report(new Error(failure)) });
  const desk = openDesk({ store, contentRoot: root, checker, now });
  const builder = openBuilder({ contentRoot: root, folder, databaseUrl: null, store, now, report });
  const { drafts, entries, routes } = openDeskRoutes({
    contentRoot: root,
    store,
    desk,
    builder,
    texts,
    now,
    contact: 'secretariat@example.org',
    ...(personOf && { personOf }),
  });
  const atlas = openAtlas(loadMaps(root));
  const dashboards = listDashboards(root);
  const painter = openPainter(atlas);
  const releases = releasesOf(store);
  const site = openSite({
    releases,
    texts,
    dashboards,
    binder: openBinder(dashboards, atlas, texts),
    painter,
    assets,
    entries,
    report,
  });
  const served = app({
    site,
    releases,
    texts,
    assets,
    start: 'world',
    report,
    more: routes(site),
    ...(drafts && { drafts }),
  });
  return {
    store,
    desk,
    incidents,
    routes: served.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`])),
    ask: async (path, { headers, ...init } = {}) =>
      served.request(path, {
        ...init,
        headers: { accept: 'text/html', host: 'localhost', origin: 'http://localhost', ...headers },
      }),
    close: async () => {
      site.close();
      builder.close();
      await painter.close();
      checker.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The form data of the upload page. */
export function uploadForm(bytes: Uint8Array, name: string, more: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(bytes)], name));
  for (const [field, value] of Object.entries(more)) form.append(field, value);
  return form;
}

export const fields = (values: Readonly<Record<string, string>>): URLSearchParams => new URLSearchParams(values);
