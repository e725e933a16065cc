/** Ends a child process that takes more than it may: memory and processor time where the system states them, else the clock. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

export type ProcessLimits = {
  /** Of processor time, in seconds, for one task. */
  readonly seconds: number;
  /** In seconds: a process that waits for ever takes no processor time, and not every system states what one took. */
  readonly clockSeconds: number;
  /** Resident memory, in megabytes; none if left out. */
  readonly resident?: number;
};

export type ExceededLimit = 'too_heavy' | 'too_slow' | 'stopped';

/** How often a process is looked at. */
const pollMilliseconds = 50;

/** Unit of the times in /proc: USER_HZ, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Watches one task of a process.
 *
 * @param exceed - called with the limit that it reached
 * @param every - milliseconds between two looks
 * @returns ends the watch
 */
export function watchProcess(
  pid: number | undefined,
  { seconds, clockSeconds, resident = Number.POSITIVE_INFINITY }: ProcessLimits,
  exceed: (limit: ExceededLimit) => void,
  every = pollMilliseconds,
): () => void {
  const before = processorSeconds(pid);
  const clock = setTimeout(() => exceed('stopped'), clockSeconds * 1000);
  const watch = setInterval(() => {
    if (residentMegabytes(pid) > resident) exceed('too_heavy');
    else if (processorSeconds(pid) - before > seconds) exceed('too_slow');
  }, every);
  return () => {
    clearTimeout(clock);
    clearInterval(watch);
  };
}

/** Memory that a process holds, in megabytes; 0 if the system does not report it. */
function residentMegabytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Processor time of a process so far, in seconds; 0 if the system does not report it, which leaves the limit by the clock. */
function processorSeconds(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; user and system time are the 14th and 15th field of the line.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}
