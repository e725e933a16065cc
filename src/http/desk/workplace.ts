/** What the pages where people work may use. */
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
  /** Reports of support, and what people decide about them. */
  readonly support: {
    readonly read: (person: Person) => Promise<KnownSupport>;
    readonly decide: (asked: DecidePair) => Promise<boolean>;
  };
  readonly names: Names;
  readonly texts: Texts;
  /** Who sends a request. Asked for each request, and captured by no route. */
  readonly personOf: (c: Context) => Person;
  /** What the data folder is for; null until its first cycle is opened. */
  readonly kind: () => Promise<FolderKind | null>;
  readonly now: () => Date;
  /** Writes workbooks next to the thread that answers. */
  readonly writer: WritingPool;
  /** Where forms with files are received; the system's folder for temporary files where it is left out. */
  readonly forms?: FormsInFlight | undefined;
  /** How people reach the secretariat; null if it is not set. */
  readonly contact: string | null;
};
