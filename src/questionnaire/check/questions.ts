/** Checks the references of questions to `choices.yaml`, and the requirements of scorers. */

import { nearest } from '../../content/index.ts';
import { gridRows, sectionRows } from '../cells.ts';
import type { CellType, ChoiceList, Instrument, Question, Scorer } from '../instrument.ts';
import type { Faults } from '../read/fault.ts';
import type { QuestionDraft, SectionDraft } from '../read/questions.ts';

type Lists = ReadonlyMap<string, ChoiceList>;

export function checkQuestions(sections: readonly SectionDraft[], lists: Lists, faults: Faults): void {
  for (const { questions } of sections) {
    for (const draft of questions) {
      checkLists(draft, lists, faults);
      checkRows(draft, sections, lists, faults);
      checkScorer(draft, lists, faults);
      checkWhenHidden(draft, faults);
    }
  }
}

function checkLists({ question, at }: QuestionDraft, lists: Lists, faults: Faults): void {
  const unknown = (list: string, where: string) => {
    const details = { question: question.code, list, near: nearest(list, lists.keys()) };
    faults.add('questionnaire_list_unknown', where, details);
  };
  if (question.list !== null && !lists.has(question.list)) unknown(question.list, at.where('list'));
  question.parts.forEach(({ list }, place) => {
    if (list !== null && !lists.has(list)) unknown(list, at.where('parts', place, 'list'));
  });
  const { rows } = question;
  if (rows !== null && rows !== sectionRows && !lists.has(rows)) unknown(rows, at.where('rows'));
}

function checkRows(
  { question, at }: QuestionDraft,
  sections: readonly SectionDraft[],
  lists: Lists,
  faults: Faults,
): void {
  const { rows } = question;
  if (rows === null) return;
  if (lists.get(rows)?.openEnded) at.wrong('rows', 'a choice list that lists its choices');
  const asInstrument = { sections, lists } as unknown as Pick<Instrument, 'sections' | 'lists'>;
  if (rows === sectionRows && gridRows(asInstrument, rows).length === 0) {
    const details = {
      thing: at.thing,
      key: 'rows',
      given: rows,
      expected: 'a list, because there is only one section',
    };
    faults.add('questionnaire_value_wrong', at.where('rows'), details);
  }
}

function checkScorer({ question, at }: QuestionDraft, lists: Lists, faults: Faults): void {
  const { scorer, code } = question;
  if (scorer === null) return;
  const wrong = (reason: string, correction: string) =>
    faults.add('questionnaire_scorer_wrong', at.where('scorer'), { question: code, reason, correction });
  if (question.type === 'repeat') return void wrong('a repeat has no fixed number of answers', 'Leave the scorer out.');
  const cell = scoredCell(question, scorer);
  if (cell === null) {
    const names = question.parts.map(({ name }) => name).join(', ');
    if (question.type === 'group')
      return void wrong('it does not state which part counts', `Set "part" to one of ${names}.`);
    return void wrong('it names a part, and the question has none', 'Leave "part" out.');
  }
  const list = cell.list === null ? undefined : lists.get(cell.list);
  // A missing or unknown list is reported elsewhere.
  if (list === undefined && (cell.list !== null || cell.type.startsWith('select'))) return;
  for (const [reason, correction] of refusals(scorer, cell.type, list)) wrong(reason, correction);
}

function* refusals(
  scorer: Scorer,
  type: CellType,
  list: ChoiceList | undefined,
): Generator<[reason: string, correction: string]> {
  if (scorer.by === 'choice') {
    if (type !== 'select_one') yield ['"choice" needs one choice of a list', fitting(type)];
    else if (!list!.scored)
      yield [`the list "${list!.name}" has no scores`, 'Give the list scores, or leave the scorer out.'];
  }
  if (scorer.by === 'goalposts') {
    if (type !== 'integer' && type !== 'decimal') yield ['goalposts need a number', fitting(type)];
    if (scorer.low === scorer.high) yield ['both goalposts are the same', 'Set two different ones.'];
  }
  if (scorer.by === 'share') {
    if (type !== 'select_multiple') return yield ['a share needs several choices of a list', fitting(type)];
    if (list!.openEnded) return;
    if (scorer.of.length === 0) yield ['the share counts no choice', 'Name the choices that it counts.'];
    if (new Set(scorer.of).size < scorer.of.length) yield ['the share counts a choice twice', 'Name each choice once.'];
    const names = list!.choices.map(({ name }) => name);
    for (const name of scorer.of.filter((one) => !names.includes(one))) {
      yield [`"${name}" is not a choice of "${list!.name}"`, `Name some of ${names.join(', ')}.`];
    }
  }
}

function fitting(type: CellType): string {
  if (type === 'select_one') return 'Write "scorer: choice".';
  if (type === 'select_multiple') return 'Write { share: [names] }.';
  return type === 'integer' || type === 'decimal'
    ? 'Write { goalposts: { low: …, high: … } }.'
    : 'Leave the scorer out.';
}

/** Type and list of the scored cell; null if the scorer's part does not fit the question. */
function scoredCell(question: Question, { part }: Scorer): { type: CellType; list: string | null } | null {
  const { type } = question;
  if (type === 'group' || type === 'repeat') return question.parts.find(({ name }) => name === part) ?? null;
  if (part !== null) return null;
  return { type: type === 'grid' ? (question.cellType ?? 'text') : type, list: question.list };
}

function checkWhenHidden({ question, rule, at }: QuestionDraft, faults: Faults): void {
  const { code, scorer, whenHidden } = question;
  if (rule !== null && scorer !== null && whenHidden === null && !at.has('when_hidden')) {
    faults.add('questionnaire_when_hidden_missing', at.where('relevance'), { question: code });
  }
  if (!at.has('relevance') && at.has('when_hidden')) {
    faults.add('questionnaire_when_hidden_idle', at.where('when_hidden'), { question: code });
  }
}
