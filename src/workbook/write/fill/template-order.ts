/**
 * The order from which a template is written: an invented country with one prefill, so that every style of a workbook
 * occurs. A second one shows which texts belong to the country and must not be passed on.
 */
import type { Draft } from '../draft.ts';
import type { Prefill, WorkbookOrder } from '../order.ts';

/** @param order - any of the orders for which the template is used */
export function templateOrders(draft: Draft, order: WorkbookOrder): [WorkbookOrder, WorkbookOrder] {
  const of = (sign: string, issued: string, prefills: readonly Prefill[]): WorkbookOrder => ({
    ...order,
    country: { code: `gap-${sign}`, name: `gap-${sign}` },
    prefills,
    answers: [],
    revision: 0,
    issued,
    due: issued,
    // The rows of the cover depend on whether there is a contact.
    contact: order.contact == null ? null : `gap-${sign}`,
  });
  const asked = draft.sections.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'answer'))[0];
  const prefill = asked && { id: asked.id, value: 'gap-text', source: 'gap-text', date: '1990-01-01' };
  return [of('first', '1990-01-01', prefill ? [prefill] : []), of('second', '1991-02-02', [])];
}
