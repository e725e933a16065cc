/**
 * The secretariat's status board: the status of every invited country, and the drafts built from accepted
 * submissions.
 */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { boardPlaces, may, mayForSome } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { inOrder } from '../../site/cycle-order.ts';
import type { DeskContext } from '../desk-context.ts';
import type { DeskPages } from '../frame.ts';
import { showNoCycle } from '../upload/page.ts';
import type { Workplace } from '../workplace.ts';
import { acceptedIn, showBoard } from './page.ts';

export function boardRoutes({ desk, builder, publishingBy, personOf, names, now }: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const contextOf = (c: Context, path: string): DeskContext => pages.context(c.req.param('language')!, path);
  return new Hono().get(`${language}/submissions`, async (c) => {
    const context = contextOf(c, 'submissions');
    const person = personOf(c);
    const action = 'submission.read';
    if (!mayForSome(person, action)) throw new Problem('not_allowed', 'submissions', { action, role: person.role });
    const { cycles: open, submissions, waiting } = await desk.listSubmissions({ person });
    const cycles = inOrder(open);
    const asked = c.req.query('cycle');
    const cycle = asked === undefined ? cycles[0] : cycles.find(({ id }) => id === asked);
    if (!cycle && cycles.length > 0) {
      throw new Problem('cycle_unknown', 'cycle', { cycle: asked!, open: cycles.map(({ id }) => id) });
    }
    if (!cycle) {
      const main = showNoCycle(context, names.newestCycles());
      return pages.show(c, context, { title: context.t('no_cycle.title'), lede: context.t('no_cycle.lede'), main });
    }
    const lines = submissions.filter((line) => line.cycle === cycle.id);
    const last = await builder.last(cycle.id);
    const publishes = may(person, 'release.publish', { country: null });
    const drafts = publishes ? await publishingBy(person).drafts(cycle.id) : null;
    const count = (place: string) => lines.filter((line) => line.place === place).length;
    const lede = context.t('board.lede', {
      accepted: acceptedIn(lines),
      invited: lines.length,
      cycle: context.cycle(cycle.id),
      waiting: count('waiting'),
    });
    const place = boardPlaces.find((one) => one === c.req.query('place')) ?? null;
    const main = showBoard(context, { cycles, cycle, lines, waiting, last, drafts, place, now: now() });
    // While files wait, the page reloads automatically.
    const head = waiting.length === 0 ? undefined : html`<meta http-equiv="refresh" content="10">`;
    return pages.show(c, context, { title: context.t('board.title'), lede, main, ...(head && { head }) });
  });
}
