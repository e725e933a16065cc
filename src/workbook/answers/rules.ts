/** Rules across cells: relevance, required reasons and evidence, and the country named in an answer. */
import { type Answer, type Finding, statedReason } from '../../domain/index.ts';
import { cellsOf, hiddenQuestions, type Instrument, judgeReason, type Question } from '../../questionnaire/index.ts';
import type { ColumnKey } from '../layout-columns.ts';
import type { ReadAnswers } from './answers.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, type Spot, spotOf } from './place/place.ts';

type ById = ReadonlyMap<string, Answer>;

/** Ids of answer cells whose question is not relevant given the other answers. */
export function hiddenCells(instrument: Instrument, answers: ById): ReadonlySet<string> {
  return new Set([...hiddenQuestions(instrument, answers.values()).keys()].filter((id) => answers.has(id)));
}

/** What each question lacks or has in excess; reported once per question, at the cell to correct. */
export function checkRules(instrument: Instrument, read: ReadAnswers, hidden: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const question of instrument.questions.values()) {
    const away: GivenAnswer[] = [];
    const shown: GivenAnswer[] = [];
    for (const { id } of cellsOf(instrument, question)) {
      const answer = read.answers.get(id);
      // Nothing is wrong with a blank answer.
      if (!answer || (answer.state === 'blank' && answer.evidence === null)) continue;
      const given = { id, answer, row: read.rows.get(id) };
      if (!hidden.has(id)) shown.push(given);
      else if (answer.state === 'answered') away.push(given);
    }
    if (away.length > 0) findings.push(finding('not_asked', 'warning', placeOf(away[0]!), { count: away.length }));
    if (shown.length === 0) continue;
    findings.push(...wantedReasons(instrument, question, shown, read.heads.get(question.code)));
    findings.push(...wantedEvidence(instrument, question, shown));
  }
  return findings;
}

/** An answer and the row that it was read from, if there is one. */
type GivenAnswer = { readonly id: string; readonly answer: Answer; readonly row: FoundRow | undefined };

const placeOf = ({ answer: { sheet, cell, question } }: Pick<GivenAnswer, 'answer'>): Spot => ({
  sheet,
  cell,
  question,
});

/** The cell of a column next to an answer; the answer cell itself if the sheet has no such column. */
function beside(reported: GivenAnswer, column: ColumnKey): Spot {
  const place = reported.row?.columns.get(column);
  return place === undefined
    ? placeOf(reported)
    : spotOf(reported.row!.sheet.name, reported.row!.row, place, reported.answer.question);
}

/**
 * Faults of an answer “does not apply”: the question applies to every country, there is no reason, or the reason is
 * not accepted.
 */
const codeOf = { always_applies: 'always_applies', none: 'reason_wanted', not_listed: 'reason_not_listed' } as const;

function wantedReasons(
  instrument: Instrument,
  question: Question,
  cells: readonly GivenAnswer[],
  head: FoundRow | undefined,
): Finding[] {
  // A state on the heading is one statement about all its parts.
  const spot = (reported: GivenAnswer, column: ColumnKey) => {
    const ofHead = head?.cell('state') !== undefined && reported.answer.raw === null;
    return beside(ofHead ? { ...reported, row: head } : reported, column);
  };
  const away = cells.filter(({ answer }) => answer.state === 'not_applicable');
  const rejected = away.flatMap((reported) => {
    const verdict = judgeReason(instrument, question, statedReason(reported.answer));
    return verdict === 'acceptable' ? [] : [{ reported, code: codeOf[verdict] }];
  });
  const unknown = question.core
    ? cells.find(({ answer }) => answer.state === 'not_known' && statedReason(answer) === null)
    : undefined;
  return [
    ...rejected.slice(0, 1).map(({ reported, code }) =>
      finding(code, 'warning', spot(reported, code === 'always_applies' ? 'state' : 'reason'), {
        ...(code === 'reason_not_listed' && { typed: statedReason(reported.answer)! }),
      }),
    ),
    ...(unknown ? [finding('reason_wanted_not_known', 'warning', spot(unknown, 'reason'))] : []),
  ];
}

/** Evidence is required from half of the full score on, and for any answer that is not scored. */
const scoreThatWantsEvidence = 50;
const levelThatWantsEvidence = 2;

function wantedEvidence(instrument: Instrument, question: Question, cells: readonly GivenAnswer[]): Finding[] {
  if (question.evidence === null || cells.some(({ answer }) => answer.evidence !== null)) return [];
  const list = question.list === null ? null : instrument.lists.get(question.list);
  const claims = cells.find(({ answer: { state, value } }) => {
    if (state !== 'answered') return false;
    const score = list?.scored ? list.choices.find(({ name }) => name === String(value))?.score : undefined;
    if (score !== undefined) return score !== null && score >= scoreThatWantsEvidence;
    return typeof value !== 'number' || value >= levelThatWantsEvidence;
  });
  return claims
    ? [finding('evidence_wanted', 'warning', beside(claims, 'evidence'), { evidence: question.evidence })]
    : [];
}

/** Compares the country that an answer names with the country of the workbook. */
export function checkCountry(instrument: Instrument, answers: ById, country: string | undefined): Finding[] {
  if (!country) return [];
  return [...instrument.questions.values()].flatMap((question) => {
    const list = question.list === null ? undefined : instrument.lists.get(question.list);
    const answer = answers.get(question.code);
    const names = list?.openEnded && question.prefill !== null && answer?.state === 'answered';
    if (!names || answer.value === country) return [];
    return [finding('country_disagrees', 'error', placeOf({ answer }), { typed: String(answer.value), country })];
  });
}
