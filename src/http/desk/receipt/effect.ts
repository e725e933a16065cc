/**
 * Effect of an upload on the answers recorded before: those that it keeps, withdraws, or repeats although newer ones
 * exist.
 */
import { html } from 'hono/html';
import type { Receipt } from '../../../collection/index.ts';
import { type Instrument, label } from '../../../questionnaire/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { block } from '../page.ts';

export type Effect = NonNullable<Receipt['effect']>;

export type Removing = { readonly action: string; readonly ids: readonly string[] };

const lists = ['kept', 'unread', 'outdated', 'withdrawn'] as const;

/** @param removing - form to remove the answers that the file left out; null for a file that was only checked */
export function showEffect(
  context: DeskContext,
  effect: Effect,
  instrument: Instrument | null,
  removing: Removing | null,
): Html | string {
  const { t } = context;
  const shown = lists.filter((list) => effect[list].length > 0);
  if (shown.length === 0) return '';
  const inner = shown.map((list) => {
    const values = { count: effect[list].length, revision: effect.against ?? 0, issued: effect.issued ?? 0 };
    return html`<p class="sentence">${t(`receipt.effect_${list}`, values)}</p>
<details class="unfolds"><summary>${t('receipt.effect_list', values)}</summary>${listAnswers(context, effect[list], instrument)}</details>`;
  });
  const combined =
    effect.combined === undefined ? '' : html`<p>${t('receipt.combined', { revision: effect.combined })}</p>`;
  return block(
    'earlier',
    t('receipt.effect'),
    html`${inner}${combined}${removing ? showRemove(context, removing, instrument) : ''}`,
  );
}

/** A list to choose from, with a confirmation, so that the person sees what is removed. */
function showRemove(context: DeskContext, { action, ids }: Removing, instrument: Instrument | null): Html | string {
  const { t } = context;
  if (ids.length === 0) return '';
  const lines = ids.map((id) => {
    const code = id.split('.')[0]!;
    const known = instrument?.questions.has(code) ? label(instrument, context.language, 'question', code) : '';
    return html`<label class="pick"><input type="checkbox" name="answer" value="${id}"> <b>${id}</b> ${known}</label>
`;
  });
  return html`<details class="unfolds"><summary>${t('receipt.remove')}</summary><p>${t('receipt.remove_says')}</p>
<form method="post" action="${action}" class="form">${lines}
<label class="pick"><input type="checkbox" name="all" value="yes"> ${t('receipt.remove_all', { count: ids.length })}</label>
<label class="pick"><input type="checkbox" name="confirm" value="yes" required> ${t('receipt.remove_confirm')}</label>
<p class="actions"><button type="submit">${t('receipt.remove_button')}</button></p></form></details>`;
}

/** Ids of answers with the wording of their questions, by section. */
export function listAnswers(context: DeskContext, ids: readonly string[], instrument: Instrument | null): Html {
  const questions = Map.groupBy(ids, (id) => id.split('.')[0]!);
  return html`<ul class="dashed">${[...questions].map(([code, of]) => {
    const known = instrument?.questions.has(code) ? label(instrument, context.language, 'question', code) : '';
    const parts = of.filter((id) => id !== code);
    return html`<li><b>${code}</b> ${known}${parts.length === 0 ? '' : html` <small class="under">${parts.join(', ')}</small>`}</li>
`;
  })}</ul>`;
}
