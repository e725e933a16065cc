/** Reads models from their files, and reports all faults of all files together. */
import { setImmediate } from 'node:timers/promises';
import { contentOf, type Fault, faultAt, nearest, refuseFaults } from '../content/index.ts';
import { type ModelFiles, placeOfModel, schemaPath, withoutEnding } from './files.ts';
import type { Declaration, Model } from './model.ts';

type ModelReading = {
  /** False skips the examples, which are most of the text and which a build does not need. */
  readonly examples?: boolean;
};

/**
 * Reads every model.
 *
 * @returns sorted by id; `orderModels` gives the order of execution
 * @throws Problem `content_faulty` with file and line of each fault: a SQL file without a declaration, a declaration
 *   with neither a SQL file nor a step, one that does not match pipelines/model.schema.json, a grain that is not a
 *   column, a missing head comment
 */
export function readModels(files: ModelFiles, reading: ModelReading = {}): Model[] {
  const { models, faults } = checkModels(files, reading);
  refuseFaults(faults);
  return models;
}

/** The models that can be read, and every fault of the others. */
export function checkModels(files: ModelFiles, reading: ModelReading = {}): ReadModels {
  const pieces = readEach(files, reading);
  for (let piece = pieces.next(); ; piece = pieces.next()) if (piece.done) return piece.value;
}

/** Like `readModels`, but yields to the event loop after each file, so that concurrent statements are not delayed. */
export async function readModelsBeside(files: ModelFiles, reading: ModelReading = {}): Promise<Model[]> {
  const pieces = readEach(files, reading);
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done) {
      refuseFaults(piece.value.faults);
      return piece.value.models;
    }
    await setImmediate();
  }
}

export type ReadModels = { readonly models: Model[]; readonly faults: readonly Fault[] };

function* readEach(files: ModelFiles, { examples = true }: ModelReading): Generator<void, ReadModels> {
  const faults: Fault[] = [];
  const schema = files.get(schemaPath);
  const read = (yaml: string) => (examples ? yaml : withoutExamples(yaml));
  const names = new Set([...files.keys()].filter((path) => path !== schemaPath).map(withoutEnding));
  const models: Model[] = [];
  for (const path of [...names].sort()) {
    yield;
    const model = readOne(path, files, (name, yaml) => readDeclaration(name, read(yaml), schema, faults), faults);
    if (model !== null) models.push(model);
  }
  models.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { models, faults: [...faults, ...twice(models)] };
}

/** A table has one model, whatever the folders of its files. */
function twice(models: readonly Model[]): Fault[] {
  return models.flatMap(({ id, file }, at) => {
    const before = models[at - 1];
    if (before?.id !== id) return [];
    const what = `The table ${id} has a model already, ${before.file}.`;
    return [faultAt(file, top, { what, correction: 'Give it another name, or remove one of the two.' })];
  });
}

function readOne(
  path: string,
  files: ModelFiles,
  declarationOf: (name: string, yaml: string) => Declaration | null,
  faults: Fault[],
): Model | null {
  const sql = files.get(`${path}.sql`);
  const yaml = files.get(`${path}.yaml`);
  if (yaml === undefined) {
    const what = `There is no ${path}.yaml next to it: a model without a declaration and an example is not built.`;
    faults.push(faultAt(`${path}.sql`, top, { what, correction: `Add ${path}.yaml.` }));
    return null;
  }
  const declaration = declarationOf(`${path}.yaml`, yaml);
  if (!declaration) return null;
  return sql === undefined ? readStep(path, declaration, faults) : readStatement(path, sql, declaration, faults);
}

const top = { line: 1, column: 1 };

/** The YAML before the examples with one empty example; the whole text if the examples are not its last key. */
function withoutExamples(yaml: string): string {
  const at = yaml.search(/^examples:\s*\n\s+- says:/m);
  const isLast = at >= 0 && !/^\S/m.test(yaml.slice(at + 'examples:'.length));
  return isLast ? `${yaml.slice(0, at)}examples: [{ says: unread, given: {}, expect: [] }]\n` : yaml;
}

function readStatement(path: string, sql: string, declaration: Declaration, faults: Fault[]): Model | null {
  const { step, reads: _, means: __, ...promises } = declaration;
  if (step !== undefined) {
    const what = `It names a step, but ${path}.sql exists as well.`;
    faults.push(faultAt(`${path}.yaml`, top, { what, correction: 'Remove "step", or the statement.' }));
  }
  const means = headOf(sql);
  if (means === '') {
    const what = 'It does not begin with a comment that states what it contains.';
    faults.push(faultAt(`${path}.sql`, top, { what, correction: 'Begin with lines of "-- …".' }));
  }
  return { ...promises, ...placeOf(path), file: `${path}.sql`, sql, means, step: null };
}

function readStep(path: string, declaration: Declaration, faults: Fault[]): Model | null {
  const { step, reads, means, ...promises } = declaration;
  if (step === undefined || reads === undefined || means === undefined) {
    const what = `There is no ${path}.sql next to it, and it is not a step either.`;
    const correction = `Add ${path}.sql, or "step", "reads" and "means".`;
    faults.push(faultAt(`${path}.yaml`, top, { what, correction }));
    return null;
  }
  const untyped = Object.entries(declaration.columns).filter(([, { type }]) => type === undefined);
  for (const [column] of untyped) {
    const what = `The step's column "${column}" has no type.`;
    faults.push(faultAt(`${path}.yaml`, top, { what, correction: 'Add "type", such as varchar or double.' }));
  }
  const sql = `-- Made by the step "${step}" of the software, from ${reads.join(', ')}.\n`;
  return { ...promises, ...placeOf(path), file: `${path}.yaml`, sql, means, step: { name: step, reads } };
}

function placeOf(path: string): Pick<Model, 'id' | 'schema' | 'name'> {
  const { schema, name } = placeOfModel(path);
  return { id: `${schema}.${name}`, schema, name };
}

/** The comment at the start of the file as running text: an empty comment line separates paragraphs. */
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

/** Declarations without a fault that this process has read, by path, text and schema: each build reads all of them again. */
const sound = new Map<string, Declaration>();
const mostSound = 500;

function readDeclaration(path: string, text: string, schema: string | undefined, faults: Fault[]): Declaration | null {
  const key = JSON.stringify([path, text, schema]);
  const known = sound.get(key);
  if (known !== undefined) return known;
  const read = parseDeclaration(path, text, schema, faults);
  if (read === null) return null;
  // Other content is read from now on.
  if (sound.size >= mostSound) sound.clear();
  sound.set(key, read);
  return read;
}

function parseDeclaration(path: string, text: string, schema: string | undefined, faults: Fault[]): Declaration | null {
  const { file, faults: found } = contentOf(path, text, schema);
  faults.push(...found);
  if (file === null || found.length > 0) return null;
  const read = file.value as Declaration;
  const strays = read.grain.flatMap((column, at) => (column in read.columns ? [] : [{ column, at }]));
  for (const { column, at } of strays) {
    const known = Object.keys(read.columns);
    const what = `The grain names "${column}", which is not a column.`;
    const near = nearest(column, known);
    const correction = near.length > 0 ? '' : `The columns are ${known.join(', ')}.`;
    faults.push(file.fault(['grain', at], { what, near, correction }));
  }
  return strays.length > 0 ? null : read;
}
