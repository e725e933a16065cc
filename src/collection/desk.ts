/** What the use cases depend on, injected by the caller. */
import type { Store } from '../state/index.ts';
import type { Checker } from '../workbook/index.ts';
import type { Content } from './content.ts';

/** Reads untrusted bytes in a separate process. */
export type WorkbookChecker = Pick<Checker, 'check' | 'annotate'>;

export type DeskWorld = {
  readonly store: Store;
  readonly content: Content;
  readonly checker: WorkbookChecker;
  readonly now: () => Date;
  /** Creates the ids of uploads. */
  readonly newId: () => string;
  /** Receives errors for which no caller waits. */
  readonly report?: (error: Error) => void;
};

/** Maximum size of an upload in bytes; a larger one is refused before it is stored. */
export const uploadLimit = 10_000_000;

/** The current instant in the stored format. */
export const instant = (world: Pick<DeskWorld, 'now'>): string => world.now().toISOString();
