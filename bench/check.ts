/**
 * 200 full workbooks checked as the server and the command do it (child processes, every answer validated), beside
 * exceljs that only loads them and openpyxl that only reads them, in turns.
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
import type { Row } from './harness/row.ts';
import { writeWorkbooks } from './inputs/workbooks.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Memory at its highest, in megabytes: of the reader, or of the largest child that checks. */
type Reading = { readonly milliseconds: number; readonly peak: number };
type Reader = { readonly read: (paths: readonly string[]) => Promise<Reading>; readonly close: () => void };

export async function* rows({ count = 100, rounds = 5 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-check-'));
  const python = pythonWithOpenpyxl();
  const readers = {
    checked: checking(),
    started: restarting(),
    exceljs: reading(process.execPath, ['--disable-warning=ExperimentalWarning', here('compared/read-exceljs.ts')]),
    openpyxl: reading(python, [here('compared/read-openpyxl.py'), 'whole']),
    rows: reading(python, [here('compared/read-openpyxl.py'), 'rows']),
  };
  type Name = keyof typeof readers;
  const names = Object.keys(readers) as Name[];
  try {
    const paths = await writeWorkbooks(contentRoot, folder, count);
    const taken = Object.fromEntries(names.map((name) => [name, [] as Reading[]])) as Record<Name, Reading[]>;
    // Once each to warm up, so that no reader pays for its compiler.
    for (const name of names) await readers[name].read(paths.slice(0, 20));
    for (let round = 0; round < rounds; round += 1)
      for (const name of names) taken[name].push(await readers[name].read(paths));
    const each = (name: Name) => taken[name].map(({ milliseconds }) => milliseconds / count);
    const beside = (name: Name, to: Name, says: string, most?: number): Omit<Row, 'work'> => ({
      unit: 'ms',
      measured: each(name),
      anchor: { name: says, measured: each(to) },
      ...(most && { aim: { of: 'ratio', most } }),
    });
    const work = `a workbook checked, of ${count}`;
    yield { work, unit: 'ms', measured: each('checked'), aim: { of: 'measured', most: 8 } };
    yield { work, ...beside('checked', 'exceljs', 'exceljs loading', 0.5) };
    yield { work, ...beside('checked', 'openpyxl', 'openpyxl reading', 0.2) };
    yield { work, ...beside('checked', 'rows', 'openpyxl reading row by row') };
    yield { work: `${work}, start of the children included`, ...beside('started', 'exceljs', 'exceljs loading') };
    const peaks = (name: Name) => taken[name].map(({ peak }) => peak);
    yield {
      work: 'memory at its highest, each of two children',
      unit: 'MB',
      measured: peaks('checked'),
      anchor: { name: 'exceljs', measured: peaks('exceljs') },
      aim: { of: 'measured', most: checkerLimits.resident },
    };
  } finally {
    for (const reader of Object.values(readers)) reader.close();
    rmSync(folder, { recursive: true });
  }
}

/** By children that are up, as in a server. */
function checking(): Reader {
  const checker = openChecker({ contentRoot, queue: Number.POSITIVE_INFINITY });
  return {
    read: async (paths) => {
      const began = performance.now();
      const checked = await Promise.all(paths.map((path) => checker.check(readFileSync(path))));
      const milliseconds = performance.now() - began;
      const wrong = checked.find(({ outcome, answers }) => outcome === 'refused' || answers.length === 0);
      if (wrong) throw new Error(`a workbook was not read: ${wrong.reported[0]?.message}`);
      return { milliseconds, peak: Math.max(...childrenPeaks()) };
    },
    close: checker.close,
  };
}

/** The same with children that are started first, as a command does it. */
function restarting(): Reader {
  return {
    read: async (paths) => {
      const began = performance.now();
      const reader = checking();
      const { peak } = await reader.read(paths);
      reader.close();
      return { milliseconds: performance.now() - began, peak };
    },
    close: () => {},
  };
}

/** Of each process that this one has started, where the system tells it (Linux). */
function childrenPeaks(): number[] {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
    return children
      .map((pid) => ({
        line: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
        status: readFileSync(`/proc/${pid}/status`, 'utf8'),
      }))
      .filter(({ line }) => line.includes('workbook/check/child.ts'))
      .map(({ status }) => Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return [Number.NaN];
  }
}

/** The first on the path that has it: another Python may come before the system's. */
function pythonWithOpenpyxl(): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'python3'))
    .find((program) => spawnSync(program, ['-c', 'import openpyxl']).status === 0);
  if (found === undefined) throw new Error("no python3 on the path has openpyxl: install Debian's python3-openpyxl");
  return found;
}

/** A program that is given a list of paths a line and tells how long it took. */
function reading(program: string, line: readonly string[]): Reader {
  const child: ChildProcess = spawn(program, line, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  return {
    read: async (paths) => {
      child.stdin!.write(`${JSON.stringify(paths)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended: ${line.join(' ')}`);
      return JSON.parse(value) as Reading;
    },
    close: () => void child.stdin!.end(),
  };
}

if (import.meta.main) await report(rows());
