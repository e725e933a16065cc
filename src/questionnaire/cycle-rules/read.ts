/** Reads the entry of one version in `cycles.yaml`. */
import { isEarlier } from '../../content/index.ts';
import type { CycleRules } from '../../domain/index.ts';
import type { Instrument } from '../instrument.ts';
import type { Faults } from '../read/fault.ts';
import type { Mapping } from '../read/mapping.ts';
import { readNeed } from './read-need.ts';
import { readPublication } from './read-publication.ts';
import { RuleReader } from './reader.ts';

const keys = [
  ...['year', 'reference_date', 'baseline', 'target', 'target_year', 'coverage_threshold', 'answered_threshold'],
  ...['tiers', 'least_group', 'pace', 'need', 'publication'],
];

/** Half of what was asked: a score that rests on less says more of what was left out than of the country. */
const defaultAnswered = 0.5;

/** @param versions - every version of the instrument, for the baseline */
export function readCycleRules(
  at: Mapping,
  instrument: Instrument,
  versions: readonly string[],
  faults: Faults,
): CycleRules {
  const read = new RuleReader(at, instrument, faults);
  at.only(keys);
  const { version } = instrument;
  const earlier = versions.filter((one) => isEarlier(one, version));
  const yearOfVersion = /^\d{4}$/.test(version) ? Number(version) : null;
  if (!at.has('year') && yearOfVersion === null) at.missing('year', 'the reference year of the answers');
  const need = readNeed(read);
  return {
    year: read.whole('year', { from: 1900, to: 2200, missing: yearOfVersion ?? 0 }),
    referenceDate: read.day('reference_date'),
    baseline: read.isNull('baseline')
      ? null
      : read.word('baseline', earlier, 'an earlier version of the questionnaire in quotes, or null'),
    target: read.isNull('target') ? null : read.number('target', { from: 0, to: 100, missing: null }),
    targetYear: read.isNull('target_year') ? null : read.whole('target_year', { from: 1900, to: 2200, missing: null }),
    coverageThreshold: read.required('coverage_threshold', { from: 0, to: 1 }),
    answeredThreshold: read.number('answered_threshold', { from: 0, to: 1, missing: defaultAnswered }),
    tiers: readTiers(read),
    leastGroup: read.required('least_group', { from: 1, to: 300 }),
    pace: readPace(read),
    need,
    publication: readPublication(read, need),
  };
}

function readTiers(read: RuleReader): number[] {
  const value = read.at.raw('tiers');
  const expected = 'a list of rising scores between 0 and 100, such as [25, 50, 75]';
  if (value === undefined) {
    read.at.missing('tiers', expected);
    return [];
  }
  const rises = (one: unknown, place: number, all: unknown[]) =>
    typeof one === 'number' && one > 0 && one < 100 && (place === 0 || one > Number(all[place - 1]));
  if (Array.isArray(value) && value.length > 0 && value.every(rises)) return value as number[];
  read.at.wrong('tiers', expected);
  return [];
}

function readPace(read: RuleReader): CycleRules['pace'] {
  const names = ['on_track', 'moderate', 'insufficient', 'same_sign'] as const;
  const inner = read.inner('pace', 'The pace');
  if (inner === null) {
    if (!read.at.has('pace')) read.at.missing('pace', `${names.join(', ')}, each with a number`);
    return { on_track: 0, moderate: 0, insufficient: 0, same_sign: 0 };
  }
  inner.at.only(names);
  const pace = {
    on_track: inner.required('on_track', { from: 0, to: 10 }),
    moderate: inner.required('moderate', { from: 0, to: 10 }),
    insufficient: inner.required('insufficient', { from: 0, to: 10 }),
    same_sign: inner.required('same_sign', { from: 0, to: 1 }),
  };
  if (pace.moderate > pace.on_track) inner.at.wrong('moderate', 'at most "on_track"');
  if (pace.insufficient > pace.moderate) inner.at.wrong('insufficient', 'at most "moderate"');
  return pace;
}
