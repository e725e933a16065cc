/**
 * The course of a State's submission in one cycle of the demo: whether and when it is sent, whether with mistakes,
 * and its final status.
 */
import type { DemoState } from './capacity.ts';
import { type Chance, chance } from './chance.ts';
import type { DemoHints } from './hints.ts';

export type Fate = {
  /** False for a State that does not report. */
  readonly reports: boolean;
  /** For a State that does not report: whether it downloaded its workbook. */
  readonly taken: boolean;
  /** The language of its workbook. */
  readonly language: string;
  /** Whether its first workbook contains mistakes. */
  readonly careless: boolean;
  /**
   * - `accepted`: accepted as received, with a reason if it has errors
   * - `corrected`: returned for its errors, uploaded again without them, and accepted
   * - `returned`: returned for its errors
   * - `waiting`: not decided
   */
  readonly end: 'accepted' | 'corrected' | 'returned' | 'waiting';
  /** ISO dates; the answers refer to the first. */
  readonly receivedOn: string;
  readonly correctedOn: string;
  readonly decidedOn: string;
};

export type StateOfDemo = {
  readonly hints: DemoHints;
  readonly state: Pick<DemoState, 'code'>;
  /** 0 for the first cycle of the demo. */
  readonly cycle: number;
  /** Languages that its workbook may be in. */
  readonly languages: readonly string[];
};

/** Deterministic; known before anything is written. */
export function fateOf({ hints, state, cycle, languages }: StateOfDemo): Fate {
  const declared = hints.cycles[cycle]!;
  const own = chance(hints.seed, 'attendance', state.code, cycle);
  const sure = cycle === hints.cycles.length - 1 && state.code in hints.sure;
  const reports = !own.happens(declared.silent) || sure;
  const taken = own.happens(0.5);
  const careless = own.happens(hints.careless) && !sure;
  const open = own.happens(declared.open) && !sure;
  const window = days(declared.opens, declared.closes);
  const received = Math.round(window * (0.15 + 0.8 * own.uniform()));
  const looked = received + own.whole(2, 9);
  const corrected = looked + own.whole(4, 15);
  return {
    reports,
    taken,
    language: chance(hints.seed, 'language', state.code).pick(pickedLanguages(hints, languages)),
    careless,
    end: drawEnd(own, { careless, open }),
    receivedOn: dayAfter(declared.opens, received),
    correctedOn: dayAfter(declared.opens, corrected),
    decidedOn: dayAfter(declared.opens, looked),
  };
}

/** Languages for which the demo has answers, as a workbook may be offered in more. */
function pickedLanguages({ texts }: DemoHints, languages: readonly string[]): readonly string[] {
  const own = languages.filter((language) => Object.values(texts).some((by) => language in by));
  return own.length > 0 ? own : languages;
}

function drawEnd(own: Chance, { careless, open }: { careless: boolean; open: boolean }): Fate['end'] {
  const even = own.happens(0.5);
  if (open) return careless && even ? 'returned' : 'waiting';
  return careless && even ? 'corrected' : 'accepted';
}

/** The date a number of days after another, both ISO. */
export function dayAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
