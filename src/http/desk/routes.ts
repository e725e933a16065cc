/** The working pages: downloading and uploading workbooks, receipts, the secretariat's pages. */
import type { Desk } from '../../collection/index.ts';
import { secretariat } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import { decidePair, type ReleaseBuilder, readKnownSupport } from '../../release/index.ts';
import { folder, type Store } from '../../state/index.ts';
import { openWritingPool, type WritingPool } from '../../workbook/index.ts';
import type { FormsInFlight } from '../server/forms/forms-in-flight.ts';
import { openNames } from '../site/names.ts';
import type { OwnRoutes } from '../site/own-routes.ts';
import { boardRoutes } from './board/route.ts';
import { deskEntries } from './entries.ts';
import { deskPages } from './frame.ts';
import { receiptRoutes } from './receipt/route.ts';
import { releaseRoutes } from './release/build.ts';
import { draftRoutes } from './release/drafts.ts';
import { openPublishing } from './release/publishing.ts';
import { submissionRoutes } from './submission/route.ts';
import { supportRoutes } from './support/route.ts';
import { uploadRoutes } from './upload/route.ts';
import { workbookRoutes } from './upload/workbook.ts';
import { withdrawalRoutes } from './withdrawal/route.ts';
import type { Workplace } from './workplace.ts';

export type DeskRoutesParts = {
  readonly contentRoot: string;
  readonly store: Store;
  readonly desk: Desk;
  readonly builder: ReleaseBuilder;
  readonly texts: Texts;
  readonly now: () => Date;
  readonly forms?: FormsInFlight;
  /** Opened here if omitted. */
  readonly writer?: WritingPool;
  /** How people reach the secretariat; null if it is not set. */
  readonly contact?: string | null;
  /** The secretariat if omitted: there are no accounts, so anyone who reaches the desk acts as it. */
  readonly personOf?: Workplace['personOf'];
};

/** Their routes, and their entries in the navigation. */
export function openDeskRoutes({ contentRoot, store, desk, builder, texts, now, ...own }: DeskRoutesParts): OwnRoutes {
  const workplace: Workplace = {
    contentRoot,
    desk,
    builder,
    publishingBy: openPublishing({ store, contentRoot, now }),
    support: {
      read: (person) => store.snapshot((connection) => readKnownSupport(connection, { contentRoot, person })),
      decide: (asked) => decidePair({ store, contentRoot, now }, asked),
    },
    names: openNames(contentRoot, texts),
    texts,
    personOf: own.personOf ?? (() => secretariat),
    kind: () => folder.kind(store.connection),
    now,
    forms: own.forms,
    writer: own.writer ?? openWritingPool(contentRoot),
    contact: own.contact ?? null,
  };
  return {
    drafts: (c) => workplace.publishingBy(workplace.personOf(c)).shown,
    entries: deskEntries,
    routes: (site) => {
      const pages = deskPages(site, workplace);
      return [
        uploadRoutes(workplace, pages),
        workbookRoutes(workplace, pages),
        receiptRoutes(workplace, pages),
        boardRoutes(workplace, pages),
        releaseRoutes(workplace, pages, site),
        draftRoutes(workplace, pages),
        withdrawalRoutes(workplace, pages),
        supportRoutes(workplace, pages),
        submissionRoutes(workplace, pages),
      ];
    },
  };
}
