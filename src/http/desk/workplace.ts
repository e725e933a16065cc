/** Dependencies of the working pages. */
import type { Context } from 'hono';
import type { Desk } from '../../collection/index.ts';
import type { FolderKind, Person } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { DecidePair, KnownSupport, ReleaseBuilder } from '../../release/index.ts';
import type { WritingPool } from '../../workbook/index.ts';
import type { FormsInFlight } from '../server/forms/forms-in-flight.ts';
import type { Names } from '../site/names.ts';
import type { Publishing } from './release/publishing.ts';

export type Workplace = {
  readonly contentRoot: string;
  readonly desk: Desk;
  readonly builder: ReleaseBuilder;
  readonly publishingBy: (person: Person) => Publishing;
  /** Reports of support, and decisions about them. */
  readonly support: {
    readonly read: (person: Person) => Promise<KnownSupport>;
    readonly decide: (asked: DecidePair) => Promise<boolean>;
  };
  readonly names: Names;
  readonly texts: Texts;
  /** The person who sends a request. Determined for each request, never captured when routes are created. */
  readonly personOf: (c: Context) => Person;
  /** Kind of the data folder; null until its first cycle is opened. */
  readonly kind: () => Promise<FolderKind | null>;
  readonly now: () => Date;
  /** Writes workbooks in a separate thread. */
  readonly writer: WritingPool;
  /** Receives forms with files; in the system's temporary folder if omitted. */
  readonly forms?: FormsInFlight | undefined;
  /** How people reach the secretariat; null if it is not set. */
  readonly contact: string | null;
};
