/**
 * Opens content files: read once per process, checked against the schema of their kind, every fault with its
 * position.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../problem/index.ts';
import { faultAt, refuseFaults } from './fault.ts';
import type { ContentFile, ContentTable, Opened, OpenedTable } from './file.ts';
import { remembered } from './kept.ts';
import { kindOf } from './kinds.ts';
import { bytesFault } from './read/bytes.ts';
import { parseCells } from './read/csv.ts';
import { parseJson } from './read/json.ts';
import { placeText } from './read/place.ts';
import { parseTree } from './read/yaml.ts';
import { explainAll } from './schema/explain.ts';
import { loadSchema, ownSchema } from './schema/load.ts';
import { type TableFaults, tableFaults } from './schema/table.ts';
import { schemaFaults } from './schema/validate.ts';

/** Cache of this process, by the signature of each file. */
const opened = new Map<string, { readonly signature: string; readonly result: Opened | OpenedTable }>();

/** @param name - path below the content root, with forward slashes */
export const openContent = (contentRoot: string, name: string): Opened =>
  open(contentRoot, name, (text) => contentOf(name, text)) ?? { file: null, faults: [missing(contentRoot, name)] };

export const openTable = (contentRoot: string, name: string): OpenedTable =>
  open(contentRoot, name, (text) => tableOf(name, text)) ?? { table: null, faults: [missing(contentRoot, name)] };

/** The value of a file. @throws Problem `content_faulty` with every fault of the file */
export function readContent<Value>(contentRoot: string, name: string): Value {
  const { file, faults } = openContent(contentRoot, name);
  refuseFaults(faults);
  return file!.value as Value;
}

/**
 * Opens a text that is not in the content folder, such as one that a release keeps, as the file of that name.
 *
 * @param schemaText - the schema that the release keeps with it; by default that of the software
 */
export function contentOf(name: string, text: string, schemaText?: string): Opened {
  const kind = kindOf(name);
  const { tree, faults: unread } = /\.(json|geojson)$/.test(name)
    ? parseJson(name, text)
    : parseTree(name, text, { references: kind?.references === true });
  if (tree === null) return { file: null, faults: unread };
  const file: ContentFile = {
    name,
    value: tree.value,
    place: tree.place,
    bare: tree.bare,
    where: (path) => placeText(name, tree.place(path)),
    fault: (path, wording) => faultAt(name, tree.place(path), wording),
  };
  if (!kind?.schema) return { file, faults: [] };
  const schema = schemaText === undefined ? loadSchema(kind.schema) : ownSchema(schemaText);
  const faults = checkedFaults([name, kind.schema, schema.text, text], () =>
    explainAll(schemaFaults(schema.schema, tree.value, schema.root), tree.value).map(({ path, ...wording }) =>
      file.fault(path, wording),
    ),
  );
  return { file, faults };
}

export function tableOf(name: string, text: string): OpenedTable {
  const { cells, faults } = parseCells(name, text);
  if (cells === null) return { table: null, faults };
  const table: ContentTable = {
    name,
    head: cells.head,
    rows: cells.rows,
    broken: cells.broken,
    faulty: new Set(),
    place: cells.place,
    where: (row, column) => placeText(name, cells.place(row, column)),
    fault: (row, column, wording) => faultAt(name, cells.place(row, column ?? undefined), wording),
  };
  const kind = kindOf(name);
  if (!kind?.schema) return { table, faults };
  const schema = loadSchema(kind.schema);
  let made: TableFaults | undefined;
  const found = checkedFaults([name, kind.schema, schema.text, text], () => {
    made = tableFaults(table, schema);
    return made.faults;
  });
  const known = { ...table, faulty: made?.columns ?? table.faulty };
  return { table: made?.isHeadFaulty ? null : known, faults: [...faults, ...found] };
}

/** A text that passed before is not checked again. */
function checkedFaults(parts: readonly string[], check: () => Fault[]): Fault[] {
  let faults: Fault[] = [];
  remembered(['checked', ...parts], () => {
    faults = check();
    return faults.length > 0 ? null : { faults };
  });
  return faults;
}

function open<Result extends Opened | OpenedTable>(
  contentRoot: string,
  name: string,
  make: (text: string) => Result,
): Result | null {
  const path = join(contentRoot, name);
  const signature = signatureOf(path);
  if (signature === null) return null;
  const known = opened.get(path);
  if (known?.signature === signature) return known.result as Result;
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  const unreadable = kindOf(name) === null ? null : bytesFault(name, bytes, text);
  const result = unreadable === null ? make(text) : refused<Result>(name, unreadable);
  opened.set(path, { signature, result });
  return result;
}

/** A file and its state when it was read. */
export type FileMark = readonly [path: string, signature: string];

/** The files that this process has read so far. */
export const marksOfRead = (): FileMark[] => [...opened].map(([path, { signature }]) => [path, signature]);

/** True if each of these files is as it was. */
export const areUnchanged = (marks: readonly FileMark[]): boolean =>
  marks.every(([path, signature]) => signatureOf(path) === signature);

const refused = <Result extends Opened | OpenedTable>(name: string, fault: Fault): Result =>
  (name.endsWith('.csv') ? { table: null, faults: [fault] } : { file: null, faults: [fault] }) as unknown as Result;

/** Changes when the file is written; null if there is none. */
function signatureOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ') : null;
}

const missing = (contentRoot: string, name: string): Fault =>
  existsSync(join(contentRoot, name))
    ? faultAt(name, null, {
        what: `"${name}" is a folder, but a file is expected.`,
        correction: 'Put the file in its place.',
      })
    : faultAt(name, null, { what: `There is no file "${name}".`, correction: `Add ${name}.` });
