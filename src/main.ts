#!/usr/bin/env -S node --disallow-code-generation-from-strings --disable-warning=ExperimentalWarning
/** The only file that reads the environment and assembles the real dependencies. */
import { writeSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import type { Writable } from 'node:stream';
import { exitCodes, runCommand, type World } from './cli/index.ts';

const softwareFolder = resolve(import.meta.dirname, '..');

/** Runs the command of this process's arguments. @returns true if all that it said is written */
export async function start(): Promise<boolean> {
  process.env.TZ = 'UTC';
  const world = worldHere();
  process.exitCode = await runCommand(process.argv.slice(2), world).catch((error: Error) => {
    world.err(`${error.stack ?? error}\n`);
    return exitCodes.failed;
  });
  return streams.every(({ writableLength }) => writableLength === 0);
}

/** Those that were opened for what it says. */
const streams: Writable[] = [];

function opened<S extends Writable>(stream: S): S {
  streams.push(stream);
  return stream;
}

/**
 * Writes to the output as Node does on Linux, at once, but without its stream, which takes longer to open than a list to
 * read. Where the reader is behind (a pipe that does not block), the stream takes what is left.
 */
function openOutput(): (text: string) => void {
  let stream: NodeJS.WritableStream | null = null;
  return (text) => {
    if (stream !== null) return void stream.write(text);
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) {
      try {
        written += writeSync(1, bytes, written);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return notWritten(error as NodeJS.ErrnoException);
        stream = opened(process.stdout.on('error', notWritten));
        return void stream.write(bytes.subarray(written));
      }
    }
  };
}

/** The reader of the output may stop early, such as `| head`, which is no fault. */
function notWritten({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `The output could not be written to its end: ${code === 'ENOSPC' ? 'the disk is full' : message}.\n`,
  );
  process.exit(exitCodes.notWritten);
}

/** If no one reads the progress any more, the work continues. */
const openErrors = (): NodeJS.WritableStream => opened(process.stderr.on('error', () => undefined));

function worldHere(): World {
  const workingFolder = standingFolder();
  const contentRoot = process.env.GAP_CONTENT ? resolve(workingFolder, process.env.GAP_CONTENT) : softwareFolder;

  let errors: NodeJS.WritableStream | null = null;
  const world: World = {
    contentRoot,
    contentChosen: contentRoot !== softwareFolder,
    folder: resolve(workingFolder, process.env.GAP_DATA || 'data'),
    databaseUrl: process.env.DATABASE_URL || null,
    host: process.env.HOST || '127.0.0.1',
    port: process.env.PORT || 8080,
    rateLimit: process.env.GAP_RATE_LIMIT || 300,
    trustedProxies: process.env.GAP_TRUSTED_PROXIES?.trim() || null,
    stopSeconds: process.env.GAP_STOP_SECONDS || 20,
    contact: process.env.GAP_CONTACT?.trim() || null,
    licence: process.env.GAP_LICENCE?.trim() || null,
    publicAddress: process.env.GAP_PUBLIC_ADDRESS?.trim() || null,
    workingFolder,
    now: () => new Date(),
    out: openOutput(),
    err: (text) => {
      errors ??= openErrors();
      errors.write(text);
    },
    get terminal() {
      return isTerminal(2);
    },
    get ask() {
      return isTerminal(0) && isTerminal(2) ? askOnTerminal : undefined;
    },
    // Loaded on demand, so that other commands start fast.
    serve: async ({ port, drawsLater = false } = {}) =>
      (await import('./http/index.ts')).serveInstallation({
        ...world,
        drawsLater,
        ...(port !== undefined && { port }),
      }),
    serveInProcesses: async (count) => (await import('./http/index.ts')).serveInProcesses(world, count),
  };
  return world;
}

/** Looked up when it is asked for, as it loads the streams of terminals and networks. */
const isTerminal = (descriptor: number): boolean => process.getBuiltinModule('node:tty').isatty(descriptor);

/** The working folder; that of the software if it was deleted meanwhile. */
function standingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return softwareFolder;
  }
}

/** Written to the error stream, so that output can be redirected to a file. */
async function askOnTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await line.question(question);
  } finally {
    line.close();
  }
}

await start();
