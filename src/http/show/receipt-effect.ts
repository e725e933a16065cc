/** What an upload did to the answers recorded before it: those that it keeps, takes back, or repeats though newer ones exist. */
import { html } from 'hono/html';
import type { Receipt } from '../../collection/index.ts';
import { type Instrument, label } from '../../questionnaire/index.ts';
import type { DeskFace } from '../desk-face.ts';
import type { Html } from '../face.ts';
import { block } from './desk-page.ts';

export type Effect = NonNullable<Receipt['effect']>;

const lists = ['kept', 'unread', 'outdated', 'withdrawn'] as const;

export function showEffect(face: DeskFace, effect: Effect, instrument: Instrument | null): Html | string {
  const { t } = face;
  const shown = lists.filter((list) => effect[list].length > 0);
  if (shown.length === 0) return '';
  const inner = shown.map((list) => {
    const values = { count: effect[list].length, revision: effect.against ?? 0, issued: effect.issued ?? 0 };
    return html`<p class="sentence">${t(`receipt.effect_${list}`, values)}</p>
<details class="unfolds"><summary>${t('receipt.effect_list', values)}</summary>${listAnswers(face, effect[list], instrument)}</details>`;
  });
  return block('earlier', t('receipt.effect'), html`${inner}`);
}

/** Ids of answers with the wording of their questions, section by section. */
export function listAnswers(face: DeskFace, ids: readonly string[], instrument: Instrument | null): Html {
  const questions = Map.groupBy(ids, (id) => id.split('.')[0]!);
  return html`<ul class="dashed">${[...questions].map(([code, of]) => {
    const known = instrument?.questions.has(code) ? label(instrument, face.language, 'question', code) : '';
    const parts = of.filter((id) => id !== code);
    return html`<li><b>${code}</b> ${known}${parts.length === 0 ? '' : html` <small class="under">${parts.join(', ')}</small>`}</li>
`;
  })}</ul>`;
}
