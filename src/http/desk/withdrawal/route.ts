/** Withdrawing a release or a country from everything public: the form, its effect, and the withdrawal. */
import { type Context, Hono } from 'hono';
import { givenReason } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { type Form, fieldOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Publishing } from '../release/publishing.ts';
import type { Workplace } from '../workplace.ts';
import { showWithdrawals, showWithdrawalsToConfirm, type ToWithdraw } from './page.ts';

export function withdrawalRoutes({ publishingBy, desk, builder, personOf }: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const contextOf = (c: Context, at: string) => pages.context(c.req.param('language')!, 'withdrawals', at);
  const show = async (c: Context, at = 'withdrawals', outcome: { refused?: Refused; status?: number } = {}) => {
    const context = contextOf(c, at);
    const person = personOf(c);
    const publishing = publishingBy(person);
    const { cycles, submissions } = await desk.listSubmissions({ person });
    const main = showWithdrawals(context, {
      releases: await publishing.listPublic(),
      countries: [...new Set(submissions.map(({ country }) => country))],
      cycles: cycles.map(({ id }) => id),
      withdrawn: await publishing.countriesWithdrawn(),
      chosen: c.req.query('release') ?? null,
    });
    const done = c.req.query('done');
    const { refused = null, status } = outcome;
    const said = done === 'release' || done === 'restored' ? context.t(`withdraw.done.${done}`) : null;
    const [title, lede] = [context.t('withdraw.title'), context.t('withdraw.lede')];
    return pages.show(c, context, { title, lede, main, done: said, refused }, status);
  };
  const act = async (c: Context, at: string, work: (form: Form, publishing: Publishing) => Promise<Response>) => {
    try {
      const form = await readForm(c, { fields: ['release', 'country', 'cycle', 'reason'] });
      return await work(form, publishingBy(personOf(c)));
    } catch (error) {
      const { refused, status } = refusalOf(c, contextOf(c, at), error);
      return show(c, at, { refused, status });
    }
  };
  return new Hono()
    .get(`${language}/withdrawals`, (c) => show(c))
    .post(`${language}/withdrawals/check`, smallBody, (c) =>
      act(c, 'withdrawals/check', async (form, publishing) => {
        const context = contextOf(c, 'withdrawals/check');
        const asked = readAsked(form);
        const taken = await publishing.takenOut(asked);
        const main = showWithdrawalsToConfirm(context, asked, taken);
        return pages.show(c, context, {
          title: context.t('withdraw.confirm'),
          lede: context.t('withdraw.confirm_says'),
          main,
        });
      }),
    )
    .post(`${language}/withdrawals`, smallBody, (c) =>
      act(c, 'withdrawals', async (form, publishing) => {
        const context = contextOf(c, 'withdrawals');
        const { release, country, cycle, reason } = readAsked(form);
        if (release !== null) {
          await publishing.withdrawRelease(release, reason);
          return c.redirect(context.to('withdrawals?done=release'), 303);
        }
        await publishing.withdrawCountry(country!, cycle, reason);
        await builder.correct(personOf(c));
        return c.redirect(context.to('release'), 303);
      }),
    )
    .post(`${language}/withdrawals/restore`, smallBody, (c) =>
      act(c, 'withdrawals/restore', async (form, publishing) => {
        const { country, cycle, reason } = readAsked(form);
        await publishing.restoreCountry(country ?? '', cycle, reason);
        return c.redirect(contextOf(c, 'withdrawals/restore').to('withdrawals?done=restored'), 303);
      }),
    );
}

/** @throws Problem `withdrawal_reason_missing`, `withdrawal_of_nothing` */
function readAsked(form: Form): ToWithdraw {
  const [release, country, cycle] = ['release', 'country', 'cycle'].map((name) => fieldOf(form, name) || null);
  const reason = fieldOf(form, 'reason');
  if (givenReason(reason) === null) throw new Problem('withdrawal_reason_missing', 'reason', {});
  if ((release === null) === (country === null)) throw new Problem('withdrawal_of_nothing', 'form', {});
  return { release: release!, country: country!, cycle: cycle!, reason };
}
