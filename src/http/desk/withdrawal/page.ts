/** The pages on which something public is withdrawn, and on which a country is allowed in builds again. */
import { html } from 'hono/html';
import type { StoredRelease, Withdrawal } from '../../../state/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { block, fact, type Option, options } from '../page.ts';

export type ToWithdraw = {
  /** Either a release or a country. */
  readonly release: string | null;
  readonly country: string | null;
  /** Null for every cycle. */
  readonly cycle: string | null;
  /** The reason is public. */
  readonly reason: string;
};

export type WithdrawalsPage = {
  readonly releases: readonly StoredRelease[];
  readonly countries: readonly string[];
  readonly cycles: readonly string[];
  readonly withdrawn: readonly (Withdrawal & { readonly country: string })[];
  /** Release that is preselected. */
  readonly chosen: string | null;
};

export function showWithdrawals(context: DeskContext, page: WithdrawalsPage): Html {
  const { t } = context;
  const { releases, countries, cycles, withdrawn, chosen } = page;
  const named = countries.map((code) => ({ value: code, text: context.country(code) }));
  named.sort((a, b) => a.text.localeCompare(b.text, context.language));
  const release = releases.map(
    ({ id, cycle, publishedAt }): Option => ({
      value: id,
      text: t('withdraw.release_option', {
        release: id,
        cycle: context.cycle(cycle),
        when: context.when(publishedAt!),
      }),
    }),
  );
  // Nothing is preselected by default.
  const choose: Option = { value: '', text: t('withdraw.choose') };
  const nothing = html`<p>${t('withdraw.nothing')}</p>`;
  return html`<div class="blocks">
${block(
  'country',
  t('withdraw.country'),
  html`<p>${t('withdraw.country_says')}</p>
${releases.length === 0 ? nothing : form(context, html`${select('country', t('withdraw.which_country'), [choose, ...named], null)}${select('cycle', t('withdraw.which_cycle'), [{ value: '', text: t('withdraw.every_cycle') }, ...cycles.map((id) => ({ value: id, text: context.cycle(id) }))], null)}`, 'country')}`,
)}
${block(
  'release',
  t('withdraw.release'),
  html`<p>${t('withdraw.release_says')}</p>
${releases.length === 0 ? nothing : form(context, select('release', t('withdraw.which_release'), [choose, ...release], chosen), 'release')}`,
)}
${
  withdrawn.length === 0
    ? ''
    : block(
        'restore',
        t('withdraw.left_out'),
        html`<p>${t('withdraw.left_out_says')}</p>${withdrawn.map((one) => restore(context, one))}`,
      )
}
</div><p class="back"><a href="${context.to('submissions')}">${t('release.back')}</a></p>`;
}

const select = (name: string, label: string, all: readonly Option[], chosen: string | null): Html =>
  html`<div class="field"><label for="w-${name}">${label}</label><select id="w-${name}" name="${name}">${options(all, chosen)}</select></div>`;

const reasonField = ({ t }: DeskContext, id: string): Html =>
  html`<div class="field"><label for="reason-${id}">${t('withdraw.reason')}</label><textarea id="reason-${id}" name="reason" rows="2" required aria-describedby="hint-${id}"></textarea><p class="note" id="hint-${id}">${t('withdraw.reason_hint')}</p></div>`;

const form = (context: DeskContext, fields: Html, id: string): Html =>
  html`<form class="form" method="post" action="${context.to('withdrawals/check')}">${fields}${reasonField(context, id)}<p class="actions"><button>${context.t('withdraw.check')}</button></p></form>`;

function restore(context: DeskContext, { country, cycle, at, reason }: WithdrawalsPage['withdrawn'][number]): Html {
  const { t } = context;
  const of = cycle === null ? t('withdraw.every_cycle') : context.cycle(cycle);
  return html`<h3>${context.country(country)}${t('colon')} ${of}</h3><p>${t('withdraw.since', { when: context.when(at), reason })}</p>
<details class="unfolds"><summary>${t('withdraw.restore')}</summary><p>${t('withdraw.restore_says')}</p><form class="form" method="post" action="${context.to('withdrawals/restore')}"><input type="hidden" name="country" value="${country}"><input type="hidden" name="cycle" value="${cycle ?? ''}">${reasonField(context, `restore-${country}-${cycle ?? 'all'}`)}<p class="actions"><button>${t('withdraw.restore_button', { country: context.country(country) })}</button></p></form></details>`;
}

/** @param taken - public releases that would be withdrawn */
export function showWithdrawalsToConfirm(
  context: DeskContext,
  asked: ToWithdraw,
  taken: readonly StoredRelease[],
): Html {
  const { t } = context;
  const { release, country, cycle, reason } = asked;
  const hidden = (name: string, value: string | null) =>
    html`<input type="hidden" name="${name}" value="${value ?? ''}">`;
  const what =
    country === null
      ? t('withdraw.what_release', { release: release ?? '' })
      : t('withdraw.what_country', {
          country: context.country(country),
          cycle: cycle === null ? t('withdraw.every_cycle') : context.cycle(cycle),
        });
  const list = html`<ul>${taken.map(({ id, cycle: of, publishedAt }) => html`<li>${t('withdraw.release_option', { release: id, cycle: context.cycle(of), when: context.when(publishedAt!) })}</li>`)}</ul>`;
  return html`<div class="blocks">${block(
    'confirm',
    t('withdraw.taken'),
    html`<dl class="rows">${fact(t('withdraw.what'), what)}${fact(t('withdraw.public_reason'), reason)}${fact(t('withdraw.releases'), list)}</dl>
<p>${t(country === null ? 'withdraw.then_release' : 'withdraw.then_country')}</p>
<form method="post" action="${context.to('withdrawals')}">${hidden('release', release)}${hidden('country', country)}${hidden('cycle', cycle)}${hidden('reason', reason)}<p class="actions"><button>${t('withdraw.button')}</button> <a href="${context.to('withdrawals')}">${t('withdraw.keep')}</a></p></form>`,
  )}</div>`;
}
