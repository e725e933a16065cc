/** Runs works in alternation, so that changes in the machine's speed affect all of them equally. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { type PaceWatch, type RoundPace, watchPace } from './pace.ts';
import { median, type Sample, type Taken } from './row.ts';

/** One execution. If it returns a sample, it has measured itself, like a command or another process. */
export type Work = () => unknown;

type Plan<Name extends string> = {
  readonly rounds?: number;
  /** Uncounted rounds before them, of one part each. */
  readonly warm?: number;
  /** Units in one call of a work; a sample is of one unit. */
  readonly units?: number;
  /**
   * Times that each work has its turn within a round, whose figure is their median, as that of a comparison is the median of
   * their ratios: what slows the machine for a moment then slows one part of each, and a single slow part is not the figure of
   * its round.
   */
  readonly parts?: number;
  /** Works of rows without an aim, which have a turn in the first `roundsOfFewer` rounds only. */
  readonly fewer?: readonly Name[];
  readonly watch?: PaceWatch;
};

/** What was taken in one round of the works that had a turn in it. */
type Round = RoundPace & { readonly turns: ReadonlyMap<string, readonly Sample[]> };

/**
 * Runs each work once per round, starting with another one each round. If the machine's speed changed within a round, one more is
 * taken, at most `spareRounds`; those count in which it changed least, whatever they found.
 */
export async function inTurns<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds = 5, warm = 1, units = 1, parts = 1, fewer = [], watch = watchPace() }: Plan<NoInfer<Name>> = {},
): Promise<Readonly<Record<Name, Taken>>> {
  const all = Object.keys(works) as Name[];
  const round = async (at: number, names: readonly Name[], parts: number): Promise<Round> => {
    const turns = new Map(names.map((name) => [name, [] as Sample[]]));
    for (let part = 0; part < parts; part += 1) {
      const first = (at + warm + part) % names.length;
      for (const name of [...names.slice(first), ...names.slice(0, first)]) {
        watch.look();
        turns.get(name)!.push(perUnit(await once(works[name]), units));
      }
    }
    return { ...watch.endRound(), turns };
  };
  for (let at = -warm; at < 0; at += 1) await round(at, all, 1);
  const taken: Round[] = [];
  const steady = () => taken.filter(({ drift }) => drift <= steadyDrift).length;
  while (taken.length < rounds || (steady() < rounds && taken.length < rounds + spareRounds)) {
    const names = taken.length < roundsOfFewer ? all : all.filter((name) => !fewer.includes(name));
    taken.push(await round(taken.length, names, parts));
  }
  const kept = steadiest(taken, rounds);
  return Object.fromEntries(all.map((name) => [name, takenOf(name, kept)])) as Record<Name, Taken>;
}

/** In the order in which they were taken, so that works with fewer turns stay next to the others of their rounds. */
function steadiest(taken: readonly Round[], rounds: number): readonly Round[] {
  const kept = new Set(taken.toSorted((a, b) => a.drift - b.drift).slice(0, rounds));
  return taken.filter((round) => kept.has(round));
}

function takenOf(name: string, rounds: readonly Round[]): Taken {
  const own = rounds.filter(({ turns }) => turns.has(name));
  const turns = own.map((round) => round.turns.get(name)!);
  const medians = (of: keyof Sample) => turns.map((round) => median(round.map((turn) => turn[of])));
  return { pace: own.map(({ pace }) => pace), wall: medians('wall'), processor: medians('processor'), turns };
}

const perUnit = ({ wall, processor }: Sample, units: number): Sample => ({
  wall: wall / units,
  processor: processor / units,
});

/** On a machine without other work the fixed work varies by less. */
const steadyDrift = 1.15;

/** More would take longer than the machine's next change of speed is worth. */
const spareRounds = 2;

/** Rounds of works whose rows have no aim. */
export const roundsOfFewer = 3;

/** A short work several times within a round, as a sample of one: a garbage collection may be a multiple of it. */
export const repeated =
  (work: Work, times: number): Work =>
  async () => {
    const { wall, processor } = await once(async () => {
      for (let time = 0; time < times; time += 1) await work();
    });
    return { wall: wall / times, processor: processor / times };
  };

/** Wall-clock time and processor time of this process, including all threads. */
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
 * A command from start to end, with the processor time of it and of its children.
 *
 * @param times - number of consecutive runs; the sample is of one
 * @throws Error if it fails, with its output
 */
export function command(
  [name, ...words]: readonly [string, ...string[]],
  { times = 1, cwd, env }: { times?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Sample {
  // The shell measures thousandths of a second, while the system counts the time of children in hundredths.
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

/** The same of a process alone whose threads stay, to a billionth of a second: for a server that answers one shot. */
export function processorOfThreads(pid: number): number {
  const nanoseconds = (task: string) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ')[0];
  return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + Number(nanoseconds(task)) / 1e6, 0);
}

/**
 * Processor milliseconds used so far by a process and its descendants, in steps of 10: for a server that serves
 * thousands of pages between two readings.
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
