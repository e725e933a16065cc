/** Which pages show figures based on answers that are not listed, and the sentence that they state about it. */
import type { Texts } from '../../i18n/index.ts';
import { rowsAmong } from '../../release/index.ts';
import type { Dashboard } from '../declare/dashboards.ts';
import type { DatasetRow, ReleaseView } from '../release.ts';

/** Tables with figures that are rounded or withheld to protect answers (docs/disclosure.md). */
export const protectedMarts: ReadonlySet<string> = new Set([
  'balances',
  'bands',
  'board',
  'board_areas',
  'correlations',
  'country_summary',
  'draws',
  'flags',
  'need_areas',
  'need_items',
  'need_replications',
  'need_variants',
  'needs',
  'place_scores',
  'principal_components',
  'progress',
  'quality',
  'question_scores',
  'recommendation_standing',
  'region_needs',
  'region_scores',
  'release_summary',
  'scores',
  'sensitivity',
]);

/** True if a block of the dashboard uses such a table. */
export const showsProtected = ({ declared }: Pick<Dashboard, 'declared'>): boolean => reads(declared.blocks);

function reads(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false;
  if ('mart' in part && typeof part.mart === 'string' && protectedMarts.has(part.mart)) return true;
  return Object.values(part).some(reads);
}

/**
 * The statement about protected answers, with the numbers of scores of the cycle that include rounded means and of
 * those withheld; null if both are 0.
 */
export function describeProtection(
  texts: Texts,
  language: string,
  release: ReleaseView,
  shown: string = release.cycle,
): string | null {
  const counted = countsOf(release).get(shown);
  return counted === undefined ? null : texts.say(language, 'pages.protection', counted);
}

type Counts = { rounded: number; withheld: number };

/** Rows of scores among which are all that are protected. */
const protectedRows = (release: ReleaseView): readonly DatasetRow[] =>
  release.marts.includes('scores') ? rowsAmong(release, 'scores', { protection: ['rounded', 'withheld'] }) : [];

/** By cycle, of those that have any. Counted once for each release, as every page states them. */
const counts = new WeakMap<ReleaseView, ReadonlyMap<string, Counts>>();

function countsOf(release: ReleaseView): ReadonlyMap<string, Counts> {
  const known = counts.get(release);
  if (known) return known;
  const made = new Map<string, Counts>();
  for (const { cycle, protection } of protectedRows(release)) {
    if (protection !== 'rounded' && protection !== 'withheld') continue;
    const counted = made.get(String(cycle)) ?? { rounded: 0, withheld: 0 };
    counted[protection] += 1;
    made.set(String(cycle), counted);
  }
  counts.set(release, made);
  return made;
}
