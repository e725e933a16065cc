/** The schemas of the software. They are never read from the content folder, even if the content is elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from './validate.ts';

export type Schema = {
  readonly schema: JsonObject;
  readonly root: JsonObject;
  /** Text of the file that contains it. */
  readonly text: string;
};

/** Folder of the software. */
export const software = join(import.meta.dirname, '../../..');
const loaded = new Map<string, Schema>();

/** @param reference - path below the root of the software, with `#/…` for a part of it */
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

/** A schema from a text that a release keeps. */
export function ownSchema(text: string): Schema {
  const known = loaded.get(text);
  if (known) return known;
  const root = JSON.parse(text) as JsonObject;
  const made = { schema: root, root, text };
  loaded.set(text, made);
  return made;
}
