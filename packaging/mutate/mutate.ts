/**
 * `npm run mutate FOLDER`: mutation testing of a folder of `src/` with its fast tests. A surviving mutant is printed:
 * either a test is missing, or the code does more than required.
 *
 * In a larger folder a sample of 600 mutants is drawn with a seed, so that it takes at most twenty minutes on an idle
 * core; `--most N` draws fewer.
 */
import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { randomStream } from '../../src/statistics/numeric/random.ts';
import { installPackages } from '../own-packages.ts';

type Subject = {
  /** Files to change, from `src/`. */
  readonly files: string;
  /** Test files, relative to `test/`: the first that fails ends the run of a mutant, so fast ones come first. */
  readonly tests: readonly string[];
};

const subjects: Readonly<Record<string, Subject>> = {
  domain: { files: 'domain/**/*.ts', tests: ['domain/*.test.ts'] },
  content: {
    // Caches on disk are tested by separate processes.
    files: 'content/**/!(kept|watch).ts',
    tests: ['codes', 'read', 'explained', 'files', 'versions', 'json-schema', 'schemas'].map(
      (name) => `content/${name}.test.ts`,
    ),
  },
  'release/disclose': { files: 'release/protect/disclose*.ts', tests: ['release/protect/disclose.test.ts'] },
  'questionnaire/relevance': {
    files: 'questionnaire/relevance/*.ts',
    tests: ['questionnaire/relevance*.test.ts', 'questionnaire/rule-faults.test.ts', 'questionnaire/hidden.test.ts'],
  },
  'workbook/guard': {
    files: 'workbook/guard/*.ts',
    tests: ['guard/judged', 'guard/directory', 'guard/xml', 'guard/kind', 'guard/package', 'read/repacked'].map(
      (name) => `workbook/${name}.test.ts`,
    ),
  },
  'workbook/answers': {
    files: 'workbook/answers/**/*.ts',
    tests: [
      ...['answers/values', 'answers/tables', 'answers/row', 'write/known-prefill', 'answers/date-limits'],
      ...['answers/typed-also', 'answers/typed', 'answers/remark-cells', 'read/cell-content', 'answers/not-lost'],
      ...['answers/moved', 'check/completeness', 'answers/beside-answer', 'read/unseen', 'check/issued-texts'],
    ].map((name) => `workbook/${name}.test.ts`),
  },
  statistics: {
    // A thread loads its modules itself, so mutants in them have no effect.
    files: 'statistics/**/!(*-worker|*-threads).ts',
    tests: ['statistics/!(threads|sobol).test.ts', 'statistics/sobol.test.ts'],
  },
};

type Position = { readonly line: number; readonly column: number };
type Place = { readonly file: string; readonly start: Position; readonly end: Position };
type Located = { readonly location: { readonly start: Position; readonly end: Position } };
type Changed = { readonly status: string };
/** The interface of Stryker that is used. Loaded by name, since types are checked where it is not installed. */
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

const root = resolve(import.meta.dirname, '../..');
const { positionals, values: options } = parseArgs({ allowPositionals: true, options: { most: { type: 'string' } } });
const [folder = '', ...files] = positionals;
const most = Number(options.most ?? 600);
const subject = subjects[folder];
if (!subject) {
  console.error(`Name a folder: ${Object.keys(subjects).join(', ')}. Files of it may follow, such as answer.ts.`);
  process.exit(2);
}

installPackages(import.meta.dirname);
const scratch = mkdtempSync(join(tmpdir(), 'gap-mutate-'));
process.env.GAP_MUTATE_TESTS = JSON.stringify(subject.tests.map((test) => `test/${test}`));
// Stryker copies the tree into this folder and links packages there, except if `node_modules` is itself a symbolic
// link.
symlinkSync(realpathSync(join(root, 'node_modules')), join(scratch, 'node_modules'));
// Mutants in `content` change how content is read; for other folders parsed content may be cached.
if (folder !== 'content') process.env.GAP_MUTATE_KEEPS_CONTENT = 'yes';
try {
  const { mutate, all } = await drawn(subject);
  const { Stryker }: Core = await import('@stryker-mutator/core' as string);
  const results = await new Stryker({
    mutate,
    testRunner: 'vitest',
    vitest: { configFile: 'packaging/mutate/mutate.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // Mutants that only take effect while a module is loaded would need every test each time.
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: 30_000,
    // Types are checked elsewhere; TypeScript 7 no longer has the API that this requires.
    disableTypeChecks: false,
    tsconfigFile: 'none.json',
    tempDirName: scratch,
    ignorePatterns: ['data', 'bench'],
    plugins: ['@stryker-mutator/*', join(import.meta.dirname, 'mutate-reporter.ts')],
    reporters: ['progress-append-only', 'missed'],
    logLevel: 'error',
    warnings: false,
  }).runMutationTest();
  const valid = results.filter(({ status }) => !['CompileError', 'RuntimeError', 'Ignored'].includes(status));
  const missed = valid.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const score = (100 * (valid.length - missed.length)) / valid.length;
  console.log(
    `${folder}: ${score.toFixed(1)} % of ${valid.length} changes noticed${all > valid.length ? `, drawn from ${all}` : ''}; at least ${least} % are wanted`,
  );
  process.exitCode = score >= least ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The sampled mutants, as ranges of files; whole files if there are few. */
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
  if (places.length <= most) return { mutate: paths, all: places.length };
  const random = randomStream(seed, 0);
  const order = places.map((place) => ({ place, key: random() })).sort((a, b) => a.key - b.key);
  const mutate = new Set<string>();
  const changed = new Set<Place>();
  for (const { place } of order) {
    if (changed.size >= most) break;
    // Every mutant inside a range is tested. Whole functions are excluded, as any test notices their removal.
    const inside = places.filter((other) => contains(place, other));
    if (inside.length > mostInside) continue;
    mutate.add(rangeOf(place));
    for (const one of inside) changed.add(one);
  }
  return { mutate: [...mutate], all: places.length };
}

function contains(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** Lines counted from 1, columns from 0, as Stryker expects. */
function rangeOf({ file, start, end }: Place): string {
  return `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}
