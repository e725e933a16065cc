/** Builds a release from inputs and models. The same inputs and models always give the same bytes. */

import type { BuiltChoices } from '../../domain/index.ts';
import { type ModelFiles, modelFiles, type OrderedModel, orderModels, readModelsBeside } from '../../pipeline/index.ts';
import { loadInstrument } from '../../questionnaire/index.ts';
import { openScoreTreeThread, thisThread } from '../../statistics/index.ts';
import { engineVersion, inMemory, openWarehouse, type Warehouse } from '../../warehouse/index.ts';
import {
  type About,
  finishManifest,
  type Manifest,
  type ManifestRules,
  manifestPath,
  type Protection,
  sealPath,
  sha256,
} from '../files/manifest.ts';
import { openRelease } from '../files/open.ts';
import { StoredFiles } from '../files/stored-files.ts';
import { sealedHash, type TableFile } from '../files/table-files.ts';
import { type Inputs, inputTypes } from '../input/inputs.ts';
import { loadInputs, loadModels } from '../input/load.ts';
import { auditedCycles, auditProtection } from '../protect/audit.ts';
import { scoringLinks } from '../protect/groups.ts';
import { releaseSteps } from '../steps/index.ts';
import { makeScoreTree, scoreTreePath } from '../steps/kept-score-tree.ts';
import { type CycleReader, cycleReader } from '../steps/score-tree.ts';
import { codeState } from './code-state.ts';
import { type FollowedRelease, openFollowed, type TableHashes } from './followed.ts';
import {
  type AnswerVolume,
  answersApart,
  fewAnswers,
  manyAnswers,
  returnMemory,
  roomOfEngine,
  volumeOf,
} from './memory.ts';
import { makeTables } from './tables.ts';

/** Everything that a release is built from, after disclosure control. */
export type ReleaseInputs = {
  readonly about: About;
  readonly tables: Inputs;
  /** The choices that cover the answers; omitted where they need not be checked again. */
  readonly choices?: BuiltChoices;
  /** Random, kept with the inputs and never published; see `inputs` of the manifest. */
  readonly seal: string;
};

export type Release = {
  readonly manifest: Manifest;
  /**
   * Every file by its path: manifest, published tables, models and the kept inputs. Large ones are on the disk and are
   * read each time that they are taken, so take one after the other.
   */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of tables that a later release may be compared with; omitted for a release that was not built here. */
  readonly tables?: TableHashes;
  /** Marts of which the files were taken from the release that it follows. */
  readonly taken?: readonly string[];
};

export type BuildStep = 'freeze' | 'load' | 'models' | 'files' | 'save' | 'done';
export type OnProgress = (step: BuildStep, says: string, share: number) => void;

/**
 * Builds a release. The files of a public edition are then attacked (docs/disclosure.md), and the build fails if they
 * reveal an answer that a country does not list.
 *
 * @param contentRoot - folder that contains pipelines/
 * @param scratch - folder for temporary files; by default the system's
 * @param onProgress - receives each step, what it is working on, and the share completed, 0 to 1
 * @param few - number of answers from which tables are compared with those of a release that is followed
 * @param many - number of answers from which the release is built in little memory
 * @param takesAnswers - true if the caller reads no answer afterwards: they are removed from `inputs` as soon as they are loaded
 * @param follows - an earlier release of the cycle; what is the same in it is taken from it, with the same bytes as a
 *   full build
 * @param code - the code of this process, for what a later release takes from this one
 * @throws Problem `answers_not_protected`; problems of the pipeline if a model cannot be read or run, or fails its
 *   declared tests
 */
export async function buildRelease({
  contentRoot,
  inputs,
  scratch,
  onProgress = () => {},
  few,
  many,
  takesAnswers = false,
  follows,
  code,
}: {
  contentRoot: string;
  inputs: ReleaseInputs;
  scratch?: string;
  onProgress?: OnProgress;
  few?: number;
  many?: number;
  takesAnswers?: boolean;
  follows?: FollowedRelease | undefined;
  code?: string | null;
}): Promise<Release> {
  onProgress('load', 'inputs', 0.05);
  const audit = prepareAudit(contentRoot, inputs);
  const release = await compile({
    sources: modelFiles(contentRoot),
    about: inputs.about,
    seal: inputs.seal,
    volume: volumeOf(inputs.tables.answers),
    load: (opening) => loadInputs(opening, inputs.tables, { takesAnswers }),
    scratch,
    onProgress,
    few,
    many,
    follows,
    code,
  });
  onProgress('files', 'protection', 0.96);
  audit(release);
  return release;
}

/**
 * The audit of a release that is built from these tables, which may lose their answers before it runs. It does something
 * only where something is protected; the restricted edition and many public editions protect nothing.
 */
export function prepareAudit(
  contentRoot: string,
  { about, tables }: Pick<ReleaseInputs, 'about' | 'tables'>,
): (release: Release) => void {
  if (about.edition !== 'public' || tables.answers.every(({ listed }) => listed)) return () => {};
  const instruments = new Map(
    tables.cycles.map(({ cycle, instrument, version }) => [cycle, loadInstrument(contentRoot, instrument, version)]),
  );
  const audited = auditedCycles(instruments, scoringLinks(tables));
  return ({ files }) => auditProtection(openRelease(files), audited);
}

export type Compilation = {
  readonly sources: ModelFiles;
  readonly about: About;
  readonly seal: string;
  readonly volume: AnswerVolume;
  /** Called before the engine is open; it must await `opening`. */
  readonly load: (opening: Promise<Warehouse>) => Promise<void>;
  readonly scratch?: string | undefined;
  readonly onProgress: OnProgress;
  /** Number of answers from which tables are compared with those of a release that is followed. */
  readonly few?: number | undefined;
  /** Number of answers from which the release is built in little memory. */
  readonly many?: number | undefined;
  /** Omitted for a full build, as when a release is verified. */
  readonly follows?: FollowedRelease | undefined;
  readonly code?: string | null | undefined;
};

/** The only path from input tables to files, used both to build and to verify a release. */
export async function compile(compilation: Compilation): Promise<Release> {
  const { sources, about, seal, volume, load, scratch, onProgress, follows } = compilation;
  const { few = fewAnswers, many = manyAnswers, code = codeState() } = compilation;
  // Opened first, so that the thread starts while the inputs are loaded.
  const thread = volume.answers < answersApart ? thisThread : openScoreTreeThread();
  const opening = openWarehouse({ under: scratch, most: roomOfEngine(volume, many) });
  try {
    // The models are read while the engine loads the inputs.
    const [warehouse, models] = await Promise.all([opening, readInOrder(opening, sources), load(opening)]);
    await loadModels(warehouse, models);
    const isLarge = volume.answers >= many;
    if (isLarge) returnMemory();
    const cycle = cycleReader();
    const followed = follows === undefined ? null : await openFollowed(follows, { code, about, sources });
    const { inputs, marts, hashes, taken } = await makeTables(warehouse, {
      models,
      steps: releaseSteps(thread.run, cycle),
      about,
      seal,
      followed,
      keepScoreTree: (lane) => keepScoreTree(lane, cycle, seal),
      isLarge,
      isCompared: volume.answers >= few && !isLarge,
      onTask: (id, kind, share) => onProgress(kind, id, 0.2 + 0.75 * share),
    });
    onProgress('files', 'manifest', 0.95);
    const encode = (value: string) => new TextEncoder().encode(value);
    const statements = [...sources].map(([path, source]) => {
      const bytes = encode(source);
      return { path: `models/${path}`, stored: inMemory(bytes), sha256: sha256(bytes) };
    });
    const entry = ({ path, sha256, stored }: Pick<TableFile, 'path' | 'sha256' | 'stored'>) => ({
      path,
      sha256,
      bytes: stored.size,
    });
    const { manifest, text } = finishManifest({
      format: 1,
      ...about,
      engine: `DuckDB ${await engineVersion()}`,
      seeds: await seedsOf(warehouse),
      rules: await rulesOf(warehouse),
      protection: await protectionOf(warehouse),
      inputs: inputs.map((file) => ({ ...entry(file), rows: file.rows })),
      models: statements.map(entry),
      files: marts.map((file) => ({ ...entry(file), mart: file.mart, rows: file.rows })),
    });
    const written = [...inputs, ...statements, ...marts].map(({ path, stored }) => [path, stored] as const);
    const named = [[manifestPath, inMemory(encode(text))] as const, [sealPath, inMemory(encode(seal))] as const];
    return { manifest, files: new StoredFiles([...named, ...written]), tables: hashes, taken };
  } finally {
    await opening.then(
      (warehouse) => warehouse.close(),
      () => {},
    );
    await thread.close();
  }
}

/** Keeps the score tree next to the inputs; no file is written if nothing is scored. */
async function keepScoreTree(warehouse: Warehouse, read: CycleReader, seal: string): Promise<TableFile | null> {
  const made = await makeScoreTree(warehouse, read);
  if (made === null) return null;
  const stored = inMemory(made.bytes);
  return { path: scoreTreePath, stored, rows: made.rows, sha256: sealedHash(seal, stored) };
}

/** SHA-256 of the rules of each cycle. */
const rulesOf = (warehouse: Warehouse): Promise<ManifestRules[]> =>
  warehouse.rows<ManifestRules>('select cycle, sha256(rules) as sha256 from input.rules order by cycle');

/** How many scored answers are rounded or withheld, and of how many submissions. */
async function protectionOf(warehouse: Warehouse): Promise<Protection> {
  const [found] = await warehouse.rows<Record<keyof Protection, number | bigint>>(
    `select
       count(distinct country || ' ' || cycle) filter (where not listed) as submissions,
       count(*) filter (where protection = 'rounded') as rounded,
       count(*) filter (where protection = 'withheld') as withheld
     from input.answers
     where (cycle, item) in (select (cycle, item) from input.scored_items)`,
  );
  return {
    submissions: Number(found?.submissions ?? 0),
    rounded: Number(found?.rounded ?? 0),
    withheld: Number(found?.withheld ?? 0),
  };
}

/** Seeds of all random draws; every seed derives from the same one. */
async function seedsOf(warehouse: Warehouse): Promise<Readonly<Record<string, number>>> {
  const rows = await warehouse.rows<{ value: string }>("select value from input.variations where setting = 'seed'");
  return Object.fromEntries(rows.map(({ value }) => ['uncertainty', Number(value)]));
}

async function readInOrder(opening: Promise<Warehouse>, sources: ModelFiles): Promise<OrderedModel[]> {
  const beside = await (await opening).beside();
  try {
    const models = await readModelsBeside(sources, { examples: false });
    return await orderModels(beside, models, Object.keys(inputTypes()));
  } finally {
    beside.close();
  }
}
