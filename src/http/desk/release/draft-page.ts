/**
 * A draft before it is published: what was built, what changed since, how it differs, and the buttons to publish or
 * discard it.
 */

import { html } from 'hono/html';
import { formatList } from '../../../i18n/index.ts';
import type { DraftReview } from '../../../release/index.ts';
import type { Html } from '../../site/page-context.ts';
import { reasonIn } from '../../site/problem-words.ts';
import { compareBlocks, compareLede } from '../../site/releases/comparison.ts';
import type { DeskContext, DeskPage } from '../desk-context.ts';
import { block } from '../page.ts';
import type { ReviewedDraft } from './publishing.ts';

/** @param base - address of the draft, relative to the page */
export function showDraft(context: DeskContext, { review, line, comparison }: ReviewedDraft, base: string): DeskPage {
  const { t } = context;
  const { draft, shown } = review;
  const values = { cycle: context.cycle(draft.cycle), when: context.when(draft.builtAt) };
  const lede = t(draft.state === 'draft' ? 'draft.lede' : 'draft.lede_public', values);
  const own = shown?.id === draft.id;
  const compared =
    comparison === null
      ? html`<section class="block" id="why"><h2>${t('draft.first')}</h2><p>${t('draft.first_says', values)}</p></section>`
      : own
        ? ''
        : html`<section class="block" id="summary"><h2>${t('draft.compared', { release: shown!.id })}</h2><p class="sentence">${compareLede(context, comparison)}</p></section>
${compareBlocks(context, comparison, null, base)}`;
  const main = html`<div class="blocks">
${block(
  'draft',
  t('draft.holds'),
  html`<p>${t('draft.counts', { countries: line.countries, invited: line.invited, answers: line.answers })}</p>
${warnings(context, review)}
<p class="links"><a href="${context.root}drafts/${draft.id}/${context.language}">${t('draft.see_pages')}</a> <a href="#decide">${t('draft.to_decide')}</a></p>`,
)}
${compared}
${own ? '' : decide(context, review)}
</div>
<p class="back"><a href="${context.to(`submissions?cycle=${draft.cycle}`)}">${t('release.back')}</a></p>`;
  return {
    title: t(draft.state === 'draft' ? 'draft.title' : 'draft.title_public', { release: draft.id }),
    lede,
    main,
  };
}

function decide(context: DeskContext, review: DraftReview): Html {
  const { t } = context;
  const { draft, shown, holdsWithdrawn } = review;
  const to = (step: string) => context.to(`drafts/${draft.id}/${step}`);
  const publish =
    holdsWithdrawn.length > 0
      ? html`<p>${t('draft.cannot')}</p>`
      : html`<p>${shown === null ? t('draft.publish_first') : t('draft.publish_says', { release: shown.id })}</p>
<form method="post" action="${to('publish')}"><input type="hidden" name="seen" value="${shown?.id ?? ''}"><button>${t('draft.publish')}</button></form>`;
  const discard =
    draft.state === 'draft'
      ? html`<p>${t('draft.discard_says')}</p><form method="post" action="${to('discard')}"><button class="quiet">${t('draft.discard')}</button></form>`
      : '';
  return block('decide', t('draft.decide'), html`${publish}${discard}`);
}

/** What a person must know before publishing. */
function warnings(
  context: DeskContext,
  { draft, stale, newer, withdrawnBefore, holdsWithdrawn }: DraftReview,
): Html | '' {
  const { t } = context;
  const names = (codes: readonly string[]) =>
    formatList(
      context.texts.language(context.language),
      codes.map((code) => context.country(code)),
    );
  const lines = [
    ...(holdsWithdrawn.length > 0 ? [t('draft.holds_withdrawn', { countries: names(holdsWithdrawn) })] : []),
    ...(stale?.countries.length
      ? [t('draft.stale_answers', { count: stale.countries.length, countries: names(stale.countries) })]
      : []),
    ...(stale?.inputs && stale.countries.length === 0 ? [t('draft.stale_inputs')] : []),
    ...(stale?.models ? [t('draft.stale_models')] : []),
    ...(newer ? [t('draft.newer')] : []),
    ...(withdrawnBefore !== null
      ? [t('draft.withdrawn_before', { reason: reasonIn(context, withdrawnBefore.reason) })]
      : []),
  ];
  if (lines.length === 0) return '';
  const again =
    stale !== null || holdsWithdrawn.length > 0
      ? html`<form method="post" action="${context.to('release')}"><input type="hidden" name="cycle" value="${draft.cycle}"><button>${t('draft.build_again')}</button></form>`
      : '';
  return html`<div class="callout tone-refused" role="note"><p><b>${t('draft.changed')}</b></p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>${again}</div>`;
}

export function showPublished(context: DeskContext, id: string): DeskPage {
  const { t } = context;
  const main = block(
    'published',
    t('release.published'),
    html`<p class="actions"><a class="button" href="${context.root}">${t('release.see')}</a> <a href="${context.to('data')}">${t('release.see_data')}</a> <a href="${context.to('releases')}">${t('release.see_changed')}</a></p>
<p class="back"><a href="${context.to('submissions')}">${t('release.back')}</a></p>`,
  );
  return { title: t('release.published'), lede: t('release.published_says', { release: id }), main };
}
