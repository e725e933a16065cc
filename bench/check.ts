/**
 * Full workbooks checked as by the server and the command (child processes, every answer validated), compared with
 * exceljs only loading and openpyxl only reading them, in alternation; and annotated copies of them.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { checkerLimits, openChecker } from '../src/workbook/index.ts';
import { report } from './harness/describe.ts';
import { inTurns, processorOf, roundsOfFewer } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';
import { writeWorkbooks } from './inputs/workbooks.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));
const checkLimit =
  'of the processor time XML is 44 %, answers and their places 36 %, decompression and the guard 10 %, garbage collection 6 %; the result takes 1 ms to be sent and received; to take the rows known from other workbooks saved nothing';
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Time for all files, and peak memory in megabytes: of the reader, or of the largest checking child. */
type Reading = Sample & {
  readonly peak: number;
  /** Of a reader that starts children: the time for each file after the first of each child. */
  readonly each?: Sample;
};
type Reader = { readonly read: (paths: readonly string[]) => Promise<Reading>; readonly close: () => unknown };

/** Turns of each reader within a round: of three, one that the machine slowed is not the figure of the round; of two, it is half of it. */
const parts = 3;

/** Of 1,000, in five rounds of three parts after the first 200, by which V8 has compiled nearly all that is used. */
const long = { files: 200, first: 200, each: 54 };

export async function* rows({ count = 60, rounds = 5 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-check-'));
  const python = pythonWithOpenpyxl();
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const;
  const readers = {
    checked: checking('check'),
    annotated: checking('annotate'),
    started: restarting(),
    exceljs: reading([...node, here('compared/read-exceljs.ts')]),
    openpyxl: reading([python, here('compared/read-openpyxl.py'), 'whole']),
    rows: reading([python, here('compared/read-openpyxl.py'), 'rows']),
  };
  type Name = keyof typeof readers;
  const names = Object.keys(readers) as Name[];
  // A reader that takes many times as long reads only some of them.
  const some: Readonly<Record<Name, number>> = {
    checked: long.each,
    annotated: Math.ceil(count / 6),
    started: count,
    exceljs: Math.ceil(count / 6),
    openpyxl: Math.ceil(count / 20),
    rows: Math.ceil(count / 20),
  };
  try {
    const paths = await writeWorkbooks(contentRoot, folder, long.files);
    let read = long.first;
    const next = (name: Name) => Array.from({ length: some[name] }, () => paths[read++ % paths.length]!);
    const found = Object.fromEntries(names.map((name) => [name, [] as Reading[]])) as Record<Name, Reading[]>;
    // A sample of one workbook.
    const taking = (name: Name) => async (): Promise<Sample> => {
      const reading = await readers[name].read(next(name));
      found[name].push(reading);
      return { wall: reading.wall / some[name], processor: reading.processor / some[name] };
    };
    // As a warm-up, so that compilation is not measured, but for those whose children start in each round.
    const first = await readers.checked.read(paths.slice(0, long.first));
    for (let time = 0; time < 5; time += 1) await readers.annotated.read(next('annotated'));
    const { checked, annotated, exceljs, openpyxl, rows } = await inTurns(
      {
        checked: taking('checked'),
        annotated: taking('annotated'),
        exceljs: taking('exceljs'),
        openpyxl: taking('openpyxl'),
        rows: taking('rows'),
      },
      { rounds, parts, fewer: ['rows'] },
    );
    // Rows without an aim.
    const fresh = await inTurns(
      { started: taking('started'), exceljs: taking('exceljs') },
      { rounds: roundsOfFewer, warm: 0 },
    );
    const readings = found.started.map(({ each }) => each!);
    const running: Taken = {
      wall: readings.map(({ wall }) => wall),
      processor: readings.map(({ processor }) => processor),
      turns: readings.map((reading) => [reading]),
    };
    const beside = (of: Taken, to: Taken, says: string, most?: number): Omit<Row, 'work'> => ({
      unit: 'ms',
      ...timesIn('ms', of),
      anchor: anchorIn('ms', says, of, to),
      ...(most && { aim: { of: 'processor ratio', most }, limit: checkLimit }),
    });
    const work = `a workbook checked, of 1,000 in two children, after the first ${long.first}`;
    yield {
      work,
      unit: 'ms',
      ...timesIn('ms', checked),
      aim: { of: 'measured', most: 8 },
      limit: checkLimit,
    };
    yield { work, ...beside(checked, exceljs, 'exceljs loading', 0.5) };
    yield { work, ...beside(checked, openpyxl, 'openpyxl reading', 0.2) };
    yield { work, ...beside(checked, rows, 'openpyxl reading row by row') };
    yield {
      work: `of these first ${long.first}, in one run`,
      unit: 'ms',
      measured: [first.wall / long.first],
      processor: [first.processor / long.first],
    };
    const early = `of the first ${count} that two children read`;
    yield { work: `${early}, once they are up`, ...beside(running, fresh.exceljs, 'exceljs loading') };
    yield { work: `${early}, with their start`, ...beside(fresh.started, fresh.exceljs, 'exceljs loading') };
    const copied = 'a workbook checked and its copy with the findings marked';
    yield {
      work: copied,
      ...beside(annotated, exceljs, 'exceljs loading'),
      aim: { of: 'processor', most: 50 },
      limit: 'checking the workbook, of which a row above has the time, is over half of it',
    };
    // The highest so far never falls, so that the last part of a round has the round's.
    const peaks = (name: Name) =>
      found[name]
        .slice(-parts * rounds)
        .filter((_, at) => at % parts === parts - 1)
        .map(({ peak }) => peak);
    const exceljsPeaks = { name: 'exceljs', measured: found.exceljs.slice(-rounds).map(({ peak }) => peak) };
    yield {
      work: 'memory at its highest, each of two children',
      unit: 'MB',
      measured: peaks('checked'),
      anchor: exceljsPeaks,
      aim: { of: 'measured', most: checkerLimits.resident },
    };
    yield {
      work: 'the same of a child that marks copies',
      unit: 'MB',
      measured: peaks('annotated'),
      anchor: exceljsPeaks,
      aim: { of: 'measured', most: 150 },
      limit:
        '87 MB are shared with other processes, mostly the program of Node, and a child that only checks takes as much; with less room for garbage it had 159 to 168 MB and took a sixth longer',
    };
  } finally {
    for (const reader of Object.values(readers)) await reader.close();
    rmSync(folder, { recursive: true });
  }
}

/** With running children, as in a server. */
function checking(kind: 'check' | 'annotate'): Reader {
  const checker = openChecker({ contentRoot, queue: Number.POSITIVE_INFINITY });
  const own = new Set<string>();
  const read = {
    check: async (path: string) => {
      const { outcome, answers, reported } = await checker.check(readFileSync(path));
      if (outcome === 'refused' || answers.length === 0)
        throw new Error(`a workbook was not read: ${reported[0]?.message}`);
    },
    annotate: async (path: string) => void (await checker.annotate(readFileSync(path))),
  }[kind];
  return {
    read: async (paths) => {
      const sample = await measured(process.pid, () => Promise.all(paths.map(read)));
      return { ...sample, peak: peakOf(own) };
    },
    close: checker.close,
  };
}

/**
 * The same with children that are started first, as by a command: with their start, and without it and the file that
 * each of them reads first, as in a server that has just started.
 */
function restarting(): Reader {
  return {
    read: async (paths) => {
      const reader = checking('check');
      const [start, rest] = [paths.slice(0, checkerLimits.children), paths.slice(checkerLimits.children)];
      const before = await reader.read(start);
      const { wall, processor, peak } = await reader.read(rest);
      await reader.close();
      const each = { wall: wall / rest.length, processor: processor / rest.length };
      return { wall: before.wall + wall, processor: before.processor + processor, peak, each };
    },
    close: () => {},
  };
}

/** In wall-clock time, and in processor time of a process with all its children, while the others are idle. */
async function measured(pid: number, work: () => Promise<unknown>): Promise<Sample> {
  const [began, used] = [performance.now(), processorOf(pid)];
  await work();
  return { wall: performance.now() - began, processor: processorOf(pid) - used };
}

/** Checking children, by the reader that started them. */
const known = new Set<string>();

/** The peak of a reader's children, if the system reports it (Linux). */
function peakOf(own: Set<string>): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const peaks = children.map((pid) => {
      const checks = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workbook-check-child.mjs');
      if (checks && !known.has(pid)) own.add(pid);
      known.add(pid);
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return own.has(pid) ? Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024 : 0;
    });
    return Math.max(...peaks);
  } catch {
    return Number.NaN;
  }
}

/** The first on the path that has openpyxl, as another Python may precede the system's. */
function pythonWithOpenpyxl(): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'python3'))
    .find((program) => spawnSync(program, ['-c', 'import openpyxl']).status === 0);
  if (found === undefined) throw new Error("no python3 on the path has openpyxl: install Debian's python3-openpyxl");
  return found;
}

/** A program that receives a list of paths per line, and answers after reading them. */
function reading([program, ...line]: readonly [string, ...string[]]): Reader {
  const child: ChildProcess = spawn(program, line, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  return {
    read: async (paths) => {
      let peak = Number.NaN;
      const sample = await measured(child.pid!, async () => {
        child.stdin!.write(`${JSON.stringify(paths)}\n`);
        const { value, done } = await lines.next();
        if (done) throw new Error(`${program} ended: ${line.join(' ')}`);
        ({ peak } = JSON.parse(value) as { peak: number });
      });
      return { ...sample, peak };
    },
    close: () => void child.stdin!.end(),
  };
}

if (import.meta.main) await report(rows());
