/** A submission: what may be decided, its revisions, what the newest one changed, and its answers with their cells. */
import { html } from 'hono/html';
import type { Desk, ShownSubmission } from '../../collection/index.ts';
import { type AnswerState, type AnswerValue, answerId } from '../../domain/index.ts';
import type { DeskFace } from '../desk-page.ts';
import type { Html } from '../face.ts';
import { block, classMark, placeMark, stateMark, table, time } from './desk-page.ts';

export type SubmissionPage = {
  readonly shown: ShownSubmission;
  readonly answers: Awaited<ReturnType<Desk['answersOf']>>;
  /** Null while there is one revision. */
  readonly changes: Awaited<ReturnType<Desk['compareRevisions']>> | null;
};

export function showSubmissionPage(face: DeskFace, { shown, answers, changes }: SubmissionPage): Html {
  const { t } = face;
  const { submission } = shown;
  return html`<p>${placeMark(face, submission.place)}</p>
<div class="blocks">
${block('decide', t('submission.decide'), showDecisions(face, shown))}
${block('timeline', t('submission.timeline'), showTimeline(face, shown))}
${
  changes === null
    ? ''
    : block(
        'changes',
        t('submission.changes'),
        html`<p>${t('submission.changes_says', { from: submission.revision - 1, to: submission.revision, count: changes.length })}</p>${
          changes.length === 0
            ? ''
            : table(
                t('submission.changes'),
                [t('submission.question'), t('submission.before'), t('submission.after')],
                changes.map(
                  (one) =>
                    html`<tr><th scope="row">${answerId(one)}</th><td>${said(face, one.fromState, one.from)}</td><td>${said(face, one.toState, one.to)}</td></tr>`,
                ),
              )
        }`,
      )
}
${
  answers.length === 0
    ? ''
    : block(
        'answers',
        t('submission.answers'),
        html`<p>${t('submission.answers_says', { revision: submission.revision })}</p>${table(
          t('submission.answers'),
          ['question', 'answer', 'class', 'cell'].map((key) => t(`submission.${key}`)),
          answers
            .filter(({ state }) => state !== 'blank')
            .map(
              (one) =>
                html`<tr><th scope="row">${answerId(one)}</th><td>${said(face, one.state, one.value)}</td><td>${classMark(face, one.class)}</td><td>${one.sheet}!${one.cell}</td></tr>`,
            ),
        )}`,
      )
}
</div>
<p><a href="${face.to(`submissions?cycle=${shown.cycle.id}`)}">${t('release.back')}</a></p>`;
}

/** The value where there is one, else the state. */
const said = (face: DeskFace, state: AnswerState, value: AnswerValue | null): Html | string =>
  state === 'answered' && value !== null ? String(value) : stateMark(face, state);

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
