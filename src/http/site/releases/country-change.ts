/** Changes of one country between two releases: its figures, and the answers behind them. */
import { html } from 'hono/html';
import { formatChange, formatList, formatNumber } from '../../../i18n/index.ts';
import type { AnswerChange, ScoreChange } from '../../../release/index.ts';
import type { Html, PageContext } from '../page-context.ts';
import type { CountryChange, ReleaseComparison } from './comparisons.ts';
import { releaseTime, releaseWords } from './words.ts';

export type ChangeWords = ReturnType<typeof changeWords>;

/** @param under - as for `showComparison`; null if a figure has no page */
export function changeWords(context: PageContext, of: ReleaseComparison | null, under: string | null) {
  const t = releaseWords(context);
  const language = context.texts.language(context.language);
  const name = (kind: string, id: string) => of?.name(context.language, kind, id) ?? id;
  const points = (value: number) => formatNumber(language, value, 2);
  const element = (code: string) => name(of?.levelOf(code) ?? '', code);
  return {
    t,
    name,
    list: (names: readonly string[]) => formatList(language, names),
    element,
    date: (iso: string) => releaseTime(context, iso),
    score: (value: number | null) => (value === null ? t('compare.none') : points(value)),
    /** With its sign, using a real minus sign. */
    difference: ({ from, to }: Pick<ScoreChange, 'from' | 'to'>) => {
      if (from === null || to === null) return t(from === null ? 'compare.gained' : 'compare.lost');
      return formatChange(language, to - from, 2);
    },
    figure: (country: string, code: string): Html | string =>
      under === null
        ? element(code)
        : html`<a href="${context.root}${context.language}/${under}figure/${country}/${code}">${element(code)}</a>`,
    question: ({ question, part }: AnswerChange) =>
      part === null ? name('question', question) : `${name('question', question)} · ${partName(name, part)}`,
    /** An answer as a reader of the questionnaire knows it. */
    answer: (change: AnswerChange, side: 'from' | 'to') => {
      const state = side === 'from' ? change.fromState : change.toState;
      if (state === null) return t('compare.none');
      const value = change[side];
      if (state !== 'answered' || value === null) return t(`compare.states.${state}`);
      const list = of?.listOf(change.question) ?? null;
      return list === null
        ? value
        : formatList(
            language,
            value.split(' ').map((one) => choice(name, list, one)),
          );
    },
  };
}

/** A part of a repeated answer has its number in its id, but not in its name. */
function partName(name: (kind: string, id: string) => string, part: string): string {
  const known = name('part', part);
  if (known !== part) return known;
  const [question, ...rest] = part.split('.');
  const plain = [question, ...rest.filter((step) => !/^\d+$/.test(step))].join('.');
  const found = name('part', plain);
  return found === plain ? rest.join('.') : found;
}

function choice(name: (kind: string, id: string) => string, list: string, value: string): string {
  const known = name('choice', `${list}:${value}`);
  if (known === `${list}:${value}`) return value;
  return /^\d+$/.test(value) && !known.startsWith(value) ? `${value} – ${known}` : known;
}

export function showChanges(words: ChangeWords, change: CountryChange): Html {
  const { t } = words;
  const { kind, country, scores, answers } = change;
  const reported =
    answers.length === 0
      ? html`<p class="note">${t('compare.no_answers')}</p>`
      : kind === 'changed'
        ? showAnswers(words, country, answers)
        : html`<p class="note">${t(kind === 'new' ? 'compare.answers_new' : 'compare.answers_gone', { count: answers.length })}</p>`;
  return html`${scores.length === 0 ? '' : showScores(words, country, scores, kind === 'changed' ? answers : [])}${reported}`;
}

const anchor = (country: string, indicator: string) => `a-${country}-${indicator}`;

function showScores(
  words: ChangeWords,
  country: string,
  scores: readonly ScoreChange[],
  answers: readonly AnswerChange[],
): Html {
  const { t } = words;
  const fed = new Set(answers.map(({ indicator }) => indicator));
  const heads = ['figure', 'before', 'after', 'difference', 'cause_head'].map((key) => t(`compare.${key}`));
  const cause = (element: string, one: string) =>
    one === 'answers' && fed.has(element)
      ? html`<a href="#${anchor(country, element)}">${t('compare.causes.answers')}</a>`
      : t(`compare.causes.${one}`);
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="${words.name('country', country)}${t('colon')} ${t('compare.figures')}"><table class="stacked"><caption>${words.name('country', country)}${t('colon')} ${t('compare.figures')}</caption>
<thead><tr>${heads.map((head, at) => html`<th scope="col" class="${at > 0 && at < 4 ? 'as-number' : ''}">${head}</th>`)}</tr></thead>
<tbody>${scores.map(
    (score) =>
      html`<tr><th scope="row">${words.figure(country, score.element)} <code class="under">${score.element}</code></th><td class="as-number" data-title="${heads[1]!}">${words.score(score.from)}</td><td class="as-number" data-title="${heads[2]!}">${words.score(score.to)}</td><td class="as-number" data-title="${heads[3]!}">${words.difference(score)}</td><td data-title="${heads[4]!}">${score.causes.map((one, at) => html`${at > 0 ? ', ' : ''}${cause(score.element, one)}`)}</td></tr>
`,
  )}</tbody></table></div>`;
}

function showAnswers(words: ChangeWords, country: string, answers: readonly AnswerChange[]): Html {
  const { t } = words;
  const title = t('compare.answers_of', { count: answers.length });
  const heads = ['question', 'feeds', 'before', 'after', 'change', 'cell'].map((key) => t(`compare.${key}`));
  const seen = new Set<string>();
  /** The first answer of an indicator has its anchor. */
  const id = (indicator: string) => {
    if (seen.has(indicator)) return '';
    seen.add(indicator);
    return html` id="${anchor(country, indicator)}"`;
  };
  const rows = [...answers].sort((a, b) => (a.indicator < b.indicator ? -1 : a.indicator > b.indicator ? 1 : 0));
  return html`<h3 class="apart">${title}</h3><div class="table-scroll" tabindex="0" role="group" aria-label="${words.name('country', country)}${t('colon')} ${title}"><table class="stacked"><caption>${words.name('country', country)}${t('colon')} ${title}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (one) =>
      html`<tr${id(one.indicator)}><th scope="row" class="as-text">${words.question(one)} <small class="under">${one.item}</small></th><td class="as-text" data-title="${heads[1]!}">${words.figure(country, one.indicator)}</td><td class="as-text" data-title="${heads[2]!}">${words.answer(one, 'from')}</td><td class="as-text" data-title="${heads[3]!}">${words.answer(one, 'to')}</td><td data-title="${heads[4]!}">${t(`compare.change_kind.${one.kind}`)}</td><td data-title="${heads[5]!}">${one.cell ?? '–'}</td></tr>
`,
  )}</tbody></table></div>`;
}
