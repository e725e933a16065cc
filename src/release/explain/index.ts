/** Explains figures down to the workbook cells that they came from, all read from one published release. */
import { type ExplainedGroup, explainGroup, isGroup } from './group.ts';
import { type ExplainedNeed, explainNeed } from './need.ts';
import { type AskedFigure, codesIn, type ExplainedRelease } from './read.ts';
import { type ExplainedScore, explainScore } from './score.ts';

export type { Change, ComparedAnswer } from './change.ts';
export type { ExplainedGroup } from './group.ts';
export type { ExplainedItem, TreatyFactRead } from './item.ts';
export type { AnswerCell, ExplainedNeed } from './need.ts';
export type { ExplainedModel, ExplainedRelease } from './read.ts';
export { type ExplainedBand, type ExplainedElement, type ExplainedScore, explainScore } from './score.ts';

export type Explanation = ExplainedScore | ExplainedNeed | ExplainedGroup;

/**
 * Explains the figure at two codes: a country's score or need, or the score of a region, a group or the world.
 *
 * @param typed.country - alpha-3 code, or the code of a region or group, or `world`
 * @param typed.element - code of a dimension, pillar or indicator, or of an area of need
 * @throws Problem `figure_unknown` if the release has no such country, element or cycle
 */
export function explain(release: ExplainedRelease, typed: AskedFigure): Explanation {
  const asked = { ...typed, ...asSpelled(release, typed) };
  if (isGroup(release, asked.country)) return explainGroup(release, asked);
  const isArea = codesIn(release, 'needs', 'area').includes(asked.element);
  return isArea ? explainNeed(release, asked) : explainScore(release, asked);
}

/** The codes of a figure in the release's spelling, given in upper or lower case. */
export const asSpelled = (
  release: ExplainedRelease,
  typed: Pick<AskedFigure, 'country' | 'element'>,
): Pick<AskedFigure, 'country' | 'element'> => ({
  country: codeInRelease(release, typed.country, ['scores', 'country'], ['region_scores', 'region']),
  element: codeInRelease(release, typed.element, ['framework', 'element'], ['needs', 'area']),
});

/** The code in the release's spelling, given in upper or lower case; unchanged if the release has no such code. */
function codeInRelease(
  release: ExplainedRelease,
  typed: string,
  ...places: readonly (readonly [string, string])[]
): string {
  for (const [mart, column] of places) {
    const code = codesIn(release, mart, column).find((one) => one.toUpperCase() === typed.toUpperCase());
    if (code !== undefined) return code;
  }
  return typed;
}
