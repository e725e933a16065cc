/** One country's submission: its revisions, what changed, and the secretariat's decisions. */
import { type Context, Hono } from 'hono';
import { type Decide, statedReasons } from '../../../collection/index.ts';
import { type ReasonReview, standingRevision } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { describeFindings } from '../../../workbook/index.ts';
import { oneOf } from '../../server/canonical.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { fieldOf, fieldsOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { showSubmissionPage } from './page.ts';

export function submissionRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { desk, personOf, names, texts } = workplace;
  const { language } = pages;
  const show = async (c: Context, said: { refused?: Refused; status?: number } = {}) => {
    const { cycle, country, step: refusedStep } = c.req.param() as { cycle: string; country: string; step?: string };
    const person = personOf(c);
    const path = `submissions/${cycle}/${country}`;
    const context = pages.context(c.req.param('language')!, path, refusedStep ? `${path}/${refusedStep}` : path);
    const shown = await desk.showSubmission({ cycle, country, person });
    const { revision } = shown.submission;
    const earlier = shown.revisions.findLast((one) => one.number < revision && one.withdrawnAt === null);
    const from = standingRevision(shown.submission) ?? earlier?.number ?? 0;
    const answers = revision > 0 ? await desk.answersOf({ cycle, country, person }) : [];
    const changes =
      from > 0 ? { from, all: await desk.compareRevisions({ cycle, country, person, from, to: revision }) } : null;
    const found = await desk.findingsOf({ cycle, country, person });
    const instrument = names.instrument(shown.cycle.id);
    const findings = found && {
      ...found,
      reported: describeFindings(found.findings, texts, context.language, instrument, names.country),
    };
    const step = c.req.query('done');
    const done =
      step && ['accept', 'return', 'reopen', 'reasons', 'withdraw'].includes(step)
        ? context.t(`submission.done_${step}`)
        : null;
    const lede =
      revision > 0
        ? context.t('submission.lede', { cycle: context.cycle(shown.cycle.id), revision })
        : context.t('submission.lede_none', { cycle: context.cycle(shown.cycle.id) });
    const title = context.t('submission.title', { country: context.country(shown.submission.country) });
    const main = showSubmissionPage(context, {
      reasons: {
        stated: instrument === null ? [] : statedReasons(instrument, answers),
        action: context.to(`submissions/${shown.cycle.id}/${country}/reasons`),
        revision,
      },
      shown,
      answers,
      changes,
      findings,
      names,
      instrument,
    });
    return pages.show(c, context, { title, lede, main, done, refused: said.refused ?? null }, said.status);
  };
  const reviewReasons = async (c: Context) => {
    const { cycle, country } = c.req.param() as { cycle: string; country: string };
    const context = pages.context(c.req.param('language')!, `submissions/${cycle}/${country}/reasons`);
    try {
      const form = await readForm(c, { fields: ['review', 'revision'], repeated: ['answer'] });
      const button = fieldOf(form, 'review');
      const review: ReasonReview = button === 'refused' ? 'refused' : 'accepted';
      const chosen = fieldsOf(form, 'answer');
      const answers = button === 'all' ? 'all' : chosen;
      const revision = fieldOf(form, 'revision');
      const seen = /^\d{1,9}$/.test(revision) ? { revision: Number(revision) } : {};
      if (answers.length > 0)
        await desk.reviewReasons({ cycle, country, person: personOf(c), review, answers, ...seen });
    } catch (error) {
      const { refused, status } = refusalOf(c, context, error);
      if (status === 404) throw error;
      return show(c, { refused, status });
    }
    return c.redirect(`${context.to(`submissions/${cycle}/${country}?done=reasons`)}#reasons`, 303);
  };
  const steps = {
    accept: (asked: Decide) => desk.acceptSubmission(asked),
    return: (asked: Decide) => desk.returnSubmission(asked),
    reopen: (asked: Decide) => desk.reopenSubmission(asked),
  } as const;
  const withdraw = async (c: Context) => {
    const { cycle, country } = c.req.param() as { cycle: string; country: string };
    const context = pages.context(c.req.param('language')!, `submissions/${cycle}/${country}/withdraw`);
    try {
      const form = await readForm(c, { fields: ['revision', 'confirm'] });
      if (fieldOf(form, 'confirm') !== 'yes') throw new Problem('not_confirmed', 'confirm', {});
      await desk.withdrawRevision({ cycle, country, person: personOf(c), revision: Number(fieldOf(form, 'revision')) });
    } catch (error) {
      const { refused, status } = refusalOf(c, context, error);
      if (status === 404) throw error;
      return show(c, { refused, status });
    }
    return c.redirect(context.to(`submissions/${cycle}/${country}?done=withdraw`), 303);
  };
  return new Hono()
    .post(`${language}/submissions/:cycle/:country/${oneOf('step', ['withdraw'])}`, smallBody, withdraw)
    .get(`${language}/submissions/:cycle/:country`, (c) => show(c))
    .post(`${language}/submissions/:cycle/:country/reasons`, smallBody, reviewReasons)
    .post(
      `${language}/submissions/:cycle/:country/${oneOf('step', ['accept', 'return', 'reopen'])}`,
      smallBody,
      async (c) => {
        const { cycle, country, step } = c.req.param();
        const context = pages.context(c.req.param('language')!, `submissions/${cycle}/${country}/${step}`);
        try {
          const form = await readForm(c, { fields: ['reason', 'revision', 'confirm_wider'] });
          const revision = fieldOf(form, 'revision');
          const seen = /^\d{1,9}$/.test(revision) ? { revision: Number(revision) } : {};
          const confirmWider = fieldOf(form, 'confirm_wider') === 'yes';
          const reason = fieldOf(form, 'reason');
          await steps[step as keyof typeof steps]({
            cycle,
            country,
            person: personOf(c),
            reason,
            confirmWider,
            ...seen,
          });
        } catch (error) {
          const { refused, status } = refusalOf(c, context, error);
          if (status === 404) throw error;
          return show(c, { refused, status });
        }
        return c.redirect(context.to(`submissions/${cycle}/${country}?done=${step}`), 303);
      },
    );
}
