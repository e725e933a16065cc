/** Reads models from their files, and tells all faults of all files together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { Problem } from '../problem/index.ts';
import { type SchemaFault, schemaFaults } from './json-schema.ts';
import { type Declaration, type Model, modelSchemas } from './model.ts';

/** Text by path below the content root, `pipelines/marts/scores.sql`. A release keeps them, so that it can be rebuilt. */
export type ModelFiles = ReadonlyMap<string, string>;

const root = 'pipelines';
const schemaPath = `${root}/model.schema.json`;

/** The files of all models, in order of path. */
export function modelFiles(contentRoot: string): ModelFiles {
  const paths = modelSchemas.flatMap((schema) =>
    readdirSync(join(contentRoot, root, schema))
      .filter((file) => /\.(sql|yaml)$/.test(file))
      .map((file) => `${root}/${schema}/${file}`),
  );
  return new Map([schemaPath, ...paths].sort().map((path) => [path, readFileSync(join(contentRoot, path), 'utf8')]));
}

type Reading = {
  /** False leaves the examples unread, which are most of the text: a build has no use for them. */
  readonly examples?: boolean;
};

/**
 * Reads every model.
 *
 * @returns in order of id; the order of running is `orderModels`
 * @throws Problem `models_declared_wrong` with file and line of each fault: a statement without its declaration, one that
 *   names neither a statement nor a step, a declaration that is not as pipelines/model.schema.json says, a grain that is no column, no head comment
 */
export function readModels(files: ModelFiles, reading: Reading = {}): Model[] {
  const pieces = readEach(files, reading);
  for (let piece = pieces.next(); ; piece = pieces.next()) if (piece.done) return piece.value;
}

/** The same, giving way after each file, so that statements which run meanwhile are not held up. */
export async function readModelsBeside(files: ModelFiles, reading: Reading = {}): Promise<Model[]> {
  const pieces = readEach(files, reading);
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done) return piece.value;
    await setImmediate();
  }
}

function* readEach(files: ModelFiles, { examples = true }: Reading): Generator<void, Model[]> {
  const faults: string[] = [];
  const schema = JSON.parse(files.get(schemaPath) ?? '{}');
  const faultsIn: Validator = (value) => schemaFaults(schema, value);
  const read = (yaml: string) => (examples ? yaml : withoutExamples(yaml));
  const names = new Set([...files.keys()].filter((path) => path !== schemaPath).map(withoutEnding));
  const models: Model[] = [];
  for (const path of [...names].sort()) {
    yield;
    const model = readOne(path, files, read, faultsIn, faults);
    if (model !== null) models.push(model);
  }
  if (faults.length > 0) throw new Problem('models_declared_wrong', root, { faults });
  return models;
}

function readOne(
  path: string,
  files: ModelFiles,
  read: (yaml: string) => string,
  faultsIn: Validator,
  faults: string[],
): Model | null {
  const sql = files.get(`${path}.sql`);
  const yaml = files.get(`${path}.yaml`);
  if (yaml === undefined) {
    faults.push(`${path}.sql:1: there is no ${path}.yaml beside it; a model without an example does not build`);
    return null;
  }
  const declaration = readDeclaration(`${path}.yaml`, read(yaml), faultsIn, faults);
  if (!declaration) return null;
  return sql === undefined ? readStep(path, declaration, faults) : readStatement(path, sql, declaration, faults);
}

/** What stands before the examples, and in their place one that says nothing; all of it where they are not the last. */
function withoutExamples(yaml: string): string {
  const at = yaml.search(/^examples:\s*\n\s+- says:/m);
  const isLast = at >= 0 && !/^\S/m.test(yaml.slice(at + 'examples:'.length));
  return isLast ? `${yaml.slice(0, at)}examples: [{ says: unread, given: {}, expect: [] }]\n` : yaml;
}

function readStatement(path: string, sql: string, declaration: Declaration, faults: string[]): Model | null {
  const { step, reads: _, means: __, ...promises } = declaration;
  if (step !== undefined) faults.push(`${path}.yaml:1: it names a step, and ${path}.sql stands beside it`);
  const means = headOf(sql);
  if (means === '') faults.push(`${path}.sql:1: it does not begin with a comment that says what it holds`);
  return { ...promises, ...placeOf(path), file: `${path}.sql`, sql, means, step: null };
}

function readStep(path: string, declaration: Declaration, faults: string[]): Model | null {
  const { step, reads, means, ...promises } = declaration;
  if (step === undefined || reads === undefined || means === undefined) {
    faults.push(
      `${path}.yaml:1: there is no ${path}.sql beside it, nor does it name a step, what this reads and means`,
    );
    return null;
  }
  const untyped = Object.entries(declaration.columns).filter(([, { type }]) => type === undefined);
  for (const [column] of untyped) faults.push(`${path}.yaml:1: the step's column "${column}" has no type`);
  const sql = `-- Made by the step "${step}" of the software, from ${reads.join(', ')}.\n`;
  return { ...promises, ...placeOf(path), file: `${path}.yaml`, sql, means, step: { name: step, reads } };
}

function placeOf(path: string): Pick<Model, 'id' | 'schema' | 'name'> {
  const [, schema, name] = path.split('/') as [string, Model['schema'], string];
  return { id: `${schema}.${name}`, schema, name };
}

const withoutEnding = (path: string) => path.replace(/\.(sql|yaml)$/, '');

/** The comment that the file begins with, as running text: an empty comment line parts paragraphs. */
function headOf(sql: string): string {
  const lines = sql.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^--\s?/, '').trim())
    .join('\n')
    .replace(/(\S)\n(?=\S)/g, '$1 ')
    .trim();
}

type Validator = (value: unknown) => readonly SchemaFault[];

function readDeclaration(path: string, text: string, faultsIn: Validator, faults: string[]): Declaration | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const before = faults.length;
  for (const error of document.errors)
    faults.push(`${path}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
  if (document.errors.length > 0) return null;
  const declaration: unknown = document.toJS();
  const found = faultsIn(declaration);
  if (found.length > 0) {
    for (const fault of found) faults.push(`${path}:${lineOf(document, lines, fault.instancePath)}: ${faultOf(fault)}`);
    return null;
  }
  const read = declaration as Declaration;
  for (const column of read.grain) {
    if (!(column in read.columns))
      faults.push(`${path}:${lineOf(document, lines, '/grain')}: the grain names "${column}", which is no column`);
  }
  return faults.length > before ? null : read;
}

function faultOf({ instancePath, message, unknownProperty }: SchemaFault): string {
  const place = instancePath === '' ? 'it' : `"${instancePath.slice(1).replaceAll('/', '.')}"`;
  return `${place} ${message}${unknownProperty === null ? '' : ` ("${unknownProperty}")`}`;
}

/** Line of the node that a JSON pointer leads to, or of the last one on its way that is there. */
function lineOf(document: Document, lines: LineCounter, pointer: string): number {
  const steps = pointer.split('/').slice(1);
  for (let length = steps.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(steps.slice(0, length).map(keyOf), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

const keyOf = (step: string) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'));
