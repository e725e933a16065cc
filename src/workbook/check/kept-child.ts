/** One child process: started, given tasks one at a time, watched, and ended when it takes too much. */
import type { Buffer } from 'node:buffer';
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import type { FromChild, Task } from './messages.ts';

export type ChildLimits = {
  /** From task to answer. */
  readonly seconds: number;
  /** Heap that the child may ask for, in megabytes. */
  readonly heap: number;
  /** Memory in all, in megabytes, at which the parent ends it; only where the system tells it (Linux). */
  readonly resident: number;
};

export type Ended = { readonly ended: 'too_slow' | 'too_heavy' | 'crashed' };
export type Outcome = Exclude<FromChild, { ready: true }> | Ended;

const codeRoot = resolve(import.meta.dirname, '../../..');
/** Where the packages truly are: in a second work tree their folder may be a link to elsewhere. */
const packages = resolve(codeRoot, 'node_modules');
const readable = [codeRoot, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
const startSeconds = 30;
const lastWordsLength = 1_000;
const pollMilliseconds = 50;

export class KeptChild {
  readonly #process: ChildProcess;
  readonly #limits: ChildLimits;
  readonly #ready: Promise<boolean>;
  #settle: ((outcome: Outcome) => void) | null = null;
  #cause: Ended['ended'] = 'crashed';
  #alive = true;
  #started = false;
  #closed = false;
  #lastWords = '';

  constructor(contentRoot: string, limits: ChildLimits) {
    this.#limits = limits;
    this.#process = fork(resolve(import.meta.dirname, 'child.ts'), [contentRoot], {
      execArgv: [
        `--max-old-space-size=${limits.heap}`,
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
    });
    this.#process.on('exit', (code, signal) => this.#end(code, signal));
    this.#process.on('error', () => this.#end(null, null));
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

  /** Hands over one task and waits for what comes of it; never rejects. */
  async run(task: Task): Promise<Outcome> {
    if (!(await this.#ready)) {
      return this.#closed ? { ended: 'crashed' } : { failed: `The checking process did not start. ${this.#lastWords}` };
    }
    const outcome = new Promise<Outcome>((settle) => {
      this.#settle = settle;
    });
    const slow = setTimeout(() => this.#kill('too_slow'), this.#limits.seconds * 1000);
    const watch = setInterval(() => {
      if (residentMegabytes(this.#process.pid) > this.#limits.resident) this.#kill('too_heavy');
    }, pollMilliseconds);
    this.#process.send(task, (error) => {
      if (error) this.#finish({ ended: 'crashed' });
    });
    try {
      return await outcome;
    } finally {
      clearTimeout(slow);
      clearInterval(watch);
    }
  }

  close(): void {
    this.#closed = true;
    this.#kill('crashed');
  }

  #kill(cause: Ended['ended']): void {
    if (!this.#alive) return;
    this.#cause = cause;
    this.#process.kill('SIGKILL');
  }

  /** A heap that has reached its limit ends the process with an abort. */
  #end(code: number | null, signal: NodeJS.Signals | null): void {
    if (!this.#alive) return;
    this.#alive = false;
    const outOfMemory = signal === 'SIGABRT' || code === 134 || (signal === 'SIGKILL' && this.#cause === 'crashed');
    this.#finish({ ended: outOfMemory ? 'too_heavy' : this.#cause });
  }

  #finish(outcome: Outcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
  }
}

/** Memory that a process holds, in megabytes; 0 where the system does not tell. */
function residentMegabytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
