/**
 * A disk cache of rendered pages, so that a start need not render pages that an earlier process rendered in the same
 * state: software, content, settings, and current releases with their notices. Each state is a folder,
 * `pages/<release>/<state>/`. Pages of releases that are no longer current, such as withdrawn ones, are removed. The
 * store alone decides whether a page may be sent, never this cache.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../../server/body.ts';
import { type KeptBodies, openKeptBodies } from '../../server/kept-bodies.ts';

/** Everything that pages depend on, besides the tables of their release. */
export type PageState = {
  /** For each current release: its id, the hash of its manifest, when it was published and the notice on it. */
  readonly releases: readonly (readonly [id: string, manifest: string, published: string, notice: unknown])[];
  /** Links and statements about the installation on pages. */
  readonly site: unknown;
};

export type PageShelf = {
  readonly has: (address: string, news: string | null) => boolean;
  readonly read: (address: string, news: string | null) => Body | null;
  readonly write: (address: string, news: string | null, body: Body) => Promise<void>;
};

export type KeptPages = {
  /** The cached pages of a release, for the current releases in this state. */
  readonly shelf: (release: string, state: PageState) => PageShelf;
  /** Removes the pages of other releases, and of states that were not used recently. */
  readonly tidy: (releases: readonly string[]) => void;
};

/** Number of states kept for one release: for processes with other settings, and for the software before an update. */
const keptStates = 3;

export type KeptPagesParts = {
  /** Data folder of the installation. */
  readonly folder: string;
  /** Identifies the software and content that render the pages. */
  readonly made: string;
  readonly now: () => Date;
};

export function openKeptPages({ folder, made, now }: KeptPagesParts): KeptPages {
  const place = join(folder, 'pages');
  return {
    shelf: (release, state) => shelfOf(join(place, release, digest([made, state]).slice(0, 32)), now()),
    tidy: (releases) => {
      for (const release of namesIn(place)) {
        if (!releases.includes(release)) remove(join(place, release));
        else for (const old of statesByAge(join(place, release)).slice(keptStates)) remove(old);
      }
    },
  };
}

function shelfOf(folder: string, opened: Date): PageShelf {
  const bodies: KeptBodies = openKeptBodies(folder);
  markOpened(folder, opened);
  // The list of recent events changes without the release.
  const nameOf = (address: string, news: string | null) => digest([address, news]).slice(0, 40);
  return {
    has: (address, news) => bodies.has(nameOf(address, news)),
    read: (address, news) => bodies.read(nameOf(address, news)),
    write: (address, news, body) => bodies.write(nameOf(address, news), body),
  };
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const statesByAge = (folder: string): string[] =>
  namesIn(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, opened: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.opened - a.opened)
    .map(({ path }) => path);

function markOpened(folder: string, at: Date): void {
  try {
    utimesSync(folder, at, at);
  } catch {
    // The folder does not exist yet.
  }
}

/** Another process may be writing there: what remains is removed next time. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}
