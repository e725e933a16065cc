/** `uncertainty` and `sensitivity` in method.yaml. */
import type { Variations } from '../statistics/index.ts';
import { imputations, means } from './method-names.ts';
import { readNormalisation } from './method-normalise.ts';
import { list, number, object, oneOf, only, optionalNumber, truth, wrong } from './settings.ts';

export type WrittenUncertainty = {
  readonly replications: number;
  readonly seed: number;
  readonly vary: Variations;
};

export function readUncertainty(written: unknown): WrittenUncertainty {
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
      winsorise: alternatives('winsorise').map((most) => optionalNumber(most, 'uncertainty.winsorise')),
      normalise: alternatives('normalise').map((one) =>
        readNormalisation(object(one, 'uncertainty.normalise'), 'uncertainty.normalise'),
      ),
      aggregate: alternatives('aggregate').map((by) =>
        oneOf(by, 'uncertainty.aggregate', ['arithmetic', 'geometric', 'harmonic'] as const, means.coinr),
      ),
      impute: alternatives('impute').map((by) => oneOf(by, 'uncertainty.impute', imputations.names, imputations.coinr)),
      weights: weights && {
        noise: number(weights.noise, 'uncertainty.weights.noise'),
        levels: list(weights.levels, 'uncertainty.weights.levels').map((level) =>
          number(level, 'uncertainty.weights.levels'),
        ),
      },
      leaveOut: truth(uncertainty.leave_out, 'uncertainty.leave_out', false),
    },
  };
}

export function readSensitivity(written: unknown): { readonly base: number; readonly seed: number } {
  const sensitivity = object(written ?? {}, 'sensitivity');
  only(sensitivity, 'sensitivity', ['base', 'seed']);
  return {
    base: whole(sensitivity.base ?? 500, 'sensitivity.base', 2),
    seed: whole(sensitivity.seed ?? 1, 'sensitivity.seed', 0),
  };
}

function whole(value: unknown, where: string, least: number): number {
  const given = number(value, where);
  if (!Number.isInteger(given) || given < least)
    throw wrong(`${where} is ${given}`, `${where} as a whole number from ${least}`);
  return given;
}
