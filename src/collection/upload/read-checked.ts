/** Reads the bytes of an upload, in the questionnaire version of its cycle. */
import { cycles, type Upload } from '../../state/index.ts';
import type { CheckedWorkbook } from '../../workbook/index.ts';
import type { DeskWorld } from '../desk.ts';
import { type Target, targetOf } from './target.ts';

export type ReadFile =
  | { readonly checked: CheckedWorkbook; readonly target: Target }
  /** The reading ended without a result about the file, for this cause. */
  | { readonly undecided: string };

/** Results that say nothing about the file, which is then read again. */
const undecidedCodes = new Set(['check_busy', 'check_stopped', 'check_failed']);

export async function readChecked(
  world: DeskWorld,
  upload: Pick<Upload, 'fileName' | 'expectedCycle' | 'expectedCountry'>,
  bytes: Uint8Array,
  confirmed: boolean,
  language: string | null = null,
): Promise<ReadFile> {
  const check = (cycle: string | null, country: string | null) =>
    world.checker.check(bytes, { language, name: upload.fileName, expected: { cycle, country } });
  const undecided = ({ findings }: CheckedWorkbook) => findings.find(({ code }) => undecidedCodes.has(code))?.code;

  const open = await cycles.list(world.store.connection);
  let checked = await check(confirmed ? null : upload.expectedCycle, confirmed ? null : upload.expectedCountry);
  const target = targetOf(open, upload, checked.identity);
  // The required version is only known after the file was read.
  if (target.cycle !== null && checked.version !== null && checked.version !== target.cycle.version) {
    checked = await check(target.cycle.id, null);
  }
  const why = undecided(checked);
  return why === undefined ? { checked, target } : { undecided: why };
}
