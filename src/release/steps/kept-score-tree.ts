/**
 * What a release keeps so that replications can be computed with other weights: the scored items of its cycle, and
 * the elements above them. Like the inputs it is never disclosed, as it contains the scores of answers that are not
 * listed.
 */
import type { ScoreTree, ScoreTreeData, Thresholds } from '../../statistics/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';
import type { Variation } from '../input/variations.ts';
import type { FrameworkElement } from './framework.ts';
import { type CurrentCycle, type CycleReader, cycleReads, readVariations, scoreTreeOf } from './score-tree.ts';

export const scoreTreePath = 'inputs/score_tree.json';

/** Every table that it is made from. */
export const scoreTreeReads = [
  ...cycleReads,
  ...['cycles', 'dimensions', 'indicators', 'pillars', 'submissions', 'tiers', 'variations'].map(
    (own) => `input.${own}`,
  ),
];

/** The path in releases of earlier software; the bytes are the same. */
export const earlierScoreTreePath = 'inputs/forest.json';

export type KeptScoreTree = {
  readonly cycle: string;
  readonly least: Thresholds;
  /** Lower bounds of the tiers, lowest first. */
  readonly tiers: readonly number[];
  /** Countries that have reported, in the order of the units of `data`. */
  readonly countries: readonly string[];
  /** Each element follows its parts, in the order of the score tree. */
  readonly elements: readonly FrameworkElement[];
  readonly scoreTree: ScoreTree;
  readonly data: ScoreTreeData;
  /** How the method is varied; null if it is not varied. */
  readonly vary: Variation | null;
};

/** As stored in the file: null for NaN, marks as strings of 0 and 1. */
type Written = Omit<KeptScoreTree, 'scoreTree' | 'data' | 'least'> & {
  readonly least?: Thresholds;
  /** The predecessor of `least`, in releases without a threshold for the share of all questions. */
  readonly threshold?: number;
  readonly units: readonly { readonly indicator: string; readonly code: string; readonly weight: number }[];
  readonly scores: readonly (number | null)[];
  readonly applies: string;
  readonly published: string;
};

function writeScoreTree(
  { framework, countries, data }: CurrentCycle,
  { tiers, vary }: Pick<KeptScoreTree, 'tiers' | 'vary'>,
): Uint8Array {
  const { cycle, least, elements, units } = framework;
  const written: Written = {
    cycle,
    least,
    tiers,
    countries,
    elements,
    units: units.map(({ indicator, code, weight }) => ({ indicator, code, weight })),
    scores: Array.from(data.scores, (score) => (Number.isNaN(score) ? null : score)),
    applies: data.applies.join(''),
    published: data.published.join(''),
    vary,
  };
  return new TextEncoder().encode(`${JSON.stringify(written)}\n`);
}

export function readScoreTree(bytes: Uint8Array): KeptScoreTree {
  const { units, scores, applies, published, least, threshold, ...kept } = JSON.parse(
    new TextDecoder().decode(bytes),
  ) as Written;
  const marks = (text: string) => Uint8Array.from(text, Number);
  return {
    ...kept,
    least: least ?? { coverage: threshold!, answered: 0 },
    scoreTree: scoreTreeOf({ units, elements: kept.elements }),
    data: {
      units: kept.countries.length,
      scores: Float64Array.from(scores, (score) => score ?? Number.NaN),
      applies: marks(applies),
      published: marks(published),
    },
  };
}

/**
 * The score tree of the released cycle as a file, with the number of its scores; null if nothing in the cycle is scored.
 */
export async function makeScoreTree(
  warehouse: Warehouse,
  read: CycleReader,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number } | null> {
  const current = await read(warehouse);
  if (current === null) return null;
  const tiers = await warehouse.rows<{ from_score: number }>(
    'select from_score from input.tiers where cycle = $1 order by tier',
    [current.framework.cycle],
  );
  const vary = await readVariations(warehouse);
  const bytes = writeScoreTree(current, { tiers: tiers.map(({ from_score }) => from_score), vary });
  return { bytes, rows: current.data.scores.length };
}
