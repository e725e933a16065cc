/** The deadline, the number of days left, and how late a submission was. */

import { html } from 'hono/html';
import { compareVersions } from '../../content/index.ts';
import { type Cycle, daysLate, daysLeft } from '../../domain/index.ts';
import type { Html } from '../site/page-context.ts';
import type { DeskContext } from './desk-context.ts';

/** One sentence; there is another one for a cycle without a deadline. */
export function sayDeadline(context: DeskContext, due: string | null, now: Date): string {
  const left = daysLeft(due, now.toISOString());
  if (due === null || left === null) return context.t('deadline.none');
  const day = context.day(due);
  return left < 0
    ? context.t('deadline.passed', { day, days: -left })
    : context.t('deadline.left', { day, days: left });
}

/** How late a file was received; empty if it was on time. */
export function sayLate(context: DeskContext, due: string | null, at: string | null): string {
  const days = daysLate(due, at);
  return days === 0 ? '' : context.t('deadline.late', { days });
}

/** The deadline of a file that was received: how late it was, if it was late. */
export function showReceivedBy(context: DeskContext, due: string | null, { at, now }: { at: string; now: Date }): Html {
  const days = daysLate(due, at);
  if (due === null || days === 0) return showDeadline(context, due, now);
  const late = context.t('deadline.received_late', { days, day: context.day(due), at: context.day(at) });
  return html`<p class="deadline passed">${late}</p>`;
}

export function showDeadline(context: DeskContext, due: string | null, now: Date): Html {
  const passed = (daysLeft(due, now.toISOString()) ?? 0) < 0;
  return html`<p class="deadline${passed ? ' passed' : ''}">${sayDeadline(context, due, now)}</p>`;
}

/** The newest cycle of the same questionnaire; null if this one is the newest. */
export function newerCycle(cycles: readonly Cycle[], cycle: Cycle): Cycle | null {
  const newest = cycles
    .filter(({ instrument }) => instrument === cycle.instrument)
    .sort((a, b) => compareVersions(b.version, a.version))[0];
  return newest === undefined || newest.id === cycle.id ? null : newest;
}
