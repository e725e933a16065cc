/** Pages of single figures: a release has thousands, so each is rendered on request, and recent ones are cached. */
import { Problem } from '../../../problem/index.ts';
import { asSpelled, type ExplainedRelease, explain } from '../../../release/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import { linkToWeights } from '../own-view/own-views.ts';
import type { PageContext } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import { showFigure } from './figure.ts';

/** A release with the address of its pages below the language. */
type Shown = ExplainedRelease & PublishedRelease & { readonly under: string };

export type Figures = {
  /** The page of `<under>figure/<country>/<element>`; null if the release has no such figure. */
  readonly page: (release: Shown, context: PageContext) => Promise<Body | null>;
};

/** @param most - maximum number of cached pages */
export function openFigures(most = 500): Figures {
  const kept = new Map<string, Promise<Body>>();
  return {
    page: async (release, context) => {
      const [place, country, element, ...more] = context.path.slice(release.under.length).split('/');
      if (place !== figurePlace || !country || !element || more.length > 0) return null;
      const address = `${release.id} ${context.language} ${context.path}`;
      const known = kept.get(address);
      if (known) return known;
      // Another spelling is redirected to this address.
      const spelled = asSpelled(release, { country, element });
      if (spelled.country !== country || spelled.element !== element) return null;
      try {
        const figure = explain(release, { country, element, cycle: release.cycle, language: context.language });
        const body = makeBody(
          String(await showFigure(context, figure, release.under, linkToWeights(release, context, element))),
          'text/html; charset=utf-8',
        );
        if (kept.size >= most) kept.delete(kept.keys().next().value!);
        kept.set(address, body);
        return body;
      } catch (error) {
        if (error instanceof Problem && error.code === 'figure_unknown') return null;
        throw error;
      }
    },
  };
}

export const figurePlace = 'figure';
