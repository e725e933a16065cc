/**
 * Finds rows of a table's JSON by the values of some columns, without making the others. A table has one line per row;
 * what is kept are the place of each line and, of each column that was asked for, one number per row.
 */
import { columnsIn, headBytes, type MartCell } from './rows.ts';

/** Values by column, of which a row has one in each; a number and its text are the same, and so are null and ''. */
export type WantedValues = Readonly<Record<string, MartCell | readonly MartCell[]>>;

export type TableBytes = {
  readonly size: number;
  /** Bytes from one place up to another; they may be read to `into`. */
  readonly part: (from: number, to: number, into?: Uint8Array<ArrayBuffer>) => Uint8Array;
};

export type TableIndex = {
  readonly columns: readonly string[];
  /** Numbers of the rows that have these values, ascending. */
  readonly find: (wanted: WantedValues) => Uint32Array;
  /** The different values of a column as texts, in the order in which they first occur. */
  readonly values: (column: string) => readonly string[];
  /** The cells of rows by their numbers, ascending. */
  readonly cells: (rows: Uint32Array) => Generator<MartCell[]>;
};

/** Bytes that are read at once; between two rows, those that are read rather than left out. */
const mostAtOnce = 1_048_576;
const gap = 16_384;
const [newline, comma, closing, quote, backslash] = [0x0a, 0x2c, 0x5d, 0x22, 0x5c];

/** @returns null if the table has no rows or not one line for each, as in releases of earlier software */
export function indexTable(table: TableBytes): TableIndex | null {
  const head = table.part(0, Math.min(table.size, headBytes));
  const columns = columnsIn(head);
  if (columns === null || columns.length === 0) return null;
  const starts = startsOf(table, head.indexOf(newline) + 1);
  const codes = new Map<string, CodedColumn>();
  const coded = (names: readonly string[]): CodedColumn[] => {
    const missing = names.filter((name) => !codes.has(name) && columns.includes(name));
    if (missing.length > 0) {
      const places = missing.map((name) => columns.indexOf(name));
      for (const [at, column] of codeColumns(table, starts, places).entries()) codes.set(missing[at]!, column);
    }
    return names.map((name) => codes.get(name)!);
  };
  return {
    columns,
    find: (wanted) => {
      const [known, others] = [[], []] as [string[], string[]];
      for (const name of Object.keys(wanted)) (columns.includes(name) ? known : others).push(name);
      const isBlank = (name: string) => [wanted[name]].flat().some((value) => textOf(value) === '');
      if (!others.every(isBlank)) return new Uint32Array(0);
      const tests = coded(known).map((column, at) => testOf(column, wanted[known[at]!]!));
      return findRows(starts.length - 1, tests);
    },
    values: (column) => (columns.includes(column) ? coded([column])[0]!.texts : ['']),
    cells: (rows) => cellsOf(table, starts, rows),
  };
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The place of each row's line, and of the line that closes the table. */
function startsOf(table: TableBytes, first: number): Uint32Array {
  let starts = new Uint32Array(65_536);
  let count = 1;
  starts[0] = first;
  const room = new Uint8Array(mostAtOnce);
  for (let from = first; from < table.size; from += mostAtOnce) {
    const piece = bufferOf(table.part(from, Math.min(table.size, from + mostAtOnce), room));
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) {
      if (from + at + 1 === table.size) break;
      if (count === starts.length) starts = grown(starts);
      starts[count] = from + at + 1;
      count += 1;
    }
  }
  return starts.slice(0, count);
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array;

type CodedColumn = {
  /** By row, the place of its value among `texts`. */
  readonly of: Numbers;
  readonly texts: readonly string[];
  /** Number of rows that have each of them. */
  readonly counts: readonly number[];
  readonly known: ReadonlyMap<string, number>;
  /** The rows in the order of their values, and where those of each begin; made when it saves reading all. */
  sorted?: { readonly rows: Uint32Array; readonly from: Uint32Array };
};

/** A number and its text are the same key, and so are a missing value and an empty text. */
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** Numbers the values of columns, in one pass over the table. */
function codeColumns(table: TableBytes, starts: Uint32Array, places: readonly number[]): CodedColumn[] {
  const last = Math.max(...places);
  const count = starts.length - 1;
  const columns = places.map((place) => ({ place, of: new Uint32Array(count), ...valueCoder() }));
  const wanted = Array.from({ length: last + 1 }, (_, place) => columns.find((column) => column.place === place));
  for (const { bytes, from, first, stop } of piecesOf(table, starts)) {
    for (let row = first; row < stop; row += 1) {
      // After the comma and the bracket.
      let at = starts[row]! - from + 2;
      for (let place = 0; place <= last; place += 1) {
        const end = endOfCell(bytes, at);
        const column = wanted[place];
        if (column !== undefined) column.of[row] = column.codeOf(bytes, at, end);
        at = end + 1;
      }
    }
  }
  return columns.map(({ of, texts, counts, known }) => ({ of: narrowest(of, texts.length), texts, counts, known }));
}

/** Few values need one or two bytes in each row. */
const narrowest = (numbers: Uint32Array, values: number): Numbers =>
  values <= 2 ** 8 ? Uint8Array.from(numbers) : values <= 2 ** 16 ? Uint16Array.from(numbers) : numbers;

/** Rows whose lines are read together; their bytes are valid until the next are taken. */
function* piecesOf(table: TableBytes, starts: Uint32Array) {
  const room = new Uint8Array(mostAtOnce);
  const end = starts.length - 1;
  for (let first = 0; first < end; ) {
    let stop = first + 1;
    while (stop < end && starts[stop + 1]! - starts[first]! <= mostAtOnce) stop += 1;
    const from = starts[first]!;
    const size = starts[stop]! - from;
    yield { bytes: bufferOf(table.part(from, from + size, size > mostAtOnce ? undefined : room)), from, first, stop };
    first = stop;
  }
}

/** The place of the comma or bracket after a cell. */
function endOfCell(bytes: Buffer, begin: number): number {
  let at = begin;
  if (bytes[at] === quote) {
    at += 1;
    while (bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
    return at + 1;
  }
  while (bytes[at] !== comma && bytes[at] !== closing) at += 1;
  return at;
}

function valueCoder() {
  const [texts, counts]: [string[], number[]] = [[], []];
  const known = new Map<string, number>();
  const written = new Map<string, number>();
  const number = (text: string): number => {
    const found = known.get(text) ?? texts.length;
    if (found === texts.length) {
      known.set(text, found);
      texts.push(text);
      counts.push(0);
    }
    return found;
  };
  const codeOf = (bytes: Buffer, from: number, to: number): number => {
    const cell = bytes.toString('latin1', from, to);
    let code = written.get(cell);
    if (code === undefined) {
      code = number(textOf(JSON.parse(bytes.toString('utf8', from, to))));
      written.set(cell, code);
    }
    counts[code]! += 1;
    return code;
  };
  return { texts, counts, known, codeOf };
}

function findRows(count: number, tests: readonly Test[]): Uint32Array {
  if (tests.length === 0) return Uint32Array.from({ length: count }, (_, row) => row);
  const [fewest, ...others] = tests.toSorted((a, b) => a.count - b.count);
  const found = rowsOfCodes(fewest!, count);
  return others.length === 0 ? found : found.filter((row) => others.every(({ has, of }) => has[of[row]!] === 1));
}

type Test = {
  readonly column: CodedColumn;
  readonly of: Numbers;
  readonly has: Uint8Array;
  readonly count: number;
};

function testOf(column: CodedColumn, wanted: MartCell | readonly MartCell[]): Test {
  const has = new Uint8Array(column.texts.length);
  let count = 0;
  for (const value of [wanted].flat()) {
    const code = column.known.get(textOf(value));
    if (code === undefined || has[code] === 1) continue;
    has[code] = 1;
    count += column.counts[code]!;
  }
  return { column, of: column.of, has, count };
}

/** A column of few values is read whole, one of many by its rows in order. */
function rowsOfCodes({ column, of, has, count }: Test, rows: number): Uint32Array {
  const found = new Uint32Array(count);
  let at = 0;
  if (count > rows / 16) {
    for (let row = 0; row < rows; row += 1) {
      if (has[of[row]!] !== 1) continue;
      found[at] = row;
      at += 1;
    }
    return found;
  }
  column.sorted ??= sortedRows(column);
  for (const [code, isWanted] of has.entries()) {
    if (isWanted !== 1) continue;
    found.set(column.sorted.rows.subarray(column.sorted.from[code]!, column.sorted.from[code + 1]!), at);
    at += column.counts[code]!;
  }
  return found.sort();
}

function sortedRows({ of, counts }: CodedColumn): NonNullable<CodedColumn['sorted']> {
  const from = new Uint32Array(counts.length + 1);
  for (const [code, count] of counts.entries()) from[code + 1] = from[code]! + count;
  const next = from.slice();
  const rows = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row += 1) {
    const code = of[row]!;
    rows[next[code]!] = row;
    next[code]! += 1;
  }
  return { rows, from };
}

/** Reads what lies between rows too where it is little, and parses the rows alone. */
function* cellsOf(table: TableBytes, starts: Uint32Array, rows: Uint32Array): Generator<MartCell[]> {
  for (let first = 0; first < rows.length; ) {
    let stop = first + 1;
    const from = starts[rows[first]!]!;
    while (
      stop < rows.length &&
      starts[rows[stop]!]! - starts[rows[stop - 1]! + 1]! <= gap &&
      starts[rows[stop]! + 1]! - from <= mostAtOnce
    )
      stop += 1;
    const bytes = bufferOf(table.part(from, starts[rows[stop - 1]! + 1]!));
    const lines: string[] = [];
    for (let at = first; at < stop; ) {
      const begin = at;
      do at += 1;
      while (at < stop && rows[at] === rows[at - 1]! + 1);
      lines.push(bytes.toString('utf8', starts[rows[begin]!]! - from, starts[rows[at - 1]! + 1]! - from));
    }
    yield* JSON.parse(`[${lines.join('').slice(1)}]`) as MartCell[][];
    first = stop;
  }
}
