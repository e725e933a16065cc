/** A cycle as a score tree: dimensions consist of pillars, these of indicators, and these of items. */
import { bestOf, type ScoreTree, type ScoreTreeData } from '../../statistics/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';
import { readVariation, type Variation } from '../input/variations.ts';
import { type CycleFramework, type FrameworkElement, readFrameworks, type Unit } from './framework.ts';
import { type CycleItems, readItems } from './items.ts';
import { readPublished } from './published.ts';

type Parts = {
  readonly units: readonly Pick<Unit, 'weight'>[];
  readonly elements: readonly Pick<FrameworkElement, 'level' | 'weight' | 'children'>[];
};

export const scoreTreeOf = ({ units, elements }: Parts): ScoreTree => ({
  itemWeights: units.map(({ weight }) => weight),
  elements: elements.map(({ level, weight, children }) => ({ weight, children, ofItems: level === 'indicator' })),
});

/** @param published - shape [element × country]; NaN if there is no score */
export function dataOf({ units }: CycleFramework, items: CycleItems, published: Float64Array): ScoreTreeData {
  const countries = items.countries.length;
  const scores = new Float64Array(units.length * countries);
  const applies = new Uint8Array(units.length * countries);
  for (const [at, unit] of units.entries()) {
    for (let country = 0; country < countries; country += 1) {
      const best = bestOf(
        unit.items.map((item) => {
          const score = items.scores[item * countries + country]!;
          return {
            score: Number.isNaN(score) ? null : score,
            applies: items.applies[item * countries + country] === 1,
            isAsked: true,
          };
        }),
      );
      scores[at * countries + country] = best.score ?? Number.NaN;
      applies[at * countries + country] = best.applies ? 1 : 0;
    }
  }
  return { units: countries, scores, applies, published: marks(published) };
}

/** 1 if there is a score. Written as a loop, as mapping a typed array takes five times as long. */
export function marks(scores: Float64Array): Uint8Array {
  const found = new Uint8Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) if (!Number.isNaN(scores[at]!)) found[at] = 1;
  return found;
}

export type CurrentCycle = {
  readonly framework: CycleFramework;
  /** Countries that have reported, sorted by code. */
  readonly countries: readonly string[];
  /** Shape [element × country]; NaN if no score is published. */
  readonly published: Float64Array;
  readonly scoreTree: ScoreTree;
  readonly data: ScoreTreeData;
};

/** Tables of models from which `readCurrentCycle` reads. */
export const cycleReads = ['staging.indicator_items', 'staging.item_scores', 'scores.element_scores'] as const;

/** The released cycle; null if nothing in it is scored or no one has reported. */
export async function readCurrentCycle(warehouse: Warehouse): Promise<CurrentCycle | null> {
  const frameworks = await readFrameworks(warehouse);
  const [current] = await warehouse.rows<{ cycle: string }>('select cycle from input.cycles where is_current');
  const framework = frameworks.find(({ cycle }) => cycle === current?.cycle);
  if (framework === undefined || framework.elements.length === 0) return null;
  const items = await readItems(warehouse, framework);
  if (items.countries.length === 0) return null;
  const published = await readPublished(warehouse, framework, items.countries.length);
  const data = dataOf(framework, items, published);
  return { framework, countries: items.countries, published, scoreTree: scoreTreeOf(framework), data };
}

export type CycleReader = (warehouse: Warehouse) => Promise<CurrentCycle | null>;

/**
 * Reads the cycle once for all steps of one build. All steps run after the same tables are complete, so it does not
 * matter which reads first.
 */
export function cycleReader(): CycleReader {
  let read: ReturnType<CycleReader> | null = null;
  return (warehouse) => {
    read ??= readCurrentCycle(warehouse);
    return read;
  };
}

export type VariedCycle = CurrentCycle & { readonly vary: Variation };

/** The same with the variations of its method; null also if nothing is varied. */
export async function readVariedCycle(warehouse: Warehouse, read: CycleReader): Promise<VariedCycle | null> {
  const vary = await readVariations(warehouse);
  const current = vary === null ? null : await read(warehouse);
  return vary === null || current === null ? null : { ...current, vary };
}

export async function readVariations(warehouse: Warehouse): Promise<Variation | null> {
  return readVariation(await warehouse.rows('select setting, value from input.variations order by setting, position'));
}

/** Rounds to six decimals: further digits carry no information and may differ between machines. */
export const reported = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value * 1e6) / 1e6);

export const reportedOrNull = (value: number | null): number | null => (value === null ? null : reported(value));
