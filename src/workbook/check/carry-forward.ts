/** Carries the answers of an older version's workbook over to the requested version, through the crosswalk. */
import { isEarlier } from '../../content/index.ts';
import { type Answer, blankContent, type Finding } from '../../domain/index.ts';
import { type CarriedFate, carryOver, cellsOfInstrument, type Instrument } from '../../questionnaire/index.ts';
import { finding, wholeFile } from '../answers/place/place.ts';
import type { FindingCode } from '../finding-codes.ts';

export type Carried = {
  readonly instrument: Instrument;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
};

/** Returns a workbook unchanged if it is not older, or if no crosswalk covers it. */
export function carryForward(own: Instrument, wanted: Instrument, answers: readonly Answer[]): Carried {
  const known = wanted.crosswalk.some((line) => line.fromInstrument === own.id && line.fromVersion === own.version);
  if (!known || !isEarlier(own.version, wanted.version)) return { instrument: own, answers, findings: [] };
  const carried = carryOver(wanted, own.version, answers);
  const byId = new Map(carried.answers.map((answer) => [answer.part ?? answer.question, answer]));
  const before = new Map(answers.map((answer) => [answer.part ?? answer.question, answer]));
  const inOrder = [...cellsOfInstrument(wanted).values()].map(
    (cell): Answer => byId.get(cell.id) ?? { ...unanswered, question: cell.question.code, part: cell.part },
  );
  return { instrument: wanted, answers: inOrder, findings: describe(own, wanted, carried.fates, before) };
}

/** A question that is new or has another meaning has no cell in an older workbook. */
const unanswered = { ...blankContent, sheet: '', cell: '' };

/** Findings about answers that do not exist in the requested version; the others are counted. */
const codes: Partial<Record<CarriedFate['fate'], FindingCode>> = {
  changed: 'carried_changed',
  dropped: 'carried_dropped',
  unknown: 'carried_dropped',
  lost: 'carried_lost',
};

function describe(
  own: Instrument,
  wanted: Instrument,
  fates: readonly CarriedFate[],
  before: ReadonlyMap<string, Answer>,
): Finding[] {
  const reported = fates.map((fate) => ({ fate, answer: fate.from === null ? undefined : before.get(fate.from) }));
  const withAnswer = reported.filter(({ answer }) => answer !== undefined && answer.state !== 'blank');
  const questions = (...kinds: CarriedFate['fate'][]) =>
    new Set(withAnswer.flatMap(({ fate, answer }) => (kinds.includes(fate.fate) ? [answer!.question] : []))).size;
  const details = { version: own.version, newest: wanted.version, recoded: questions('recoded') };
  const findings = [
    finding('version_older', 'warning', wholeFile, { ...details, count: questions('same', 'recoded') }),
  ];
  const fresh = fates.filter(({ fate }) => fate === 'new').map(({ to }) => to);
  if (fresh.length > 0) {
    findings.push(finding('carried_new', 'warning', wholeFile, { count: fresh.length, questions: fresh.join(', ') }));
  }
  for (const { fate, answer } of withAnswer) {
    const spot = { sheet: answer!.sheet, cell: answer!.cell, question: answer!.question };
    const lost = { from: fate.from!, to: fate.to ?? '', newest: wanted.version, choices: fate.lostChoices.join(', ') };
    const code = codes[fate.fate] ?? (fate.lostChoices.length > 0 ? 'carried_lost' : null);
    if (code) findings.push(finding(code, 'warning', spot, lost));
  }
  return findings;
}
