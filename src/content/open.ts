/** Opens files of content: read once a process, held against the schema of their kind, every fault with its place. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../problem/index.ts';
import { faultAt, refuseFaults } from './fault.ts';
import type { ContentFile, ContentTable, Opened, OpenedTable } from './file.ts';
import { remembered } from './kept.ts';
import { kindOf } from './kinds.ts';
import { parseCells } from './read/csv.ts';
import { parseJson } from './read/json.ts';
import { placeText } from './read/place.ts';
import { parseTree } from './read/yaml.ts';
import { explain } from './schema/explain.ts';
import { loadSchema, ownSchema } from './schema/load.ts';
import { tableFaults } from './schema/table.ts';
import { schemaFaults } from './schema/validate.ts';

/** One for each process: what was opened, as long as the file stays as it is. */
const opened = new Map<string, { readonly signature: string; readonly result: Opened | OpenedTable }>();

/** @param name - below the content root, with forward slashes */
export const openContent = (contentRoot: string, name: string): Opened =>
  open(contentRoot, name, (text) => contentOf(name, text)) ?? { file: null, faults: [missing(name)] };

export const openTable = (contentRoot: string, name: string): OpenedTable =>
  open(contentRoot, name, (text) => tableOf(name, text)) ?? { table: null, faults: [missing(name)] };

/** The value of a file. @throws Problem `content_faulty` with every fault of the file */
export function readContent<Value>(contentRoot: string, name: string): Value {
  const { file, faults } = openContent(contentRoot, name);
  refuseFaults(faults);
  return file!.value as Value;
}

/**
 * A text that stands in no file of this folder, such as one that a release keeps, read as the file of that name.
 *
 * @param schemaText - the schema that the release keeps beside it; that of the software where it is left out
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
    fault: (path, said) => faultAt(name, tree.place(path), said),
  };
  if (!kind?.schema) return { file, faults: [] };
  const schema = schemaText === undefined ? loadSchema(kind.schema) : ownSchema(schemaText);
  const faults = checkedFaults([name, kind.schema, schema.text, text], () =>
    schemaFaults(schema.schema, tree.value, schema.root)
      .flatMap((fault) => explain(fault, tree.value))
      .map(({ path, ...said }) => file.fault(path, said)),
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
    place: cells.place,
    where: (row, column) => placeText(name, cells.place(row, column)),
    fault: (row, column, said) => faultAt(name, cells.place(row, column ?? undefined), said),
  };
  const kind = kindOf(name);
  if (!kind?.schema) return { table, faults };
  const schema = loadSchema(kind.schema);
  const found = checkedFaults([name, kind.schema, schema.text, text], () => tableFaults(table, schema));
  return { table, faults: [...faults, ...found] };
}

/** Of a file that was found without fault before, nothing is checked. */
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
  const result = make(readFileSync(path, 'utf8'));
  opened.set(path, { signature, result });
  return result;
}

/** Differs where the file was written; null where there is none. */
function signatureOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ') : null;
}

const missing = (name: string): Fault =>
  faultAt(name, null, { what: `The file ${name} is missing.`, correction: `Add ${name}.` });
