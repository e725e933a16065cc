/**
 * One index computed again and again under other choices of method, fast enough for thousands of times.
 *
 * What depends on the choice of data (imputation, treatment, normalisation) is made once for each alternative; a
 * replication then only weighs and aggregates, over flat arrays.
 */
import type { Column } from './column.ts';
import { buildIndex, type IndexData, type IndexMethod, type LevelMean } from './composite.ts';
import type { Imputation } from './impute.ts';
import type { Normalisation } from './normalise.ts';

/** What a run varies. A list has its alternatives equally likely; null or an empty list leaves the method's own. */
export type Variations = {
  /** Points to winsorise at most. */
  readonly winsorise: readonly (number | null)[];
  readonly normalise: readonly Normalisation[];
  readonly aggregate: readonly Exclude<LevelMean['by'], 'copeland' | 'generalised'>[];
  readonly impute: readonly Imputation['by'][];
  /** Each weight times 1 + noise × (2U − 1), at these levels of children. */
  readonly weights: { readonly noise: number; readonly levels: readonly number[] } | null;
  /** One of the indicators, or none of them, is left out. */
  readonly leaveOut: boolean;
};

/** The factors of a run in their order; one uniform number a factor decides a replication. */
export const factors = ['impute', 'winsorise', 'normalise', 'weights', 'aggregate', 'leave_out'] as const;
export type Factor = (typeof factors)[number];

/** What one replication did: enough to do it again by hand. */
export type Draw = {
  readonly impute: Imputation['by'] | null;
  readonly winsorise: number | null | undefined;
  readonly normalise: Normalisation | null;
  readonly aggregate: string | null;
  readonly leftOut: string | null;
  /** Weight of each node by its place in the tree; null where weights are not varied. */
  readonly weights: Float64Array | null;
};

export type Replicator = {
  readonly units: readonly string[];
  /** Factors that really vary. */
  readonly varied: readonly Factor[];
  /** The index under the method as given; shape [unit], NaN where there is no score. */
  readonly nominal: Float64Array;
  /**
   * The index once more.
   *
   * @param choice - a uniform number in [0, 1) a factor, by name; a factor that is absent keeps the method's own
   * @param random - further numbers, for the noise of weights
   * @returns shape [unit], NaN where there is no score; null where the choices cannot be computed together
   */
  readonly replicate: (choice: Partial<Record<Factor, number>>, random: () => number) => Float64Array | null;
  /** The choices that uniform numbers stand for. */
  readonly draw: (choice: Partial<Record<Factor, number>>, random: () => number) => Draw;
};

type Prepared = { readonly values: Float64Array; readonly logs: Float64Array | null };

/** @throws as `buildIndex` does, where the method itself does not fit the data */
export function openReplicator(data: IndexData, method: IndexMethod, vary: Variations): Replicator {
  const base = buildIndex(data, method);
  const units = base.units.length;
  const nodes = [...data.nodes].sort((a, b) => a.level - b.level);
  const place = new Map(nodes.map(({ code }, at) => [code, at]));
  const parents = Int32Array.from(nodes, ({ parent }) => (parent === null ? -1 : place.get(parent)!));
  const children = nodes.map((_, at) => [...parents.keys()].filter((child) => parents[child] === at));
  const indicators = nodes.filter(({ level }) => level === 1).length;
  const root = nodes.length - 1;
  const given = Float64Array.from(nodes, ({ code, weight }) => method.weights?.get(code) ?? weight);
  const noisy = nodes.map(({ level }) => vary.weights?.levels.includes(level) === true);
  const levels = nodes.map(({ level }) => level);
  const prepared = new Map<string, Prepared>();

  const prepare = (draw: Draw): Prepared => {
    const key = JSON.stringify([draw.impute, draw.winsorise, draw.normalise]);
    const known = prepared.get(key);
    if (known) return known;
    const table = buildIndex(data, methodOf(method, draw)).normalised;
    const values = new Float64Array(indicators * units);
    for (let at = 0; at < indicators; at += 1) values.set(flat(table.get(nodes[at]!.code)!), at * units);
    const logs = values.some((value) => value <= 0) ? null : values.map(Math.log);
    const made = { values, logs };
    prepared.set(key, made);
    return made;
  };

  const drawOf = (choice: Partial<Record<Factor, number>>, random: () => number): Draw => {
    const pick = <T>(factor: Factor, options: readonly T[]): T | undefined =>
      choice[factor] === undefined || options.length === 0
        ? undefined
        : options[Math.floor(choice[factor] * options.length)];
    const omitted =
      vary.leaveOut && choice.leave_out !== undefined ? Math.floor(choice.leave_out * (indicators + 1)) : 0;
    const noise = vary.weights?.noise ?? 0;
    const shaken = vary.weights !== null && choice.weights !== undefined;
    return {
      impute: pick('impute', vary.impute) ?? null,
      winsorise: pick('winsorise', vary.winsorise),
      normalise: pick('normalise', vary.normalise) ?? null,
      aggregate: pick('aggregate', vary.aggregate) ?? null,
      leftOut: omitted === 0 ? null : nodes[omitted - 1]!.code,
      weights: shaken
        ? given.map((weight, at) => (noisy[at] ? weight * (1 + noise * (2 * random() - 1)) : weight))
        : null,
    };
  };

  const scores = new Float64Array(nodes.length * units);
  const compute = (draw: Draw): Float64Array | null => {
    const { values, logs } = prepare(draw);
    const weights = draw.weights ?? given;
    const skipped = draw.leftOut === null ? -1 : place.get(draw.leftOut)!;
    for (let at = indicators; at < nodes.length; at += 1) {
      const how = method.aggregate.length === 1 ? method.aggregate[0]! : method.aggregate[levels[at]! - 2]!;
      const by = draw.aggregate ?? how.by;
      if (by !== 'arithmetic' && by !== 'geometric' && by !== 'harmonic') return null;
      if (
        !aggregateInto(at, by, how.leastShare, { values, logs, scores, weights, children, units, indicators, skipped })
      )
        return null;
    }
    return scores.slice(root * units, (root + 1) * units);
  };

  return {
    units: base.units,
    varied: factors.filter((factor) => isVaried(vary, factor)),
    nominal: flat(base.aggregated.get(nodes[root]!.code)!),
    draw: drawOf,
    replicate: (choice, random) => compute(drawOf(choice, random)),
  };
}

type Flat = {
  readonly values: Float64Array;
  readonly logs: Float64Array | null;
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  readonly children: readonly (readonly number[])[];
  readonly units: number;
  readonly indicators: number;
  /** Place of the indicator that is left out, or −1. */
  readonly skipped: number;
};

/** Fills the scores of one aggregate. False where its mean is not defined for a value that is there. */
function aggregateInto(at: number, by: string, leastShare: number | null, flat: Flat): boolean {
  const { values, logs, scores, weights, children, units, indicators, skipped } = flat;
  const below = children[at]!.filter((child) => child !== skipped);
  for (let unit = 0; unit < units; unit += 1) {
    let sum = 0;
    let total = 0;
    let there = 0;
    for (const child of below) {
      const own = child < indicators;
      const value = own ? values[child * units + unit]! : scores[child * units + unit]!;
      if (Number.isNaN(value)) continue;
      const weight = weights[child]!;
      if (by === 'arithmetic') sum += weight * value;
      else if (by === 'geometric') {
        if (value <= 0) return false;
        sum += weight * (own && logs !== null ? logs[child * units + unit]! : Math.log(value));
      } else {
        if (value === 0) return false;
        sum += weight / value;
      }
      total += weight;
      there += 1;
    }
    const enough = there > 0 && total !== 0 && (leastShare === null || there / below.length >= leastShare);
    const mean = by === 'arithmetic' ? sum / total : by === 'geometric' ? Math.exp(sum / total) : total / sum;
    scores[at * units + unit] = enough ? mean : Number.NaN;
  }
  return true;
}

function isVaried(vary: Variations, factor: Factor): boolean {
  if (factor === 'weights') return vary.weights !== null;
  if (factor === 'leave_out') return vary.leaveOut;
  return vary[factor].length > 1;
}

function methodOf(method: IndexMethod, draw: Draw): IndexMethod {
  return {
    ...method,
    // The means are taken by the replication itself; here any that never fails.
    aggregate: [{ by: 'arithmetic', leastShare: null }],
    impute: draw.impute === null ? method.impute : { ...method.impute, by: draw.impute },
    treat:
      draw.winsorise === undefined || method.treat === null ? method.treat : { ...method.treat, most: draw.winsorise },
    normalise: draw.normalise ?? method.normalise,
  };
}

function flat(column: Column): Float64Array {
  return Float64Array.from(column, (value) => value ?? Number.NaN);
}
