/** `gap new content`: copies all content, so that it can be edited without affecting the installation. */
import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentFolders } from '../../content/index.ts';
import { Problem } from '../../problem/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { newReport } from './write-new.ts';

export const command: Command = {
  name: 'new content',
  usage: [
    'gap new content FOLDER',
    '',
    '  FOLDER  a folder that does not exist yet',
    '',
    'Copies questionnaires/, pipelines/, dashboards/ and texts/. Set GAP_CONTENT to the folder, and every command works on',
    'the copy.',
  ].join('\n'),
  json: newReport,
  run: async (args, { contentRoot, workingFolder, out, writeJson }) => {
    const [folder = ''] = readLine(command, args, { places: { least: 1, most: 1, are: 'a folder' } }).places;
    const to = resolve(workingFolder, folder);
    if (existsSync(to)) throw new Problem('content_there', 'command line', { file: folder });
    for (const name of contentFolders)
      cpSync(join(contentRoot, name), join(to, name), { recursive: true, dereference: true });
    const next = [`Set GAP_CONTENT to that folder: export GAP_CONTENT="${to}"`, 'Check with: gap check'];
    writeJson?.({ folder: to, written: [...contentFolders], next });
    out(`Copied to ${to}\nNext:\n${next.map((step, place) => `  ${place + 1}. ${step}\n`).join('')}`);
    return 0;
  },
};
