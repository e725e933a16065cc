/** How an instrument's method is varied: `pipelines/framework/<instrument>/uncertainty.yaml`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Problem } from '../../problem/index.ts';
import { type ForestVariations, forestImputations, forestMeans } from '../../statistics/index.ts';
import type { InputRow } from './inputs.ts';

const file = 'uncertainty.yaml';

/** What may stand under each setting; a list has the method's own first. */
const settings: Readonly<Record<string, { readonly fits: (value: unknown) => boolean; readonly first?: unknown }>> = {
  replications: { fits: isCount },
  pairs: { fits: isCount },
  base: { fits: isCount },
  seed: { fits: isCount },
  weights: { fits: (value) => isNumber(value) && value >= 0 && value < 1 },
  curves: { fits: (value) => isNumber(value) && value > 0, first: 1 },
  means: { fits: (value) => (forestMeans as readonly unknown[]).includes(value), first: 'arithmetic' },
  lowest: { fits: (value) => isNumber(value) && value >= 0 && value < 100 },
  missing: { fits: (value) => (forestImputations as readonly unknown[]).includes(value), first: 'none' },
  leave_out: { fits: (value) => typeof value === 'boolean' },
};

/**
 * One row a setting and value, in the file's order; none where the instrument has no such file: its figures have no bands.
 *
 * @throws Problem `framework_wrong` with every fault
 */
export function loadVariations(contentRoot: string, instrument: string): InputRow<'variations'>[] {
  const folder = `pipelines/framework/${instrument}`;
  const path = join(contentRoot, folder, file);
  if (!existsSync(path)) return [];
  const declared = (parse(readFileSync(path, 'utf8')) ?? {}) as Record<string, unknown>;
  const faults: string[] = [];
  const fault = (said: string) => void faults.push(`${file}: ${said}`);
  for (const name of Object.keys(declared)) if (!(name in settings)) fault(`"${name}" is no setting`);
  const rows = Object.entries(settings).flatMap(([setting, { fits, first }]) => {
    const value = declared[setting];
    const values = first === undefined ? [value] : Array.isArray(value) ? value : [];
    if (values.length === 0 || !values.every(fits)) fault(`"${setting}" is ${JSON.stringify(value) ?? 'not there'}`);
    else if (first !== undefined && values[0] !== first)
      fault(`"${setting}" does not begin with ${first}, the method's own`);
    return values.map((one, at) => ({ setting, position: at + 1, value: String(one) }));
  });
  if (faults.length > 0) throw new Problem('framework_wrong', folder, { folder, faults });
  return rows;
}

/** The settings as the steps use them. */
export type Variation = ForestVariations & {
  readonly replications: number;
  readonly pairs: number;
  readonly base: number;
  readonly seed: number;
};

/** @returns null where nothing is varied */
export function readVariation(rows: readonly { setting: string; value: string }[]): Variation | null {
  if (rows.length === 0) return null;
  const all = (setting: string) => rows.filter((row) => row.setting === setting).map(({ value }) => value);
  const number = (setting: string) => Number(all(setting)[0]);
  return {
    replications: number('replications'),
    pairs: number('pairs'),
    base: number('base'),
    seed: number('seed'),
    noise: number('weights'),
    curves: all('curves').map(Number),
    means: all('means') as ForestVariations['means'],
    lowest: number('lowest'),
    imputations: all('missing') as ForestVariations['imputations'],
    leaveOut: all('leave_out')[0] === 'true',
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
