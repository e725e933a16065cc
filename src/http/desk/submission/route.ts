/** One country's submission: its revisions, what changed, and the secretariat's decisions. */
import { type Context, Hono } from 'hono';
import { type Decide, type ShownSubmission, statedReasons } from '../../../collection/index.ts';
import { type ReasonReview, standingRevision } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { describeFindings } from '../../../workbook/index.ts';
import { oneOf } from '../../server/canonical.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { type Form, fieldOf, fieldsOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { showSubmissionPage } from './page.ts';

/** A refusal that is shown on the page, next to what was asked. */
type ShownRefusal = { readonly refused?: Refused; readonly status?: number };
type AskedSubmission = { readonly cycle: string; readonly country: string };
type Work = (place: AskedSubmission) => Promise<void>;

export function submissionRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { desk, personOf } = workplace;
  const submission = `${pages.language}/submissions/:cycle/:country`;
  const steps = {
    accept: (asked: Decide) => desk.acceptSubmission(asked),
    return: (asked: Decide) => desk.returnSubmission(asked),
    reopen: (asked: Decide) => desk.reopenSubmission(asked),
  } as const;
  /** Does what a form of the page asks for; a refusal is shown on the page itself, which has its own address. */
  const act = async (c: Context, step: string, work: Work, anchor = '') => {
    const { cycle, country } = c.req.param() as AskedSubmission;
    const context = pages.context(c.req.param('language')!, `submissions/${cycle}/${country}/${step}`);
    try {
      await work({ cycle, country });
    } catch (error) {
      const { refused, status } = refusalOf(c, context, error);
      if (status === 404) throw error;
      return show(workplace, pages, c, { refused, status });
    }
    return c.redirect(`${context.to(`submissions/${cycle}/${country}?done=${step}`)}${anchor}`, 303);
  };
  return new Hono()
    .get(submission, (c) => show(workplace, pages, c))
    .post(`${submission}/${oneOf('step', ['withdraw'])}`, smallBody, (c) =>
      act(c, 'withdraw', async (place) => {
        const form = await readForm(c, { fields: ['revision', 'confirm'] });
        if (fieldOf(form, 'confirm') !== 'yes') throw new Problem('not_confirmed', 'confirm', {});
        await desk.withdrawRevision({ ...place, person: personOf(c), revision: Number(fieldOf(form, 'revision')) });
      }),
    )
    .post(`${submission}/reasons`, smallBody, (c) =>
      act(
        c,
        'reasons',
        async (place) => {
          const { review, answers, seen } = await readReview(c);
          if (answers.length > 0) await desk.reviewReasons({ ...place, person: personOf(c), review, answers, ...seen });
        },
        '#reasons',
      ),
    )
    .post(`${submission}/${oneOf('step', ['accept', 'return', 'reopen'])}`, smallBody, (c) => {
      const step = c.req.param('step') as keyof typeof steps;
      return act(c, step, async (place) => {
        const form = await readForm(c, { fields: ['reason', 'revision', 'decisions', 'confirm_wider'] });
        await steps[step]({
          ...place,
          person: personOf(c),
          reason: fieldOf(form, 'reason'),
          confirmWider: fieldOf(form, 'confirm_wider') === 'yes',
          ...seenIn(form),
        });
      });
    });
}

/** What the person saw when deciding: the revision, and how many decisions there were; nothing that the form omits. */
function seenIn(form: Form): { revision?: number; decisions?: number } {
  const stated = (['revision', 'decisions'] as const).flatMap((name) => {
    const field = fieldOf(form, name);
    return /^\d{1,9}$/.test(field) ? [[name, Number(field)]] : [];
  });
  return Object.fromEntries(stated);
}

/** Which stated reasons are accepted or refused, by the button that was pressed. */
async function readReview(c: Context) {
  const form = await readForm(c, { fields: ['review', 'revision', 'decisions'], repeated: ['answer'] });
  const button = fieldOf(form, 'review');
  const review: ReasonReview = button === 'refused' ? 'refused' : 'accepted';
  const answers = button === 'all' ? ('all' as const) : fieldsOf(form, 'answer');
  return { review, answers, seen: seenIn(form) };
}

/**
 * Whether what an address reports as done still holds: the address may be opened again later, after another person's
 * decision.
 */
const isStillDone: Readonly<Record<string, (shown: ShownSubmission) => boolean>> = {
  accept: ({ submission }) => submission.state === 'accepted',
  return: ({ submission }) => submission.state === 'returned',
  reopen: ({ submission }) => submission.acceptedRevision === null,
  reasons: () => true,
  withdraw: ({ revisions }) => revisions.at(-1)?.withdrawnAt != null,
};

async function show(workplace: Workplace, pages: DeskPages, c: Context, outcome: ShownRefusal = {}) {
  const { cycle, country, step: refusedStep } = c.req.param() as { cycle: string; country: string; step?: string };
  const path = `submissions/${cycle}/${country}`;
  const context = pages.context(c.req.param('language')!, path, refusedStep ? `${path}/${refusedStep}` : path);
  const { shown, answers, changes, findings, instrument } = await readSubmission(workplace, c, context.language);
  const { revision } = shown.submission;
  const step = c.req.query('done') ?? '';
  const done =
    Object.hasOwn(isStillDone, step) && isStillDone[step]!(shown) ? context.t(`submission.done_${step}`) : null;
  const named = { cycle: context.cycle(shown.cycle.id) };
  const lede =
    revision > 0 ? context.t('submission.lede', { ...named, revision }) : context.t('submission.lede_none', named);
  const title = context.t('submission.title', { country: context.country(shown.submission.country) });
  const main = showSubmissionPage(context, {
    reasons: {
      stated: instrument === null ? [] : statedReasons(instrument, answers),
      action: context.to(`submissions/${shown.cycle.id}/${country}/reasons`),
      revision,
      decisions: shown.reasonDecisions,
    },
    shown,
    answers,
    changes,
    findings,
    names: workplace.names,
    instrument,
  });
  return pages.show(c, context, { title, lede, main, done, refused: outcome.refused ?? null }, outcome.status);
}

/** The submission with its answers, its findings and what changed since the revision that counts, or the one before. */
async function readSubmission({ desk, personOf, names, texts }: Workplace, c: Context, language: string) {
  const { cycle, country } = c.req.param() as AskedSubmission;
  const place = { cycle, country, person: personOf(c) };
  const shown = await desk.showSubmission(place);
  const { revision } = shown.submission;
  const earlier = shown.revisions.findLast((one) => one.number < revision && one.withdrawnAt === null);
  const from = standingRevision(shown.submission) ?? earlier?.number ?? 0;
  const answers = revision > 0 ? await desk.answersOf(place) : [];
  const changes = from > 0 ? { from, all: await desk.compareRevisions({ ...place, from, to: revision }) } : null;
  const found = await desk.findingsOf(place);
  const instrument = names.instrument(shown.cycle.id);
  const findings = found && {
    ...found,
    reported: describeFindings(found.findings, texts, language, instrument, names.country),
  };
  return { shown, answers, changes, findings, instrument };
}
