/**
 * A draft, for people who may publish it: how it differs from what is public, and the forms that publish or discard
 * it.
 */
import { type Context, Hono } from 'hono';
import { csvOf } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { oneOf } from '../../server/canonical.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { type Form, fieldOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import { countryChanges } from '../../site/releases/comparison.ts';
import { answerRows, figureRows } from '../../site/releases/comparison-rows.ts';
import type { ReleaseComparison } from '../../site/releases/comparisons.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { showDraft, showPublished } from './draft-page.ts';

export function draftRoutes({ publishingBy, personOf }: Workplace, pages: DeskPages): Hono {
  const publishingOf = (c: Context) => publishingBy(personOf(c));
  const { language } = pages;
  const contextOf = (c: Context, path: string, at = path) => pages.context(c.req.param('language')!, path, at);
  const show = async (c: Context, outcome: { refused?: Refused; status?: number; step?: string } = {}) => {
    const { id } = c.req.param() as { id: string };
    const path = `drafts/${id}`;
    const context = contextOf(c, path, outcome.step ? `${path}/${outcome.step}` : path);
    const reviewed = await publishingOf(c).review(id);
    const { state, withdrawal } = reviewed.review.draft;
    if (state === 'withdrawn' || (state === 'public' && withdrawal !== null)) throw unknown(id);
    const page = showDraft(context, reviewed, outcome.step ? '.' : id);
    return pages.show(c, context, { ...page, refused: outcome.refused ?? null }, outcome.status);
  };
  const compared = async (c: Context, id: string): Promise<ReleaseComparison> => {
    const { comparison } = await publishingOf(c).review(id);
    if (comparison === null) throw unknown(id);
    return comparison;
  };
  const act = async (c: Context, step: 'publish' | 'discard', work: (form: Form) => Promise<void>) => {
    const { id } = c.req.param() as { id: string };
    const context = contextOf(c, `drafts/${id}/${step}`);
    try {
      await work(await readForm(c, { fields: ['seen'] }));
    } catch (error) {
      const { refused, status } = refusalOf(c, context, error);
      if (status === 404) throw error;
      return show(c, { refused, status, step });
    }
    return c.redirect(step === 'publish' ? `done` : context.to('submissions'), 303);
  };
  const draft = `${language}/drafts/:id{[0-9a-f]+}` as '/:language/drafts/:id';

  return new Hono()
    .get(draft, (c) => show(c))
    .post(`${draft}/publish`, smallBody, (c) =>
      act(c, 'publish', async (form) => {
        const { id } = c.req.param() as { id: string };
        await publishingOf(c).publish(id, fieldOf(form, 'seen'));
      }),
    )
    .post(`${draft}/discard`, smallBody, (c) =>
      act(c, 'discard', () => publishingOf(c).discard((c.req.param() as { id: string }).id)),
    )
    .get(`${draft}/done`, async (c) => {
      const { id } = c.req.param() as { id: string };
      const context = contextOf(c, `drafts/${id}/done`);
      const { review } = await publishingOf(c).review(id);
      if (review.draft.state !== 'public') return c.redirect(context.to(`drafts/${id}`), 303);
      return pages.show(c, context, showPublished(context, id));
    })
    .get(`${draft}/${oneOf('table', ['figures.csv', 'answers.csv'])}`, async (c) => {
      const { id, table } = c.req.param() as { id: string; table: string };
      const of = await compared(c, id);
      const context = contextOf(c, `drafts/${id}/${table}`);
      const text = csvOf(table === 'figures.csv' ? figureRows(context, of) : answerRows(context, of));
      const name = `${of.to.illustrative ? 'illustrative-' : ''}draft-${id}-${table}`;
      return c.body(text, 200, {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      });
    })
    .get(`${draft}/:country{[A-Z]{3}}`, async (c) => {
      const { id, country } = c.req.param() as { id: string; country: string };
      const of = await compared(c, id);
      const change = of.countries.find((one) => one.country === country);
      if (!change) throw unknown(id);
      const context = contextOf(c, `drafts/${id}/${country}`);
      return pages.show(c, context, countryChanges(context, of, change));
    });
}

const unknown = (id: string) => new Problem('release_not_draft', 'release', { id });
