/** An index of two pillars, and the variations of its method. */
import {
  type IndexData,
  type IndexMethod,
  type IndexNode,
  randomStream,
  type Variations,
} from '../../src/statistics/index.ts';

export const codes = ['p1', 'p2', 'p3', 'q1', 'q2'];
const node = { direction: 1 as const, denominator: null, scale: 1 };
export const nodes: IndexNode[] = [
  ...codes.map((code, at) => ({ ...node, code, level: 1, parent: code[0]!.toUpperCase(), weight: 1 + at })),
  { ...node, code: 'P', level: 2, parent: 'I', weight: 2 },
  { ...node, code: 'Q', level: 2, parent: 'I', weight: 1 },
  { ...node, code: 'I', level: 3, parent: null, weight: 1 },
];
/** Fourteen units and two pillars, with missing values if `gaps` is true. */
export function made(gaps: boolean): IndexData {
  const random = randomStream(9, gaps ? 1 : 0);
  return {
    units: Array.from({ length: 14 }, (_, at) => `u${at}`),
    columns: new Map(
      codes.map((code) => [code, Array.from({ length: 14 }, () => (random() < 0.2 && gaps ? null : 100 * random()))]),
    ),
    groups: new Map(),
    nodes,
  };
}
export const method: IndexMethod = {
  denominate: false,
  screen: null,
  impute: { by: 'none', group: null },
  treat: { skew: 0.5, kurtosis: 0, most: 5, otherwise: 'none' },
  treatEach: new Map(),
  normalise: { by: 'min_max', to: { low: 1, high: 100 } },
  normaliseEach: new Map(),
  weights: null,
  aggregate: [{ by: 'arithmetic', leastShare: null }],
};
export const nothing: Variations = {
  winsorise: [],
  normalise: [],
  aggregate: [],
  impute: [],
  weights: null,
  leaveOut: false,
};
export const much: Variations = {
  winsorise: [0, 1, 3],
  normalise: [method.normalise, { by: 'rank' }],
  aggregate: ['arithmetic', 'geometric', 'harmonic'],
  impute: ['none', 'mean'],
  weights: { noise: 0.25, levels: [1, 2] },
  leaveOut: true,
};
