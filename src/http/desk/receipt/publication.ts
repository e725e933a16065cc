/** What a revision publishes that was not public before, what it holds back, and what no choice covers yet. */
import { html } from 'hono/html';
import { type PublicationChange, publishesMore, type SectionPublication, shortSubject } from '../../../domain/index.ts';
import { type Instrument, label } from '../../../questionnaire/index.ts';
import type { Html } from '../../site/face.ts';
import type { DeskFace } from '../face.ts';

/** The section that a choice is for in words, or its question: `C. Offences`, `L07. These needs may be shown to donors`. */
export function subjectName(face: DeskFace, instrument: Instrument | null, subject: string): string {
  const code = shortSubject(subject);
  if (instrument === null) return code;
  if (instrument.sections.some((section) => section.code === code)) return sectionName(face, instrument, code);
  const known = instrument.questions.has(code);
  return known ? `${code}. ${label(instrument, face.language, 'question', code)}` : code;
}

export const sectionName = (face: DeskFace, instrument: Instrument | null, code: string): string =>
  instrument === null ? code : `${code}. ${label(instrument, face.language, 'section', code)}`;

export const choiceName = ({ t }: DeskFace, choice: SectionPublication): string => t(`publication.${choice}`);

/** Empty where nothing changes. What publishes more comes first. */
export function showPublicationChanges(
  face: DeskFace,
  instrument: Instrument | null,
  changes: readonly PublicationChange[],
): Html | '' {
  const { t } = face;
  const wider = changes.filter(publishesMore);
  const narrower = changes.filter((change) => !publishesMore(change));
  const list = (of: readonly PublicationChange[]) =>
    html`<ul class="dashed">${of.map(
      ({ subject, from, to }) =>
        html`<li><b>${subjectName(face, instrument, subject)}</b>${t('colon')} ${t('publication.change', { from: choiceName(face, from), to: choiceName(face, to) })}</li>`,
    )}</ul>`;
  if (changes.length === 0) return '';
  return html`${
    wider.length === 0
      ? ''
      : html`<div class="callout tone-refused"><p><b>${t('publication.wider', { count: wider.length })}</b> ${t('publication.wider_says')}</p>${list(wider)}</div>`
  }${
    narrower.length === 0
      ? ''
      : html`<div class="callout tone-plain"><p><b>${t('publication.narrower', { count: narrower.length })}</b> ${t('publication.narrower_says')}</p>${list(narrower)}</div>`
  }`;
}

/** Empty where a choice covers every answer. */
export function showNotChosen(face: DeskFace, instrument: Instrument | null, sections: readonly string[]): Html | '' {
  if (sections.length === 0) return '';
  const { t } = face;
  return html`<div class="callout tone-plain"><p><b>${t('publication.none', { count: sections.length })}</b> ${t('publication.none_says')}</p>
<ul class="dashed">${sections.map((code) => html`<li>${sectionName(face, instrument, code)}</li>`)}</ul></div>`;
}
