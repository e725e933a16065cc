/** `gap submission upload`: workbooks are kept, read and recorded, each with its receipt. */
import { basename } from 'node:path';
import type { CheckedOnly, Desk, Receipt } from '../../collection/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { doneOf } from '../../questionnaire/index.ts';
import { secretariat, withDesk } from '../desk.ts';
import { readFile } from '../files.ts';
import { readLine } from '../line.ts';
import { demandConfirmation } from '../release/confirm.ts';
import type { Command, World } from '../world.ts';
import { publicationLines } from './publication.ts';

export const command: Command = {
  name: 'submission upload',
  summary: 'upload workbooks, each with its receipt',
  usage: [
    'gap submission upload FILE… [--cycle CYCLE] [--country CODE] [--check-only] [--remove-missing [--only CODES] [--yes]]',
    '',
    '  --cycle           the cycle that the files are for; needed to correct answers of an earlier cycle',
    '  --country         the country that the files are for, if a file does not state it',
    '  --check-only      show what is wrong and what would change; nothing is recorded or stored',
    '  --remove-missing  remove the answers that the files omit, after showing them and asking for confirmation',
    '  --only            ids of answers, or of their parts, separated by commas: remove only these',
    '  --yes             in a script: remove without asking',
    '',
    'Answers that a file omits are kept. Without a terminal and without --yes nothing is removed.',
    'Exit code: 0 if each file became a revision or equals one, otherwise 1.',
  ].join('\n'),
  run: async (args, world) => {
    const { places, flags, options } = readLine(command, args, {
      flags: ['check-only', 'remove-missing', 'yes'],
      optional: ['cycle', 'country', 'only'],
      places: { least: 1, most: Number.POSITIVE_INFINITY, are: 'a file' },
    });
    // All are read before the first is uploaded, so that a name mistyped leaves nothing half done.
    const files = places.map((file) => ({ file, bytes: readFile(world, 'FILE', file) }));
    const expected = {
      ...(options.cycle && { cycle: options.cycle }),
      ...(options.country && { country: options.country.toUpperCase() }),
    };
    const only = options.only?.split(',').map((id) => id.trim()) ?? null;
    const removing = flags.has('remove-missing') ? { only, yes: flags.has('yes') } : null;
    return withDesk(world, async (desk) => {
      let code = 0;
      for (const { file, bytes } of files) {
        const sent = { bytes, fileName: basename(file), person: secretariat, expected };
        const recorded = flags.has('check-only')
          ? describeCheck(world, desk, file, await desk.checkOnly(sent))
          : await describeReceipt(world, desk, { file, receipt: await desk.receiveWorkbook(sent), removing });
        if (!recorded) code = 1;
      }
      return code;
    });
  },
};

type Removing = { readonly only: readonly string[] | null; readonly yes: boolean };
type Received = { readonly file: string; readonly receipt: Receipt; readonly removing: Removing | null };

async function describeReceipt(world: World, desk: Desk, { file, receipt, removing }: Received): Promise<boolean> {
  const { submission, revision, notRecorded, waits, acceptedRevision, cells, effect, sha256 } = receipt;
  const became = revision === null ? `not recorded (${notRecorded ?? 'waits to be read'})` : `revision ${revision}`;
  world.out(
    `${file}: ${submission ? `${submission.country} ${submission.cycle}, ` : ''}${became}, SHA-256 ${sha256}\n`,
  );
  for (const said of publicationLines(receipt)) world.out(`  ${said}\n`);
  if (waits && acceptedRevision !== null) {
    world.out(`  revision ${acceptedRevision} stays accepted and in the figures until this one is accepted\n`);
  }
  world.out(describeCells(cells));
  if (receipt.answers && revision !== null) {
    const { questions, blank } = receipt.answers;
    world.out(`  ${doneOf(receipt.answers)} of ${questions} questions in this file answered, ${blank} blank\n`);
  }
  world.out(describeEffect(effect));
  describeFindings(world, desk, receipt);
  if (removing) await removeMissing(world, desk, receipt, removing);
  return revision !== null;
}

function describeCheck(world: World, desk: Desk, file: string, checked: CheckedOnly): boolean {
  const { submission, notRecorded, needed, cells, effect } = checked;
  const would = notRecorded
    ? `would not be recorded (${notRecorded})`
    : needed
      ? 'would be a new revision'
      : 'says nothing new';
  world.out(
    `${file}: ${submission ? `${submission.country} ${submission.cycle}, ` : ''}${would}; nothing was recorded\n`,
  );
  world.out(`${describeCells(cells)}${describeEffect(effect)}`);
  describeFindings(world, desk, checked);
  return notRecorded === null;
}

async function removeMissing(world: World, desk: Desk, receipt: Receipt, { only, yes }: Removing): Promise<void> {
  const answers = receipt.removable.filter((id) => only?.includes(id) ?? true);
  if (answers.length === 0) {
    world.out('  no answer is left to remove\n');
    return;
  }
  world.out(`  to remove: ${answers.join(', ')}\n`);
  await demandConfirmation(world, `Remove these ${answers.length} answers?`, yes);
  const { revision, removed } = await desk.removeAnswers({ upload: receipt.upload, person: secretariat, answers });
  world.out(`  ${removed.length} answers removed in revision ${revision}; gap submission withdraw brings them back\n`);
}

function describeFindings(
  world: World,
  desk: Desk,
  { findings, identity }: Pick<Receipt, 'findings' | 'identity'>,
): void {
  const { working } = loadTexts(world.contentRoot);
  for (const told of desk.tellReceipt({ receipt: { findings, identity }, language: working })) {
    const { severity, sheet, cell, message, fix } = told;
    world.out(`  ${severity} ${[sheet, cell].filter(Boolean).join(' ')}: ${message} ${fix}\n`);
  }
}

const describeCells = (cells: Receipt['cells']): string =>
  cells === null ? '' : `  ${cells.read} cells read, ${cells.changed} changed, ${cells.unchanged} unchanged\n`;

/** What the file did to earlier answers, a line for each list that is not empty. */
function describeEffect(effect: Receipt['effect']): string {
  if (effect === null) return '';
  const { against, kept, unread, outdated, withdrawn } = effect;
  const lines = [
    [kept, `answers of revision ${against} are not in this file and were kept`],
    [unread, `cells could not be read; the answers of revision ${against} were kept`],
    [outdated, 'answers are as the workbook was issued; newer ones were kept'],
    [withdrawn, `answers of revision ${against} are withdrawn by this file`],
  ] as const;
  return lines.map(([ids, text]) => (ids.length === 0 ? '' : `  ${ids.length} ${text}: ${ids.join(', ')}\n`)).join('');
}
