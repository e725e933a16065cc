/** What the three `gap index` commands share: an index read from its files, built, and written a CSV a step. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { csvCell, readCoinTables, readMethod, type WrittenMethod, writeStep } from '../exchange/index.ts';
import { Problem } from '../problem/index.ts';
import {
  type BuiltIndex,
  balancedWeights,
  buildIndex,
  equalWeights,
  type FoundWeights,
  type IndexData,
  type IndexMethod,
  principalWeights,
} from '../statistics/index.ts';
import type { World } from './world.ts';

export const usage = `--data FILE    iData: a row a unit (uCode), a column an indicator, denominator or group
--meta FILE    iMeta: a row a node of the tree (iCode, Level, Parent, Direction, Weight, Type)
--method FILE  method.yaml: what is done at each step; docs/method.md documents it
--out DIR      where the CSV files go; made where it is not there`;

export type IndexRun = {
  readonly data: IndexData;
  /** With the weights that the method asks for. */
  readonly method: IndexMethod;
  readonly written: WrittenMethod;
  readonly built: BuiltIndex;
  /** Writes a file into the folder that was asked for. */
  readonly write: (name: string, text: string) => void;
};

/** Reads the files that the arguments name and builds the index. */
export function openIndexRun(args: readonly string[], world: World): IndexRun {
  const files = readArguments(args);
  const read = (name: 'data' | 'meta' | 'method') => readText(resolve(world.workingFolder, files[name]));
  const { data, normalisation } = readCoinTables(read('data'), read('meta'));
  const written = readMethod(read('method'), normalisation);
  const first = buildIndex(data, written.method);
  const method = weigh(data, written, first, world);
  const built = method === written.method ? first : buildIndex(data, method);
  for (const line of built.log) world.err(`${line}\n`);
  const out = resolve(world.workingFolder, files.out);
  mkdirSync(out, { recursive: true });
  return { data, method, written, built, write: (name, text) => writeFileSync(join(out, name), text) };
}

/** Writes every step of a built index. */
export function writeSteps({ built, data, write }: IndexRun): readonly string[] {
  const { units, treatment } = built;
  const steps = {
    'denominated.csv': writeStep(data.units, built.denominated),
    'imputed.csv': writeStep(units, built.imputed),
    'treated.csv': writeStep(units, built.treated),
    'normalised.csv': writeStep(units, built.normalised),
    'aggregated.csv': writeStep(units, built.aggregated),
    'ranks.csv': writeStep(units, built.ranks),
    'treatment.csv': csv(
      [
        'iCode',
        'skew',
        'kurtosis',
        'passes',
        'winsorised',
        'skew_winsorised',
        'kurtosis_winsorised',
        'passes_winsorised',
        'transformed',
        'skew_transformed',
        'kurtosis_transformed',
        'passes_transformed',
      ],
      [...treatment].map(
        ([code, { before, afterWinsorising: wins, afterTransforming: log, winsorised, transformed }]) => [
          code,
          before.skew,
          before.kurtosis,
          before.passes,
          winsorised,
          wins?.skew,
          wins?.kurtosis,
          wins?.passes,
          transformed,
          log?.skew,
          log?.kurtosis,
          log?.passes,
        ],
      ),
    ),
  };
  for (const [name, text] of Object.entries(steps)) write(name, text);
  return Object.keys(steps);
}

/** A table as CSV; null and undefined are empty. */
export function csv(
  head: readonly string[],
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
  const line = (cells: readonly unknown[]) => cells.map((cell) => csvCell(String(cell ?? ''))).join(',');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}

/** Says how far a run is, on one line that is redrawn where the terminal allows it. */
export function progress(world: World, doing: string): (share: number) => void {
  return (share) => {
    if (world.terminal) world.err(`\r${doing}: ${Math.round(100 * share)} %   ${share >= 1 ? '\n' : ''}`);
  };
}

function weigh(
  data: IndexData,
  { weighting, method }: WrittenMethod,
  { normalised, aggregated }: BuiltIndex,
  world: World,
) {
  if (weighting.by === 'given') return method;
  if (weighting.by === 'equal') return { ...method, weights: equalWeights(data.nodes).weights };
  let found: FoundWeights;
  if (weighting.by === 'principal') found = principalWeights(data.nodes, aggregated, weighting.level);
  else {
    const balance = balancedWeights(data.nodes, normalised, method, weighting.level);
    world.err(`balanced to a spread of correlations of ${balance.spread.toPrecision(3)}\n`);
    found = balance;
  }
  for (const line of found.log) world.err(`${line}\n`);
  return {
    ...method,
    weights: new Map([...data.nodes.map(({ code, weight }) => [code, weight] as const), ...found.weights]),
  };
}

function readArguments(args: readonly string[]) {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { data: string, meta: string, method: string, out: string },
  });
  for (const name of ['data', 'meta', 'method', 'out'] as const) {
    if (values[name] === undefined)
      throw new Problem('usage', 'gap index', { said: `--${name} is missing.`, help: usage });
  }
  return values as Record<'data' | 'meta' | 'method' | 'out', string>;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Problem('not_found', 'gap index', { thing: 'file', id: path });
  }
}
