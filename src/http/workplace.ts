/** The pages where people work: taking and sending workbooks, receipts, the secretariat's desk. */
import type { Desk } from '../collection/index.ts';
import type { FolderKind, Person } from '../domain/index.ts';
import type { Texts } from '../i18n/index.ts';
import { folder, type Store } from '../state/index.ts';
import { deskPages } from './desk-page.ts';
import { type Names, openNames } from './names.ts';
import { boardRoutes } from './routes/board.ts';
import { receiptRoutes } from './routes/receipt.ts';
import { submissionRoutes } from './routes/submission.ts';
import { uploadRoutes } from './routes/upload.ts';
import { workbookRoutes } from './routes/workbook.ts';
import type { MoreRoutes } from './serve.ts';

/** A release as the desk speaks of it. */
export type LastRelease = { readonly id: string; readonly publishedAt: string };

export type Build = {
  readonly cycle: string;
  /** UTC. */
  readonly startedAt: string;
  readonly state: 'building' | 'done' | 'failed';
  /** What is at work, in the words of the builder; and the share done, 0 to 1. */
  readonly says: string;
  readonly share: number;
  /** When done. `fresh`: false where the same bytes were published before. */
  readonly release: { readonly id: string; readonly fresh: boolean; readonly accepted: number } | null;
  /** When failed: sentences of the catalogue. */
  readonly problem: { readonly message: string; readonly fix: string } | null;
};

/** Builds releases apart from this process's work, one at a time. */
export type ReleaseBuilder = {
  /** Starts a build; while one is at work it goes on and no other starts. */
  readonly start: (cycle: string, person: Person) => Promise<void>;
  /** The build at work, or the last one since this process began; null before the first. */
  readonly current: () => Build | null;
  /** The release of a cycle that was published last. */
  readonly last: (cycle: string) => Promise<LastRelease | null>;
};

export type Workplace = {
  readonly desk: Desk;
  readonly builder: ReleaseBuilder;
  readonly names: Names;
  readonly texts: Texts;
  /** Who acts, as long as there are no accounts: the installation's secretariat. */
  readonly person: Person;
  /** What the data folder is for; null until its first cycle is opened. */
  readonly kind: () => Promise<FolderKind | null>;
  readonly now: () => Date;
};

export type WorkplaceParts = {
  readonly contentRoot: string;
  readonly store: Store;
  readonly desk: Desk;
  readonly builder: ReleaseBuilder;
  readonly texts: Texts;
  readonly now: () => Date;
};

const secretariat: Person = { id: 'secretariat', role: 'secretariat', country: null, assigned: [] };

/** Their routes, and their entries in the navigation. */
export function openWorkplace({ contentRoot, store, desk, builder, texts, now }: WorkplaceParts): MoreRoutes {
  const workplace: Workplace = {
    desk,
    builder,
    names: openNames(contentRoot, texts),
    texts,
    person: secretariat,
    kind: () => folder.kind(store.connection),
    now,
  };
  return {
    entries: [
      { path: 'upload', text: 'desk.nav.upload' },
      { path: 'submissions', text: 'desk.nav.submissions' },
    ],
    routes: (site) => {
      const pages = deskPages(site, workplace);
      return [
        uploadRoutes(workplace, pages),
        workbookRoutes(workplace, pages),
        receiptRoutes(workplace, pages),
        boardRoutes(workplace, pages),
        submissionRoutes(workplace, pages),
      ];
    },
  };
}
