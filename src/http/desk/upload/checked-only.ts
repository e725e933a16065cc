/** A file that was only checked: what would change, what is wrong, and the way on. Nothing of it was stored. */
import { html } from 'hono/html';
import type { CheckedOnly } from '../../../collection/index.ts';
import type { ToldFinding } from '../../../domain/index.ts';
import type { Instrument } from '../../../questionnaire/index.ts';
import type { Html } from '../../site/face.ts';
import type { DeskFace } from '../face.ts';
import { showFindings } from '../findings.ts';
import { block } from '../page.ts';
import { showEffect } from '../receipt/effect.ts';
import { showCells } from '../receipt/page.ts';

export type CheckedPage = {
  readonly checked: CheckedOnly;
  readonly told: readonly ToldFinding[];
  readonly instrument: Instrument | null;
};

export function showCheckedOnly(face: DeskFace, { checked, told, instrument }: CheckedPage): Html {
  const { t } = face;
  const { submission, needed, notRecorded, effect, cells } = checked;
  const { identity } = checked;
  const country = submission?.country ?? identity.country;
  const cycle = submission?.cycle ?? identity.cycle;
  const values = {
    country: country ? face.country(country) : t('receipt.unsaid'),
    cycle: cycle ? face.cycle(cycle) : t('receipt.unsaid'),
    stated: identity.cycle ? face.cycle(identity.cycle) : t('receipt.unsaid'),
    expected: t('receipt.unsaid'),
    changed: cells?.changed ?? 0,
  };
  const says =
    notRecorded !== null
      ? html`${t('checked.not_recorded')} ${t(`receipt.why.${notRecorded}`, values)}`
      : t(needed ? 'checked.needed' : 'checked.nothing_new', values);
  return html`<div class="callout tone-${notRecorded === null ? 'good' : 'plain'} verdict"><p><b>${t('checked.nothing_recorded')}</b> ${says}</p></div>
<div class="blocks">
${block('findings', t('receipt.findings'), showFindings(face, told, instrument))}
${effect === null ? '' : showEffect(face, effect, instrument, null)}
${cells === null ? '' : showCells(face, { receipt: { cells }, told })}
</div>
<p class="actions"><a class="button" href="${face.to('upload')}">${t('checked.upload')}</a></p>`;
}
