/** What the use cases have available, and what they ask of the outside world. */
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
  /** Makes the ids of uploads. */
  readonly newId: () => string;
  /** Told of errors that no one waits for. */
  readonly report?: (error: Error) => void;
};

/** Bytes that an upload may have; a larger one is refused before it is stored. */
export const uploadLimit = 10_000_000;

/** The instant of a use case, as it is kept. */
export const instant = (world: Pick<DeskWorld, 'now'>): string => world.now().toISOString();
