/** `treat` in method.yaml. */
import type { Transformation, Treatment } from '../statistics/index.ts';
import { known, number, object, oneOf, only, truth, type WrittenSettings, whole, wrong } from './settings.ts';

const transformations = ['log_ct', 'log_ct_plus', 'log_ct_orig', 'none'] as const;
const coinrNames: Readonly<Record<string, (typeof transformations)[number]>> = {
  log_CT: 'log_ct',
  log_CT_plus: 'log_ct_plus',
  log_CT_orig: 'log_ct_orig',
};

const names = ['first', 'skew', 'kurtosis', 'most', 'force', 'within', 'otherwise', 'combine'];

export function readTreatments(written: unknown, indicators: ReadonlySet<string>) {
  const each = new Map<string, Treatment | null>();
  if (written === undefined || written === null || written === 'none') return { treatment: null, each };
  const { each: writtenEach, ...treat } = object(written, 'treat');
  only(treat, 'treat', [...names, 'each']);
  const own = object(writtenEach ?? {}, 'treat.each');
  known(Object.keys(own), indicators, 'treat.each');
  for (const [code, one] of Object.entries(own)) {
    const where = `treat.each.${code}`;
    each.set(code, one === 'none' ? null : readTreatment({ ...treat, ...object(one, where) }, where));
  }
  return { treatment: readTreatment(treat, 'treat'), each };
}

function readTreatment(treat: WrittenSettings, where: string): Treatment {
  only(treat, where, names);
  const skew = number(treat.skew ?? 2, `${where}.skew`);
  const kurtosis = number(treat.kurtosis ?? 3.5, `${where}.kurtosis`);
  const within = object(treat.within ?? {}, `${where}.within`);
  only(within, `${where}.within`, ['skew', 'kurtosis']);
  return {
    skew,
    kurtosis,
    first:
      treat.first === undefined || treat.first === 'winsorise'
        ? 'winsorise'
        : transformation(treat.first, `${where}.first`),
    most: treat.most === null ? null : whole(treat.most ?? 5, `${where}.most`, 0),
    force: truth(treat.force, `${where}.force`, false),
    within: {
      skew: number(within.skew ?? skew, `${where}.within.skew`),
      kurtosis: number(within.kurtosis ?? kurtosis, `${where}.within.kurtosis`),
    },
    otherwise: transformation(treat.otherwise ?? 'log_ct', `${where}.otherwise`),
    combine: truth(treat.combine, `${where}.combine`, false),
  };
}

function transformation(value: unknown, where: string): Transformation {
  if (value !== null && typeof value === 'object') {
    const boxcox = object(value, where);
    only(boxcox, where, ['boxcox']);
    return { boxcox: number(boxcox.boxcox, `${where}.boxcox`) };
  }
  // `boxcox` needs a parameter, so its name alone is refused with this message.
  if (value === 'boxcox') throw wrong(`${where} is boxcox without its power`, `${where} as { boxcox: 0.5 }`, where);
  return oneOf(value, where, transformations, coinrNames);
}
