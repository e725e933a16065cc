/** A submission: what may be decided, what the newest revision changed, what is to be mended, and every answer. */
import { html } from 'hono/html';
import type { Desk, ShownSubmission } from '../../collection/index.ts';
import { answerId, type ToldFinding } from '../../domain/index.ts';
import type { DeskFace } from '../desk-face.ts';
import type { Html } from '../face.ts';
import { block, placeMark, time } from './desk-page.ts';
import { showFindings } from './findings.ts';
import { type Answers, showAnswerChanges, showAnswers, type Wordings } from './submission-answers.ts';

export type SubmissionPage = Wordings & {
  readonly shown: ShownSubmission;
  readonly answers: Answers;
  /** Null while there is one revision. */
  readonly changes: Awaited<ReturnType<Desk['compareRevisions']>> | null;
  /** Of the newest revision's file; null while there is none. */
  readonly findings: { readonly upload: string; readonly told: readonly ToldFinding[] } | null;
};

export function showSubmissionPage(face: DeskFace, page: SubmissionPage): Html {
  const { t } = face;
  const { shown, answers, changes, findings } = page;
  const { submission } = shown;
  const wrong = (findings?.told ?? []).filter(({ severity }) => severity === 'error').map(({ question }) => question);
  const given = answers.filter(({ question }) => wrong.includes(question));
  const marked = new Set([...(changes ?? []), ...given].map(answerId));
  const parts = [
    'decide',
    ...(changes === null ? [] : ['changes']),
    ...(findings === null ? [] : ['findings']),
    ...(answers.length === 0 ? [] : ['answers']),
    'timeline',
  ];
  const titles: Readonly<Record<string, string>> = {
    findings: t('submission.findings', { revision: submission.revision }),
  };
  const title = (part: string) => titles[part] ?? t(`submission.${part}`);
  return html`<p>${placeMark(face, submission.place)}</p>
<nav class="jumps" aria-label="${t('submission.parts')}"><ul>${parts.map((part) => html`<li><a href="#${part}">${title(part)}</a></li>`)}</ul></nav>
<div class="blocks">
${block('decide', title('decide'), showDecisions(face, shown))}
${changes === null ? '' : block('changes', title('changes'), showChanges(face, page, submission.revision))}
${
  findings === null
    ? ''
    : block(
        'findings',
        title('findings'),
        html`${findings.told.length === 0 ? html`<p>${t('submission.findings_none')}</p>` : showFindings(face, findings.told, page.instrument)}<p class="links"><a href="${face.to(`uploads/${findings.upload}`)}">${t('submission.receipt')}</a></p>`,
      )
}
${
  answers.length === 0
    ? ''
    : block(
        'answers',
        title('answers'),
        html`<p class="sentence">${t('submission.answers_says', { revision: submission.revision })}</p>${showAnswers(face, page, answers, marked)}`,
      )
}
${block('timeline', title('timeline'), showTimeline(face, shown))}
</div>
<p><a href="${face.to(`submissions?cycle=${shown.cycle.id}`)}">${t('release.back')}</a></p>`;
}

function showChanges(face: DeskFace, page: SubmissionPage, revision: number): Html {
  const changes = page.changes ?? [];
  const says = face.t('submission.changes_says', { from: revision - 1, to: revision, count: changes.length });
  return html`<p class="sentence">${says}</p>${changes.length === 0 ? '' : showAnswerChanges(face, page, changes)}`;
}

function showDecisions(face: DeskFace, { cycle, submission }: ShownSubmission): Html {
  const { t } = face;
  const { country, revision, errors, state } = submission;
  if (revision === 0) {
    return html`<p>${t('submission.nothing_to_decide')} <a href="${face.to('upload')}">${t('submission.take')}</a></p>`;
  }
  const form = (step: string, says: string, button: string, reason: boolean) =>
    html`<form method="post" action="${face.to(`submissions/${cycle.id}/${country}/${step}`)}">
<h3>${t(`submission.${step}`)}</h3><p>${says}</p><input type="hidden" name="revision" value="${revision}">
${reason ? html`<p><label for="reason-${step}">${t('submission.reason')}</label> <textarea id="reason-${step}" name="reason" required rows="2" maxlength="2000"></textarea><span class="note">${t('submission.reason_hint')}</span></p>` : ''}<button>${button}</button></form>`;
  if (state === 'accepted') {
    return html`<p><a href="${face.to(`submissions?cycle=${cycle.id}#release`)}">${t('submission.to_release')}</a></p>
${form('reopen', t('submission.reopen_says'), t('submission.reopen_button'), true)}`;
  }
  if (state === 'returned') return html`<p>${t('submission.returned_says')}</p>`;
  const accepting = errors > 0 ? t('submission.accept_errors', { errors }) : t('submission.accept_says', { revision });
  return html`${form('accept', accepting, t('submission.accept_button', { revision }), errors > 0)}
${form('return', t('submission.return_says'), t('submission.return_button', { revision }), true)}`;
}

function showTimeline(face: DeskFace, { revisions, decisions }: ShownSubmission): Html {
  const { t } = face;
  const came = revisions.map(({ number, fileName, receivedAt, upload, errors, warnings }) => ({
    at: receivedAt,
    says: html`${t('submission.revision_came', { number, file: fileName })} (${t('submission.counts', { errors, warnings })}) <a href="${face.to(`uploads/${upload}`)}">${t('submission.receipt')}</a>`,
  }));
  const decided = decisions.map(({ at, step, revision, reason }) => ({
    at,
    says: html`${t(`submission.step_${step}`, { revision })}${reason === null ? '' : html`: <q>${reason}</q>`}`,
  }));
  const lines = [...came, ...decided].sort((a, b) => (a.at < b.at ? 1 : -1));
  return html`<ol class="timeline">${lines.map(({ at, says }) => html`<li>${time(face, at)}: ${says}</li>`)}</ol>`;
}
