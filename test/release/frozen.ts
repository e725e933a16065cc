/** Typed-in submissions, as freezing reads them from the store. */
import type { AnswerState, Cycle, SectionPublication } from '../../src/domain/index.ts';
import { type AnswerClass, classOf } from '../../src/domain/index.ts';
import { cycleOf, type Instrument, loadCycleRules, loadInstrument } from '../../src/questionnaire/index.ts';
import { assemble } from '../../src/release/build/assemble.ts';
import type { Frozen, FrozenCycle, FrozenSupport } from '../../src/release/build/frozen.ts';
import type { Edition, ReleaseInputs } from '../../src/release/index.ts';
import type { EarlierRelease } from '../../src/release/protect/earlier.ts';
import type { ReadAnswer, StoredTreatyFact } from '../../src/state/index.ts';

/**
 * Answers of one country by item: a value, a state (`'?'` not known, `'-'` not released, `'x'` does not apply with an
 * accepted reason, `'y'` does not apply without one), or an object with more details.
 */
export type Typed = Readonly<
  Record<string, Value | { value: Value; class?: AnswerClass; evidence?: string; comment?: string }>
>;
type Value = number | string | null;
/** Publication choices of a country by section. The default is "published". */
export type Choice = Readonly<Record<string, SectionPublication>>;

export type Returned = { readonly answers: Typed; readonly publication?: Choice };

const states: Readonly<Record<string, AnswerState>> = {
  '?': 'not_known',
  '-': 'not_released',
  x: 'not_applicable',
  y: 'not_applicable',
};

/** @param returned - submissions by country; these countries are invited, and so are those in `invited` */
export function frozenCycle(
  contentRoot: string,
  id: string,
  version: string,
  returned: Readonly<Record<string, Returned>>,
  invited: readonly string[] = [],
): FrozenCycle {
  const instrument = loadInstrument(contentRoot, id, version);
  return {
    cycle: cycleRow(instrument),
    rules: loadCycleRules(contentRoot, id, version),
    instrument,
    invited: [...new Set([...invited, ...Object.keys(returned)])],
    accepted: new Map(
      Object.entries(returned).map(([country, { answers, publication = {} }]) => [
        country,
        Object.entries(answers).map(([item, typed], place) =>
          answerOf(instrument, country, item, typed, publication, place),
        ),
      ]),
    ),
  };
}

export function inputsOf(
  contentRoot: string,
  cycles: readonly FrozenCycle[],
  more: {
    treatyFacts?: readonly StoredTreatyFact[];
    support?: FrozenSupport;
    edition?: Edition;
    seal?: string;
    earlier?: readonly EarlierRelease[];
  } = {},
): ReleaseInputs {
  const frozen: Frozen = {
    cycles,
    kind: 'illustrative',
    treatyFacts: more.treatyFacts ?? [],
    ...(more.support && { support: more.support }),
    ...(more.earlier && { earlier: more.earlier }),
  };
  return assemble({
    frozen,
    contentRoot,
    software: 'test',
    edition: more.edition ?? 'public',
    seal: more.seal ?? 'seal',
  });
}

const cycleRow = ({ id, version, filesHash }: Instrument): Cycle => ({
  id: cycleOf({ id, version }),
  instrument: id,
  version,
  instrumentHash: filesHash,
  meaning: null,
  meaningHash: null,
  openedAt: `${version}-02-01T00:00:00.000Z`,
  openedBy: 'secretariat',
  closesOn: null,
  target: 75,
  targetYear: 2030,
  baseline: version === '2026' ? `${id}-2024` : null,
  rules: null,
  rulesHash: null,
});

function answerOf(
  instrument: Instrument,
  country: string,
  item: string,
  typed: Typed[string],
  publication: Choice,
  place: number,
): ReadAnswer {
  const code = item.split('.')[0]!;
  const question = instrument.questions.get(code)!;
  const { value, ...more } = typed !== null && typeof typed === 'object' ? typed : { value: typed };
  const state = value === null ? 'blank' : (states[String(value)] ?? 'answered');
  const chosen = publication[question.section] ?? 'published';
  return {
    cycle: cycleOf(instrument),
    country,
    revision: 1,
    section: question.section,
    question: code,
    part: item === code ? null : item,
    state,
    value: state === 'answered' ? value : null,
    raw: null,
    reason: state === 'not_applicable' ? 'There is none here.' : null,
    comment: more.comment ?? null,
    note: null,
    evidence: more.evidence ?? null,
    evidenceState: more.evidence === undefined ? 'self_reported' : 'evidenced',
    reasonReview: value === 'x' ? 'accepted' : null,
    confirmed: false,
    class: more.class ?? classOf(question.class, chosen),
    publication: chosen,
    upload: `upload of ${country}`,
    sheet: `Section ${question.section}`,
    cell: `F${place + 10}`,
    uploadSha256: country.charCodeAt(2).toString(16).padStart(64, '0'),
    fileName: `From J. Doe, ${country}.xlsx`,
  };
}
