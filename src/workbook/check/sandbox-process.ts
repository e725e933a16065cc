/**
 * One child process: started, given tasks one at a time, watched, and ended when it takes too much.
 *
 * What a file takes is counted in processor time and memory of the child, which a busy machine does not change. How long it
 * takes by the clock shows nothing about the file: then, and when the child is ended from outside, nothing was found out.
 */

import type { Buffer } from 'node:buffer';
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckTask, FromChild } from './messages.ts';
import { watchProcess } from './process-limits.ts';

export type ChildLimits = {
  /** Processor time of the child, from task to answer. */
  readonly seconds: number;
  /** By the clock, from task to answer: far more than a file takes on a busy machine. */
  readonly clockSeconds: number;
  /** Heap that the child may ask for, in megabytes. */
  readonly heap: number;
  /** Memory in all, in megabytes, at which the parent ends it; only where the system reports it (Linux). */
  readonly resident: number;
};

/** `too_slow` and `too_heavy` are what the file took; `stopped` shows nothing about the file. */
export type Ended = { readonly ended: 'too_slow' | 'too_heavy' | 'stopped' };
export type ChildOutcome = Exclude<FromChild, { ready: true }> | Ended;

const codeRoot = resolve(import.meta.dirname, '../../..');
/** Where the packages truly are: in a second work tree their folder may be a link to elsewhere. */
const packages = resolve(codeRoot, 'node_modules');
const readable = [codeRoot, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
/** Each of three parts of V8's young generation: with its usual 16 a child holds 30 MB more and is no quicker. */
const youngMegabytes = 4;
const startSeconds = 30;
const lastWordsLength = 1_000;
/** What V8 says on its way out when the heap is full. */
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

  constructor(contentRoot: string, limits: ChildLimits) {
    this.#limits = limits;
    this.#process = fork(resolve(import.meta.dirname, 'child.ts'), [contentRoot], {
      execArgv: [
        `--max-old-space-size=${limits.heap}`,
        `--max-semi-space-size=${youngMegabytes}`,
        '--disable-warning=ExperimentalWarning',
        '--disallow-code-generation-from-strings',
        '--permission',
        ...[...readable, resolve(contentRoot)].map((folder) => `--allow-fs-read=${folder}`),
      ],
      // The environment may hold passwords of databases; a reader of foreign files needs none of it.
      env: { TZ: 'UTC' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // What a child says before it is ready is about the house; later it might quote an answer, and is dropped.
    this.#process.stderr?.on('data', (said: Buffer) => {
      if (!this.#started) this.#lastWords = `${this.#lastWords}${said}`.slice(0, lastWordsLength);
      else if (said.includes(heapFullWords)) this.#heapFull = true;
    });
    // Once its last words were read too: they tell a full heap from an abort of another cause.
    this.#process.on('close', () => this.#end());
    this.#process.on('error', () => this.#end());
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

  /** True until its second task: what it takes for the first is what that file takes. */
  get fresh(): boolean {
    return this.#tasks <= 1;
  }

  /** Hands over one task and waits for the result; never rejects. */
  async run(task: CheckTask): Promise<ChildOutcome> {
    if (!(await this.#ready)) {
      // One that was ended from outside had nothing to say.
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

  /** A heap that has reached its limit ends the process, with a message that nothing else prints. */
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
