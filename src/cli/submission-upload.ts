/** `gap submission upload`: workbooks are kept, read and recorded, each with its receipt. */
import { basename } from 'node:path';
import type { Receipt } from '../collection/index.ts';
import { loadTexts } from '../i18n/index.ts';
import { doneOf } from '../questionnaire/index.ts';
import { secretariat, withDesk } from './desk.ts';
import { readFile } from './files.ts';
import { readLine } from './line.ts';
import { publicationLines } from './publication.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission upload',
  summary: 'upload workbooks, each with its receipt',
  usage:
    'gap submission upload FILE… [--cycle CYCLE] [--country CODE]\n\n--cycle CYCLE   the cycle that the files are for; needed to correct answers of an earlier cycle\n--country CODE  the country that the files are for, where a file does not name it\n\nExit code: 0 where each became a revision, 1 where one did not.',
  run: async (args, world) => {
    const { places, options } = readLine(command, args, {
      optional: ['cycle', 'country'],
      places: { least: 1, most: Number.POSITIVE_INFINITY, are: 'a file' },
    });
    // All are read before the first is uploaded, so that a name mistyped leaves nothing half done.
    const files = places.map((file) => ({ file, bytes: readFile(world, 'FILE', file) }));
    const { working } = loadTexts(world.contentRoot);
    return withDesk(world, async (desk) => {
      let code = 0;
      for (const { file, bytes } of files) {
        const receipt = await desk.receiveWorkbook({
          bytes,
          fileName: basename(file),
          person: secretariat,
          expected: {
            ...(options.cycle && { cycle: options.cycle }),
            ...(options.country && { country: options.country.toUpperCase() }),
          },
        });
        const { submission, revision, notRecorded, waits, acceptedRevision, cells, effect, sha256 } = receipt;
        const became =
          revision === null ? `not recorded (${notRecorded ?? 'waits to be read'})` : `revision ${revision}`;
        world.out(
          `${file}: ${submission ? `${submission.country} ${submission.cycle}, ` : ''}${became}, SHA-256 ${sha256}\n`,
        );
        for (const said of publicationLines(receipt)) world.out(`  ${said}\n`);
        if (waits && acceptedRevision !== null) {
          world.out(`  revision ${acceptedRevision} stays accepted and in the figures until this one is accepted\n`);
        }
        if (cells) world.out(`  ${cells.read} cells read, ${cells.changed} changed, ${cells.unchanged} unchanged\n`);
        if (receipt.answers && revision !== null) {
          const { questions, blank } = receipt.answers;
          world.out(`  ${doneOf(receipt.answers)} of ${questions} questions in this file answered, ${blank} blank\n`);
        }
        if (effect) world.out(describeEffect(effect));
        for (const told of desk.tellReceipt({ receipt, language: working })) {
          const { severity, sheet, cell, message, fix } = told;
          world.out(`  ${severity} ${[sheet, cell].filter(Boolean).join(' ')}: ${message} ${fix}\n`);
        }
        if (revision === null) code = 1;
      }
      return code;
    });
  },
};

/** What the file did to earlier answers, a line for each list that is not empty. */
function describeEffect({ against, kept, unread, outdated, withdrawn }: NonNullable<Receipt['effect']>): string {
  const lines = [
    [kept, `answers of revision ${against} are not in this file and were kept`],
    [unread, `cells could not be read; the answers of revision ${against} were kept`],
    [outdated, 'answers are as the workbook was issued; newer ones were kept'],
    [withdrawn, `answers of revision ${against} are withdrawn by this file`],
  ] as const;
  return lines.map(([ids, text]) => (ids.length === 0 ? '' : `  ${ids.length} ${text}: ${ids.join(', ')}\n`)).join('');
}
