/** Lists every file of content, and the faults of each file by itself. */
import { existsSync, readdirSync } from 'node:fs';
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
    .flatMap((folder) =>
      readdirSync(join(contentRoot, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.replaceAll('\\', '/')}`,
      ),
    )
    .filter((name) => /\.(ya?ml|csv|json|geojson)$/.test(name) && !name.split('/').some((part) => part.startsWith('.')))
    .sort();
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
