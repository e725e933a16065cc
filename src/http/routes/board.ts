/** The secretariat's board: where every invited country stands, and the release that is built from what is accepted. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { boardPlaces } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { inOrder } from '../cycle-order.ts';
import type { DeskFace } from '../desk-face.ts';
import { type DeskPages, refusalOf } from '../desk-page.ts';
import { fieldOf, readForm, smallBody } from '../form.ts';
import { acceptedIn, showBoard } from '../show/board.ts';
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
      const cycle = asked === undefined ? cycles[0] : cycles.find(({ id }) => id === asked);
      if (!cycle && cycles.length > 0) {
        throw new Problem('cycle_unknown', 'cycle', { cycle: asked!, open: cycles.map(({ id }) => id) });
      }
      if (!cycle) {
        const main = showNoCycle(face, names.newestCycles());
        return pages.show(c, face, { title: face.t('no_cycle.title'), lede: face.t('no_cycle.lede'), main });
      }
      const lines = submissions.filter((line) => line.cycle === cycle.id);
      const last = await builder.last(cycle.id);
      const count = (place: string) => lines.filter((line) => line.place === place).length;
      const lede = face.t('board.lede', {
        accepted: acceptedIn(lines),
        invited: lines.length,
        cycle: face.cycle(cycle.id),
        waiting: count('waiting'),
      });
      const place = boardPlaces.find((one) => one === c.req.query('place')) ?? null;
      const main = showBoard(face, { cycles, cycle, lines, last, place });
      return pages.show(c, face, { title: face.t('board.title'), lede, main });
    })
    .post(`${language}/release`, smallBody, async (c) => {
      const face = faceOf(c, 'release');
      try {
        const cycle = fieldOf(await readForm(c), 'cycle');
        const { cycles } = await desk.listSubmissions({ cycle, person });
        builder.start(cycles[0]!.id, person);
      } catch (error) {
        const { refused, status } = refusalOf(c, face, error);
        const back = html`<p class="back"><a href="${face.to('submissions')}">${face.t('release.back')}</a></p>`;
        return pages.show(c, face, { title: face.t('release.title'), lede: '', main: back, refused }, status);
      }
      return c.redirect(face.to('release'), 303);
    })
    .get(`${language}/release`, async (c) => {
      const face = faceOf(c, 'release');
      const { t } = face;
      const build = builder.current();
      const back = html`<p class="back"><a href="${face.to('submissions')}">${t('release.back')}</a></p>`;
      if (build === null)
        return pages.show(c, face, { title: t('release.title'), lede: t('release.none'), main: back });
      if (build.state === 'building') {
        const share = Math.round(build.share * 100);
        const main = html`<div data-follow><progress class="wide" max="100" value="${share}" aria-label="${t('release.building')}">${share} %</progress>
<p>${share} % · <code>${build.says}</code></p></div>${back}`;
        const lede = t('release.building_says', { cycle: face.cycle(build.cycle), when: face.when(build.startedAt) });
        // A script asks for the progress alone, so that nobody loses the place where they are.
        const head = html`<noscript><meta http-equiv="refresh" content="1"></noscript>`;
        return pages.show(c, face, { title: t('release.building'), lede, main, head });
      }
      if (build.state === 'failed') {
        const refused = { ...build.problem!, language: face.texts.working };
        const again = html`<form method="post" action="${face.to('release')}"><input type="hidden" name="cycle" value="${build.cycle}"><button>${t('release.again')}</button></form>`;
        const main = html`${again}${back}`;
        return pages.show(c, face, { title: t('release.failed'), lede: t('release.failed_says'), main, refused });
      }
      await site.refresh();
      const { submissions } = await desk.listSubmissions({ cycle: build.cycle, person });
      const accepted = acceptedIn(submissions);
      const says = build.release!.fresh
        ? t('release.done_says', { release: build.release!.id, accepted })
        : t('release.same_again');
      const main = block(
        'published',
        t('release.done'),
        html`<p class="actions"><a class="button" href="${face.root}">${t('release.see')}</a> <a href="${face.to('data')}">${t('release.see_data')}</a> <a href="${face.to('releases')}">${t('release.see_changed')}</a></p>${back}`,
      );
      return pages.show(c, face, { title: t('release.done'), lede: says, main });
    });
}
