/** The history of a submission, newest first: uploads, decisions, and the revision accepted after each. */
import { html } from 'hono/html';
import type { ShownSubmission } from '../../../collection/index.ts';
import type { Html } from '../../site/page-context.ts';
import type { DeskContext } from '../desk-context.ts';
import { time } from '../page.ts';
import { orderHistory } from './history-order.ts';

type Decision = ShownSubmission['decisions'][number];

export function showTimeline(context: DeskContext, { revisions, decisions }: ShownSubmission): Html {
  const { t } = context;
  const came = revisions.map(({ number, fileName, receivedAt, upload, errors, warnings, kind }) => ({
    revision: number,
    at: receivedAt,
    says: html`${t(`submission.revision_${kind === 'upload' || kind === 'repeat' ? 'came' : kind}`, { number, file: fileName })} (${t('submission.counts', { errors, warnings })}) <a href="${context.to(`uploads/${upload}`)}">${t('submission.receipt')}</a>`,
  }));
  const decided = decisions.map((decision, place) => {
    const { at, revision, reason } = decision;
    const accepted = acceptedAfter(decisions.slice(0, place));
    const says = t(stepKey(decision, accepted), { revision, accepted: accepted ?? 0 });
    return { revision, at, says: html`${says}${reason === null ? '' : html`: <q>${reason}</q>`}` };
  });
  const withdrawn = revisions.flatMap(({ number, withdrawnAt }) =>
    withdrawnAt === null
      ? []
      : [{ revision: number, at: withdrawnAt, says: html`${t('submission.revision_withdrawn', { number })}` }],
  );
  const lines = withdrawn.reduce((ordered, one) => orderHistory(ordered, [one]), orderHistory(came, decided)).reverse();
  return html`<ol class="timeline">${lines.map(({ at, says }) => html`<li>${time(context, at)}${context.t('colon')} ${says}</li>`)}</ol>`;
}

/** @param accepted - the revision that was accepted at the time of the decision */
function stepKey({ step, revision }: Decision, accepted: number | null): string {
  const earlier = accepted !== null && accepted < revision;
  if (step === 'accept' && earlier) return 'submission.step_accept_instead';
  if (step === 'return' && earlier) return 'submission.step_return_standing';
  return `submission.step_${step}`;
}

/** The revision that is accepted after these decisions, given oldest first; null if none is. */
function acceptedAfter(decisions: readonly Decision[]): number | null {
  const last = decisions.findLast(({ step }) => step !== 'return');
  return last?.step === 'accept' ? last.revision : null;
}
