/** The page of which files were last made. */
import type { Binder, BoundPage, ReleaseView } from '../../../dashboard/index.ts';

/**
 * Keeps the page that was last bound to each release: readers and robots take the files of a page one after another,
 * and to bind a page takes longer than to write one of its tables or charts. The page is released with its release.
 */
export function keepingLastPage(binder: Binder): Binder {
  const last = new WeakMap<ReleaseView, { readonly place: string; readonly page: BoundPage }>();
  return {
    ...binder,
    bind: (release, dashboard, address, language) => {
      const place = JSON.stringify([dashboard.name, address, language]);
      const known = last.get(release);
      if (known?.place === place) return known.page;
      const page = binder.bind(release, dashboard, address, language);
      last.set(release, { place, page });
      return page;
    },
  };
}
