/** `gap submission upload`: stores, reads and records workbooks, each with a receipt. */
import { basename } from 'node:path';
import type { CheckedOnly, Desk, Receipt } from '../../collection/index.ts';
import { type ReportedFinding, secretariat } from '../../domain/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Problem, problemMembers } from '../../problem/index.ts';
import { correctReleases, waitingForCorrection } from '../../release/index.ts';
import type { Store } from '../../state/index.ts';
import { withDesk } from '../desk.ts';
import { exitCode, exitCodes } from '../exit-codes.ts';
import { readFile } from '../files.ts';
import { readLine } from '../line.ts';
import { demandConfirmation } from '../release/confirm.ts';
import type { Command, World } from '../world.ts';
import { describeCheck, describeReceipt } from './uploaded.ts';

export const command: Command = {
  name: 'submission upload',
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
    'Every file is reported, also those after a file that cannot be read. Exit code: 0 if each file became a revision or',
    'equals one, 1 if one did not, 66 if one cannot be read; for several files, the highest.',
  ].join('\n'),
  json: {
    files:
      'a list in the order of the arguments: `file`; `done`, true if it became a revision or equals one; `problem`, null or the problem that ended it; `receipt`, null where nothing was recorded (upload, sha256, submission, revision, not_recorded, cells, answers, effect, publication, …); `checked`, with --check-only, what would happen; `removed`, ids of answers; `findings`, each with `code`, `severity`, `sheet`, `cell`, `question`, `message`, `fix`',
  },
  run: async (args, world) => {
    const { places, flags, options } = readLine(command, args, {
      flags: ['check-only', 'remove-missing', 'yes'],
      optional: ['cycle', 'country', 'only'],
      places: { least: 1, most: Number.POSITIVE_INFINITY, are: 'a file' },
    });
    const only = options.only?.split(',').map((id) => id.trim()) ?? null;
    const asked: AskedUpload = {
      expected: {
        ...(options.cycle && { cycle: options.cycle }),
        ...(options.country && { country: options.country.toUpperCase() }),
      },
      checkOnly: flags.has('check-only'),
      removing: flags.has('remove-missing') ? { only, yes: flags.has('yes') } : null,
    };
    const files = await withDesk(world, async (desk, store) => {
      const done: UploadedFile[] = [];
      for (const file of places) done.push(await uploadFile(world, desk, file, asked));
      if (!asked.checkOnly) await correctNarrowed(world, store);
      return done;
    });
    world.writeJson?.({ files: files.map(reportOf) });
    return Math.max(...files.map(({ code }) => code));
  },
};

/** Findings are reported once, as sentences. */
function reportOf({ code, problem, receipt, checked, ...file }: UploadedFile) {
  const { findings: _, ...recorded } = receipt ?? { findings: [] };
  const { findings: __, ...found } = checked ?? { findings: [] };
  return {
    ...file,
    done: code === exitCodes.done,
    problem: problem && problemMembers(problem),
    receipt: receipt && recorded,
    checked: checked && found,
  };
}

type Removing = { readonly only: readonly string[] | null; readonly yes: boolean };
type AskedUpload = {
  readonly expected: { readonly cycle?: string; readonly country?: string };
  readonly checkOnly: boolean;
  readonly removing: Removing | null;
};

type UploadedFile = {
  readonly file: string;
  readonly code: number;
  readonly problem: Problem | null;
  readonly receipt: Receipt | null;
  readonly checked: CheckedOnly | null;
  readonly removed: readonly string[];
  readonly findings: readonly ReportedFinding[];
};

/** The result of each file is reported, and the next one is uploaded in any case. */
async function uploadFile(world: World, desk: Desk, file: string, asked: AskedUpload): Promise<UploadedFile> {
  let done: UploadedFile = { file, code: 0, problem: null, receipt: null, checked: null, removed: [], findings: [] };
  const { working: language } = loadTexts(world.contentRoot);
  try {
    const bytes = readFile(world, 'FILE', file);
    const sent = { bytes, fileName: basename(file), person: secretariat, expected: asked.expected };
    if (asked.checkOnly) {
      const checked = await desk.checkOnly(sent);
      const findings = desk.describeReceipt({ receipt: checked, language });
      world.out(describeCheck(file, checked, findings));
      return { ...done, code: codeOf(checked.notRecorded === null), checked, findings };
    }
    const receipt = await desk.receiveWorkbook(sent);
    const findings = desk.describeReceipt({ receipt, language });
    done = { ...done, code: codeOf(receipt.revision !== null), receipt, findings };
    world.out(describeReceipt(file, receipt, findings));
    return asked.removing ? { ...done, removed: await removeMissing(world, desk, receipt, asked.removing) } : done;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const became = done.receipt === null ? 'not uploaded' : 'uploaded, but the rest was not done';
    world.err(`${file}: ${became}. ${error.message}\n  where: ${error.where}\n  to correct it: ${error.fix}\n`);
    return { ...done, code: exitCode(error), problem: error };
  }
}

/** If the country of a file now allows less, the releases withdrawn for that are corrected at once. */
async function correctNarrowed(world: World, store: Store): Promise<void> {
  const waiting = await waitingForCorrection(store);
  if (waiting.length === 0) return;
  world.out(`  ${waiting.length} public releases show more than is now allowed and were withdrawn; correcting them\n`);
  const at = world.now().toISOString();
  const corrected = await correctReleases({ store, contentRoot: world.contentRoot, person: secretariat, at });
  for (const { withdrawn, release } of corrected)
    world.out(`  ${withdrawn}: ${release === null ? 'no release takes its place' : `corrected as ${release}`}\n`);
}

const codeOf = (recorded: boolean) => (recorded ? exitCodes.done : exitCodes.found);

/** @returns ids of the answers that were removed */
async function removeMissing(
  world: World,
  desk: Desk,
  receipt: Receipt,
  { only, yes }: Removing,
): Promise<readonly string[]> {
  const answers = receipt.removable.filter((id) => only?.includes(id) ?? true);
  if (answers.length === 0) {
    world.out('  no answer is left to remove\n');
    return [];
  }
  world.out(`  to remove: ${answers.join(', ')}\n`);
  await demandConfirmation(world, `Remove these ${answers.length} answers?`, yes);
  const { revision, removed } = await desk.removeAnswers({ upload: receipt.upload, person: secretariat, answers });
  world.out(`  ${removed.length} answers removed in revision ${revision}; gap submission withdraw brings them back\n`);
  return removed;
}
