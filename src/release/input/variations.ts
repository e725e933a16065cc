/** Reads how an instrument's method is varied: `pipelines/framework/<instrument>/uncertainty.yaml`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, openContent, readContent, refuseFaults } from '../../content/index.ts';
import type { ScoreTreeVariations } from '../../statistics/index.ts';
import type { InputRow } from './inputs.ts';

/** In these lists, the first value must be that of the method itself. */
const first: Readonly<Record<string, unknown>> = { curves: 1, means: 'arithmetic', missing: 'none' };
const settings = 'replications pairs base seed weights curves means lowest missing leave_out'.split(' ');

const fileOf = (instrument: string) => `pipelines/framework/${instrument}/uncertainty.yaml`;

/**
 * One row for each setting and value, in the file's order. No rows if the instrument has no such file; its figures
 * then have no uncertainty intervals.
 *
 * @throws Problem `content_faulty` with every fault
 */
export function loadVariations(contentRoot: string, instrument: string): InputRow<'variations'>[] {
  if (!existsSync(join(contentRoot, fileOf(instrument)))) return [];
  refuseFaults(checkVariations(contentRoot, instrument));
  const declared = readContent<Record<string, unknown>>(contentRoot, fileOf(instrument));
  return settings.flatMap((setting) =>
    [declared[setting]].flat().map((one, at) => ({ setting, position: at + 1, value: String(one) })),
  );
}

/** Faults of the file; none if there is no file. */
export function checkVariations(contentRoot: string, instrument: string): readonly Fault[] {
  const name = fileOf(instrument);
  if (!existsSync(join(contentRoot, name))) return [];
  const { file, faults } = openContent(contentRoot, name);
  if (file === null || faults.length > 0) return faults;
  const declared = file.value as Record<string, readonly unknown[]>;
  return Object.entries(first).flatMap(([setting, own]) =>
    declared[setting]![0] === own
      ? []
      : file.fault([setting], {
          what: `"${setting}" does not begin with ${own}, the method's own.`,
          correction: `Write ${own} first.`,
        }),
  );
}

/** The settings as the steps use them. */
export type Variation = ScoreTreeVariations & {
  readonly replications: number;
  readonly pairs: number;
  readonly base: number;
  readonly seed: number;
};

/** @returns null if nothing is varied */
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
    means: all('means') as ScoreTreeVariations['means'],
    lowest: number('lowest'),
    imputations: all('missing') as ScoreTreeVariations['imputations'],
    leaveOut: all('leave_out')[0] === 'true',
  };
}
