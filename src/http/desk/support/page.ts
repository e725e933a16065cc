/** Reports of support for the secretariat: pairs to decide, with both reports side by side, and past decisions. */
import { html } from 'hono/html';
import { formatChange, joinParts, nameIn } from '../../../i18n/index.ts';
import type { KnownSupport } from '../../../release/index.ts';
import type { SupportCandidate, SupportReport } from '../../../support/index.ts';
import { showFold } from '../../site/page/fold.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { block, table, time } from '../page.ts';

/** Number of pairs on one page; others appear once these are decided. */
const pairsShown = 20;

export function showSupport(context: DeskContext, known: KnownSupport): Html {
  const { t } = context;
  const byCode = new Map(known.reports.map((one) => [one.report, one]));
  const shown = known.candidates.slice(0, pairsShown);
  return html`<div class="blocks">
${block(
  'pairs',
  t('support.pairs'),
  shown.length === 0
    ? html`<p>${t('support.no_pairs')}</p>`
    : html`<p>${t('support.pairs_says', { count: known.candidates.length, shown: shown.length })}</p>
${shown.map((one, at) => showPair(context, one, at + 1, known, byCode))}`,
)}
${known.decisions.length === 0 ? '' : block('decided', t('support.decided'), showDecided(context, known, byCode))}
${block('once', t('support.once'), showOnce(context, known, byCode))}
${block('import', t('support.import'), html`<p>${t('support.import_says')}</p><ul class="dashed"><li><code>gap support import</code></li><li><code>gap support check</code></li></ul>`)}
</div><p class="back"><a href="${context.to('submissions')}">${t('release.back')}</a></p>`;
}

type Reports = ReadonlyMap<string, SupportReport>;

function showPair(
  context: DeskContext,
  { report, other, score, reasons }: SupportCandidate,
  place: number,
  known: KnownSupport,
  byCode: Reports,
): Html {
  const { t } = context;
  const [one, two] = [byCode.get(report)!, byCode.get(other)!];
  const why = reasons.map(
    ({ reason, points }) =>
      html`<li>${t('support.reason', { reason: t(`support.reasons.${reason}`), points: signed(context, points) })}</li>`,
  );
  const rows = (['title', 'source', 'organisations', 'countries', 'period', 'amount', 'code'] as const).map((key) => {
    const head = t(key === 'title' ? 'support.title_of' : `support.${key}`);
    return html`<tr><th scope="row">${head}</th>${[one, two].map((of, at) => html`<td class="as-text" data-title="${t(`support.report_${at + 1}`)}">${saidOf(context, of, key, known)}</td>`)}</tr>`;
  });
  const heads = [t('support.said'), t('support.report_1'), t('support.report_2')];
  const caption = t('support.pair', { place, score: context.number(score) });
  const compared = html`${table(caption, heads, rows, 'pair')}
<p>${t('support.reasons_says')}</p><ul class="dashed">${why}</ul>
<form class="form" method="post" action="${context.to('support-reports')}"><input type="hidden" name="report" value="${report}"><input type="hidden" name="other" value="${other}">
<div class="field"><label for="reason-${place}">${t('support.why')}</label><input id="reason-${place}" name="reason" maxlength="500" autocomplete="off"></div>
<p class="actions"><button name="step" value="confirm">${t('support.confirm')}</button> <button name="step" value="reject" class="second">${t('support.reject')}</button></p></form>`;
  const titles = [one, two].map((of) => saidOf(context, of, 'title', known)).join(' – ');
  return html`<article class="block" id="pair-${place}"><h3>${caption}</h3>
${showFold(`pair-${place}`, context.texts.say(context.language, 'pages.links.details', { title: titles }), compared)}</article>`;
}

function saidOf(
  context: DeskContext,
  one: SupportReport,
  key: string,
  { register, stored }: KnownSupport,
): Html | string {
  const { t } = context;
  const nothing = t('nothing');
  switch (key) {
    case 'title':
      return one.titles[context.language] ?? one.title ?? nothing;
    case 'source':
      return t('support.from', {
        kind: t(`support.sources.${one.source}`),
        source: stored.get(one.report)?.source ?? citationOf(context, one),
      });
    case 'organisations': {
      const names = one.organisations.map(({ name, ref }) => {
        const found = register.get(register.resolve(name, ref))?.names ?? {};
        return nameIn(found, context.language, context.texts.working) ?? name;
      });
      return joinParts(context.language, [...new Set(names)]) || nothing;
    }
    case 'countries':
      return (
        joinParts(
          context.language,
          one.countries.map(({ country }) =>
            country === 'unspecified' ? (one.region ?? nothing) : context.country(country),
          ),
        ) ||
        (one.region ?? nothing)
      );
    case 'period':
      return one.begins === null && one.ends === null
        ? nothing
        : t('support.from_to', { from: dayOf(context, one.begins), to: dayOf(context, one.ends) });
    case 'amount':
      return one.amount === null
        ? nothing
        : t('support.money', { amount: context.number(one.amount), currency: one.currency ?? '' });
    default:
      return html`<code>${one.report}</code>`;
  }
}

/** The source of a report; an answer cites its cycle and country by their codes. */
function citationOf(context: DeskContext, { source, citation }: SupportReport): string {
  const [cycle, country] = citation.split(' ');
  return source === 'answer' && cycle && country ? `${context.country(country)}, ${context.cycle(cycle)}` : citation;
}

const dayOf = (context: DeskContext, day: string | null): string =>
  day === null ? context.t('nothing') : context.day(day);

const signed = (context: DeskContext, points: number) => formatChange(context.texts.language(context.language), points);

const nameOf = (context: DeskContext, code: string, byCode: Reports): Html => {
  const title = byCode.get(code)?.titles[context.language] ?? byCode.get(code)?.title;
  return html`${title ?? context.t('support.gone')} <code>${code}</code>`;
};

/** Each decision with a button to revoke it. */
function showDecided(context: DeskContext, { decisions }: KnownSupport, byCode: Reports): Html {
  const { t } = context;
  const heads = ['report_1', 'report_2', 'decision', 'decided_at', 'because', 'change'].map((key) =>
    t(`support.${key}`),
  );
  const rows = decisions.map((one) => {
    const undo = html`<form method="post" action="${context.to('support-reports')}"><input type="hidden" name="report" value="${one.report}"><input type="hidden" name="other" value="${one.other}"><button name="step" value="undo" class="second">${t('support.undo')}</button></form>`;
    const cells = [
      nameOf(context, one.report, byCode),
      nameOf(context, one.other, byCode),
      t(`support.decisions.${one.decision}`),
      time(context, one.decidedAt),
      one.reason ?? t('nothing'),
      undo,
    ];
    return html`<tr>${cells.map((cell, at) => html`<td class="as-text" data-title="${heads[at]}">${cell}</td>`)}</tr>`;
  });
  return html`<p>${t('support.decided_says')}</p>${table(t('support.decided'), heads, rows)}`;
}

/** Activities that several reports describe, by identifier or decision. */
function showOnce(context: DeskContext, { activities, reports }: KnownSupport, byCode: Reports): Html {
  const { t } = context;
  const groups = [...Map.groupBy(reports, ({ report }) => activities.get(report)!)].filter(([, of]) => of.length > 1);
  const counts = { reports: reports.length, activities: new Set(activities.values()).size };
  if (groups.length === 0) return html`<p>${t('support.once_none', counts)}</p>`;
  const heads = [t('support.activity'), t('support.reports')];
  const rows = groups.map(
    ([activity, of]) =>
      html`<tr><td class="as-text" data-title="${heads[0]}">${nameOf(context, activity, byCode)}</td><td class="as-text" data-title="${heads[1]}"><ul>${of.map(({ report }) => html`<li><code>${report}</code></li>`)}</ul></td></tr>`,
  );
  return html`<p>${t('support.once_says', counts)}</p>${table(t('support.once'), heads, rows)}`;
}
