/** The layout of every page of the desk, and small elements that many of them use. */
import { html } from 'hono/html';
import type { AnswerClass, AnswerState, BoardPlace, Severity } from '../../domain/index.ts';
import { showFold } from '../site/page/fold.ts';
import type { Html } from '../site/page-context.ts';
import type { Refused } from '../site/problem-words.ts';
import type { DeskContext, DeskPage } from './desk-context.ts';

/** @param typed - what the person wrote in the refused form: the page gives it back, as it was not stored */
export function showDeskPage(
  context: DeskContext,
  { title, lede, main, refused, done }: DeskPage,
  typed: string,
): Html {
  return html`<div class="page desk">
<div class="opening"><h1>${title}</h1><p class="lede">${lede}</p></div>
<div id="said">${refused ? showRefused(context, refused, typed) : ''}${done ? html`<p class="callout tone-good" role="status">${done}</p>` : ''}</div>
${main}
<p class="local note">${context.t('local')}</p>
</div>`;
}

const showRefused = ({ t }: DeskContext, { message, fix, language }: Refused, typed: string): Html =>
  html`<div class="callout tone-refused" role="alert" id="refused" tabindex="-1"><p><b>${t('problem.title')}</b></p><div lang="${language}"><p>${message}</p><p>${fix}</p></div>${typed === '' ? '' : html`<p>${t('problem.typed')}</p><p class="typed" dir="auto">${typed}</p>`}</div>`;

/** A word preceded by a symbol, so that colour is never the only cue. */
const mark = (tone: string, sign: string, text: string): Html =>
  html`<span class="mark tone-${tone}"><b aria-hidden="true">${sign}</b><span>${text}</span></span>`;

export const placeSigns: Readonly<Record<BoardPlace, string>> = {
  not_opened: '○',
  opened: '◔',
  with_errors: '✕',
  waiting: '●',
  returned: '↩',
  accepted: '✓',
};

export const placeMark = ({ t }: DeskContext, place: BoardPlace): Html =>
  mark(`place-${place.replaceAll('_', '-')}`, placeSigns[place], t(`places.${place}`));

export const severityMark = ({ t }: DeskContext, severity: Severity): Html =>
  mark(severity, severity === 'error' ? '✕' : '!', t(`severity.${severity}`));

const stateSigns: Readonly<Record<AnswerState, string>> = {
  answered: '✓',
  not_applicable: '⊘',
  not_known: '?',
  not_released: '■',
  blank: '·',
};

export const stateMark = ({ t }: DeskContext, state: AnswerState): Html =>
  mark(`state-${state.replaceAll('_', '-')}`, stateSigns[state], t(`states.${state}`));

export const classMark = ({ t }: DeskContext, of: AnswerClass): Html =>
  html`<span class="class class-${of}">${t(`classes.${of}`)}</span>`;

/** A hash that can be wrapped. */
export const fingerprint = (sha256: string): Html =>
  html`<code class="hash">${(sha256.match(/.{1,8}/g) ?? []).map((part) => html`${part}<wbr>`)}</code>`;

export const time = (context: DeskContext, iso: string): Html =>
  html`<time datetime="${iso}">${context.when(iso)}</time>`;

/** A table that scrolls horizontally, and becomes a list on a narrow screen. */
export const table = (caption: string, heads: readonly string[], rows: readonly Html[], kind = ''): Html =>
  html`<div class="table-scroll" tabindex="0" role="group" aria-label="${caption}"><table class="stacked ${kind}"><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;

/** Number of rows up to which a table is not folded on a narrow screen. */
const shortTable = 10;

export function foldedTable(
  context: DeskContext,
  id: string,
  caption: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html {
  const whole = table(caption, heads, rows);
  if (rows.length <= shortTable) return whole;
  return showFold(id, context.texts.say(context.language, 'pages.links.fold', { rows: rows.length }), whole);
}

/** A section with its heading. */
export const block = (id: string, title: string, inner: Html, kind = ''): Html =>
  html`<section class="block ${kind}" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${inner}
</section>
`;

export const fact = (name: string, value: Html | string, note: string | null = null): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd>${note === null ? '' : html`<dd class="note">${note}</dd>`}</div>`;

export type Option = { readonly value: string; readonly text: string };

export const options = (all: readonly Option[], chosen: string | null): Html =>
  html`${all.map(({ value, text }) =>
    value === chosen
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`,
  )}`;
