/** Where models are: `pipelines/<schema>/`, each directly in it or in a folder of its subject. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelSchema, modelSchemas } from './model.ts';

const root = 'pipelines';
export const schemaPath = `${root}/model.schema.json`;

/**
 * Text by path below the content root, such as `pipelines/marts/scores/scores.sql`. A release keeps these files, so that
 * it can be rebuilt.
 */
export type ModelFiles = ReadonlyMap<string, string>;

/** The files of all models, sorted by path. */
export function modelFiles(contentRoot: string): ModelFiles {
  const paths = modelSchemas.flatMap((schema) => filesOf(contentRoot, schema));
  return new Map([schemaPath, ...paths].sort().map((path) => [path, readFileSync(join(contentRoot, path), 'utf8')]));
}

/** Path of each mart's declaration below the content root, by name of the mart. */
export function martDeclarations(contentRoot: string): ReadonlyMap<string, string> {
  return declarationsByName(filesOf(contentRoot, 'marts'));
}

/**
 * Path of each mart's declaration in a release, by name of the mart. A release keeps the paths that models had when it
 * was built.
 *
 * @param paths - of the models that a manifest names, `models/pipelines/…`
 */
export function keptMartDeclarations(paths: readonly string[]): ReadonlyMap<string, string> {
  return declarationsByName(paths.filter((path) => path.startsWith(`models/${root}/marts/`)));
}

/** Folder of a subject in which a mart is declared, by a path of a release; null if it is in none. */
export function subjectOfDeclaration(path: string): string | null {
  const [subject, name] = path.split('/marts/')[1]?.split('/') ?? [];
  return subject === undefined || name === undefined ? null : subject;
}

/** Schema and name of a model by a path of its files, whatever folder of a subject it is in. */
export function placeOfModel(path: string): { readonly schema: ModelSchema; readonly name: string } {
  const parts = path.split('/');
  return { schema: parts[1] as ModelSchema, name: withoutEnding(parts.at(-1)!) };
}

/** Paths that the files of a model can have, by one of them. */
export const pathsOfModel = (path: string): string[] =>
  ['sql', 'yaml'].map((ending) => `${withoutEnding(path)}.${ending}`);

export const withoutEnding = (path: string): string => path.replace(/\.(sql|yaml)$/, '');

function filesOf(contentRoot: string, schema: ModelSchema): string[] {
  const folder = join(contentRoot, root, schema);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${root}/${schema}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(sql|yaml)$/.test(file));
}

function declarationsByName(paths: readonly string[]): ReadonlyMap<string, string> {
  const declarations = paths.filter((path) => path.endsWith('.yaml'));
  return new Map(declarations.map((path) => [withoutEnding(path.slice(path.lastIndexOf('/') + 1)), path]));
}
