/** The interface of an opened file. */
import type { Fault } from '../problem/index.ts';
import type { FaultText } from './fault.ts';
import type { Path, TextPosition } from './read/place.ts';

/** A YAML or JSON file that can be read. */
export type ContentFile = {
  /** Path below the content root, with forward slashes. */
  readonly name: string;
  readonly value: unknown;
  readonly place: (path: Path) => TextPosition;
  /** `file:line:column` of the value at a path; if there is none, of its nearest parent. */
  readonly where: (path: Path) => string;
  /** The word as written if it is unquoted, otherwise null. */
  readonly bare: (path: Path) => string | null;
  readonly fault: (path: Path, wording: FaultText) => Fault;
};

/** Result of opening a file. The faults are those of its text and of its schema. */
export type Opened = { readonly file: ContentFile | null; readonly faults: readonly Fault[] };

export type ContentTable = {
  readonly name: string;
  /** Columns in file order. */
  readonly head: readonly string[];
  readonly rows: readonly ContentRow[];
  /** Indices of rows with too few or too many cells, whose cells may belong to other columns. */
  readonly broken: ReadonlySet<number>;
  /** Columns with a cell that does not match its schema. */
  readonly faulty: ReadonlySet<string>;
  readonly place: (row: number, column?: string) => TextPosition;
  /** `file:line:column` of a cell; without a column, of the whole line. */
  readonly where: (row: number, column?: string) => string;
  readonly fault: (row: number, column: string | null, wording: FaultText) => Fault;
};
/** Cells by column, trimmed; an empty cell is an empty text. */
export type ContentRow = Readonly<Record<string, string>>;
/**
 * The table is null if its text or its columns cannot be read. With other faults it is present, so that its keys are
 * known.
 */
export type OpenedTable = { readonly table: ContentTable | null; readonly faults: readonly Fault[] };
