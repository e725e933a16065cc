/** The page that explains a figure. */
import type { Explanation } from '../../../release/index.ts';
import type { Html, PageContext, PageLink } from '../page-context.ts';
import { showGroup } from './group.ts';
import { showNeed } from './need.ts';
import { showScore } from './score.ts';

/**
 * @param under - address of the instrument's pages below the language, ending with a slash, or empty
 * @param weights - page on which its weights, or those of its siblings, can be changed; null if there is none
 */
export function showFigure(context: PageContext, figure: Explanation, under: string, weights: PageLink | null): Html {
  if (figure.kind === 'need') return showNeed(context, figure, under);
  return figure.kind === 'group' ? showGroup(context, figure, under) : showScore(context, figure, under, weights);
}
