/**
 * `npm run mutate FOLDER`: changes the code of a folder of `src/` in small ways, one at a time, and runs its quick tests each
 * time. A change that no test notices is printed: either a test is missing, or the code does more than its rules ask.
 *
 * Of a larger folder 600 changes are drawn, by a seed, so that it takes at most twenty minutes on a quiet core;
 * `--most N` draws fewer.
 */
import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { randomStream } from '../src/statistics/numeric/random.ts';

type Subject = {
  /** Files to change, from `src/`. */
  readonly files: string;
  /** Test files, from `test/`. */
  readonly tests: readonly string[];
};

const subjects: Readonly<Record<string, Subject>> = {
  domain: { files: 'domain/**/*.ts', tests: ['domain/*.test.ts'] },
  content: { files: 'content/**/*.ts', tests: ['content/*.test.ts'] },
  'release/disclose': { files: 'release/disclose*.ts', tests: ['release/protect/disclose.test.ts'] },
  'questionnaire/relevance': {
    files: 'questionnaire/relevance/*.ts',
    tests: ['questionnaire/relevance*.test.ts', 'questionnaire/rule-faults.test.ts', 'questionnaire/hidden.test.ts'],
  },
  'workbook/guard': { files: 'workbook/guard/*.ts', tests: ['workbook/guard/*.test.ts'] },
  'workbook/answers': {
    files: 'workbook/answers/**/*.ts',
    tests: [
      'answers/*',
      ...['cell-content', 'full-sheet', 'seen-is-read', 'unseen'].map((name) => `read/${name}`),
      ...['completeness', 'issued-texts'].map((name) => `check/${name}`),
      'write/known-prefill',
    ].map((name) => `workbook/${name}.test.ts`),
  },
  statistics: { files: 'statistics/**/*.ts', tests: ['statistics/*.test.ts'] },
};

type Position = { readonly line: number; readonly column: number };
type Place = { readonly file: string; readonly start: Position; readonly end: Position };
type Located = { readonly location: { readonly start: Position; readonly end: Position } };
type Changed = Located & {
  readonly fileName: string;
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
};
/** What is used of Stryker. Loaded by name, so that types can be checked where it is not installed. */
type Core = { readonly Stryker: new (options: object) => { runMutationTest(): Promise<Changed[]> } };
type InstrumenterModule = {
  readonly Instrumenter: new (
    log: object,
  ) => {
    instrument(files: readonly object[], options: object): Promise<{ mutants: (Located & { fileName: string })[] }>;
  };
};

const seed = 20260201;
const mostInside = 8;
const least = 85;
const silent = { isDebugEnabled: () => false, debug: () => {}, info: () => {}, warn: () => {} };

const root = resolve(import.meta.dirname, '..');
const { positionals, values: options } = parseArgs({ allowPositionals: true, options: { most: { type: 'string' } } });
const [folder = '', ...files] = positionals;
const most = Number(options.most ?? 600);
const subject = subjects[folder];
if (!subject) {
  console.error(`Name a folder: ${Object.keys(subjects).join(', ')}. Files of it may follow, such as answer.ts.`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'gap-mutate-'));
process.env.GAP_MUTATE_TESTS = JSON.stringify(subject.tests.map((test) => `test/${test}`));
// Stryker copies the tree into this folder and links packages there, except where `node_modules` is a link itself.
symlinkSync(realpathSync(join(root, 'node_modules')), join(scratch, 'node_modules'));
// Code that reads content is what changes there; anywhere else what was read once may be kept.
if (folder !== 'content') process.env.GAP_MUTATE_KEEPS_CONTENT = 'yes';
try {
  const { mutate, all, sources } = await drawn(subject);
  const { Stryker }: Core = await import('@stryker-mutator/core' as string);
  const results = await new Stryker({
    mutate,
    testRunner: 'vitest',
    vitest: { configFile: 'packaging/mutate.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 30_000,
    // Types are checked elsewhere; TypeScript 7 no longer has the interface by which they would be here.
    disableTypeChecks: false,
    tsconfigFile: 'none.json',
    tempDirName: scratch,
    ignorePatterns: ['data', 'bench'],
    reporters: ['progress-append-only'],
    logLevel: 'error',
    warnings: false,
  }).runMutationTest();
  const valid = results.filter(({ status }) => !['CompileError', 'RuntimeError', 'Ignored'].includes(status));
  const missed = valid.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  for (const one of missed) {
    const { line, column } = one.location.start;
    const text = sources
      .get(relative(root, resolve(root, one.fileName)))!
      .split('\n')
      [line - 1]!.trim();
    const how = one.status === 'NoCoverage' ? 'no test runs it' : one.mutatorName;
    const replacement = one.replacement?.replace(/\s+/g, ' ').slice(0, 70);
    console.log(`${relative(root, one.fileName)}:${line}:${column} ${how}\n  ${text}\n  => ${replacement}`);
  }
  const score = (100 * (valid.length - missed.length)) / valid.length;
  console.log(
    `${folder}: ${score.toFixed(1)} % of ${valid.length} changes noticed${all > valid.length ? `, drawn from ${all}` : ''}; at least ${least} % are wanted`,
  );
  process.exitCode = score >= least ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The places to change, as ranges of files; whole files where they are few. */
async function drawn({ files: pattern }: Subject) {
  const paths = globSync(`src/${pattern}`, { cwd: root })
    .filter((path) => files.length === 0 || files.some((file) => path.endsWith(`/${file}`)))
    .sort();
  const sources = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  const { Instrumenter }: InstrumenterModule = await import('@stryker-mutator/instrumenter' as string);
  const { mutants } = await new Instrumenter(silent).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: false },
  );
  const places = mutants.map((mutant) => ({ file: mutant.fileName, ...mutant.location }));
  if (places.length <= most) return { mutate: paths, all: places.length, sources };
  const random = randomStream(seed, 0);
  const order = places.map((place) => ({ place, key: random() })).sort((a, b) => a.key - b.key);
  const mutate = new Set<string>();
  const changed = new Set<Place>();
  for (const { place } of order) {
    if (changed.size >= most) break;
    // Every change inside a range is made. Whole functions, the removal of which any test notices, are left out.
    const inside = places.filter((other) => contains(place, other));
    if (inside.length > mostInside) continue;
    mutate.add(rangeOf(place));
    for (const one of inside) changed.add(one);
  }
  return { mutate: [...mutate], all: places.length, sources };
}

function contains(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** Lines from 1, columns from 0, as Stryker reads them. */
function rangeOf({ file, start, end }: Place): string {
  return `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}
