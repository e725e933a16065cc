/** The page on which the secretariat decides which reports of support describe the same activity. */
import { type Context, Hono } from 'hono';
import { Problem } from '../../../problem/index.ts';
import type { DecidePair } from '../../../release/index.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { fieldOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { showSupport } from './page.ts';

const steps = ['confirm', 'reject', 'undo'] as const;
const path = 'support-reports';

export function supportRoutes({ support, personOf }: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const contextOf = (c: Context) => pages.context(c.req.param('language')!, path);
  const show = async (c: Context, outcome: { refused?: Refused; status?: number } = {}) => {
    const context = contextOf(c);
    const known = await support.read(personOf(c));
    const done = steps.find((step) => step === c.req.query('done'));
    const page = {
      title: context.t('support.title'),
      lede: context.t('support.lede'),
      main: showSupport(context, known),
      done: done === undefined ? null : context.t(`support.done.${done}`),
      refused: outcome.refused ?? null,
    };
    return pages.show(c, context, page, outcome.status);
  };
  return new Hono()
    .get(`${language}/${path}`, (c) => show(c))
    .post(`${language}/${path}`, smallBody, async (c) => {
      try {
        const form = await readForm(c, { fields: ['report', 'other', 'step', 'reason'] });
        const step = steps.find((one) => one === fieldOf(form, 'step'));
        if (step === undefined) throw new Problem('form_unreadable', 'step', {});
        const [report, other, reason] = ['report', 'other', 'reason'].map((name) => fieldOf(form, name));
        const asked: DecidePair = { report: report!, other: other!, step, reason: reason || null, person: personOf(c) };
        await support.decide(asked);
        return c.redirect(contextOf(c).to(`${path}?done=${step}`), 303);
      } catch (error) {
        const { refused, status } = refusalOf(c, contextOf(c), error);
        return show(c, { refused, status });
      }
    });
}
