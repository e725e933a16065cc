/** Maps the questions of a cycle to those of each earlier cycle, through as many versions as lie between. */
import type { Instrument } from '../../questionnaire/index.ts';
import type { InputRow } from '../input/inputs.ts';
import type { FrozenCycle } from './frozen.ts';

/** What an earlier question corresponds to, and how its choices are recoded. */
type Step = {
  readonly from: string;
  readonly relation: 'same' | 'recoded';
  readonly recode: Readonly<Record<string, string>>;
};

/**
 * Rows for the last of the cycles: one for each question and each earlier cycle in which it can be compared.
 *
 * If its crosswalk does not name an earlier version, the crosswalks of the versions between are chained.
 *
 * @param cycles - oldest first
 */
export function crosswalkRows(cycles: readonly FrozenCycle[]): InputRow<'crosswalk'>[] {
  const last = cycles.at(-1)!;
  const rows: InputRow<'crosswalk'>[] = [];
  for (const [at, earlier] of cycles.slice(0, -1).entries()) {
    const between = cycles.slice(at).map(({ instrument }) => instrument);
    for (const [question, { from, relation, recode }] of stepsBetween(between)) {
      const pairs = Object.entries(recode).map(([old, now]) => `${old}=${now}`);
      rows.push({
        cycle: last.cycle.id,
        question,
        from_cycle: earlier.cycle.id,
        from_question: from,
        relation,
        recode: pairs.join('|'),
      });
    }
  }
  return rows;
}

/** @param versions - oldest first, at least two */
function stepsBetween(versions: readonly Instrument[]): ReadonlyMap<string, Step> {
  const [oldest, newest] = [versions[0]!, versions.at(-1)!];
  const direct = directSteps(oldest, newest);
  if (direct || versions.length === 2) return direct ?? new Map();
  const later = directSteps(versions.at(-2)!, newest) ?? new Map<string, Step>();
  const before = stepsBetween(versions.slice(0, -1));
  return new Map(
    [...later].flatMap(([question, step]) => {
      const further = before.get(step.from);
      return further ? [[question, joined(further, step)] as const] : [];
    }),
  );
}

/** Returns null if the newer crosswalk does not name the older version. */
function directSteps(older: Instrument, newer: Instrument): Map<string, Step> | null {
  const lines = newer.crosswalk.filter(
    ({ fromInstrument, fromVersion }) => fromInstrument === older.id && fromVersion === older.version,
  );
  if (lines.length === 0) return null;
  const steps = new Map<string, Step>();
  for (const { question, fromQuestion, relation, recode } of lines) {
    if (question === null || fromQuestion === null || (relation !== 'same' && relation !== 'recoded')) continue;
    steps.set(question, { from: fromQuestion, relation, recode: relation === 'recoded' ? recode : {} });
  }
  return steps;
}

function joined(first: Step, second: Step): Step {
  const through = Object.entries(first.recode).map(([old, middle]) => [old, second.recode[middle] ?? middle] as const);
  // A choice that only the second step recodes keeps its code in the first.
  const recode = { ...second.recode, ...Object.fromEntries(through) };
  const relation = first.relation === 'same' && second.relation === 'same' ? 'same' : 'recoded';
  return { from: first.from, relation, recode };
}
