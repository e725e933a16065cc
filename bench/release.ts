/**
 * A release of 194 countries, 132 questions and 3 cycles: from input tables to files on the disk, in a process of its
 * own as the server builds one; and its scores beside the same by plain three-level SQL.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildRelease } from '../src/release/index.ts';
import { median, type Outcome, report } from './outcome.ts';
import { benchInputs } from './release-inputs.ts';
import { measureScores } from './scores.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));

type Built = {
  readonly milliseconds: number;
  readonly processor: number;
  /** When each step was first told of, in milliseconds from the start. */
  readonly steps: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly release: string;
  readonly peak: number;
};

export async function* outcomes({ rounds = 5 } = {}): AsyncGenerator<Outcome> {
  const builds: Built[] = [];
  for (let round = 0; round < rounds; round += 1) builds.push(await inChild());
  if (new Set(builds.map(({ release }) => release)).size > 1) throw new Error('the same inputs gave other bytes');
  const seconds = median(builds.map(({ milliseconds }) => milliseconds)) / 1_000;
  const of = (pick: (built: Built) => number) => median(builds.map(pick));
  const parts = Object.keys(builds[0]!.steps).map(
    (step) => `${step} from ${of(({ steps }) => steps[step]!).toFixed(0)}`,
  );
  process.stdout.write(
    `${parts.join(', ')} ms; processor ${(of(({ processor }) => processor) / 1_000).toFixed(2)} s, ` +
      `${(builds[0]!.bytes / 1e6).toFixed(0)} MB of files, ${of(({ peak }) => peak).toFixed(0)} MB of memory at most\n`,
  );
  yield {
    work: 'release, 194 countries x 132 questions x 3 cycles, files written',
    measured: `${seconds.toFixed(2)} s`,
    aim: { value: seconds, most: 3, unit: 's' },
  };
  const scores = await measureScores(benchInputs());
  const ratio = scores.models / scores.plain;
  yield {
    work: "its scores, by the models' statements",
    measured: `${scores.models.toFixed(0)} ms; ${scores.held.toFixed(0)} ms held against their rules`,
    against: `plain three-level SQL ${scores.plain.toFixed(0)} ms`,
    ratio,
    aim: { value: ratio, most: 0.5 },
  };
}

function inChild(): Promise<Built> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ['build'], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (built) => resolve(built as Built));
    child.once('exit', (code) => reject(new Error(`the process that builds ended with ${code}`)));
  });
}

async function build(): Promise<Built> {
  const tables = benchInputs();
  const about = {
    cycle: 'bench-2026',
    instrument: 'bench',
    edition: 'public',
    illustrative: true,
    questionnaires: [],
    software: 'bench',
  } as const;
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-release-'));
  try {
    const steps: Record<string, number> = {};
    const began = performance.now();
    const used = process.cpuUsage();
    const { manifest, files } = await buildRelease({
      contentRoot,
      inputs: { about, tables, seal: 'bench' },
      onProgress: (step) => {
        steps[step] ??= performance.now() - began;
      },
    });
    steps.write = performance.now() - began;
    let bytes = 0;
    for (const path of files.keys()) mkdirSync(dirname(join(folder, path)), { recursive: true });
    const write = async ([path, content]: [string, Uint8Array]) => {
      await writeFile(join(folder, path), content);
      bytes += content.length;
    };
    await Promise.all([...files].map(write));
    const milliseconds = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const peak = process.resourceUsage().maxRSS / 1024;
    return { milliseconds, processor: (user + system) / 1_000, steps, bytes, release: manifest.release, peak };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  if (process.argv[2] === 'build') {
    process.send!(await build());
    process.disconnect();
  } else await report(outcomes());
}
