/** Checks files in child processes: at most a few at once, within limits, and the server continues whatever comes. */
import type { Finding } from '../../domain/index.ts';
import { loadTexts, type Texts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { finding, wholeFile } from '../answers/place/place.ts';
import type { FindingCode } from '../finding-codes.ts';
import { refuseAtOnce } from '../guard/guard.ts';
import { type CheckedWorkbook, type CheckOptions, noCounts, noIdentity } from './checked-workbook.ts';
import { describeFindings } from './describe-findings.ts';
import type { CheckTask } from './messages.ts';
import { type ChildLimits, type ChildOutcome, SandboxProcess } from './sandbox-process.ts';

export type CheckerOptions = {
  readonly contentRoot: string;
  /** Files that may wait; more are reported to come back. */
  readonly queue?: number;
  readonly limits?: Partial<ChildLimits & { readonly children: number }>;
  /** Told of what no one foresaw, silently of the file. */
  readonly report?: (failure: string) => void;
};

export type Checker = {
  /**
   * Never rejects: what cannot be checked comes back as refused, with the reason. `check_busy`, `check_stopped` and
   * `check_failed` contain nothing about the file.
   */
  readonly check: (bytes: Uint8Array, options?: CheckOptions) => Promise<CheckedWorkbook>;
  /**
   * The file with its findings marked in it; one that was refused comes back as a list of findings alone.
   *
   * @throws Problem `workbook_not_annotated` where that cannot be made within the limits
   */
  readonly annotate: (bytes: Uint8Array, options?: CheckOptions) => Promise<Uint8Array>;
  /** Has a child ready before the first file comes: its start takes many times as long as a file. */
  readonly prepare: () => void;
  /** Ends the children; what still waits comes back as refused. */
  readonly close: () => void;
};

export const checkerLimits = {
  seconds: 10,
  clockSeconds: 120,
  heap: 160,
  resident: 300,
  children: 2,
  queue: 32,
} as const;

export function openChecker(options: CheckerOptions): Checker {
  const { contentRoot, queue = checkerLimits.queue, report = () => undefined } = options;
  const limits = { ...checkerLimits, ...options.limits };
  const idle: SandboxProcess[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;
  let texts: Texts | null = null;

  const take = (): SandboxProcess => {
    for (let child = idle.pop(); child; child = idle.pop()) if (child.alive) return child;
    return new SandboxProcess(contentRoot, limits);
  };

  const prepare = () => {
    if (!closed && idle.length === 0) idle.push(new SandboxProcess(contentRoot, limits));
  };

  const run = async (task: CheckTask, alone = false): Promise<{ outcome: ChildOutcome | 'busy'; alone: boolean }> => {
    if (busy < limits.children) busy += 1;
    else if (waiting.length >= queue) return { outcome: 'busy', alone: false };
    else await new Promise<void>((go) => waiting.push(go));
    // One that is closed while a file waits has found out as little about it as one that is busy.
    const child = closed ? null : alone ? new SandboxProcess(contentRoot, limits) : take();
    let outcome: ChildOutcome = { ended: 'stopped' };
    try {
      if (!child) return { outcome: 'busy', alone: false };
      outcome = await child.run(task);
      return { outcome, alone: child.fresh };
    } finally {
      if (child?.alive && !closed && mayReadOn(outcome)) idle.push(child);
      else child?.close();
      prepare();
      // Anyone who waits takes over the place of the one that is done.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };

  /** A limit that a child reached which had read other files is tried once more alone: the file itself must reach it. */
  const runFairly = async (task: CheckTask): Promise<ChildOutcome | 'busy'> => {
    const { outcome, alone } = await run(task);
    const atLimit = typeof outcome === 'object' && 'ended' in outcome && outcome.ended !== 'stopped';
    return atLimit && !alone ? (await run(task, true)).outcome : outcome;
  };

  const refuse = (outcome: ChildOutcome | 'busy', checkOptions: CheckOptions): CheckedWorkbook => {
    if (typeof outcome === 'object' && 'failed' in outcome) report(outcome.failed);
    const details = { seconds: limits.seconds, megabytes: limits.resident };
    return refusedBy(finding(refusalFor(outcome), 'error', wholeFile, details), checkOptions);
  };

  const refusedBy = (refusal: Finding, { language = null }: CheckOptions): CheckedWorkbook => {
    texts ??= loadTexts(contentRoot);
    const findings = [refusal];
    const reported = describeFindings(findings, texts, language ?? texts.working, null);
    const nothing = { identity: noIdentity, counts: noCounts, answers: [], version: null, illustrative: null };
    return { ...nothing, outcome: 'refused', findings, reported };
  };

  return {
    prepare,
    check: async (bytes, checkOptions = {}) => {
      // A file that is not a workbook is identified by its first bytes and its list of contents, without a process.
      const atOnce = refuseAtOnce(bytes, checkOptions.name);
      if (atOnce) return refusedBy(atOnce, checkOptions);
      const outcome = await runFairly({ kind: 'check', bytes, options: checkOptions });
      return typeof outcome === 'object' && 'checked' in outcome ? outcome.checked : refuse(outcome, checkOptions);
    },
    annotate: async (bytes, checkOptions = {}) => {
      const outcome = await runFairly({ kind: 'annotate', bytes, options: checkOptions });
      if (typeof outcome === 'object' && 'checked' in outcome && outcome.annotated) return outcome.annotated;
      const [reported] = refuse(outcome, checkOptions).reported;
      throw new Problem('workbook_not_annotated', 'upload', { reason: reported!.message });
    },
    close: () => {
      closed = true;
      for (const child of idle) child.close();
      for (const go of waiting.splice(0)) go();
    },
  };
}

/**
 * Whether a child may read on. A package that is damaged or forged, or that took too much, is the last that its child
 * reads; one that is whole and only not what is wanted harms no one.
 */
function mayReadOn(outcome: ChildOutcome): boolean {
  if (!('checked' in outcome)) return false;
  const { outcome: became, findings } = outcome.checked;
  return became !== 'refused' || findings.every(({ code }) => !lastRead.test(code));
}

const lastRead = /^(zip_|xml_|part_ratio|part_too_large|package_too_large|too_many_|workbook_broken|texts_missing)/;

function refusalFor(outcome: ChildOutcome | 'busy'): FindingCode {
  if (outcome === 'busy') return 'check_busy';
  if (!('ended' in outcome)) return 'check_failed';
  return ({ too_slow: 'check_too_slow', too_heavy: 'check_too_heavy', stopped: 'check_stopped' } as const)[
    outcome.ended
  ];
}
