#!/usr/bin/env -S node --disallow-code-generation-from-strings --disable-warning=ExperimentalWarning
/** The only file that reads the environment and assembles the real dependencies. */
import { resolve } from 'node:path';
import process from 'node:process';
import { isatty } from 'node:tty';
import { exitCodes, runCommand, type World } from './cli/index.ts';

const softwareFolder = resolve(import.meta.dirname, '..');

/** Runs the command of this process's arguments. */
export async function start(): Promise<void> {
  process.env.TZ = 'UTC';
  const world = worldHere();
  process.exitCode = await runCommand(process.argv.slice(2), world).catch((error: Error) => {
    world.err(`${error.stack ?? error}\n`);
    return exitCodes.failed;
  });
}

/**
 * Opened when it is first written to, as opening both takes a fifth of the time of a fast command. The reader of the
 * output may stop early, such as `| head`, which is no fault.
 */
function openOutput(): NodeJS.WritableStream {
  return process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    const cause = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
    process.stderr.write(`The output could not be written to its end: ${cause}.\n`);
    process.exit(exitCodes.notWritten);
  });
}

/** If no one reads the progress any more, the work continues. */
const openErrors = (): NodeJS.WritableStream => process.stderr.on('error', () => undefined);

function worldHere(): World {
  const workingFolder = standingFolder();
  const contentRoot = process.env.GAP_CONTENT ? resolve(workingFolder, process.env.GAP_CONTENT) : softwareFolder;

  let output: NodeJS.WritableStream | null = null;
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
    out: (text) => {
      output ??= openOutput();
      output.write(text);
    },
    err: (text) => {
      errors ??= openErrors();
      errors.write(text);
    },
    terminal: isatty(2),
    ask: isatty(0) && isatty(2) ? askOnTerminal : undefined,
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
