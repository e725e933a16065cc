/** Common part of the `gap index` commands: reads an index from its files, determines its weights and builds it. */
import { basename } from 'node:path';
import {
  type CoinTables,
  readCoinTables,
  readMethod,
  readMissingCodes,
  type WrittenMethod,
} from '../../exchange/index.ts';
import {
  type BuiltIndex,
  balancedWeights,
  buildIndex,
  equalWeights,
  type FoundWeights,
  type IndexData,
  type IndexMethod,
  principalWeights,
} from '../../statistics/index.ts';
import { readFile, writeInto } from '../files.ts';
import { openProgress } from '../progress.ts';
import type { World } from '../world.ts';

/** Usage of a command for an index. @param own - its own options: how they are given, and a line on each */
export const usageOf = (name: string, own: { given: string; lines: readonly string[] } = { given: '', lines: [] }) =>
  `gap ${name} --data FILE --meta FILE --method FILE --out DIR [--year YEAR]${own.given}

${[
  '  --data    iData: one row per unit (uCode), one column per indicator, denominator or group',
  '  --meta    iMeta: one row per node of the tree (iCode, Level, Parent, Direction, Weight, Type)',
  '  --method  method.yaml: the method of each step; see docs/index-method.md',
  '  --out     folder for the files; created if it does not exist',
  '  --year    only the rows of iData with this Time; required if it has several years',
  ...own.lines,
].join('\n')}`;

/** JSON keys of every command that writes files of an index. */
export const fileKeys = { folder: 'as it was named', files: 'names of the files written there' };

export const required = ['data', 'meta', 'method', 'out'] as const;
export const optional = ['year'] as const;
export type IndexOptions = Readonly<Record<string, string | undefined>>;

export type IndexRun = {
  readonly tables: CoinTables;
  readonly data: IndexData;
  /** Including the computed weights, if the method has any. */
  readonly method: IndexMethod;
  readonly written: WrittenMethod;
  readonly built: BuiltIndex;
  /** Writes files into the requested folder; returns their names. */
  readonly write: (files: Iterable<readonly [string, string]>) => string[];
};

/** Reads the files given in the options and builds the index; reports what was applied and omitted. */
export function openIndexRun(options: IndexOptions, world: World): IndexRun {
  const read = (name: 'data' | 'meta' | 'method') => readFile(world, `--${name}`, options[name]!).toString('utf8');
  const [data, meta, yaml] = [read('data'), read('meta'), read('method')];
  const file = basename(options.method!);
  const tables = readCoinTables(data, meta, { missing: readMissingCodes(yaml, file), year: options.year ?? null });
  const written = readMethod(yaml, tables, file);
  const first = buildIndex(tables.data, written.method);
  const method = weigh(tables.data, written, first, world);
  const built = method === written.method ? first : buildIndex(tables.data, method);
  for (const line of built.log) world.err(`${line}\n`);
  return {
    tables,
    data: tables.data,
    method,
    written,
    built,
    write: (files) => writeInto(world, '--out', options.out!, files),
  };
}

/** Shows the progress of a long run, and clears the line at its end. */
export function withProgress<T>(world: World, doing: string, run: (onProgress: (share: number) => void) => T): T {
  const progress = openProgress(world);
  try {
    return run((share) => progress.at(doing, '', share));
  } finally {
    progress.end();
  }
}

function weigh(data: IndexData, { weighting, method }: WrittenMethod, built: BuiltIndex, world: World): IndexMethod {
  let found: FoundWeights;
  switch (weighting.by) {
    case 'given':
      return method;
    case 'equal':
      found = equalWeights(data.nodes);
      break;
    case 'principal': {
      const table = weighting.from === 'normalised' ? built.aggregated : built[weighting.from];
      found = principalWeights(data.nodes, table, weighting.level);
      break;
    }
    case 'balanced': {
      const balance = balancedWeights(data.nodes, built.aggregated, method, weighting.level, weighting.targets);
      world.err(`balanced to a spread of correlations of ${balance.spread.toPrecision(3)}\n`);
      found = balance;
    }
  }
  for (const line of found.log) world.err(`${line}\n`);
  const own = data.nodes.map(({ code, weight }) => [code, weight] as const);
  return { ...method, weights: new Map([...own, ...found.weights]) };
}
