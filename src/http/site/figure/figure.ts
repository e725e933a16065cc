/** A figure unfolded on a page. */
import type { Explanation } from '../../../release/index.ts';
import type { Html, PageContext, PageLink } from '../page-context.ts';
import { showGroup } from './group.ts';
import { showNeed } from './need.ts';
import { showScore } from './score.ts';

/**
 * @param under - address below the language under which the pages of the instrument stand, with its slash, or empty
 * @param weights - page on which its parts, or those next to it, can be weighed otherwise; null if there is none
 */
export function showFigure(context: PageContext, figure: Explanation, under: string, weights: PageLink | null): Html {
  if (figure.kind === 'need') return showNeed(context, figure, under);
  return figure.kind === 'group' ? showGroup(context, figure, under) : showScore(context, figure, under, weights);
}
