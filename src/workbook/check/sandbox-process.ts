/**
 * One child process: it is started, receives one task at a time, and is ended when it exceeds a limit.
 *
 * Limits apply to processor time and memory of the child, which do not depend on the load of the machine. Wall-clock
 * time says nothing about the file: if it runs out, or the child is ended from outside, the result is `stopped`.
 */

import type { Buffer } from 'node:buffer';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { isStarted, startProcess } from '../../process/index.ts';
import type { CheckTask, FromChild } from './messages.ts';
import { watchProcess } from './process-limits.ts';

export type ChildLimits = {
  /** Processor time of the child, from task to result. */
  readonly seconds: number;
  /** Wall-clock time, from task to result: far more than a file takes on a busy machine. */
  readonly clockSeconds: number;
  /** Maximum heap of the child, in megabytes. */
  readonly heap: number;
  /** Total memory, in megabytes, at which the parent ends it; only if the system reports it (Linux). */
  readonly resident: number;
};

/** `too_slow` and `too_heavy` are caused by the file; `stopped` implies nothing about the file. */
export type Ended = { readonly ended: 'too_slow' | 'too_heavy' | 'stopped' };
/** The system had no memory, process or file descriptor for the child. */
export type NotStarted = { readonly notStarted: string };
export type ChildOutcome = Exclude<FromChild, { ready: true }> | Ended | NotStarted;

const codeRoot = resolve(import.meta.dirname, '../../..');
/** The real path of the packages: in a second work tree their folder may be a symbolic link. */
const packages = resolve(codeRoot, 'node_modules');
const readable = [codeRoot, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
/**
 * Size of each of three parts of V8's young generation: what a workbook leaves behind fits into it, and is not moved to
 * the old one. With 16, a child uses 10 MB more.
 */
const youngMegabytes = 8;
/**
 * By how much the old generation may grow until it is searched for garbage. For a heap of this limit V8 takes some 30,
 * and would search the texts and instruments, which stay, after every tenth workbook.
 */
const oldGrowthPercent = 100;
/** One thread beside the main one for garbage collection and compilation, and memory returned at once: 10 MB less. */
const threads = 1;
const allocator = {
  MALLOC_ARENA_MAX: '1',
  ...JSON.parse(readFileSync(resolve(codeRoot, 'bin/allocator.json'), 'utf8')),
};
const startSeconds = 30;
const lastWordsLength = 1_000;
/** Part of V8's message when the heap is full. */
const heapFullWords = 'heap out of memory';

export class SandboxProcess {
  readonly #process: ChildProcess;
  readonly #limits: ChildLimits;
  readonly #ready: Promise<boolean>;
  #settle: ((outcome: ChildOutcome) => void) | null = null;
  #cause: Ended['ended'] = 'stopped';
  #alive = true;
  #started = false;
  #closed = false;
  #tasks = 0;
  #heapFull = false;
  #lastWords = '';
  #notStarted: string | null = null;

  /** @param options - further options of Node for the child */
  constructor(contentRoot: string, limits: ChildLimits, options: readonly string[] = []) {
    this.#limits = limits;
    this.#process = startProcess(resolve(import.meta.dirname, 'child.ts'), [contentRoot], {
      execArgv: [
        `--max-old-space-size=${limits.heap}`,
        `--max-semi-space-size=${youngMegabytes}`,
        `--heap-growing-percent=${oldGrowthPercent}`,
        // Cells outlive a collection in the middle of a check, for which V8 would put all further ones among what stays.
        '--no-allocation-site-pretenuring',
        `--v8-pool-size=${threads}`,
        ...options,
        '--permission',
        ...[...readable, resolve(contentRoot)].map((folder) => `--allow-fs-read=${folder}`),
      ],
      // The environment may contain database passwords, which a reader of uploaded files does not need.
      env: { TZ: 'UTC', ...allocator },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // Output before the child is ready cannot concern a file; later output might quote an answer, and is discarded.
    this.#process.stderr?.on('data', (output: Buffer) => {
      if (!this.#started) this.#lastWords = `${this.#lastWords}${output}`.slice(0, lastWordsLength);
      else if (output.includes(heapFullWords)) this.#heapFull = true;
    });
    // After its output was read to the end, as it distinguishes a full heap from an abort with another cause.
    this.#process.on('close', () => this.#end());
    this.#process.on('error', ({ message }) => {
      if (!isStarted(this.#process)) this.#notStarted = message;
      this.#end();
    });
    this.#ready = new Promise((settle) => {
      const late = setTimeout(() => this.close(), startSeconds * 1000);
      this.#process.once('message', () => {
        this.#started = true;
        settle(true);
      });
      this.#process.once('exit', () => settle(false));
      void this.#process.once('message', () => clearTimeout(late)).once('exit', () => clearTimeout(late));
    });
    this.#process.on('message', (message: FromChild) => {
      if (!('ready' in message)) this.#finish(message);
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** True until its second task: the resources of the first task were used for that file alone. */
  get fresh(): boolean {
    return this.#tasks <= 1;
  }

  /** Sends one task and waits for the result; never rejects. */
  async run(task: CheckTask): Promise<ChildOutcome> {
    if (!(await this.#ready)) {
      if (this.#notStarted !== null) return { notStarted: this.#notStarted };
      // A process ended from outside has no output.
      const silent = this.#closed || this.#lastWords === '';
      return silent ? { ended: 'stopped' } : { failed: `The checking process did not start. ${this.#lastWords}` };
    }
    const outcome = new Promise<ChildOutcome>((settle) => {
      this.#settle = settle;
    });
    this.#tasks += 1;
    const endWatch = watchProcess(this.#process.pid, this.#limits, (cause) => this.#kill(cause));
    this.#process.send(task, (error) => {
      if (error) this.#finish({ ended: 'stopped' });
    });
    try {
      return await outcome;
    } finally {
      endWatch();
    }
  }

  close(): void {
    this.#closed = true;
    this.#kill('stopped');
  }

  #kill(cause: Ended['ended']): void {
    if (!this.#alive) return;
    this.#cause = cause;
    this.#process.kill('SIGKILL');
  }

  /** A full heap ends the process with a message that nothing else prints. */
  #end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#finish({ ended: this.#heapFull ? 'too_heavy' : this.#cause });
  }

  #finish(outcome: ChildOutcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
  }
}
