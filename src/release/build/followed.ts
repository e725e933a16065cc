/**
 * What a build may take from an earlier release instead of making it again: the tables behind which nothing has changed.
 * In any doubt a table counts as changed.
 */
import { type ModelFiles, type OrderedModel, pathsOfModel, schemaPath } from '../../pipeline/index.ts';
import { engineVersion, fileFormats, inMemory, storeBytes, type Warehouse } from '../../warehouse/index.ts';
import {
  type About,
  finishManifest,
  type Manifest,
  type ManifestFile,
  manifestPath,
  sealPath,
  sha256,
} from '../files/manifest.ts';
import { type MartFile, martPath, sealedHash, type TableFile } from '../files/table-files.ts';
import { codeOfColumn } from '../input/codes.ts';
import { type InputTable, modelTables, sqlColumns } from '../input/inputs.ts';
import { inputNames, inputPath } from '../input/load.ts';
import { scoreTreePath, scoreTreeReads } from '../steps/kept-score-tree.ts';

/** An earlier release of the same cycle. */
export type FollowedRelease = {
  /** The code that built it, as `codeState` names it. */
  readonly code: string;
  /** Of the tables that were compared when it was built, as `Release` has them. */
  readonly tables?: TableHashes | undefined;
  /** A file of it, or nothing if it has no such file. */
  readonly read: (path: string) => FileBytes | Promise<FileBytes>;
};
type FileBytes = Uint8Array | null | undefined;

/** SHA-256 of tables as `tableHash` gives it, by model. */
export type TableHashes = Readonly<Record<string, string>>;

export type Followed = {
  readonly tables: TableHashes;
  /** Names of the input tables that are the same as in the earlier release. */
  readonly sameInputs: (inputs: readonly TableFile[]) => ReadonlySet<string>;
  /** True if the statement and the declaration of a model are the same. */
  readonly isSameModel: (model: OrderedModel) => boolean;
  /** The three files of a mart; null if one is missing or damaged. */
  readonly martFiles: (warehouse: Warehouse, mart: string) => Promise<readonly MartFile[] | null>;
  /** The kept score tree; null if it is missing or damaged. */
  readonly scoreTree: (seal: string) => Promise<TableFile | null>;
};

/**
 * @param code - the code of this process; null if it is not known exactly
 * @returns null if the earlier release differs in what all its tables depend on, or cannot be read
 */
export async function openFollowed(
  { code: theirs, read, tables = {} }: FollowedRelease,
  { code, about, sources }: { code: string | null; about: About; sources: ModelFiles },
): Promise<Followed | null> {
  if (code === null || code !== theirs) return null;
  const [manifest, seal] = [await readWhole(read), await read(sealPath)];
  if (manifest === null || !seal || manifest.engine !== `DuckDB ${await engineVersion()}`) return null;
  const decisive = ['software', 'instrument', 'cycle', 'edition', 'illustrative'] as const;
  if (decisive.some((part) => manifest[part] !== about[part])) return null;
  const modelHashes = hashesOf(manifest.models);
  const isSameFile = (path: string) => {
    const own = sources.get(path);
    return modelHashes.get(`models/${path}`) === (own === undefined ? undefined : sha256(own));
  };
  if (!isSameFile(schemaPath)) return null;
  const areModelsSame = manifest.models.length === sources.size && [...sources.keys()].every(isSameFile);
  const sealText = new TextDecoder().decode(seal);
  return {
    tables,
    sameInputs: (inputs) => {
      const same = new Set<string>(sameTables(manifest, sealText, inputs).map((table) => `input.${table}`));
      // These are made from the files of all models.
      if (areModelsSame) for (const table of Object.keys(modelTables)) same.add(`input.${table}`);
      return same;
    },
    isSameModel: ({ file }) => pathsOfModel(file).every(isSameFile),
    martFiles: async (warehouse, mart) => {
      const files: MartFile[] = [];
      for (const format of fileFormats) {
        const path = martPath(mart, format);
        const named = manifest.files.find((file) => file.path === path);
        const bytes = named && (await read(path));
        if (!bytes || sha256(bytes) !== named.sha256) return null;
        files.push({
          path,
          mart,
          rows: named.rows,
          sha256: named.sha256,
          stored: storeBytes(bytes, warehouse.scratch),
        });
      }
      return files;
    },
    scoreTree: async (own) => {
      const named = manifest.inputs.find(({ path }) => path === scoreTreePath);
      const bytes = named && (await read(scoreTreePath));
      if (!bytes || sha256(sealText, bytes) !== named.sha256) return null;
      const stored = inMemory(bytes);
      return { path: scoreTreePath, rows: named.rows, stored, sha256: sealedHash(own, stored) };
    },
  };
}

/** What is known before any model runs. */
export type TablePlan = {
  /** Input tables and models that are the same. */
  readonly same: ReadonlySet<string>;
  /** Models to run, in their order: those that may have changed, and what those that certainly have changed read. */
  readonly models: readonly OrderedModel[];
  /** Files that are not written, by mart. */
  readonly taken: ReadonlyMap<string, readonly MartFile[]>;
  /** Null if it is made. */
  readonly scoreTree: TableFile | null;
};

/**
 * @param inputs - as written for the new release, with its seal
 * @param isCompared - true if a table that is made may turn out to be the same as before
 */
export async function planAfter(
  followed: Followed,
  {
    warehouse,
    models,
    inputs,
    seal,
    isCompared,
  }: {
    warehouse: Warehouse;
    models: readonly OrderedModel[];
    inputs: readonly TableFile[];
    seal: string;
    isCompared: boolean;
  },
): Promise<TablePlan> {
  const sameInputs = followed.sameInputs(inputs);
  const same = new Set(sameInputs);
  const taken = new Map<string, readonly MartFile[]>();
  for (const model of models) {
    if (!followed.isSameModel(model) || !model.needs.every((table) => same.has(table))) continue;
    if (model.schema === 'marts') {
      const files = await followed.martFiles(warehouse, model.name);
      if (files === null) continue;
      taken.set(model.name, files);
    }
    same.add(model.id);
  }
  const scoreTree = scoreTreeReads.every((table) => same.has(table)) ? await followed.scoreTree(seal) : null;
  const hasChanged = (table: string) => table.startsWith('input.') && !sameInputs.has(table);
  const isCertain = (model: OrderedModel) =>
    !same.has(model.id) && (!isCompared || !followed.isSameModel(model) || model.needs.some(hasChanged));
  const wanted = new Set<string>(scoreTree === null && !isCompared ? scoreTreeReads : []);
  // The last first: each model follows what it needs.
  for (const model of models.toReversed())
    if (isCertain(model) || wanted.has(model.id)) for (const table of model.needs) wanted.add(table);
  return { same, models: models.filter(({ id }) => !same.has(id) || wanted.has(id)), taken, scoreTree };
}

/** Everything is made. */
export const planOfAll = (models: readonly OrderedModel[]): TablePlan => ({
  same: new Set(),
  models,
  taken: new Map(),
  scoreTree: null,
});

/** The manifest, if it is complete and has the id that it states. */
async function readWhole(read: FollowedRelease['read']): Promise<Manifest | null> {
  const bytes = await read(manifestPath);
  if (!bytes) return null;
  const text = new TextDecoder().decode(bytes);
  try {
    const { format, release: _, ...rest } = JSON.parse(text) as Manifest;
    return finishManifest({ format, ...rest }).text === text ? (JSON.parse(text) as Manifest) : null;
  } catch {
    return null;
  }
}

/**
 * A table is the same if its file is, and all texts of the codes in it are: a column of codes has the type that lists
 * them, whatever table they come from. A file with rows lists them too.
 */
function sameTables(earlier: Manifest, seal: string, inputs: readonly TableFile[]): InputTable[] {
  const before = new Map(earlier.inputs.map((file) => [file.path, file]));
  const now = new Map(inputs.map((file) => [file.path, file]));
  const rowsOf = (table: InputTable) => [before.get(inputPath(table))?.rows ?? 0, now.get(inputPath(table))!.rows];
  const hasSameFile = new Set(
    inputNames.filter((table) => {
      const file = now.get(inputPath(table))!;
      return before.get(file.path)?.sha256 === sealedHash(seal, file.stored);
    }),
  );
  const haveSameTexts = (code: string) => {
    const tables = inputNames.filter((table) => codesIn(table).has(code));
    const isListed = tables.some((table) => hasSameFile.has(table) && rowsOf(table)[1]! > 0);
    return isListed || tables.every((table) => rowsOf(table).every((rows) => rows === 0));
  };
  return inputNames.filter((table) => hasSameFile.has(table) && [...codesIn(table)].every(haveSameTexts));
}

/** The kinds of code in a table. */
const codesIn = (table: InputTable): ReadonlySet<string> =>
  new Set(Object.keys(sqlColumns(table)).flatMap((column) => codeOfColumn(column) ?? []));

const hashesOf = (files: readonly ManifestFile[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ path, sha256 }) => [path, sha256]));
