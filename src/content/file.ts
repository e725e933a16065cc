/** What a reader is given of a file. */
import type { Fault } from '../problem/index.ts';
import type { Said } from './fault.ts';
import type { Path, TextPosition } from './read/place.ts';

/** A YAML or JSON file that can be read. */
export type ContentFile = {
  /** Below the content root, with forward slashes. */
  readonly name: string;
  readonly value: unknown;
  readonly place: (path: Path) => TextPosition;
  /** `file:line:column` of what is at a path; of what it would stand in if there is nothing. */
  readonly where: (path: Path) => string;
  /** The word as it is written where it is without quotes, else null. */
  readonly bare: (path: Path) => string | null;
  readonly fault: (path: Path, said: Said) => Fault;
};

/** What opening a file finds. The faults are those of its text and of its schema. */
export type Opened = { readonly file: ContentFile | null; readonly faults: readonly Fault[] };

export type ContentTable = {
  readonly name: string;
  /** Columns in the order of the file. */
  readonly head: readonly string[];
  readonly rows: readonly ContentRow[];
  /** Rows with too few or too many cells: what is under a column there may belong to another. */
  readonly broken: ReadonlySet<number>;
  /** Columns in which a cell is not as its schema wants it. */
  readonly faulty: ReadonlySet<string>;
  readonly place: (row: number, column?: string) => TextPosition;
  /** `file:line:column` of a cell; of the whole line without a column. */
  readonly where: (row: number, column?: string) => string;
  readonly fault: (row: number, column: string | null, said: Said) => Fault;
};
/** Cells by column, trimmed; an empty one is an empty text. */
export type ContentRow = Readonly<Record<string, string>>;
/** A table is null if its text or its columns cannot be read. One with other faults is there, so that its keys are known. */
export type OpenedTable = { readonly table: ContentTable | null; readonly faults: readonly Fault[] };
