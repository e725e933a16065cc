/** A file that was only checked: what would change, what is wrong, and what to do next. Nothing of it was stored. */
import { html } from 'hono/html';
import type { CheckedOnly } from '../../../collection/index.ts';
import type { ReportedFinding } from '../../../domain/index.ts';
import type { Instrument } from '../../../questionnaire/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { showFindings } from '../findings.ts';
import { block } from '../page.ts';
import { showEffect } from '../receipt/effect.ts';
import { showAnswers, showCells } from '../receipt/page.ts';
import { showNotChosen, showPublicationChanges } from '../receipt/publication.ts';

export type CheckedPage = {
  readonly checked: CheckedOnly;
  readonly reported: readonly ReportedFinding[];
  readonly instrument: Instrument | null;
};

export function showCheckedOnly(context: DeskContext, { checked, reported, instrument }: CheckedPage): Html {
  const { t } = context;
  const { submission, needed, notRecorded, effect, cells, publication, answers } = checked;
  const { identity } = checked;
  const country = submission?.country ?? identity.country;
  const cycle = submission?.cycle ?? identity.cycle;
  const values = {
    country: country ? context.country(country) : t('receipt.unsaid'),
    cycle: cycle ? context.cycle(cycle) : t('receipt.unsaid'),
    stated: identity.cycle ? context.cycle(identity.cycle) : t('receipt.unsaid'),
    expected: t('receipt.unsaid'),
    changed: cells?.changed ?? 0,
  };
  const says =
    notRecorded !== null
      ? html`${t('checked.not_recorded')} ${t(`receipt.why.${notRecorded}`, values)}`
      : t(needed ? 'checked.needed' : 'checked.nothing_new', values);
  return html`${showPublicationChanges(context, instrument, publication.changes, 'checked')}<div class="callout tone-${notRecorded === null ? 'good' : 'plain'} verdict"><p><b>${t('checked.nothing_recorded')}</b> ${says}</p></div>
${showNotChosen(context, instrument, publication.notChosen)}
<div class="blocks">
${block('findings', t('receipt.findings'), showFindings(context, reported, instrument))}
${effect === null ? '' : showEffect(context, effect, instrument, null)}
${cells === null ? '' : showCells(context, { receipt: { cells }, reported })}
${answers.questions === 0 ? '' : showAnswers(context, answers)}
</div>
<p class="actions"><a class="button" href="${context.to('upload')}">${t('checked.upload')}</a></p>`;
}
