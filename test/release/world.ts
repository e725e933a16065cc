/** Eight fictional States and their answers in two cycles. */
import type { Returned, Typed } from './frozen.ts';

/** Answers to every public question, and restricted ones. */
export const full: Typed = {
  'A01.A': 'all',
  'A01.B': 'all',
  'A01.C': 'all',
  'A01.D': 'all',
  A02: 'all',
  B01: 'signed',
  B02: 'none',
  B03: 3,
  B04: 4,
  B05: 1,
  B06: 'drills plans',
  B07: 1,
  B08: 'weeks',
  'B09.status': 5,
  'B09.checked': '2025-05-01',
  B10: { value: 'Notes', comment: 'Said aloud' },
  C01: { value: 1, evidence: 'Article 5' },
  C02: 3,
  C03: 5,
  C04: 1,
  C05: 5,
  C06: 'Kept between us',
  'D01.surveillance': 2,
  'D01.response': 0,
  'D02.surveillance': 'drills other',
  'D02.response': null,
  'D03.1.provider': 'A fund',
  'D03.1.area': 'surveillance',
  'D03.1.to': '2025-06-30',
  D04: 'stocks',
};

/** Answers of the same country two years earlier. */
export const before: Typed = {
  ...Object.fromEntries(Object.entries(full).filter(([item]) => !['B02', 'C01'].includes(item))),
  B03: 2,
  B08: 'month',
  C11: 1,
  C02: 1,
  C03: 3,
};

export const States = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH'] as const;

export const now: Record<string, Returned> = {
  XAA: { answers: full },
  XAB: { answers: { ...full, C01: 5, C02: 5, C03: 5, C04: 5, B01: 'in_force', B03: 5, B04: 5 } },
  XAC: { answers: { ...full, C01: '?', C02: '-', B08: 'no_case_yet', B07: 'x' } },
  XAD: { answers: { ...full, B03: 1, B04: 5 } },
  XAE: { answers: full, publication: { C: 'scores_only' } },
  XAF: { answers: full, publication: { B: 'not_published' } },
  XAG: { answers: { ...full, C02: { value: 3, class: 'restricted' } } },
};

export const earlier: Record<string, Returned> = {
  XAA: { answers: before },
  XAB: { answers: before },
  XAH: { answers: before },
};
