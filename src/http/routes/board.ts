/** The secretariat's board: where every invited country stands, and the release that is built from what is accepted. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { inOrder } from '../cycle-order.ts';
import type { DeskFace, DeskPages } from '../desk-page.ts';
import { refusalOf } from '../desk-page.ts';
import { showBoard } from '../show/board.ts';
import { block } from '../show/desk-page.ts';
import { showNoCycle } from '../show/upload.ts';
import type { Site } from '../site.ts';
import type { Workplace } from '../workplace.ts';

export function boardRoutes({ desk, builder, person, names }: Workplace, pages: DeskPages, site: Site): Hono {
  const { language } = pages;
  const faceOf = (c: Context, path: string): DeskFace => pages.face(c.req.param('language')!, path);
  return new Hono()
    .get(`${language}/submissions`, async (c) => {
      const face = faceOf(c, 'submissions');
      const { cycles: open, submissions } = await desk.listSubmissions({ person });
      const cycles = inOrder(open);
      const asked = c.req.query('cycle');
      const cycle = cycles.find(({ id }) => id === asked) ?? cycles[0];
      if (!cycle) {
        const main = showNoCycle(face, names.cycles());
        return pages.show(c, face, { title: face.t('no_cycle.title'), lede: face.t('no_cycle.lede'), main });
      }
      const lines = submissions.filter((line) => line.cycle === cycle.id);
      const last = await builder.last(cycle.id);
      const count = (place: string) => lines.filter((line) => line.place === place).length;
      const lede = face.t('board.lede', {
        accepted: count('accepted'),
        invited: lines.length,
        cycle: face.cycle(cycle.id),
        waiting: count('waiting'),
      });
      const main = showBoard(face, { cycles, cycle, lines, last, place: c.req.query('place') ?? null });
      return pages.show(c, face, { title: face.t('board.title'), lede, main });
    })
    .post(`${language}/release`, async (c) => {
      const face = faceOf(c, 'release');
      try {
        const { cycle } = await c.req.parseBody();
        const { cycles } = await desk.listSubmissions({ cycle: String(cycle ?? ''), person });
        builder.start(cycles[0]!.id, person);
      } catch (error) {
        const { refused, status } = refusalOf(c, face, error);
        return pages.show(c, face, { title: face.t('release.title'), lede: '', main: html``, refused }, status);
      }
      return c.redirect(face.to('release'), 303);
    })
    .get(`${language}/release`, async (c) => {
      const face = faceOf(c, 'release');
      const { t } = face;
      const build = builder.current();
      const back = html`<p><a href="${face.to('submissions')}">${t('release.back')}</a></p>`;
      if (build === null)
        return pages.show(c, face, { title: t('release.title'), lede: t('release.none'), main: back });
      if (build.state === 'building') {
        const share = Math.round(build.share * 100);
        const main = html`<progress class="wide" max="100" value="${share}">${share} %</progress>
<p>${share} % · <code>${build.says}</code></p>${back}`;
        const lede = t('release.building_says', { cycle: face.cycle(build.cycle), when: face.when(build.startedAt) });
        const head = html`<meta http-equiv="refresh" content="1">`;
        return pages.show(c, face, { title: t('release.building'), lede, main, head });
      }
      if (build.state === 'failed') {
        const refused = { ...build.problem!, language: face.texts.working };
        return pages.show(c, face, { title: t('release.failed'), lede: t('release.failed_says'), main: back, refused });
      }
      await site.refresh();
      const { submissions } = await desk.listSubmissions({ cycle: build.cycle, person });
      const accepted = submissions.filter(({ place }) => place === 'accepted').length;
      const says = build.release!.fresh
        ? t('release.done_says', { release: build.release!.id, accepted })
        : t('release.same_again');
      const main = block(
        'published',
        t('release.done'),
        html`<p><a class="button" href="${face.root}">${t('release.see')}</a> <a href="${face.to('data')}">${t('release.see_data')}</a> <a href="${face.to('releases')}">${t('release.see_changed')}</a></p>${back}`,
      );
      return pages.show(c, face, { title: t('release.done'), lede: says, main });
    });
}
