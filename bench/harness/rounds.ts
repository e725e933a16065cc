/** Works that take turns, so that a machine whose speed drifts is as fast for one as for the other. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import type { Sample, Taken } from './row.ts';

/** Done once. What returns a sample has measured itself, as a command or a process elsewhere does. */
export type Work = () => unknown;

/**
 * Does each work once a round, in turns that begin with another one each time, after rounds to warm up that count nothing.
 *
 * @param units - that one call of a work does; a sample is of one of them
 */
export async function inTurns<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds = 5, warm = 1, units = 1 } = {},
): Promise<Readonly<Record<Name, Taken>>> {
  const names = Object.keys(works) as Name[];
  const taken = new Map(names.map((name) => [name, { wall: [] as number[], processor: [] as number[] }]));
  for (let round = -warm; round < rounds; round += 1) {
    const first = (round + warm) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const sample = await once(works[name]);
      if (round < 0) continue;
      taken.get(name)!.wall.push(sample.wall / units);
      taken.get(name)!.processor.push(sample.processor / units);
    }
  }
  return Object.fromEntries(taken) as unknown as Record<Name, Taken>;
}

/** By the clock and the processor of this process, all its threads included. */
async function once(work: Work): Promise<Sample> {
  const used = process.cpuUsage();
  const began = performance.now();
  const reported = await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  return isSample(reported) ? reported : { wall, processor: (user + system) / 1_000 };
}

const isSample = (reported: unknown): reported is Sample =>
  typeof reported === 'object' && reported !== null && 'wall' in reported && 'processor' in reported;

/**
 * A command from its start to its end, and the processor's time of it and of all that it waited for.
 *
 * @param times - run one after another; the sample is of one
 * @throws Error where it fails, with what it wrote
 */
export function command(
  [name, ...words]: readonly [string, ...string[]],
  { times = 1, cwd, env }: { times?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Sample {
  // The shell's own clock tells thousandths of a second, where the system's counts of children tell hundredths.
  const loop =
    'n="$1"; shift; TIMEFORMAT="%R %U %S"; time for ((i = 0; i < n; i++)); do "$@" >/dev/null || exit 1; done';
  const { status, stderr } = spawnSync('bash', ['-c', loop, 'bash', String(times), name, ...words], {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env, LC_ALL: 'C' },
  });
  const reported = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr);
  if (status !== 0 || !reported) throw new Error(`${name} ${words.join(' ')}: ${stderr}`);
  const [real, user, system] = reported.slice(1).map((seconds) => (1_000 * Number(seconds)) / times);
  return { wall: real!, processor: user! + system! };
}

/**
 * Processor milliseconds that a process, its children and theirs have used so far, in steps of 10: for a server that is
 * asked for thousands of pages between two readings.
 */
export function processorOf(pid: number): number {
  const children = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\) /, '')
        .split(' ')
        .map(Number);
      children.set(fields[1]!, [...(children.get(fields[1]!) ?? []), Number(name)]);
      used.set(Number(name), 10 * (fields[11]! + fields[12]! + fields[13]! + fields[14]!));
    } catch {
      // It ended meanwhile.
    }
  }
  const sum = (id: number): number =>
    (used.get(id) ?? 0) + (children.get(id) ?? []).reduce((all, child) => all + sum(child), 0);
  return sum(pid);
}
