/** A reader's own weights as an address carries them: a parameter a part, of how many times its published weight it has. */
import { rowsName } from '../../../dashboard/index.ts';
import type { OwnWeights } from '../../../release/index.ts';

/** What can be set: multiples of the published weight. */
export const ownRange = { least: 0, most: 4, step: 0.25, published: 1 } as const;

/** Something in an address that was left aside. */
export type WeightFault =
  | { readonly fault: 'unknown'; readonly name: string }
  | { readonly fault: 'value'; readonly name: string; readonly value: string };

export type ReadWeights = { readonly weights: OwnWeights; readonly faults: readonly WeightFault[] };

/** Faults that are reported; an address may hold thousands. */
const mostFaults = 4;
const shortest = 40;

/** @param parts - codes of the parts; one that the address does not name keeps its published weight */
export function readWeights(query: string, parts: readonly string[]): ReadWeights {
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
    if (!parts.includes(name) && name !== rowsName) report({ fault: 'unknown', name: shortened(name) });
  }
  return { weights, faults };
}

/** Only what differs from the published weights, in the order of the parts; empty if nothing does. */
export function writeWeights(weights: OwnWeights, parts: readonly string[]): string {
  const set = parts.filter((part) => (weights[part] ?? ownRange.published) !== ownRange.published);
  return set.length === 0 ? '' : `?${set.map((part) => `${encodeURIComponent(part)}=${weights[part]}`).join('&')}`;
}

function isWeight(value: string): boolean {
  const number = Number(value);
  const fits = /^\d(?:\.\d{1,2})?$/.test(value) && number >= ownRange.least && number <= ownRange.most;
  return fits && Number.isInteger(number / ownRange.step);
}

const shortened = (text: string): string => (text.length > shortest ? `${text.slice(0, shortest)}…` : text);
