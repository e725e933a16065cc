/** The answers "does not apply" with their reasons: a reviewer accepts or refuses one, several or all. */
import { html } from 'hono/html';
import type { StatedReason } from '../../../collection/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { table } from '../page.ts';
import { questionCell, type Wordings } from './answers.ts';

export type ReasonList = {
  readonly stated: readonly StatedReason[];
  readonly action: string;
  readonly revision: number;
  /** How many times reasons were decided so far. */
  readonly decisions: number;
};

export function showReasons(
  context: DeskContext,
  words: Wordings,
  { stated, action, revision, decisions }: ReasonList,
): Html {
  const { t } = context;
  const open = stated.filter(({ review, verdict }) => review === null && verdict === 'acceptable').length;
  const heads = ['choose', 'question', 'reason', 'decision'].map((key) => t(`reasons.${key}`));
  const rows = stated.map((one) => {
    const box = html`<input type="checkbox" name="answer" value="${one.id}" aria-label="${t('reasons.choose_one', { answer: one.id })}">`;
    return html`<tr><td data-title="${heads[0]!}">${box}</td>${questionCell(context, words, one)}
<td class="as-text" data-title="${heads[2]!}">${one.reason ?? '–'}${one.verdict === 'acceptable' ? '' : html` <small class="under">${t(`reasons.verdicts.${one.verdict}`)}</small>`}</td>
<td data-title="${heads[3]!}">${t(`reasons.reviews.${one.review ?? 'none'}`)}</td></tr>
`;
  });
  return html`<p class="sentence">${t('reasons.says', { count: stated.length, open })}</p>
<form method="post" action="${action}" class="reasons"><input type="hidden" name="revision" value="${revision}"><input type="hidden" name="decisions" value="${decisions}">
${table(t('reasons.title'), heads, rows, 'answers')}
<p>${open > 1 ? html`<button name="review" value="all">${t('reasons.accept_all', { count: open })}</button> ` : ''}<button name="review" value="accepted">${t('reasons.accept')}</button> <button name="review" value="refused" class="second">${t('reasons.refuse')}</button></p></form>`;
}
