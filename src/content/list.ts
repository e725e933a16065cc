/** Lists every file of content, and the faults of each file by itself. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../problem/index.ts';
import { faultAt } from './fault.ts';
import { contentFolders } from './folders.ts';
import { kindOf } from './kinds.ts';
import { nearest } from './nearest.ts';
import { openContent, openTable } from './open.ts';

/** YAML, CSV and JSON files sorted by name, with forward slashes. */
export function listContent(contentRoot: string): string[] {
  return contentFolders
    .filter((folder) => existsSync(join(contentRoot, folder)))
    .flatMap((folder) => filesBelow(contentRoot, folder))
    .filter((name) => /\.(ya?ml|csv|json|geojson)$/.test(name))
    .sort();
}

/** Of a folder and its folders; Node's own recursion asks for each file whether it is a folder, and takes 2.5 times as long. */
function filesBelow(contentRoot: string, folder: string): string[] {
  return readdirSync(join(contentRoot, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      const isFolder = entry.isSymbolicLink()
        ? statSync(join(contentRoot, name), { throwIfNoEntry: false })?.isDirectory()
        : entry.isDirectory();
      return isFolder ? filesBelow(contentRoot, name) : [name];
    });
}

/** Faults of every file by itself: its text, its schema, or that nothing reads it. */
export function checkFiles(contentRoot: string): Fault[] {
  const names = listContent(contentRoot);
  return names.flatMap((name) => {
    if (kindOf(name) === null) return [ofNoKind(name, names)];
    return (name.endsWith('.csv') ? openTable(contentRoot, name) : openContent(contentRoot, name)).faults;
  });
}

function ofNoKind(name: string, names: readonly string[]): Fault {
  const read = names.filter((other) => kindOf(other) !== null).map((other) => other.split('/').at(-1)!);
  return faultAt(name, null, {
    what: 'Nothing reads a file of this name in this folder.',
    near: nearest(name.split('/').at(-1)!, new Set(read)),
    correction: 'Rename it, or move it out of the content.',
  });
}
