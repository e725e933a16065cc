/** Checks files in child processes: a few at a time, within limits, so that no file can stop the server. */
import { setTimeout as pause } from 'node:timers/promises';
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
  /** Number of files that may wait; further ones are refused as busy. */
  readonly queue?: number;
  readonly limits?: Partial<ChildLimits & { readonly children: number; readonly startAgainSeconds: number }>;
  /** Further options of Node for the children. */
  readonly nodeOptions?: readonly string[];
  /** Receives unexpected failures, without anything about the file. */
  readonly report?: (failure: string) => void;
};

export type Checker = {
  /**
   * Never rejects: a file that cannot be checked is returned as refused, with the reason. `check_busy`,
   * `check_stopped` and `check_failed` imply nothing about the file.
   */
  readonly check: (bytes: Uint8Array, options?: CheckOptions) => Promise<CheckedWorkbook>;
  /**
   * The file with its findings marked in it; for a refused file, a list of findings alone.
   *
   * @throws Problem `workbook_not_annotated` if it cannot be made within the limits
   */
  readonly annotate: (bytes: Uint8Array, options?: CheckOptions) => Promise<Uint8Array>;
  /** Starts a child before the first file arrives, as starting takes much longer than checking a file. */
  readonly prepare: () => void;
  /** Ends the children; waiting files are returned as refused. */
  readonly close: () => void;
};

export const checkerLimits = {
  seconds: 10,
  clockSeconds: 120,
  heap: 160,
  resident: 300,
  children: 2,
  queue: 32,
  /** Time before a child is started again when the system could not start one. */
  startAgainSeconds: 1,
} as const;

export function openChecker(options: CheckerOptions): Checker {
  const { contentRoot, queue = checkerLimits.queue, nodeOptions = [], report = () => undefined } = options;
  const limits = { ...checkerLimits, ...options.limits };
  const startChild = () => new SandboxProcess(contentRoot, limits, nodeOptions);
  const pool = openSandboxPool(startChild, limits, queue);
  let texts: Texts | null = null;
  /** Reported once, and not for each attempt while it lasts. */
  let notStarted: string | null = null;

  const refuse = (outcome: ChildOutcome | 'busy', checkOptions: CheckOptions): CheckedWorkbook => {
    if (typeof outcome === 'object' && 'failed' in outcome) report(outcome.failed);
    if (typeof outcome === 'object' && 'notStarted' in outcome && notStarted !== outcome.notStarted) {
      notStarted = outcome.notStarted;
      report(`The checking process could not be started: ${notStarted}`);
    }
    const details = { seconds: limits.seconds, megabytes: limits.resident };
    return refusedBy(finding(refusalFor(outcome), 'error', wholeFile, details), checkOptions);
  };

  const refusedBy = (refusal: Finding, { language = null }: CheckOptions): CheckedWorkbook => {
    texts ??= loadTexts(contentRoot, 'on_request');
    const findings = [refusal];
    const reported = describeFindings(findings, texts, language ?? texts.working, null);
    const nothing = { identity: noIdentity, counts: noCounts, answers: [], version: null, illustrative: null };
    return { ...nothing, outcome: 'refused', findings, reported };
  };

  return {
    prepare: pool.prepare,
    check: async (bytes, checkOptions = {}) => {
      // A file that is not a workbook is recognised by its first bytes and its directory, without a process.
      const atOnce = refuseAtOnce(bytes, checkOptions.name);
      if (atOnce) return refusedBy(atOnce, checkOptions);
      const outcome = await pool.run({ kind: 'check', bytes, options: checkOptions });
      if (typeof outcome !== 'object' || !('checked' in outcome)) return refuse(outcome, checkOptions);
      notStarted = null;
      return outcome.checked;
    },
    annotate: async (bytes, checkOptions = {}) => {
      const outcome = await pool.run({ kind: 'annotate', bytes, options: checkOptions });
      if (typeof outcome === 'object' && 'checked' in outcome && outcome.annotated) return outcome.annotated;
      const [reported] = refuse(outcome, checkOptions).reported;
      throw new Problem('workbook_not_annotated', 'upload', { reason: reported!.message });
    },
    close: pool.close,
  };
}

/** Child processes, each for one task at a time, at most `most` at once. A task beyond `queue` is not accepted. */
function openSandboxPool(
  startChild: () => SandboxProcess,
  { children: most, startAgainSeconds }: { readonly children: number; readonly startAgainSeconds: number },
  queue: number,
) {
  const idle: SandboxProcess[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;

  const take = (): SandboxProcess => {
    for (let child = idle.pop(); child; child = idle.pop()) if (child.alive) return child;
    return startChild();
  };

  const prepare = () => {
    if (!closed && idle.length === 0) idle.push(startChild());
  };

  const runOnce = async (
    task: CheckTask,
    alone = false,
  ): Promise<{ outcome: ChildOutcome | 'busy'; alone: boolean }> => {
    if (busy < most) busy += 1;
    else if (waiting.length >= queue) return { outcome: 'busy', alone: false };
    else await new Promise<void>((go) => waiting.push(go));
    // If the checker is closed while a file waits, nothing is known about the file, as with a busy checker.
    const child = closed ? null : alone ? startChild() : take();
    let outcome: ChildOutcome = { ended: 'stopped' };
    try {
      if (!child) return { outcome: 'busy', alone: false };
      outcome = await child.run(task);
      if ('notStarted' in outcome) await pause(startAgainSeconds * 1_000);
      return { outcome, alone: child.fresh };
    } finally {
      if (child?.alive && !closed && mayReadOn(outcome)) idle.push(child);
      else child?.close();
      prepare();
      // The next waiting file takes the free slot.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };

  /**
   * If a child that had read other files reached a limit, the file is checked again in a new child: the file itself
   * must be the cause.
   */
  const run = async (task: CheckTask): Promise<ChildOutcome | 'busy'> => {
    const { outcome, alone } = await runOnce(task);
    const atLimit = typeof outcome === 'object' && 'ended' in outcome && outcome.ended !== 'stopped';
    return atLimit && !alone ? (await runOnce(task, true)).outcome : outcome;
  };

  return {
    prepare,
    run,
    close: () => {
      closed = true;
      for (const child of idle) child.close();
      for (const go of waiting.splice(0)) go();
    },
  };
}

/**
 * Whether a child may read further files. A damaged or forged package, or one that exceeded a limit, ends its child;
 * one that is intact and only not accepted does not.
 */
function mayReadOn(outcome: ChildOutcome): boolean {
  if (!('checked' in outcome)) return false;
  const { outcome: became, findings } = outcome.checked;
  return became !== 'refused' || findings.every(({ code }) => !lastRead.test(code));
}

const lastRead = /^(zip_|xml_|part_ratio|part_too_large|package_too_large|too_many_|workbook_broken|texts_missing)/;

function refusalFor(outcome: ChildOutcome | 'busy'): FindingCode {
  if (outcome === 'busy' || 'notStarted' in outcome) return 'check_busy';
  if (!('ended' in outcome)) return 'check_failed';
  return ({ too_slow: 'check_too_slow', too_heavy: 'check_too_heavy', stopped: 'check_stopped' } as const)[
    outcome.ended
  ];
}
