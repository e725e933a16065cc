/** `method.yaml`: the method of an index. `docs/index-method.md` documents it. */
import { type IndexMethod, type IndexStep, indexSteps } from '../statistics/index.ts';
import type { CoinTables } from './coin-table.ts';
import { readMeans } from './method-aggregate.ts';
import { imputations } from './method-names.ts';
import { readNormalisations } from './method-normalise.ts';
import { readTreatments } from './method-treat.ts';
import { readSensitivity, readUncertainty, type WrittenUncertainty } from './method-variation.ts';
import { readWeighting, type Weighting } from './method-weights.ts';
import {
  list,
  number,
  object,
  oneOf,
  only,
  optionalShare,
  readSettings,
  text,
  theMethod,
  truth,
  type WrittenSettings,
  whole,
  wrong,
} from './settings.ts';

export type WrittenMethod = {
  readonly method: IndexMethod;
  readonly weighting: Weighting;
  readonly uncertainty: WrittenUncertainty;
  readonly sensitivity: { readonly base: number; readonly seed: number };
};

/**
 * @param tables - the tables of the index, whose codes, units and groups the method may refer to
 * @param file - name of the file, for messages
 * @throws Problem `index_method_wrong` with the line, the setting and its allowed values
 */
export function readMethod(yaml: string, tables: CoinTables, file = 'method.yaml'): WrittenMethod {
  return readSettings(yaml, file, (settings) => methodFrom(object(settings ?? {}, theMethod), tables));
}

/**
 * The codes for missing values in iData, `missing` in method.yaml; they are needed before the tables are read.
 *
 * @throws Problem `index_method_wrong`
 */
export function readMissingCodes(yaml: string, file = 'method.yaml'): string[] {
  return readSettings(yaml, file, (settings) =>
    list(object(settings ?? {}, theMethod).missing, 'missing').map((code) => {
      if (typeof code === 'number' || typeof code === 'string') return String(code);
      throw wrong(`missing has ${JSON.stringify(code)}`, 'texts and numbers there, such as [-99, ".."]', 'missing');
    }),
  );
}

function methodFrom(written: WrittenSettings, { data, normalisation: meta, year }: CoinTables): WrittenMethod {
  only(written, theMethod, [
    'missing',
    'order',
    'denominate',
    'screen',
    'impute',
    'treat',
    'normalise',
    'weights',
    'aggregate',
    'uncertainty',
    'sensitivity',
  ]);
  const codes = new Set(data.nodes.map(({ code }) => code));
  const units = new Set(data.units);
  const highest = Math.max(...data.nodes.map(({ level }) => level));
  const { treatment, each: treatEach } = readTreatments(written.treat, new Set(meta.keys()));
  const normalisations = readNormalisations(written.normalise, meta, units);
  const weighting = readWeighting(written.weights, codes, highest, year);
  const impute = readImputation(written.impute, new Set(data.groups.keys()), highest);
  const uncertainty = readUncertainty(written.uncertainty, units, highest);
  const { winsorise, impute: imputed } = uncertainty.vary;
  if (winsorise.length > 0 && treatment === null)
    throw wrong(
      'uncertainty.winsorise where nothing is treated',
      'treat, so that there is something to vary',
      'uncertainty.winsorise',
    );
  if (imputed.some((by) => by.startsWith('group_')) && impute.group === null)
    throw wrong(
      'uncertainty.impute with a group without one',
      'impute.group, a column of type Group',
      'uncertainty.impute',
    );
  const method = {
    denominate: truth(written.denominate, 'denominate', false),
    screen: readScreening(written.screen, units, highest),
    impute,
    treat: treatment,
    treatEach,
    ...normalisations,
    weights: weighting.given,
    ...readMeans(written.aggregate, data.nodes, highest),
  };
  const done: Record<IndexStep, boolean> = {
    denominate: method.denominate,
    screen: method.screen !== null,
    impute: impute.by !== 'none' || imputed.length > 0,
    treat: treatment !== null || treatEach.size > 0,
    // Last, unless the order names it.
    normalise: false,
  };
  return {
    weighting: weighting.by,
    method: { order: readOrder(written.order, done), ...method },
    uncertainty,
    sensitivity: readSensitivity(written.sensitivity),
  };
}

/** @param done - the steps that the method applies; the order need not contain the others */
function readOrder(written: unknown, done: Readonly<Record<IndexStep, boolean>>): readonly IndexStep[] {
  if (written === undefined || written === null) return indexSteps;
  const order = list(written, 'order').map((step) => oneOf(step, 'order', indexSteps));
  const twice = order.find((step, at) => order.indexOf(step) !== at);
  if (twice !== undefined) throw wrong(`order has ${twice} twice`, 'each step once there', 'order');
  const absent = indexSteps.filter((step) => !order.includes(step));
  const forgotten = absent.find((step) => done[step]);
  if (forgotten !== undefined)
    throw wrong(`order leaves out ${forgotten}, which the method asks for`, `${forgotten} at its place there`, 'order');
  return [...order, ...absent];
}

function readScreening(written: unknown, units: ReadonlySet<string>, highest: number): IndexMethod['screen'] {
  if (written === undefined || written === null) return null;
  const screen = object(written, 'screen');
  only(screen, 'screen', ['available', 'non_zero', 'within', 'include', 'exclude']);
  const within = screen.within == null ? null : object(screen.within, 'screen.within');
  if (within !== null) only(within, 'screen.within', ['level', 'available']);
  const named = (name: 'include' | 'exclude') => {
    const codes = list(screen[name], `screen.${name}`).map((code) => text(code, `screen.${name}`));
    const unknown = codes.find((code) => !units.has(code));
    if (unknown !== undefined)
      throw wrong(`"${unknown}" in screen.${name}`, 'a uCode of iData there', `screen.${name}`);
    return codes;
  };
  return {
    available: optionalShare(screen.available, 'screen.available'),
    nonZero: optionalShare(screen.non_zero, 'screen.non_zero'),
    within: within && {
      level: whole(within.level, 'screen.within.level', 2, highest),
      available: optionalShare(number(within.available, 'screen.within.available'), 'screen.within.available')!,
    },
    include: named('include'),
    exclude: named('exclude'),
  };
}

function readImputation(written: unknown, groups: ReadonlySet<string>, highest: number): IndexMethod['impute'] {
  if (written === undefined || written === null) return { by: 'none', group: null };
  const impute = object(typeof written === 'string' ? { by: written } : written, 'impute');
  only(impute, 'impute', ['by', 'group', 'across', 'level']);
  const by = oneOf(impute.by, 'impute.by', imputations.names, imputations.coinr);
  const group = impute.group == null ? null : text(impute.group, 'impute.group');
  const across = oneOf(impute.across ?? 'units', 'impute.across', ['units', 'indicators'] as const);
  if (by.startsWith('group_') && group === null)
    throw wrong(`impute.by is ${by} without a group`, 'impute.group, a column of type Group', 'impute.by');
  if (group !== null && !groups.has(group)) {
    const there = groups.size === 0 ? 'a column that iMeta has as a row of type Group' : [...groups].join(' or ');
    throw wrong(`impute.group is "${group}", which is not a grouping`, `impute.group as ${there}`, 'impute.group');
  }
  if (by.startsWith('group_') && across === 'indicators')
    throw wrong(`impute.by is ${by} across indicators`, 'impute.by as mean or median there', 'impute.by');
  return { by, group, across, level: impute.level == null ? null : whole(impute.level, 'impute.level', 2, highest) };
}
