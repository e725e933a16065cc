/** A submission: possible decisions, changes in the newest revision, findings, and every answer. */
import { html } from 'hono/html';
import type { Desk, ShownSubmission } from '../../../collection/index.ts';
import { answerId, publishesMore, type ReportedFinding, standingRevision } from '../../../domain/index.ts';
import { joinParts } from '../../../i18n/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { showFindings } from '../findings.ts';
import { block, placeMark } from '../page.ts';
import { showNotChosen, showPublicationChanges, subjectName } from '../receipt/publication.ts';
import { type Answers, showAnswerChanges, showAnswers, type Wordings } from './answers.ts';
import { type ReasonList, showReasons } from './reasons.ts';
import { showTimeline } from './timeline.ts';

export type SubmissionPage = Wordings & {
  readonly shown: ShownSubmission;
  readonly answers: Answers;
  /** Changes from the accepted revision, or otherwise the previous one, to the newest; null if there is none. */
  readonly changes: { readonly from: number; readonly all: Awaited<ReturnType<Desk['compareRevisions']>> } | null;
  /** Answers "does not apply" of the newest revision, and the address of the form for decisions about them. */
  readonly reasons: ReasonList;
  /** For the newest revision's file; null if there is none. */
  readonly findings: {
    readonly upload: string;
    readonly openable: boolean;
    readonly reported: readonly ReportedFinding[];
  } | null;
};

export function showSubmissionPage(context: DeskContext, page: SubmissionPage): Html {
  const { t } = context;
  const { shown, answers, changes, findings, reasons } = page;
  const { submission } = shown;
  const wrong = (findings?.reported ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ question }) => question);
  const given = answers.filter(({ question }) => wrong.includes(question));
  const marked = new Set([...(changes?.all ?? []), ...given].map(answerId));
  const hasHistory = shown.revisions.length > 0 || shown.decisions.length > 0;
  const parts = [
    'decide',
    ...(reasons.stated.length === 0 ? [] : ['reasons']),
    ...(changes === null ? [] : ['changes']),
    ...(findings === null ? [] : ['findings']),
    ...(answers.length === 0 ? [] : ['answers']),
    ...(hasHistory ? ['timeline'] : []),
  ];
  const titles: Readonly<Record<string, string>> = {
    findings: t('submission.findings', { revision: submission.revision }),
    reasons: t('reasons.title'),
  };
  const title = (part: string) => titles[part] ?? t(`submission.${part}`);
  return html`<p>${placeMark(context, submission.place)}</p>
<nav class="jumps" aria-label="${t('submission.parts')}"><ul>${parts.map((part) => html`<li><a href="#${part}">${title(part)}</a></li>`)}</ul></nav>
<div class="blocks">
${block('decide', title('decide'), html`${showPublicationChanges(context, page.instrument, shown.publication.changes)}${showNotChosen(context, page.instrument, shown.publication.notChosen)}${showDecisions(context, page)}`)}
${reasons.stated.length === 0 ? '' : block('reasons', title('reasons'), showReasons(context, page, reasons))}
${changes === null ? '' : block('changes', title('changes'), showChanges(context, page, changes, submission.revision))}
${
  findings === null
    ? ''
    : block(
        'findings',
        title('findings'),
        html`${findings.reported.length === 0 ? html`<p>${t('submission.findings_none')}</p>` : showFindings(context, findings.reported, page.instrument)}${findings.openable ? html`<p class="links"><a href="${context.to(`uploads/${findings.upload}`)}">${t('submission.receipt')}</a></p>` : ''}`,
      )
}
${
  answers.length === 0
    ? ''
    : block(
        'answers',
        title('answers'),
        html`<p class="sentence">${t('submission.answers_says', { revision: submission.revision })}</p>${showAnswers(context, page, answers, marked)}`,
      )
}
${hasHistory ? block('timeline', title('timeline'), showTimeline(context, shown)) : ''}
</div>
<p><a href="${context.to(`submissions?cycle=${shown.cycle.id}`)}">${t('release.back')}</a></p>`;
}

type Deciding = {
  readonly says: string;
  readonly button: string;
  readonly reason: boolean;
  /** Further content that must be seen or filled in before. */
  readonly more?: Html;
};

/** Answers that acceptance requires and the revision lacks, with the wording of the questionnaire. */
function showMissing({ t, language }: DeskContext, { names, instrument }: Wordings, missing: readonly string[]): Html {
  const words = missing.map((id) => {
    if (instrument === null) return html`<li><code>${id}</code></li>`;
    const code = id.split('.')[0]!;
    const { question, part } = names.wording(instrument, language, code, id === code ? null : id);
    return html`<li><code>${id}</code> ${question}${part === null ? '' : `: ${part}`}</li>`;
  });
  return html`<div class="callout tone-plain"><p><b>${t('submission.missing', { count: missing.length })}</b> ${t('submission.missing_says')}</p><ul class="dashed">${words}</ul></div>`;
}

function confirmWider({ t, language }: DeskContext, sections: readonly string[]): Html {
  return html`<p><label><input type="checkbox" name="confirm_wider" value="yes" required> ${t('submission.confirm_wider', { sections: joinParts(language, sections) })}</label></p>`;
}

function showChanges(
  context: DeskContext,
  page: SubmissionPage,
  { from, all }: NonNullable<SubmissionPage['changes']>,
  to: number,
): Html {
  const says = context.t('submission.changes_says', { from, to, count: all.length });
  return html`<p class="sentence">${says}</p>${all.length === 0 ? '' : showAnswerChanges(context, page, all)}`;
}

function showDecisions(context: DeskContext, { shown, names, instrument }: SubmissionPage): Html {
  const { t } = context;
  const { cycle, submission, publication } = shown;
  const { country, revision, errors, state, acceptedRevision } = submission;
  if (revision === 0) {
    return html`<p>${t('submission.nothing_to_decide')} <a href="${context.to('upload')}">${t('submission.take')}</a></p>`;
  }
  const form = (step: string, on: number, values: Deciding) =>
    html`<form method="post" action="${context.to(`submissions/${cycle.id}/${country}/${step}`)}">
<h3>${t(`submission.${step}`)}</h3><p>${values.says}</p>${values.more ?? ''}<input type="hidden" name="revision" value="${on}"><input type="hidden" name="decisions" value="${shown.decisions.length}">
${values.reason ? html`<p><label for="reason-${step}">${t('submission.reason')}</label> <textarea id="reason-${step}" name="reason" required rows="2" maxlength="2000"></textarea><span class="note">${t('submission.reason_hint')}</span></p>` : ''}<button>${values.button}</button></form>`;
  const says = (key: string, on = revision) => t(`submission.${key}`, { revision: on });
  const reopen =
    acceptedRevision === null
      ? ''
      : form('reopen', acceptedRevision, {
          says: says('reopen_says', acceptedRevision),
          button: says('reopen_button', acceptedRevision),
          reason: true,
        });
  if (state === 'accepted') {
    return html`<p><a href="${context.to(`submissions?cycle=${cycle.id}#release`)}">${t('submission.to_release')}</a></p>
<p>${t('submission.accepted_says')}</p>
${reopen}`;
  }
  const standing = standingRevision(submission);
  const statusLine = (key: string) =>
    standing === null
      ? ''
      : html`<p class="callout tone-plain">${t(`submission.${key}`, { accepted: standing, revision })}</p>`;
  const withdraw = revision === acceptedRevision ? '' : showWithdraw(context, shown);
  if (state === 'returned') {
    return html`<p>${t('submission.returned_says')}</p>${statusLine('status_returned')}${withdraw}${reopen}`;
  }
  const accepting = errors > 0 ? t('submission.accept_errors', { errors }) : says('accept_says');
  const { missing, changes } = publication;
  const wider = changes.filter(publishesMore).map(({ subject }) => subjectName(context, instrument, subject));
  const more = html`${missing.length === 0 ? '' : showMissing(context, { names, instrument }, missing)}${wider.length === 0 ? '' : confirmWider(context, wider)}`;
  return html`${statusLine('status_waiting')}
${form('accept', revision, { says: accepting, more, button: says('accept_button'), reason: errors > 0 || missing.length > 0 })}
${form('return', revision, { says: t('submission.return_says'), button: says('return_button'), reason: true })}
${withdraw}
${reopen}`;
}

/** The form to withdraw the newest revision, so that the previous one counts again. */
function showWithdraw(
  context: DeskContext,
  { cycle, submission: { country, revision }, revisions }: ShownSubmission,
): Html {
  const { t } = context;
  const before = revisions.findLast((one) => one.number < revision && one.withdrawnAt === null)?.number ?? 0;
  return html`<details class="unfolds"><summary>${t('submission.withdraw', { revision })}</summary>
<form method="post" action="${context.to(`submissions/${cycle.id}/${country}/withdraw`)}"><p>${t('submission.withdraw_says', { revision, before })}</p>
<input type="hidden" name="revision" value="${revision}"><label class="pick"><input type="checkbox" name="confirm" value="yes" required> ${t('submission.withdraw_confirm')}</label>
<p class="actions"><button type="submit">${t('submission.withdraw_button', { revision })}</button></p></form></details>`;
}
