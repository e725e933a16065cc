/** The progress page of a build: a draft, or the corrected releases after a withdrawal. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { formatPercent } from '../../../i18n/index.ts';
import type { Build } from '../../../release/index.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { fieldOf } from '../../server/forms/form-fields.ts';
import type { Html } from '../../site/page-context.ts';
import type { Site } from '../../site/site.ts';
import { acceptedIn } from '../board/page.ts';
import type { DeskContext } from '../desk-context.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';

export function releaseRoutes({ desk, builder, personOf }: Workplace, pages: DeskPages, site: Site): Hono {
  const { language } = pages;
  const contextOf = (c: Context): DeskContext => pages.context(c.req.param('language')!, 'release');
  const done = async (c: Context, context: DeskContext, build: Build) => {
    const { t } = context;
    const back = backLink(context);
    if (build.cycle === null || build.release === null) {
      await site.refresh();
      const main = html`<p class="actions"><a class="button" href="${context.to('releases')}">${t('release.see_changed')}</a></p>${back}`;
      const lede = t('release.corrected_says', { count: build.corrected ?? 0 });
      return pages.show(c, context, { title: t('release.corrected'), lede, main });
    }
    const { id, outcome } = build.release;
    const { submissions } = await desk.listSubmissions({ cycle: build.cycle, person: personOf(c) });
    const lede = t(`release.outcome.${outcome}`, { release: id, accepted: acceptedIn(submissions) });
    const title = t(outcome === 'public' ? 'release.unchanged' : 'release.done');
    const to = outcome === 'public' ? 'releases' : `drafts/${id}`;
    const see = t(outcome === 'public' ? 'release.see_changed' : 'release.see_draft');
    const main = html`<p class="actions"><a class="button" href="${context.to(to)}">${see}</a></p>${back}`;
    return pages.show(c, context, { title, lede, main });
  };
  return new Hono()
    .post(`${language}/release`, smallBody, async (c) => {
      const context = contextOf(c);
      const person = personOf(c);
      try {
        const cycle = fieldOf(await readForm(c, { fields: ['cycle'] }), 'cycle');
        if (cycle === '') await builder.correct(person);
        else {
          const { cycles } = await desk.listSubmissions({ cycle, person });
          await builder.start(cycles[0]!.id, person);
        }
      } catch (error) {
        const { refused, status } = refusalOf(c, context, error);
        const page = { title: context.t('release.title'), lede: '', main: backLink(context), refused };
        return pages.show(c, context, page, status);
      }
      return c.redirect(context.to('release'), 303);
    })
    .get(`${language}/release`, async (c) => {
      const context = contextOf(c);
      const { t } = context;
      const build = await builder.current(personOf(c));
      if (build === null)
        return pages.show(c, context, { title: t('release.title'), lede: t('release.none'), main: backLink(context) });
      if (build.state === 'building') return pages.show(c, context, showBuilding(context, build));
      if (build.state === 'done') return done(c, context, build);
      const refused = { ...build.problem!, language: context.texts.working };
      const again = html`<form method="post" action="${context.to('release')}"><input type="hidden" name="cycle" value="${build.cycle ?? ''}"><button>${t('release.again')}</button></form>`;
      const lede = t(build.cycle === null ? 'release.not_corrected_says' : 'release.failed_says');
      const main = html`${again}${backLink(context)}`;
      return pages.show(c, context, { title: t('release.failed'), lede, main, refused });
    });
}

const backLink = (context: DeskContext): Html =>
  html`<p class="back"><a href="${context.to('submissions')}">${context.t('release.back')}</a></p>`;

function showBuilding(context: DeskContext, build: Build) {
  const { t } = context;
  const title = t(build.cycle === null ? 'release.correcting' : 'release.building');
  const percent = Math.round(build.share * 100);
  const share = formatPercent(context.texts.language(context.language), build.share);
  const main = html`<div data-follow><progress class="wide" max="100" value="${percent}" aria-label="${title}">${share}</progress>
<p>${share} · <code>${build.says}</code></p></div>${backLink(context)}`;
  const when = context.when(build.startedAt);
  const lede =
    build.cycle === null
      ? t('release.correcting_says', { when })
      : t('release.building_says', { cycle: context.cycle(build.cycle), when });
  // With scripts, only the progress is fetched, so that the page keeps its scroll position and focus.
  const head = html`<noscript><meta http-equiv="refresh" content="1"></noscript>`;
  return { title, lede, main, head };
}
