/** Records what was read from an upload: as a numbered revision, or with the reason why it became none. */
import { type FolderKind, may, type Submission } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  audit,
  type Connection,
  findings,
  folder,
  publications,
  submissions,
  type Transaction,
  type Upload,
  uploads,
  waiting,
} from '../../state/index.ts';
import type { CheckedWorkbook } from '../../workbook/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { changesInWords } from '../review/consent.ts';
import { type RevisionTarget, revise } from '../revision/revise.ts';
import { notRecorded, type RecordedOutcome } from './outcome.ts';
import type { ReadUpload } from './read-upload.ts';

/**
 * Records the result of checking an upload, with its audit line, in one transaction.
 *
 * @throws Problem after it was recorded: `folder_kind_differs`; before: `instrument_changed`
 */
export async function recordChecked(world: DeskWorld, read: ReadUpload): Promise<void> {
  const { upload, checked, person } = read;
  const problem = await world.store.transaction(async (tx) => {
    // Another process has taken over because this one took too long; the other's result counts.
    if (!(await waiting.holds(tx, upload.id, read.token))) return null;
    const became = await decideOutcome(world, tx, read);
    await findings.clear(tx, upload.id);
    await findings.keep(tx, upload.id, became.findings);
    if (became.publication) await publications.noteChanges(tx, upload.id, became.publication);
    await uploads.note(tx, upload.id, {
      outcome: became.outcome,
      identity: checked.identity,
      cycle: became.cycle,
      country: became.country,
      revision: became.revision,
      notRecorded: became.notRecorded,
      answerCounts: checked.counts,
      cellCounts: became.cells,
      effect: became.effect,
    });
    if (became.notRecorded === 'wrong_kind') await uploads.dropBytes(tx, upload.id);
    await audit.write(tx, person, {
      at: instant(world),
      action: became.revision === null ? 'upload.check' : 'submission.receive',
      thing: `upload ${upload.id}`,
      cycle: became.cycle,
      country: became.country,
      from: 'kept',
      to: became.notRecorded ?? `revision ${became.revision}`,
      details: {
        outcome: became.outcome,
        read: became.cells?.read ?? 0,
        changed: became.cells?.changed ?? 0,
        kept: became.cells?.kept ?? 0,
        withdrawn: became.cells?.withdrawn ?? 0,
        findings: became.findings.length,
        publication: changesInWords(became.publication ?? []),
      },
    });
    return became.problem;
  });
  if (problem) throw problem;
}

async function decideOutcome(world: DeskWorld, tx: Transaction, read: ReadUpload): Promise<RecordedOutcome> {
  const where = await placeRead(world, tx, read, (_, cycle, country) => submissions.lock(tx, cycle, country));
  return 'outcome' in where ? where : revise(world, tx, read, where);
}

/** The submission for which a file is recorded, or why it becomes no revision. */
export async function placeRead(
  world: DeskWorld,
  tx: Connection,
  read: Omit<ReadUpload, 'token' | 'upload'> & { readonly upload: Pick<Upload, 'fileName'> },
  find: (connection: Connection, cycle: string, country: string) => Promise<Submission | null>,
): Promise<RecordedOutcome | RevisionTarget> {
  const { upload, checked, target, person, confirmed } = read;
  if (checked.outcome === 'refused') return notRecorded(checked, 'refused');

  const kind = await folder.kind(tx);
  const given = kindOf(world, checked);
  if (kind !== null && given !== null && given !== kind) {
    const problem = new Problem('folder_kind_differs', upload.fileName, { folder: kind, given });
    return notRecorded(checked, 'wrong_kind', { outcome: 'wrong_kind', findings: [], problem });
  }
  const { cycle, country } = target;
  if (kind === null || cycle === null) return notRecorded(checked, 'cycle_unknown');
  if (country === null || !world.content.countries(kind).has(country)) return notRecorded(checked, 'country_unknown');
  if (!may(person, 'workbook.upload', { country })) return notRecorded(checked, 'not_allowed');

  const place = { cycle: cycle.id, country };
  if (target.differs !== null && !confirmed) return notRecorded(checked, target.differs, place);
  if (checked.version !== cycle.version) return notRecorded(checked, 'other_version', place);
  const submission = await find(tx, cycle.id, country);
  if (submission === null) return notRecorded(checked, 'country_not_invited');
  return { cycle, submission };
}

/** Whether the workbook is illustrative or real; null if it does not say and names no country. */
function kindOf({ content }: DeskWorld, { identity, illustrative }: CheckedWorkbook): FolderKind | null {
  if (illustrative !== null) return illustrative ? 'illustrative' : 'real';
  if (identity.country === null) return null;
  if (content.countries('illustrative').has(identity.country)) return 'illustrative';
  return content.countries('real').has(identity.country) ? 'real' : null;
}
