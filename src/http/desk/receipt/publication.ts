/** What a revision newly publishes, what it withholds, and what no choice covers yet. */
import { html } from 'hono/html';
import { type PublicationChange, publishesMore, type SectionPublication, shortSubject } from '../../../domain/index.ts';
import { type Instrument, label } from '../../../questionnaire/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';

/**
 * The section or question that a choice is about, in words: `C. Offences`, `L07. These needs may be shown to donors`.
 */
export function subjectName(context: DeskContext, instrument: Instrument | null, subject: string): string {
  const code = shortSubject(subject);
  if (instrument === null) return code;
  if (instrument.sections.some((section) => section.code === code)) return sectionName(context, instrument, code);
  const known = instrument.questions.has(code);
  return known ? `${code}. ${label(instrument, context.language, 'question', code)}` : code;
}

const sectionName = (context: DeskContext, instrument: Instrument | null, code: string): string =>
  instrument === null ? code : `${code}. ${label(instrument, context.language, 'section', code)}`;

export const choiceName = ({ t }: DeskContext, choice: SectionPublication): string => t(`publication.${choice}`);

/**
 * Empty if nothing changes. Changes that publish more come first.
 *
 * @param words - `checked`: of a file that was only checked
 */
export function showPublicationChanges(
  context: DeskContext,
  instrument: Instrument | null,
  changes: readonly PublicationChange[],
  words: 'publication' | 'checked' = 'publication',
): Html | '' {
  const { t } = context;
  const wider = changes.filter(publishesMore);
  const narrower = changes.filter((change) => !publishesMore(change));
  const list = (of: readonly PublicationChange[]) =>
    html`<ul class="dashed">${of.map(
      ({ subject, from, to }) =>
        html`<li><b>${subjectName(context, instrument, subject)}</b>${t('colon')} ${t('publication.change', { from: choiceName(context, from), to: choiceName(context, to) })}</li>`,
    )}</ul>`;
  if (changes.length === 0) return '';
  return html`${
    wider.length === 0
      ? ''
      : html`<div class="callout tone-refused"><p><b>${t(`${words}.wider`, { count: wider.length })}</b> ${t(`${words}.wider_says`)}</p>${list(wider)}</div>`
  }${
    narrower.length === 0
      ? ''
      : html`<div class="callout tone-plain"><p><b>${t(`${words}.narrower`, { count: narrower.length })}</b> ${t(`${words}.narrower_says`)}</p>${list(narrower)}</div>`
  }`;
}

/** Each choice with the code of its answer, where the country makes it; empty if no choice is missing. */
export function showNotChosen(
  context: DeskContext,
  instrument: Instrument | null,
  subjects: readonly string[],
): Html | '' {
  if (subjects.length === 0) return '';
  const { t } = context;
  return html`<div class="callout tone-plain"><p><b>${t('publication.none', { count: subjects.length })}</b> ${t('publication.none_says')}</p>
<ul class="dashed">${subjects.map((subject) => html`<li>${subject === shortSubject(subject) ? '' : html`<code>${subject}</code> `}${subjectName(context, instrument, subject)}</li>`)}</ul></div>`;
}
