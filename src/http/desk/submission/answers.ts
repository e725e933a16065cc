/** Answers for a reviewer: the question, the answer in words, and its cell; by section. */

import { html, raw } from 'hono/html';
import type { Desk } from '../../../collection/index.ts';
import { type AnswerDifference, type AnswerState, type AnswerValue, answerId } from '../../../domain/index.ts';
import { formatList } from '../../../i18n/index.ts';
import { countAsked, doneOf, hiddenQuestions, type Instrument, label } from '../../../questionnaire/index.ts';
import type { Names } from '../../site/names.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { classMark, stateMark, table } from '../page.ts';

export type Answers = Awaited<ReturnType<Desk['answersOf']>>;
type Answer = Answers[number];

/** The sources of labels for codes; the questionnaire only if the installation has it. */
export type Wordings = { readonly names: Names; readonly instrument: Instrument | null };

type Named = Pick<Answer, 'question' | 'part'>;

/** @param first - false for further parts of a question, whose wording is in the row before */
export function questionCell(context: DeskContext, { names, instrument }: Wordings, of: Named, first = true): Html {
  const id = answerId(of);
  const known = instrument?.questions.has(of.question) ? instrument : null;
  if (known === null) return html`<th scope="row"><code>${id}</code></th>`;
  const { question, part } = names.wording(known, context.language, of.question, of.part);
  return html`<th scope="row" class="asked"><code>${id}</code> ${first ? question : ''}${part === null ? '' : html` <small class="under">${part}</small>`}</th>`;
}

/** The value in words if there is one, otherwise the state. */
function showAnswer(
  context: DeskContext,
  { names, instrument }: Wordings,
  id: string,
  state: AnswerState,
  value: AnswerValue | null,
): Html {
  if (state !== 'answered' || value === null) return stateMark(context, state);
  return html`<span class="answer">${instrument === null ? String(value) : names.value(instrument, context.language, id, value)}</span>`;
}

export function showAnswerChanges(context: DeskContext, words: Wordings, changes: readonly AnswerDifference[]): Html {
  const { t } = context;
  const heads = ['question', 'before', 'after'].map((key) => t(`submission.${key}`));
  const rows = changes.map((one) => {
    const id = answerId(one);
    const beside = formatList(
      context.texts.language(context.language),
      one.beside.map((what) => t(`submission.besides.${what}`)),
    );
    return html`<tr>${questionCell(context, words, one)}<td data-title="${heads[1]!}">${showAnswer(context, words, id, one.fromState, one.from)}</td>
<td data-title="${heads[2]!}">${showAnswer(context, words, id, one.toState, one.to)}${beside === '' ? '' : html` <small class="under">${t('submission.beside', { what: beside })}</small>`}</td></tr>
`;
  });
  return table(t('submission.changes'), heads, rows, 'answers');
}

/** @param marked - ids of cells that changed or have an error: their sections are expanded */
export function showAnswers(
  context: DeskContext,
  words: Wordings,
  answers: Answers,
  marked: ReadonlySet<string>,
): Html {
  const { t } = context;
  const { instrument } = words;
  const hidden = instrument === null ? new Map() : hiddenQuestions(instrument, answers);
  const sections = [...Map.groupBy(answers, ({ section }) => section)];
  const shown = sections.map(([section, of]) => {
    const title = instrument === null ? section : t('submission.section', { code: section, title: name(section) });
    const given = of.filter(({ state }) => state !== 'blank');
    const blank = of.filter((answer) => answer.state === 'blank');
    const asked = blank.filter((answer) => !hidden.has(answerId(answer)));
    const counts = instrument && countAsked(instrument, answers, (question) => question.section === section);
    const count =
      counts === null ? '' : t('submission.section_count', { done: doneOf(counts), questions: counts.questions });
    return { section, title, given, asked, away: blank.length - asked.length, count };
  });
  function name(section: string): string {
    return label(instrument!, context.language, 'section', section);
  }
  const whole = instrument && countAsked(instrument, answers);
  return html`${whole === null ? '' : html`<p class="sentence">${t('submission.whole_count', { done: doneOf(whole), questions: whole.questions, blank: whole.blank })}</p>`}<ul class="jumps">${shown.map(({ section, title, count }) => html`<li><a href="#section-${section}">${title}</a> <small>${count}</small></li>`)}</ul>
${shown.map(
  ({ section, title, given, asked, away, count }) =>
    html`<details class="unfolds"${given.some((one) => marked.has(answerId(one))) ? raw(' open') : ''}><summary>${title} <span class="under">${count}</span></summary><div id="section-${section}">
${given.length === 0 ? '' : showSection(context, words, title, given)}
${asked.length === 0 ? '' : html`<p class="note">${t('submission.left_blank', { count: asked.length })} ${asked.map((one, at) => html`${at > 0 ? ', ' : ''}<code>${answerId(one)}</code>`)}</p>`}
${away === 0 ? '' : html`<p class="note">${t('submission.not_asked', { count: away })}</p>`}</div></details>
`,
)}`;
}

function showSection(context: DeskContext, words: Wordings, title: string, answers: readonly Answer[]): Html {
  const heads = ['question', 'answer', 'evidence', 'class', 'cell'].map((key) => context.t(`submission.${key}`));
  const rows = answers.map((one, at) => {
    const further = one.part !== null && answers[at - 1]?.question === one.question;
    return html`<tr id="q-${answerId(one)}">${questionCell(context, words, one, !further)}
<td class="as-text" data-title="${heads[1]!}">${showAnswer(context, words, answerId(one), one.state, one.value)}${showBeside(context, one)}</td>
<td data-title="${heads[2]!}">${context.t(`evidence_states.${one.evidenceState}`)}${one.evidence === null ? '' : html` <small class="under">${one.evidence}</small>`}</td>
<td data-title="${heads[3]!}">${classMark(context, one.class)}</td><td data-title="${heads[4]!}"><code>${one.sheet}!${one.cell}</code></td></tr>
`;
  });
  return table(title, heads, rows, 'answers');
}

function showBeside({ t }: DeskContext, { state, raw: typed, reason, comment, note }: Answer): Html {
  const lines = [
    state === 'answered' || typed === null ? null : t('submission.raw_is', { text: String(typed) }),
    reason === null ? null : t('submission.reason_is', { text: reason }),
    comment === null ? null : t('submission.comment_is', { text: comment }),
    note === null ? null : t('submission.note_is', { text: note }),
  ];
  return html`${lines.flatMap((line) => (line === null ? [] : [html` <small class="under">${line}</small>`]))}`;
}
