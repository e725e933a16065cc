/** `gap submission upload`: workbooks are kept, read and recorded, each with its receipt. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadTexts } from '../i18n/index.ts';
import { Problem } from '../problem/index.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission upload',
  summary: 'upload workbooks, each with its receipt',
  usage: 'gap submission upload FILE…\n\nExit code: 0 where each became a revision, 1 where one did not.',
  run: async (files, world) => {
    if (files.length === 0)
      throw new Problem('usage', 'command line', { said: 'No file is named.', help: command.usage });
    const texts = loadTexts(world.contentRoot);
    return withDesk(world, async (desk) => {
      let code = 0;
      for (const file of files) {
        const bytes = readBytes(resolve(world.workingFolder, file));
        const receipt = await desk.receiveWorkbook({
          bytes,
          fileName: basename(file),
          person: secretariat,
          language: texts.working,
        });
        const { submission, revision, notRecorded, cells, sha256 } = receipt;
        const became = revision === null ? `not recorded (${notRecorded})` : `revision ${revision}`;
        world.out(
          `${file}: ${submission ? `${submission.country} ${submission.cycle}, ` : ''}${became}, SHA-256 ${sha256}\n`,
        );
        if (cells) world.out(`  ${cells.read} cells read, ${cells.changed} changed, ${cells.unchanged} unchanged\n`);
        for (const found of receipt.findings) {
          const { severity, sheet, cell, message, fix } = texts.tell(texts.working, found);
          world.out(`  ${severity} ${[sheet, cell].filter(Boolean).join(' ')}: ${message} ${fix}\n`);
        }
        if (revision === null) code = 1;
      }
      return code;
    });
  },
};

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Problem('not_found', 'command line', { thing: 'file', id: path }, { cause: error });
  }
}
