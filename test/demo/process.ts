/** Runs the demo as a child process that a test can observe, request pages from, interrupt and kill. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

export type DemoProcess = {
  /** All output so far. */
  readonly reported: () => string;
  /** Waits until the output matches. */
  readonly reports: (pattern: RegExp) => Promise<string>;
  /** Sends a signal and waits for the end. @returns the exit code; null if the signal ended it */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
};

export function startDemo(
  { root, folder, port = 0 }: { root: string; folder: string; port?: number },
  words: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): DemoProcess {
  // The flags of production, see the scripts of package.json.
  const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, join(project, 'bin/start.mjs'), ...words], {
    cwd,
    env: { ...process.env, GAP_CONTENT: root, GAP_DATA: folder, PORT: `${port}`, ...env },
  });
  let reported = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      reported += bytes.toString();
      for (const listen of listeners) listen();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    reported: () => reported,
    reports: (pattern) =>
      new Promise((resolve, reject) => {
        const listen = () => {
          const found = pattern.exec(reported);
          if (found) resolve(found[1] ?? found[0]);
        };
        listeners.add(listen);
        listen();
        void ended.then((code) => reject(new Error(`the demo ended with ${code}:\n${reported}`)));
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
