/** Writes the files of `gap new`: all of them, or none if one already exists. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../problem/index.ts';
import type { World } from '../world.ts';

/** Content of each file by its path below the content folder. */
export type NewFiles = Readonly<Record<string, string>>;

/** JSON keys of each `gap new` command. */
export const newReport = {
  folder: 'the folder of content',
  written: 'paths of the new files below it',
  next: 'what to do next, step by step',
} as const;

/** @throws Problem `content_there` for the first existing file, and then writes none */
export function writeNew({ contentRoot, out, writeJson }: World, files: NewFiles, next: readonly string[]): void {
  const there = Object.keys(files).find((name) => existsSync(join(contentRoot, name)));
  if (there !== undefined) throw new Problem('content_there', there, { file: there });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(contentRoot, name)), { recursive: true });
    writeFileSync(join(contentRoot, name), text);
  }
  const written = Object.keys(files).map((name) => `  ${name}\n`);
  const steps = next.map((step, place) => `  ${place + 1}. ${step}\n`);
  writeJson?.({ folder: contentRoot, written: Object.keys(files), next });
  out(`Written in ${contentRoot}:\n${written.join('')}Next:\n${steps.join('')}`);
}
