/** A reader's own weights in an address: a parameter for each part, with the multiple of its published weight. */

import type { OwnWeights } from '../../../release/index.ts';
import { queryOfPairs } from '../page/selection.ts';

/** Range of the multiples of the published weight. */
export const ownRange = { least: 0, most: 4, step: 0.25, published: 1 } as const;

/** A parameter of an address that was ignored. */
export type WeightFault =
  | { readonly fault: 'unknown'; readonly name: string }
  | { readonly fault: 'value'; readonly name: string; readonly value: string };

export type ReadWeights = { readonly weights: OwnWeights; readonly faults: readonly WeightFault[] };

/** Maximum number of faults that are reported; an address may contain thousands. */
const mostFaults = 4;
const shortest = 40;

/**
 * @param parts - codes of the parts; a part that is not in the address keeps its published weight
 * @param others - names of parameters that are not weights
 */
export function readWeights(query: string, parts: readonly string[], others: readonly string[] = []): ReadWeights {
  const given = new URLSearchParams(query);
  const faults: WeightFault[] = [];
  const report = (fault: WeightFault) => void (faults.length < mostFaults && faults.push(fault));
  const weights: Record<string, number> = {};
  for (const part of parts) {
    const value = given.getAll(part).at(-1);
    if (value === undefined) continue;
    if (!isWeight(value)) report({ fault: 'value', name: part, value: shortened(value) });
    else if (Number(value) !== ownRange.published) weights[part] = Number(value);
  }
  for (const name of new Set(given.keys())) {
    if (!parts.includes(name) && !others.includes(name)) report({ fault: 'unknown', name: shortened(name) });
  }
  return { weights, faults };
}

/** Only weights that differ from the published ones, in the order of the parts; empty if none does. */
export const weightPairs = (weights: OwnWeights, parts: readonly string[]): (readonly [string, string])[] =>
  parts
    .filter((part) => (weights[part] ?? ownRange.published) !== ownRange.published)
    .map((part) => [part, String(weights[part])]);

/** The same as a query, with its question mark. */
export const writeWeights = (weights: OwnWeights, parts: readonly string[]): string =>
  queryOfPairs(weightPairs(weights, parts));

function isWeight(value: string): boolean {
  const number = Number(value);
  const fits = /^\d(?:\.\d{1,2})?$/.test(value) && number >= ownRange.least && number <= ownRange.most;
  return fits && Number.isInteger(number / ownRange.step);
}

const shortened = (text: string): string => (text.length > shortest ? `${text.slice(0, shortest)}…` : text);
