/**
 * Computes one index repeatedly with other choices of method, fast enough for thousands of replications.
 *
 * Imputation, treatment and normalisation are computed once for each alternative. A replication then only weights and
 * aggregates, over flat arrays: in one step if possible (`replication-flat.ts`), otherwise level by level
 * (`replication-tree.ts`).
 */
import { Problem } from '../../problem/index.ts';
import type { Column } from '../columns/column.ts';
import { rank } from '../columns/rank.ts';
import { type BuiltIndex, normaliseIndex } from '../index/composite.ts';
import type { IndexData, IndexMethod } from '../index/method.ts';
import { aggregateTable, meansOfNodes, type NodeColumns } from '../index/up-the-tree.ts';
import type { RandomStream } from '../numeric/random.ts';
import {
  type Draw,
  drawsOf,
  type Factor,
  type FactorChoices,
  factors,
  isVaried,
  methodOf,
  treeMethodOf,
  type Variations,
} from './replication-draw.ts';
import { openFlatWeigher, together } from './replication-flat.ts';
import { flattened, type Prepared, prepared, rootScores, sharedMean, type Weighing } from './replication-tree.ts';

/** Number of replications whose scores remain valid until the next call, if no more are computed in one. */
export const computedTogether = together;

/** @param scores - of replication `at`, shape [unit], valid until it returns; null if it cannot be computed */
export type TakeScores = (at: number, scores: Float64Array | null) => void;

export type Replicator = {
  readonly units: readonly string[];
  /** Number of nodes of the tree, each with a weight. */
  readonly nodes: number;
  /** Factors that actually vary. */
  readonly varied: readonly Factor[];
  /** The index under the method as given and its ranks; shape [unit], NaN if there is no score. */
  readonly nominal: Float64Array;
  readonly nominalRanks: Float64Array;
  /**
   * Computes one replication of the index.
   *
   * @param choice - a uniform number in [0, 1) for each factor; an absent factor keeps the method's own value
   * @param random - further numbers, for the noise of weights
   * @returns shape [unit], NaN if there is no score; null if the choices cannot be computed together
   */
  readonly replicate: (choice: FactorChoices, random: RandomStream) => Float64Array | null;
  /** The same for known choices, such as those read from a file. */
  readonly compute: (draw: Draw) => Float64Array | null;
  /**
   * Computes many replications faster than one by one; `take` receives each once, in no particular order. The scores of up to
   * `computedTogether` replications are valid until the next call.
   */
  readonly computeAll: (draws: readonly Draw[], take: TakeScores) => void;
  /**
   * The choices that uniform numbers represent.
   *
   * @param weights - buffer for the weights, shape [node], if there is one already
   */
  readonly draw: (choice: FactorChoices, random: RandomStream, weights?: Float64Array) => Draw;
  /** Repeats one replication in full, with the engine that builds an index, and keeps every step. */
  readonly replay: (draw: Draw) => BuiltIndex;
};

/** The index with the method as given, from which a replicator starts. */
type ReplicatorBase = Pick<Replicator, 'units' | 'nominal' | 'nominalRanks'> & { readonly own: Prepared };

function replicatorBase(data: IndexData, method: IndexMethod): ReplicatorBase {
  const { units, finished } = normaliseIndex(data, method);
  const nodes = levelled(data);
  const scores = aggregateTable(data.nodes, finished, method).get(nodes.at(-1)!.code)!;
  return {
    units,
    nominal: flat(scores),
    // Of the root alone: the ranks of every node would take a sixth of the time of a build.
    nominalRanks: flat(rank(scores, { order: 'descending' })),
    own: prepared(indicatorColumns(nodes, finished), units.length),
  };
}

/** @throws as `buildIndex` does, if the method does not fit the data */
export function openReplicator(data: IndexData, method: IndexMethod, vary: Variations): Replicator {
  const base = replicatorBase(data, method);
  const nodes = levelled(data);
  const tree = flattened(nodes, base.units.length);
  const given = Float64Array.from(nodes, ({ code, weight }) => method.weights?.get(code) ?? weight);
  const places = new Map(nodes.map(({ code }, at) => [code, at]));
  const draw = drawsOf(nodes, given, vary);
  const scores = new Float64Array(nodes.length * tree.units);
  const meansBy = new Map<Draw['aggregate'], Pick<Weighing, 'means' | 'shared'>>();
  const prepare = openPreparation(data, method, base);
  // Of each place in a call.
  const own: Float64Array[] = [];
  const flat = openFlatWeigher(tree);

  const meansOf = (one: Draw): Pick<Weighing, 'means' | 'shared'> => {
    const known = meansBy.get(one.aggregate);
    if (known !== undefined) return known;
    const means = meansOfNodes(nodes, treeMethodOf(method, nodes, { ...one, weights: null }));
    const made = { means, shared: sharedMean(means) };
    meansBy.set(one.aggregate, made);
    return made;
  };
  const computeAll = (drawn: readonly Draw[], take: TakeScores): void => {
    // Without closures and lists of their own, as there are thousands of replications.
    for (let at = 0; at < drawn.length; at += 1) {
      const one = drawn[at]!;
      const { means, shared } = meansOf(one);
      const skipped = one.leftOut === null ? -1 : places.get(one.leftOut)!;
      const weighing = { means, shared, weights: one.weights ?? given, skipped };
      const ready = prepare(one);
      if (ready === null) take(at, null);
      else if (!flat.add(ready, weighing, at, take)) {
        own[at % together] ??= new Float64Array(tree.units);
        const into = own[at % together]!;
        take(at, rootScores(tree, ready, weighing, scores, into) ? into : null);
      }
    }
    flat.flush(take);
  };
  const compute = (drawn: Draw): Float64Array | null => {
    let found: Float64Array | null = null;
    computeAll([drawn], (_, scored) => {
      found = scored === null ? null : scored.slice();
    });
    return found;
  };

  return {
    units: base.units,
    nodes: nodes.length,
    varied: factors.filter((factor) => isVaried(vary, factor)),
    nominal: base.nominal,
    nominalRanks: base.nominalRanks,
    draw,
    compute,
    computeAll,
    replicate: (choice, random) => compute(draw(choice, random)),
    replay: (drawn) => replayDraw(data, method, drawn),
  };
}

/**
 * Indicators as the choices of a draw leave them, made once for the same choices; null if they leave nothing to
 * aggregate, for example no units.
 */
function openPreparation(
  data: IndexData,
  method: IndexMethod,
  { units: shown, own }: ReturnType<typeof replicatorBase>,
): (drawn: Draw) => Prepared | null {
  // Keyed by the choices themselves and not by their text, as it is read thousands of times.
  const known = new Map<unknown, Map<unknown, Map<unknown, Prepared | null>>>();
  const nodes = levelled(data);

  const make = (drawn: Draw): Prepared | null => {
    const made = unlessProblem(() => normaliseIndex(data, methodOf(method, drawn)));
    if (made === null) return null;
    const { finished, units } = made;
    const columns = indicatorColumns(nodes, finished);
    // Other imputed values may make screening exclude other units.
    const rows = new Map(units.map((unit, row) => [unit, row]));
    const places = shown.map((unit) => rows.get(unit) ?? -1);
    return prepared(
      columns.map((column) => places.map((row) => column[row] ?? null)),
      shown.length,
    );
  };

  return (drawn) => {
    if (drawn.impute === null && drawn.winsorise === undefined && drawn.normalise === null) return own;
    const byImputation = entry(known, drawn.impute, () => new Map<unknown, Map<unknown, Prepared | null>>());
    const byTreatment = entry(byImputation, drawn.winsorise, () => new Map<unknown, Prepared | null>());
    return entry(byTreatment, drawn.normalise, () => make(drawn));
  };
}

/** The index of one replication, without what it leaves out. */
function replayDraw(data: IndexData, method: IndexMethod, drawn: Draw): ReturnType<Replicator['replay']> {
  const built = normaliseIndex(data, methodOf(method, drawn));
  const stays = data.nodes.filter(({ code }) => code !== drawn.leftOut);
  const without = (table: NodeColumns) => new Map([...table].filter(([code]) => code !== drawn.leftOut));
  const [normalised, finished] = [without(built.normalised), without(built.finished)];
  const aggregated = aggregateTable(stays, finished, treeMethodOf(method, levelled(data), drawn));
  const ranks = new Map([...aggregated].map(([code, column]) => [code, rank(column, { order: 'descending' })]));
  return { ...built, normalised, finished, aggregated, ranks };
}

function unlessProblem<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** Indicators first, the root last. */
const levelled = ({ nodes }: IndexData) => [...nodes].sort((a, b) => a.level - b.level);

function indicatorColumns(nodes: IndexData['nodes'], table: NodeColumns): Column[] {
  return nodes.filter(({ level }) => level === 1).map(({ code }) => table.get(code)!);
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function flat(column: Column): Float64Array {
  return Float64Array.from(column, (value) => value ?? Number.NaN);
}
