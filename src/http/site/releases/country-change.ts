/** Changes of one country between two releases: its figures, and the answers behind them. */
import { html } from 'hono/html';
import { formatChange, formatList, formatNumber } from '../../../i18n/index.ts';
import type { AnswerChange, ScoreChange } from '../../../release/index.ts';
import { inOrder, type OrderedColumn, showOrdered, type TableOrder } from '../page/order.ts';
import type { Html, PageContext } from '../page-context.ts';
import type { CountryChange, ReleaseComparison } from './comparisons.ts';
import { releaseTime, releaseWords } from './words.ts';

export type ChangeWords = ReturnType<typeof changeWords>;

/**
 * @param under - as for `showComparison`; null if a figure has no page
 * @param order - of the tables; null if the page offers none
 */
export function changeWords(
  context: PageContext,
  of: ReleaseComparison | null,
  under: string | null,
  order: TableOrder | null = null,
) {
  const t = releaseWords(context);
  const language = context.texts.language(context.language);
  const name = (kind: string, id: string) => of?.name(context.language, kind, id) ?? id;
  const points = (value: number) => formatNumber(language, value, 2);
  const element = (code: string) => name(of?.levelOf(code) ?? '', code);
  return {
    context,
    order,
    t,
    name,
    list: (names: readonly string[]) => formatList(language, names),
    element,
    /** Its level in the framework, as several elements may have one name. */
    level: (code: string) => t(`compare.level.${of?.levelOf(code)}`),
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

const scoreColumns = ({ t, element }: ChangeWords): readonly OrderedColumn<ScoreChange>[] => [
  { name: 'figure', title: t('compare.figure'), as: 'text', by: (one) => element(one.element) },
  { name: 'before', title: t('compare.before'), as: 'number', by: ({ from }) => from },
  { name: 'after', title: t('compare.after'), as: 'number', by: ({ to }) => to },
  {
    name: 'difference',
    title: t('compare.difference'),
    as: 'number',
    by: ({ from, to }) => (from === null || to === null ? null : to - from),
  },
  { name: 'cause', title: t('compare.cause_head'), as: 'text', by: ({ causes }) => causes.join(' ') },
];

function showScores(
  words: ChangeWords,
  country: string,
  scores: readonly ScoreChange[],
  answers: readonly AnswerChange[],
): Html {
  const { t, context, order } = words;
  const fed = new Set(answers.map(({ indicator }) => indicator));
  const columns = scoreColumns(words);
  const title = (at: number) => columns[at]!.title;
  const cause = (element: string, one: string) =>
    one === 'answers' && fed.has(element)
      ? html`<a href="#${anchor(country, element)}">${t('compare.causes.answers')}</a>`
      : t(`compare.causes.${one}`);
  const rows = inOrder(order, 'figures', columns, scores).map(
    (score) =>
      html`<tr><th scope="row">${words.figure(country, score.element)} <small class="under">${words.level(score.element)} · <code>${score.element}</code></small></th><td class="as-number" data-title="${title(1)}">${words.score(score.from)}</td><td class="as-number" data-title="${title(2)}">${words.score(score.to)}</td><td class="as-number" data-title="${title(3)}">${words.difference(score)}</td><td data-title="${title(4)}">${score.causes.map((one, at) => html`${at > 0 ? ', ' : ''}${cause(score.element, one)}`)}</td></tr>
`,
  );
  const caption = `${words.name('country', country)}${t('colon')} ${t('compare.figures')}`;
  return showOrdered(
    context,
    { order, table: 'figures', anchor: `figures-${country}`, own: true, caption },
    columns,
    rows,
  );
}

const answerColumns = (words: ChangeWords): readonly OrderedColumn<AnswerChange>[] => {
  const { t } = words;
  return [
    { name: 'question', title: t('compare.question'), as: 'text', by: words.question },
    { name: 'feeds', title: t('compare.feeds'), as: 'text', by: ({ indicator }) => words.element(indicator) },
    { name: 'before', title: t('compare.before'), as: 'text', by: (one) => words.answer(one, 'from') },
    { name: 'after', title: t('compare.after'), as: 'text', by: (one) => words.answer(one, 'to') },
    { name: 'change', title: t('compare.change'), as: 'text', by: ({ kind }) => t(`compare.change_kind.${kind}`) },
    { name: 'cell', title: t('compare.cell'), as: 'text', by: ({ cell }) => cell },
  ];
};

function showAnswers(words: ChangeWords, country: string, answers: readonly AnswerChange[]): Html {
  const { t, context, order } = words;
  const title = t('compare.answers_of', { count: answers.length });
  const columns = answerColumns(words);
  const head = (at: number) => columns[at]!.title;
  const seen = new Set<string>();
  /** The first answer of an indicator has its anchor. */
  const id = (indicator: string) => {
    if (seen.has(indicator)) return '';
    seen.add(indicator);
    return html` id="${anchor(country, indicator)}"`;
  };
  const byIndicator = [...answers].sort((a, b) => (a.indicator < b.indicator ? -1 : a.indicator > b.indicator ? 1 : 0));
  const rows = inOrder(order, 'answers', columns, byIndicator).map(
    (one) =>
      html`<tr${id(one.indicator)}><th scope="row" class="as-text">${words.question(one)} <small class="under">${one.item}</small></th><td class="as-text" data-title="${head(1)}">${words.figure(country, one.indicator)}</td><td class="as-text" data-title="${head(2)}">${words.answer(one, 'from')}</td><td class="as-text" data-title="${head(3)}">${words.answer(one, 'to')}</td><td data-title="${head(4)}">${t(`compare.change_kind.${one.kind}`)}</td><td data-title="${head(5)}">${one.cell ?? '–'}</td></tr>
`,
  );
  const caption = `${words.name('country', country)}${t('colon')} ${title}`;
  return html`<h3 class="apart">${title}</h3>${showOrdered(context, { order, table: 'answers', anchor: `answers-${country}`, own: true, caption }, columns, rows)}`;
}

/** `<table>.<column>` of each order that the tables of changes have. */
export const changeOrders = (words: ChangeWords): readonly string[] => [
  ...scoreColumns(words).map(({ name }) => `figures.${name}`),
  ...answerColumns(words).map(({ name }) => `answers.${name}`),
];
