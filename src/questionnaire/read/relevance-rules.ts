/** Parses the relevance rules of an instrument and checks their references. */

import { nearest } from '../../content/index.ts';
import { cellsOf } from '../cells.ts';
import type { CellDeclaration, Instrument, Question } from '../instrument.ts';
import { checkComparisons, holdsOf } from '../relevance/check.ts';
import { fitsWorkbook } from '../relevance/excel.ts';
import { type Expression, mapReferences, type Reference, referencesOf, walk } from '../relevance/expression.ts';
import { parseRelevance } from '../relevance/parse.ts';
import type { Faults } from './fault.ts';
import type { QuestionDraft } from './questions.ts';

/**
 * Adds its relevance rule to a question, with each reference resolved to a cell.
 *
 * @param instrument - with all questions, without their rules
 * @returns the question; without a rule if the rule has a fault
 */
export function readRelevance({ question, rule, at }: QuestionDraft, instrument: Instrument, faults: Faults): Question {
  if (rule === null) return question;
  const where = () => at.where('relevance');
  const parsed = faults.catch(() => parseRelevance(rule, where));
  if (!parsed) return question;
  const wrong = refusals(parsed, question, instrument);
  for (const { reference, reason, correction } of wrong) {
    faults.add('relevance_reference_wrong', where(), { question: question.code, reference, reason, correction });
  }
  const pattern = [...walk(parsed)].some(({ kind }) => kind === 'matches');
  if (pattern) faults.add('relevance_not_in_workbook', where(), { function: 'regex' });
  else if (!fitsWorkbook(parsed)) faults.add('relevance_too_long', where(), { question: question.code });
  // A cell is missing if the list of its rows is missing, which is reported there.
  if (wrong.length > 0 || referencesOf(parsed).some((one) => !cellMeant(one, instrument))) return question;
  const resolved = mapReferences(parsed, (reference) => resolve(reference, question, instrument));
  for (const { reference, given, expected } of checkComparisons(resolved, (one) => cellMeant(one, instrument)!)) {
    faults.add('relevance_never_true', where(), { question: question.code, reference, given, expected });
  }
  return { ...question, relevance: resolved };
}

type Refusal = { readonly reference: string; readonly reason: string; readonly correction: string };

function refusals(rule: Expression, question: Question, instrument: Instrument): Refusal[] {
  const found = new Map<string, Refusal>();
  for (const reference of referencesOf(rule)) {
    const reported = `\${${nameOf(reference)}}`;
    const refusal = refuse(reference, question, instrument);
    if (refusal) found.set(reported, { reference: reported, reason: refusal[0], correction: refusal[1] });
  }
  if ([...walk(rule)].some(({ kind }) => kind === 'self')) {
    const reason = 'a question cannot decide by its own answer whether it shows';
    found.set('.', { reference: '.', reason, correction: 'Name an earlier question.' });
  }
  return [...found.values()];
}

function refuse(
  reference: Reference,
  question: Question,
  instrument: Instrument,
): [reason: string, correction: string] | null {
  const codes = [...instrument.questions.keys()];
  const named = instrument.questions.get(reference.question);
  if (!named) {
    const near = nearest(reference.question, codes);
    return ['there is no such question', near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Name a question.'];
  }
  if (named.code === question.code) return ['that is the question itself', 'Name an earlier question.'];
  if (codes.indexOf(named.code) > codes.indexOf(question.code)) {
    return ['that question comes later', 'Move it before this one, or name an earlier question.'];
  }
  if (named.type === 'repeat') return ['a repeat has no single answer', 'Name a question that is answered once.'];
  const cells = cellsOf(instrument, named);
  const names = cells.map(({ name }) => name).filter((name) => name !== null);
  if (reference.part !== null) {
    if (names.includes(reference.part)) return null;
    if (names.length === 0) return ['that question has no parts', `Write \${${named.code}}.`];
    return [`it has no part "${reference.part}"`, `Its parts are ${names.join(', ')}.`];
  }
  if (named.type === 'group')
    return ['it has several parts', `Name one: ${names.map((name) => `\${${named.code}.${name}}`).join(', ')}.`];
  if (named.type === 'grid' && question.rows !== named.rows) {
    return [
      'it has several rows, and this question has not the same',
      `Name one row, as in \${${named.code}.${names[0]}}.`,
    ];
  }
  return null;
}

function resolve(reference: Reference, question: Question, instrument: Instrument): Reference {
  const { type } = instrument.questions.get(reference.question)!;
  const sameRow = type === 'grid' && reference.part === null && question.type === 'grid';
  return { ...reference, sameRow, holds: holdsOf(cellMeant(reference, instrument)!) };
}

/** The cell of a reference; for a grid, its first row, as all rows are alike. */
function cellMeant({ question, part }: Reference, instrument: Instrument): CellDeclaration | undefined {
  const cells = cellsOf(instrument, instrument.questions.get(question)!);
  return part === null ? cells[0] : cells.find(({ name }) => name === part);
}

function nameOf({ question, part }: Reference): string {
  return part === null ? question : `${question}.${part}`;
}
