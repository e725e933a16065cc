/**
 * Recomputes every score of a release from its items, independently of the SQL models, and stops the build if they
 * differ.
 */
import type { Step } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  bestOf,
  type ItemStanding,
  itemStanding,
  type PublishedStanding,
  publishedMean,
} from '../../statistics/index.ts';
import { type CycleFramework, type Level, readFrameworks } from './framework.ts';
import { type CycleItems, readItems } from './items.ts';
import { readPublished } from './published.ts';

/** In points. */
const tolerance = 1e-9;
const differencesReported = 3;

export type ScoreDifference = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  /** From the SQL models; null if they publish none. */
  readonly published: number | null;
  readonly recomputed: number | null;
};

/**
 * One row for each cycle and level: the number of compared scores, and their largest difference.
 *
 * @throws Problem `scores_disagree` if a score differs by more than a billionth of a point, or only one side has it
 */
export const recomputeScores: Step = async (warehouse) => {
  const differences: ScoreDifference[] = [];
  const rows = [];
  for (const framework of await readFrameworks(warehouse)) {
    const items = await readItems(warehouse, framework);
    const published = await readPublished(warehouse, framework, items.countries.length);
    const largest = new Map<Level, { compared: number; difference: number }>();
    for (const [at, country] of items.countries.entries()) {
      for (const [place, { known, isPublished }] of scoresOf(framework, items, at).entries()) {
        const score = isPublished ? known : null;
        const { level, code } = framework.elements[place]!;
        const reported = published[place * items.countries.length + at]!;
        const isOne = score === null ? Number.isNaN(reported) : Math.abs(reported - score) <= tolerance;
        if (!isOne) {
          const stated = Number.isNaN(reported) ? null : reported;
          differences.push({ cycle: framework.cycle, country, element: code, published: stated, recomputed: score });
        } else if (score !== null) {
          const { compared, difference } = largest.get(level) ?? { compared: 0, difference: 0 };
          largest.set(level, { compared: compared + 1, difference: Math.max(difference, Math.abs(reported - score)) });
        }
      }
    }
    for (const [level, { compared, difference }] of largest)
      rows.push({ cycle: framework.cycle, level, compared, largest_difference: difference, tolerance });
  }
  if (differences.length === 0) return rows;
  const reported = differences.slice(0, differencesReported);
  throw new Problem('scores_disagree', 'scores', { count: differences.length, differences: reported });
};

/** Scores of each element, from one country's items upwards. */
function scoresOf({ units, elements, least }: CycleFramework, items: CycleItems, country: number): PublishedStanding[] {
  const countries = items.countries.length;
  const standingOf = (item: number): ItemStanding => {
    const score = items.scores[item * countries + country]!;
    const marked = (marks: Uint8Array) => marks[item * countries + country] === 1;
    return { score: Number.isNaN(score) ? null : score, applies: marked(items.applies), isAsked: marked(items.asked) };
  };
  const found: PublishedStanding[] = [];
  for (const { level, children } of elements) {
    const below = children.map((place) => {
      if (level !== 'indicator') return { weight: elements[place]!.weight, ...found[place]! };
      const unit = units[place]!;
      return { weight: unit.weight, ...itemStanding(bestOf(unit.items.map(standingOf))) };
    });
    found.push(publishedMean(below, least));
  }
  return found;
}
