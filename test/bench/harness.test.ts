import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLimited, within } from '../../bench/harness/limited.ts';
import { benchmarks, byName } from '../../bench/harness/names.ts';
import { watchPace } from '../../bench/harness/pace.ts';
import { isSame, readResults, resultTable, saveResults, withTable } from '../../bench/harness/results.ts';
import { command, inTurns } from '../../bench/harness/rounds.ts';
import { anchorIn, cells, type Row, table, timesIn, verdict } from '../../bench/harness/row.ts';

const row: Row = {
  work: 'a page',
  unit: 'µs',
  measured: [40, 41, 42, 43, 50],
  processor: [20, 21, 22, 23, 24],
  anchor: { name: 'bare node:http', measured: [40, 41, 42, 43, 44], processor: [20, 20, 20, 20, 20] },
};

test('a target is met only when every round meets it', () => {
  expect(verdict({ ...row, aim: { of: 'processor ratio', most: 1.2 } })).toBe('pass');
  expect(verdict({ ...row, aim: { of: 'processor ratio', most: 1.19 } })).toBe('falls short');
  expect(verdict({ ...row, aim: { of: 'measured', most: 49 } })).toBe('falls short');
  expect(verdict({ ...row, aim: { of: 'measured', least: 40 } })).toBe('pass');
});

test('without a target, or without the figure to compare it with, there is no verdict', () => {
  expect(verdict({ ...row, history: 'COINr 195 ms, measured once' })).toBeNull();
  const { anchor: _, ...alone } = row;
  expect(verdict({ ...alone, aim: { of: 'ratio', most: 1 } })).toBeNull();
});

test('times of fewer than five rounds cannot be compared with a target; a count of bytes can', () => {
  expect(() => verdict({ ...row, measured: [1, 2], aim: { of: 'measured', most: 3 } })).toThrow('2 rounds');
  expect(verdict({ work: 'script', unit: 'kB', measured: [4.5], aim: { of: 'measured', most: 5 } })).toBe('pass');
});

test('what limits a row is stated where it falls short, and only there', () => {
  const limited: Row = { ...row, limit: 'the line has a delay' };
  const last = (most: number) => cells({ ...limited, aim: { of: 'measured', most } }).at(-1);
  expect([last(49), last(50)]).toEqual(['falls short: the line has a delay', 'pass']);
});

test('every benchmark is described, in the order in which they run', () => {
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  const described = page.slice(page.indexOf('## Benchmarks'), page.indexOf('Conditions of each'));
  expect([...described.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name)).toEqual([...benchmarks, ...byName]);
  for (const name of [...benchmarks, ...byName])
    expect(existsSync(new URL(`../../bench/${name}.ts`, import.meta.url)), name).toBe(true);
});

test('a ratio is computed for each round in pairs, not from medians', () => {
  const pairs: Row = { ...row, measured: [10, 20, 30], anchor: { name: 'same', measured: [10, 20, 30] } };
  expect(cells(pairs)).toEqual(['a page', '20 (10–30) µs', '22 (20–24) µs', 'same 20 µs', '1 ×', '', '', '']);
});

/** A machine whose speed does not change. */
const steady = { look: () => {}, endRound: () => ({ pace: 1, drift: 1 }) };

test('cases rotate, each goes first in turn, and warm-up rounds are not counted', async () => {
  const seen: string[] = [];
  const taken = await inTurns(
    { a: () => seen.push('a'), b: () => ({ wall: 8, processor: 4 * Math.sign(seen.push('b')) }) },
    { rounds: 2, warm: 1, units: 4, watch: steady },
  );
  expect(seen.join('')).toBe('abbaab');
  expect(taken.a.wall).toHaveLength(2);
  expect(taken.b).toMatchObject({ wall: [2, 2], processor: [1, 1] });
});

test('a work without an aim has a turn in three rounds, with which the first of another are compared', async () => {
  const seen: string[] = [];
  const { a, b } = await inTurns(
    { a: () => seen.push('a'), b: () => seen.push('b') },
    { rounds: 5, warm: 1, fewer: ['b'], watch: steady },
  );
  expect(seen.join('')).toBe('abbaabbaaa');
  expect([a.wall.length, a.pace!.length, b.wall.length, b.pace!.length]).toEqual([5, 5, 3, 3]);
  const beside: Row = { ...row, measured: [10, 20, 30, 70, 90], anchor: { name: 'same', measured: [10, 20, 30] } };
  expect(cells(beside)[4]).toBe('1 ×');
  expect(() => verdict({ ...beside, aim: { of: 'ratio', most: 1 } })).toThrow('3 rounds');
});

test('a round of several parts is their median, with another work first in each part', async () => {
  const seen: string[] = [];
  const slow = [9, 1, 2];
  let at = 0;
  const { a, b } = await inTurns(
    { a: () => ({ wall: slow[at++]! + 0 * seen.push('a'), processor: 1 }), b: () => seen.push('b') },
    { rounds: 1, warm: 0, parts: 3, watch: steady },
  );
  expect(seen.join('')).toBe('abbaab');
  expect(a.wall).toEqual([2]);
  expect([b.wall.length, b.pace!.length]).toEqual([1, 1]);
});

test('a work is compared with another turn by turn, so that a change of speed within a round is not a ratio', async () => {
  // The machine is half as fast from the fourth turn of one and the third of the other, so that their medians are of two speeds.
  const of = { own: [3, 3, 3, 6, 6], other: [2, 2, 4, 4, 4] };
  const took = (values: number[]) => () => {
    const time = values.shift()!;
    return { wall: time, processor: 2 * time };
  };
  const works = { own: took(of.own), other: took(of.other) };
  const { own, other } = await inTurns(works, { rounds: 1, warm: 0, parts: 5, watch: steady });
  const anchor = anchorIn('ms', 'twice the other', own, other, 2);
  expect(anchor).toMatchObject({ measured: [8], processor: [16], ratios: { measured: [0.75], processor: [0.75] } });
  const compared: Row = { work: 'own', unit: 'ms', ...timesIn('ms', own), anchor };
  expect(cells(compared).slice(1, 5)).toEqual(['3 ms', '6 ms', 'twice the other 16 ms', '0.75 ×']);
});

test('a work has as many ratios as the other has rounds', async () => {
  const works = { own: () => ({ wall: 1, processor: 3 }), other: () => ({ wall: 1, processor: 2 }) };
  const { own, other } = await inTurns(works, { rounds: 5, warm: 0, fewer: ['other'], watch: steady });
  expect(anchorIn('ms', 'other', own, other).ratios).toEqual({ measured: [1, 1, 1], processor: [1.5, 1.5, 1.5] });
});

test('a time is compared with its target at the pace of its round; a ratio is not', () => {
  const paced: Row = { ...row, pace: [1, 1, 1, 1, 1.25] };
  expect(verdict({ ...paced, aim: { of: 'measured', most: 43 } })).toBe('pass');
  expect(verdict({ ...paced, aim: { of: 'measured', most: 42 } })).toBe('falls short');
  expect(verdict({ ...paced, pace: [0.9, 1, 1, 0.9, 1.25], aim: { of: 'measured', most: 43 } })).toBe('pass');
  expect(verdict({ ...paced, aim: { of: 'processor ratio', most: 1.19 } })).toBe('falls short');
  expect(cells({ ...paced, aim: { of: 'measured', most: 43 } }).at(-3)).toBe('1 (1–1.25)');
  expect(cells({ ...paced, aim: { of: 'processor ratio', most: 1.2 } }).at(-3)).toBe('');
});

test('the pace of a round is the median of what was seen in it', () => {
  const watch = watchPace();
  const rounds = [watch.endRound(), watch.endRound()];
  expect(rounds.every(({ pace, drift }) => pace > 0 && Number.isFinite(pace) && drift >= 1)).toBe(true);
});

test.each([
  ['one of which the speed changed is taken again', [1, 1.4, 1, 1], [1, 3, 4]],
  ['of those taken again the steadiest count, in their order', [1.3, 1.4, 1.2, 1.5, 1.6, 1], [1, 2, 3]],
  ['none is taken again on a steady machine', [1.1, 1.15, 1], [1, 2, 3]],
])('rounds: %s', async (_, drifts, kept) => {
  let at = 0;
  const watch = { look: () => {}, endRound: () => ({ pace: at, drift: drifts[at - 1]! }) };
  const works = { a: () => ({ wall: ++at, processor: 1 }) };
  const { a } = await inTurns(works, { rounds: 3, warm: 0, watch });
  expect([a.wall, a.pace]).toEqual([kept, kept]);
});

test('the processor time of a command is measured, and a command that fails is reported with its output', () => {
  const { wall, processor } = command(['sleep', '0.02'], { times: 2 });
  expect([wall >= 20, processor < wall]).toEqual([true, true]);
  expect(() => command(['bash', '-c', 'echo broken >&2; false'])).toThrow('broken');
});

test('results are read as they were saved, and written as one table between the markers of a page', () => {
  const path = join(tmpdir(), `gap-bench-results-${process.pid}.json`);
  const about = { day: '2026-11-29', cores: 2, node: 'v24', software: 'abc' };
  const results = { serve: { about, load: 0.1, seconds: 3, rows: [row] } };
  try {
    expect(readResults(path)).toEqual({});
    saveResults(path, results);
    expect(readResults(path)).toEqual(results);
  } finally {
    if (existsSync(path)) rmSync(path);
  }
  const written = resultTable(results);
  expect(written).toContain(table([cells({ ...row, work: 'serve: a page' })]));
  const page = withTable('before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n', written);
  expect(page).toBe(`before\n<!-- bench: begin -->\n\n${written}\n\n<!-- bench: end -->\nafter\n`);
  expect(withTable(page, written)).toBe(page);
  expect(() => withTable('no marks', written)).toThrow('no <!-- bench');
});

test('a case that ran with the same software on the same kind of machine does not run again', () => {
  const about = { day: '2026-11-29', cores: 2, node: 'v24', software: 'abc' };
  const found = { about, load: 0, seconds: 1, rows: [] };
  expect(isSame(found, { ...about, day: '2026-11-30' })).toBe(true);
  expect(isSame(found, { ...about, software: 'def' })).toBe(false);
  expect(isSame(undefined, about)).toBe(false);
});

test('the page on performance shows the figures of the results file', () => {
  const at = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
  const page = readFileSync(at('docs/performance.md'), 'utf8');
  expect(page).toContain(resultTable(readResults(at('bench/results.json'))));
});

test('a benchmark that hangs is ended with all that it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-limited-'));
  const file = join(folder, 'hangs.mjs');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
     const child = spawn('sleep', ['1000']);
     process.send(child.pid);
     setInterval(() => {}, 1000);`,
  );
  const started: number[] = [];
  const ended = await runLimited(file, { seconds: 2, onMessage: (pid) => started.push(Number(pid)) });
  rmSync(folder, { recursive: true });
  expect(ended).toEqual({ code: null, late: true });
  const running = started.filter(
    (pid) => existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')),
  );
  expect(running).toEqual([]);
});

test('a case that exceeds its time limit is an error that names it', async () => {
  await expect(within(0.01, 'the page', new Promise(() => {}))).rejects.toThrow('the page took more than 0.01 s');
  expect(await within(10, 'the page', Promise.resolve(7))).toBe(7);
});
