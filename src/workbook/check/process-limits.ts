/**
 * Ends a child process that exceeds its limits: memory and processor time if the system reports them, otherwise
 * wall-clock time.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';

export type ProcessLimits = {
  /** Processor time for one task, in seconds. */
  readonly seconds: number;
  /**
   * Wall-clock time in seconds: a process that waits forever uses no processor time, and not every system reports it.
   */
  readonly clockSeconds: number;
  /** Resident memory, in megabytes; unlimited if omitted. */
  readonly resident?: number;
};

export type ExceededLimit = 'too_heavy' | 'too_slow' | 'stopped';

/** Interval between two measurements of a process. */
const pollMilliseconds = 50;

/** Unit of the times in /proc: USER_HZ, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Monitors one task of a process.
 *
 * @param exceed - called with the limit that was exceeded
 * @param every - milliseconds between two measurements
 * @returns a function that ends the monitoring
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

/** Resident memory of a process, in megabytes; 0 if the system does not report it. */
export function residentMegabytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/**
 * Processor time of a process so far, in seconds; 0 if the system does not report it, so that only the wall-clock
 * limit applies.
 */
function processorSeconds(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain spaces; user and system time are the 14th and 15th field of the line.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}
