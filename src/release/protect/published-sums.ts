/** What a reader can compute about protected answers from the published indicator scores of one country. */
import type { MartRow } from '../files/rows.ts';
import type { ScoringLink } from './groups.ts';

/** A unit of protected answers with the score that it counts with; null if it counts as missing. */
export type PublishedUnit = { readonly score: number | null };

/**
 * Subtracts the listed answers from each indicator's score, and divides the rest among its protected units: neither
 * which of them are missing nor how the others differ is shown.
 *
 * @param uncertain - listed answers that could be hidden depending on a missing one; the lower bound does not include
 *   them
 * @returns by unit, with the names of `groupProtected`
 */
export function publishedSums(
  links: readonly ScoringLink[],
  items: readonly MartRow[],
  scores: readonly MartRow[],
  uncertain: ReadonlySet<string>,
): ReadonlyMap<string, readonly PublishedUnit[]> {
  const found = new Map<string, readonly PublishedUnit[]>();
  const scoreOf = new Map(scores.filter(({ level }) => level === 'indicator').map((row) => [row.element, row]));
  for (const [indicator, rows] of Map.groupBy(items, (row) => String(row.indicator))) {
    const score = scoreOf.get(indicator);
    const units = unitsOfRows(links, rows, uncertain);
    const hidden = units.filter(({ isProtected }) => isProtected);
    if (score === undefined || hidden.length === 0) continue;
    const listed = units.filter(({ isProtected, score: own }) => !isProtected && own !== null);
    const counted = Math.max(0, Number(score.counted) - listed.length);
    const weight = hidden.slice(0, counted).reduce((sum, unit) => sum + unit.weight, 0);
    const listedWeight = listed.reduce((sum, unit) => sum + unit.weight, 0);
    const isPublished = typeof score.score === 'number';
    const points = listed.reduce((sum, unit) => sum + unit.weight * (isPublished ? unit.score! : unit.sureScore), 0);
    const whole = wholeOf(score, listedWeight + weight, units);
    const mean = counted === 0 || whole === null ? null : (whole - points) / weight;
    for (const [at, unit] of hidden.entries()) found.set(unit.name, [{ score: at < counted ? mean : null }]);
  }
  return found;
}

/** @param rows - of marts.question_scores, for one indicator */
export function unitsOfRows(
  links: readonly ScoringLink[],
  rows: readonly MartRow[],
  uncertain: ReadonlySet<string>,
): Unit[] {
  return [...Map.groupBy(rows, (row) => unitOf(links, row)).values()].map((unit) => standingOf(links, unit, uncertain));
}

/** The sum of points behind a score, or behind the lower bound of an indicator without a score. */
function wholeOf(score: MartRow, weight: number, units: readonly Unit[]): number | null {
  if (typeof score.score === 'number') return score.score * weight;
  if (typeof score.if_missing_zero !== 'number') return null;
  const applies = units.filter(({ isLeft }) => !isLeft).reduce((sum, unit) => sum + unit.weight, 0);
  return score.if_missing_zero * applies;
}

type Unit = {
  readonly name: string;
  readonly weight: number;
  readonly isProtected: boolean;
  readonly isLeft: boolean;
  readonly score: number | null;
  /** The score with which the lower bound includes it. */
  readonly sureScore: number;
};

function linkOf(links: readonly ScoringLink[], row: MartRow): ScoringLink | undefined {
  return links.find(
    ({ indicator, question, part }) =>
      indicator === row.indicator && question === row.question && (part === null || row.item === `${question}.${part}`),
  );
}

function unitOf(links: readonly ScoringLink[], row: MartRow): string {
  const combine = linkOf(links, row)?.combine ?? null;
  return combine === null ? String(row.item) : `${row.indicator} ${combine}`;
}

function standingOf(links: readonly ScoringLink[], rows: readonly MartRow[], uncertain: ReadonlySet<string>): Unit {
  const scores = rows.map(({ score }) => score).filter((score) => typeof score === 'number');
  return {
    name: unitOf(links, rows[0]!),
    weight: Math.max(...rows.map((row) => linkOf(links, row)?.weight ?? 1)),
    isProtected: rows.some(({ protection, listed }) => listed === false && protection === 'rounded'),
    isLeft: rows.every(({ standing }) => standing === 'left_out'),
    score: scores.length === 0 ? null : Math.max(...scores),
    sureScore: Math.max(
      0,
      ...rows.map(({ item, score }) => (typeof score === 'number' && !uncertain.has(String(item)) ? score : 0)),
    ),
  };
}
