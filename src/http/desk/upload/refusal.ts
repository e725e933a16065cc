/** The page with both forms, which shows the errors of either. */
import type { Context } from 'hono';
import { inOrder } from '../../site/cycle-order.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { showNoCycle, showUpload } from './page.ts';

/** @param path - address of the response below the language; @param error - why a form of the page was refused */
export type ShowUploadPage = (c: Context, path: string, error?: unknown) => Promise<Response>;

export function uploadPage({ desk, names, personOf, now, contact }: Workplace, pages: DeskPages): ShowUploadPage {
  return async (c, path, error) => {
    const context = pages.context(c.req.param('language')!, 'upload', path);
    const { t } = context;
    const { refused, status } = error === undefined ? { refused: null, status: 200 } : refusalOf(c, context, error);
    const { cycles, submissions } = await desk.listSubmissions({ person: personOf(c) });
    const known = inOrder(cycles).flatMap((cycle) => {
      const instrument = names.instrument(cycle.id);
      return instrument === null ? [] : [{ cycle, instrument }];
    });
    if (known.length === 0) {
      const main = showNoCycle(context, names.newestCycles());
      return pages.show(c, context, { title: t('no_cycle.title'), lede: t('no_cycle.lede'), main, refused }, status);
    }
    const { cycle = null, country = null } = c.req.query();
    const countries = [...new Set(submissions.map((one) => one.country))];
    const main = showUpload(context, { cycles: known, countries, cycle, country, now: now(), contact });
    return pages.show(c, context, { title: t('upload.title'), lede: t('upload.lede'), main, refused }, status);
  };
}
