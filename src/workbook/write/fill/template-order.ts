/**
 * What a template is written for: a country that does not exist, with one prefill, so that every look of a workbook is in it.
 * A second one shows, by what it has not, what a template must not pass on.
 */
import type { Draft } from '../draft.ts';
import type { Prefill, WorkbookOrder } from '../order.ts';

/** @param order - any of those that the template is for */
export function templateOrders(draft: Draft, order: WorkbookOrder): [WorkbookOrder, WorkbookOrder] {
  const of = (sign: string, issued: string, prefills: readonly Prefill[]): WorkbookOrder => ({
    ...order,
    country: { code: `gap-${sign}`, name: `gap-${sign}` },
    prefills,
    answers: [],
    revision: 0,
    issued,
    due: issued,
    // With or without one, the cover has other rows.
    contact: order.contact == null ? null : `gap-${sign}`,
  });
  const asked = draft.sections.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'answer'))[0];
  const prefill = asked && { id: asked.id, value: 'gap-text', source: 'gap-text', date: '1990-01-01' };
  return [of('first', '1990-01-01', prefill ? [prefill] : []), of('second', '1991-02-02', [])];
}
