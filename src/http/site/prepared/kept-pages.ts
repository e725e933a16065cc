/**
 * Pages kept with their release, so that a start draws nothing that an earlier process drew of the same: the same software,
 * content and settings, and the same releases on show with the same notices. Each state of these is a folder below that of the
 * release, `pages/<release>/<state>/`. What is no longer on show, such as a withdrawn release, is removed; whether a page may
 * be sent is decided by the store and never by what is kept here.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../../server/body.ts';
import { type KeptBodies, openKeptBodies } from '../../server/kept-bodies.ts';

/** All that pages are made from, next to the rows of their release. */
export type PageState = {
  /** Of each release on show: its id, the hash of its manifest, when it was published and the notice on it. */
  readonly releases: readonly (readonly [id: string, manifest: string, published: string, notice: unknown])[];
  /** What pages link to and state about the installation. */
  readonly site: unknown;
};

export type PageShelf = {
  readonly has: (address: string, news: string | null) => boolean;
  readonly read: (address: string, news: string | null) => Body | null;
  readonly write: (address: string, news: string | null, body: Body) => Promise<void>;
};

export type KeptPages = {
  /** The pages of a release, of those on show in this state. */
  readonly shelf: (release: string, state: PageState) => PageShelf;
  /** Removes the pages of other releases, and of states of these that no one opened lately. */
  readonly tidy: (releases: readonly string[]) => void;
};

/** States of one release that stay: those of processes with other settings, and of the software before an update. */
const keptStates = 3;

export type KeptPagesParts = {
  /** Data folder of the installation. */
  readonly folder: string;
  /** What software and content the pages are made by. */
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
  // What is stated of the last events changes without the release.
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
    // Nothing is kept in it yet.
  }
}

/** Another process may be writing there: what is left is removed the next time. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}
