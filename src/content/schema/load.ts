/** The schemas that come with the software. Content elsewhere is compared with them too, so they are never read from there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from './validate.ts';

export type Schema = {
  readonly schema: JsonObject;
  readonly root: JsonObject;
  /** Of the file that it is in. */
  readonly text: string;
};

/** Folder of the software. */
export const software = join(import.meta.dirname, '../../..');
const loaded = new Map<string, Schema>();

/** @param reference - path below the root of the software, `#/…` to a part of it */
export function loadSchema(reference: string): Schema {
  const known = loaded.get(reference);
  if (known) return known;
  const [file = '', pointer = ''] = reference.split('#');
  const text = readFileSync(join(software, file), 'utf8');
  const root = JSON.parse(text) as JsonObject;
  const steps = pointer.split('/').filter(Boolean);
  const schema = steps.reduce<unknown>((at, step) => (at as JsonObject)[step], root) as JsonObject;
  const made = { schema, root, text };
  loaded.set(reference, made);
  return made;
}

/** The text of a schema that a release keeps. */
export function ownSchema(text: string): Schema {
  const known = loaded.get(text);
  if (known) return known;
  const root = JSON.parse(text) as JsonObject;
  const made = { schema: root, root, text };
  loaded.set(text, made);
  return made;
}
