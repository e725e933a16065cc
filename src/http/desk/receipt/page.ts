/** The receipt of an upload: outcome, next steps, corrections, and proof of receipt. */
import { html } from 'hono/html';
import type { Receipt } from '../../../collection/index.ts';
import {
  type AnswerCounts,
  answerStates,
  type ReportedFinding,
  secretariat,
  type WorkbookIdentity,
} from '../../../domain/index.ts';
import { formatNumber } from '../../../i18n/index.ts';
import { doneOf, type Instrument } from '../../../questionnaire/index.ts';
import { issuedTexts } from '../../../workbook/index.ts';
import { showContact } from '../../site/contact.ts';
import type { Html } from '../../site/page-context.ts';
import { showReceivedBy } from '../deadline.ts';
import type { DeskContext } from '../desk-context.ts';
import { showFindings } from '../findings.ts';
import { block, fact, fingerprint, stateMark, time } from '../page.ts';
import { showEffect } from './effect.ts';
import { showNotChosen, showPublicationChanges } from './publication.ts';

export type ReceiptPage = {
  readonly receipt: Receipt;
  readonly reported: readonly ReportedFinding[];
  /** Null if the instrument of the file is unknown. */
  readonly instrument: Instrument | null;
  /** Deadline, ISO date; null if none is set or the cycle is unknown. */
  readonly due: string | null;
  readonly now: Date;
  /** How to reach the secretariat; null if the installation has no contact. */
  readonly contact: string | null;
};

export const countOf = (
  findings: readonly { severity: ReportedFinding['severity'] }[],
  severity: ReportedFinding['severity'],
) => findings.filter((one) => one.severity === severity).length;

/** The outcome of the file as a sentence. */
export function outcomeOf({ t }: DeskContext, receipt: Receipt): string {
  const { outcome, findings } = receipt;
  if (outcome === null) return t('receipt.waiting');
  const values = { warnings: countOf(findings, 'warning'), ...completeness(receipt) };
  if (outcome === 'clean' || outcome === 'warnings') return t(`receipt.${outcome}`, values);
  if (outcome !== 'errors') return t(`receipt.${outcome}`);
  return t('receipt.errors_warnings', { errors: countOf(findings, 'error'), warnings: countOf(findings, 'warning') });
}

/** For the questions in the file: number with an answer or a state, and number left blank. */
function completeness({ answers }: Receipt): { done: number; questions: number; blank: number } {
  if (answers === null) return { done: 0, questions: 0, blank: 0 };
  return { done: doneOf(answers), questions: answers.questions, blank: answers.blank };
}

export function showReceipt(context: DeskContext, page: ReceiptPage): Html {
  const { t } = context;
  const { receipt } = page;
  const { changes, notChosen } = receipt.publication;
  return html`${showPublicationChanges(context, page.instrument, changes)}${showVerdict(context, receipt)}
${showNotChosen(context, page.instrument, notChosen)}
<div class="blocks">
${showNext(context, page)}
${receipt.outcome === null || receipt.outcome === 'wrong_kind' ? '' : block('findings', t('receipt.findings'), showFindings(context, page.reported, page.instrument))}
${receipt.effect === null ? '' : showEffect(context, receipt.effect, page.instrument, { action: context.to(`uploads/${receipt.upload}/remove`), ids: receipt.removable })}
${receipt.cells === null ? '' : showCells(context, page)}
${receipt.answers === null || receipt.answers.questions === 0 ? '' : showAnswers(context, receipt.answers)}
${showFacts(context, page)}
</div>`;
}

/** Whether it was recorded; if not, why, and what to do next. */
function showVerdict(context: DeskContext, receipt: Receipt): Html {
  const { t } = context;
  const { submission, revision, notRecorded } = receipt;
  if (revision !== null && submission !== null) {
    const values = { revision, country: context.country(submission.country), cycle: context.cycle(submission.cycle) };
    return html`<div class="callout tone-good verdict"><p><b>${t(receipt.effect?.against === revision ? 'receipt.nothing_new' : 'receipt.recorded', values)}</b></p><p>${sayStanding(context, receipt)}</p></div>`;
  }
  if (receipt.queue !== null) return showWaiting(context, receipt, receipt.queue);
  const reason = notRecorded ?? 'unread';
  const { identity, expected } = receipt;
  const named = (code: string | null | undefined) => (code ? context.country(code) : t('receipt.unsaid'));
  const cycleNamed = (id: string | null | undefined) => (id ? context.cycle(id) : t('receipt.unsaid'));
  const values = {
    country: named(submission?.country ?? identity?.country),
    cycle: cycleNamed(submission?.cycle ?? identity?.cycle),
    stated: cycleNamed(identity?.cycle),
    expected: named(expected.country),
  };
  const tone = reason === 'refused' || reason === 'wrong_kind' ? 'refused' : 'plain';
  return html`<div class="callout tone-${tone} verdict"><p><b>${reason === 'unread' ? t('receipt.waiting') : t('receipt.not_recorded')}</b> ${t(`receipt.why.${reason}`, values)}</p><p>${t(`receipt.correction.${reason}`, values)}</p>
${reason === 'refused' || reason === 'wrong_kind' || reason === 'other_version' || reason === 'not_allowed' ? '' : showRecord(context, receipt, values)}</div>`;
}

/** Its position in the queue, and a button to read it now. */
function showWaiting(
  context: DeskContext,
  receipt: Receipt,
  { before, setAside }: NonNullable<Receipt['queue']>,
): Html {
  const { t } = context;
  const says = setAside ? t('receipt.set_aside') : t('receipt.queue', { place: before + 1 });
  return html`<div class="callout tone-plain verdict" data-follow><p><b>${t('receipt.waiting')}</b> ${says}</p><p>${t('receipt.queue_says')}</p>
<form method="post" action="${context.to(`uploads/${receipt.upload}/record`)}" class="actions"><button type="submit" class="second">${t('receipt.read_now')}</button></form></div>`;
}

/** The current status of the revision, and the revision used for figures. */
function sayStanding({ t }: DeskContext, { revision, waits, acceptedRevision }: Receipt): string {
  if (revision === acceptedRevision) return t('receipt.is_accepted');
  if (!waits) return t('receipt.is_past');
  const next = t('receipt.recorded_says');
  return acceptedRevision === null ? next : `${t('receipt.standing', { accepted: acceptedRevision })} ${next}`;
}

function showRecord(context: DeskContext, receipt: Receipt, values: { country: string; cycle: string }): Html {
  const { t } = context;
  const { notRecorded, upload } = receipt;
  const meant = notRecorded === 'other_country' || notRecorded === 'other_cycle';
  return html`<form method="post" action="${context.to(`uploads/${upload}/record`)}" class="actions"><button type="submit">${meant ? t('receipt.record', values) : t('receipt.read_again')}</button></form>`;
}

function showNext(context: DeskContext, { receipt, due, now, contact }: ReceiptPage): Html {
  const { t } = context;
  const { blank } = completeness(receipt);
  const { outcome, submission, upload } = receipt;
  const clean = outcome === 'clean';
  const marked = outcome === 'warnings' || outcome === 'errors';
  const sentence = clean
    ? blank > 0
      ? 'next_incomplete'
      : 'next_clean'
    : marked
      ? 'next_correct'
      : outcome === 'refused'
        ? 'next_refused'
        : null;
  const at = submission === null ? '' : `?country=${submission.country}&cycle=${submission.cycle}`;
  const inner = html`${sentence === null ? '' : html`<p class="sentence">${t(`receipt.${sentence}`)}</p>`}
<p class="actions">${marked ? html`<a class="button" href="${context.to(`uploads/${upload}/annotated`)}" download>${t('receipt.annotated')}</a>` : ''}
<a class="button second" href="${context.to(`upload${at}`)}">${t('receipt.again')}</a>
${submission === null ? '' : html`<a href="${context.to(`submissions/${submission.cycle}/${submission.country}`)}">${t('receipt.submission')}</a>`}</p>
${submission === null ? '' : showReceivedBy(context, due, { at: receipt.receivedAt, now })}
${showContact(context, contact)}
<p class="links">${outcome === 'wrong_kind' ? '' : html`<a href="${context.to(`uploads/${upload}/original`)}" download>${t('receipt.original')}</a>`}
${receipt.findings.length === 0 ? '' : html`<a href="${context.to(`uploads/${upload}/findings.csv`)}" download>${t('receipt.findings_csv')}</a>`}
<a href="${context.to(`uploads/${upload}/findings.json`)}" download>${t('receipt.findings_json')}</a></p>`;
  return block('next', t('receipt.next'), inner);
}

export function showCells(
  context: DeskContext,
  { receipt, reported }: { receipt: Pick<Receipt, 'cells'>; reported: readonly ReportedFinding[] },
): Html {
  const { t } = context;
  const { read, changed, unchanged, outdated, withdrawn, kept, cleared, ignored } = receipt.cells!;
  const left = ignored.reduce((sum, { cells }) => sum + cells, 0);
  const sometimes = Object.entries({ outdated, withdrawn, cleared }).filter(([, count]) => count > 0);
  const counts = { read, changed, unchanged, ...Object.fromEntries(sometimes), kept, ignored: left };
  const reasons = ignored.map(({ reason, cells }) => {
    const example = reported.find(({ code, severity }) => code === reason && severity === 'error');
    const text = example
      ? t('receipt.ignored_example', { cells, example: example.message })
      : t('receipt.not_confirmed', { cells });
    return html`<li>${text}</li>`;
  });
  const inner = html`<p class="sentence">${t('receipt.cells_say')}</p>
<dl class="facts">${Object.entries(counts).map(([key, count]) =>
    fact(t(`receipt.${key}`), context.number(count), t(`receipt.${key}_says`)),
  )}</dl>
${reasons.length === 0 ? '' : html`<h3>${t('receipt.ignored_why')}</h3><ul class="dashed">${reasons}</ul>`}`;
  return block('cells', t('receipt.cells'), inner);
}

/** The five states as segments of a bar, with their numbers. */
export function showAnswers(context: DeskContext, counts: AnswerCounts): Html {
  const { t } = context;
  let x = 0;
  const parts = answerStates.map((state) => {
    const width = (100 * counts[state]) / counts.questions;
    const part = html`<rect class="part-${state.replaceAll('_', '-')}" x="${x.toFixed(3)}" width="${width.toFixed(3)}" height="10"/>`;
    x += width;
    return part;
  });
  const inner = html`<p class="sentence">${t('receipt.answers_say', { questions: counts.questions, done: doneOf(counts), blank: counts.blank })}</p>
<svg class="states-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul class="states">${answerStates.map((state) => html`<li>${stateMark(context, state)} <b>${context.number(counts[state])}</b></li>`)}</ul>`;
  return block('answers', t('receipt.answers'), inner);
}

function showFacts(context: DeskContext, { receipt, instrument }: Pick<ReceiptPage, 'receipt' | 'instrument'>): Html {
  const { t } = context;
  const { identity } = receipt;
  const row = (key: string, value: Html | string | null) =>
    html`<div><dt>${t(`receipt.${key}`)}</dt><dd>${value ?? t('receipt.unsaid')}</dd></div>`;
  const kilobytes = formatNumber(
    context.texts.language(context.language),
    receipt.size / 1000,
    receipt.size < 10_000 ? 1 : 0,
  );
  const inner = html`<dl class="rows">
${row('file', receipt.fileName)}${row('size', t('receipt.bytes', { size: kilobytes }))}${row('sha256', fingerprint(receipt.sha256))}
${row('received', time(context, receipt.receivedAt))}${row('person', receipt.person === secretariat.id ? t('receipt.by_secretariat') : receipt.person)}
${row('for_country', identity?.country ? `${context.country(identity.country)} (${identity.country})` : null)}${row('for_cycle', identity?.cycle ? `${context.cycle(identity.cycle)} (${identity.cycle})` : null)}
${row('version', identity?.version ?? null)}${row('in_language', identity?.language ? context.texts.language(identity.language).name : null)}
${identity?.texts ? row('in_texts', sayTexts(context, identity, instrument)) : ''}
</dl><p class="note">${t('receipt.facts_says')}</p>`;
  return block('file', t('receipt.facts'), inner);
}

/** Which texts the workbook was issued with, and whether they are still current. */
function sayTexts({ t }: DeskContext, { texts, language }: WorkbookIdentity, instrument: Instrument | null): string {
  const isToday = instrument === null || language === null || issuedTexts(instrument, language) === texts;
  return isToday ? texts! : t('receipt.texts_corrected', { texts: texts! });
}
