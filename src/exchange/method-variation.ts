/** `uncertainty` and `sensitivity` in method.yaml. */
import type { Variations } from '../statistics/index.ts';
import { imputations, means } from './method-names.ts';
import { readNormalisation } from './method-normalise.ts';
import { list, number, object, oneOf, only, truth, whole, wrong } from './settings.ts';

export type WrittenUncertainty = {
  readonly replications: number;
  readonly seed: number;
  readonly vary: Variations;
};

/** @param highest - level of the index */
export function readUncertainty(written: unknown, units: ReadonlySet<string>, highest: number): WrittenUncertainty {
  const uncertainty = object(written ?? {}, 'uncertainty');
  only(uncertainty, 'uncertainty', [
    'replications',
    'seed',
    'winsorise',
    'normalise',
    'aggregate',
    'impute',
    'weights',
    'leave_out',
  ]);
  const alternatives = (name: string) => list(uncertainty[name], `uncertainty.${name}`);
  const weights = uncertainty.weights == null ? null : object(uncertainty.weights, 'uncertainty.weights');
  if (weights !== null) only(weights, 'uncertainty.weights', ['noise', 'levels']);
  return {
    replications: whole(uncertainty.replications ?? 1000, 'uncertainty.replications', 1),
    seed: whole(uncertainty.seed ?? 1, 'uncertainty.seed', 0),
    vary: {
      winsorise: alternatives('winsorise').map((most) =>
        most === null ? null : whole(most, 'uncertainty.winsorise', 0),
      ),
      normalise: alternatives('normalise').map((one) => readNormalisation(one, 'uncertainty.normalise', units)),
      aggregate: alternatives('aggregate').map((by) =>
        oneOf(by, 'uncertainty.aggregate', ['arithmetic', 'geometric', 'harmonic'] as const, means.coinr),
      ),
      impute: alternatives('impute').map((by) => oneOf(by, 'uncertainty.impute', imputations.names, imputations.coinr)),
      weights: weights && {
        noise: noiseOf(weights.noise),
        levels: list(weights.levels, 'uncertainty.weights.levels').map((level) =>
          whole(level, 'uncertainty.weights.levels', 1, highest),
        ),
      },
      leaveOut: truth(uncertainty.leave_out, 'uncertainty.leave_out', false),
    },
  };
}

/** More than 1 would give negative weights. */
function noiseOf(value: unknown): number {
  const where = 'uncertainty.weights.noise';
  const noise = number(value, where);
  if (noise >= 0 && noise <= 1) return noise;
  throw wrong(`${where} is ${noise}`, `${where} as a share from 0 to 1`, where);
}

export function readSensitivity(written: unknown): { readonly base: number; readonly seed: number } {
  const sensitivity = object(written ?? {}, 'sensitivity');
  only(sensitivity, 'sensitivity', ['base', 'seed']);
  return {
    base: whole(sensitivity.base ?? 500, 'sensitivity.base', 2),
    seed: whole(sensitivity.seed ?? 1, 'sensitivity.seed', 0),
  };
}
