/**
 * What releases that are still public show of a country's answers. Two of them together can show more than each: a group
 * with one answer less, beside the group as it was, leaves that one.
 */
import type { Instrument } from '../../questionnaire/index.ts';
import type { MartRow } from '../public/open.ts';
import { type Group, groupProtected, type ScoringLink } from './groups.ts';

/**
 * How an item stands in a public release: with its answer, in a group of protected answers, or not at all. A group that was
 * withheld shows something too: that few of it had a value.
 */
export type EarlierStanding = 'listed' | 'grouped' | 'kept_back';
/** Of one country in one cycle, by item. */
export type EarlierAnswers = ReadonlyMap<string, EarlierStanding>;
/** Of a release, by cycle and country. */
export type EarlierRelease = ReadonlyMap<string, EarlierAnswers>;

export const earlierKey = (cycle: string, country: string): string => `${cycle} ${country}`;

/** @param rows - of marts.question_scores */
export function readEarlier(rows: readonly MartRow[]): EarlierRelease {
  const found = new Map<string, Map<string, EarlierStanding>>();
  for (const row of rows) {
    const key = earlierKey(String(row.cycle), String(row.country));
    const items = found.get(key) ?? new Map<string, EarlierStanding>();
    found.set(key, items.set(String(row.item), standingOf(row)));
  }
  return found;
}

function standingOf({ listed, state, protection }: MartRow): EarlierStanding {
  if (listed === true && state !== 'not_released') return 'listed';
  return listed === false && (protection === 'rounded' || protection === 'withheld') ? 'grouped' : 'kept_back';
}

/**
 * Answers that may not be listed now: a public release has them in one group with others that are still kept back.
 *
 * @param isListed - whether an answer would be listed now, by item
 */
export function mixedWithKeptBack(
  instrument: Instrument,
  links: readonly ScoringLink[],
  earlier: readonly EarlierAnswers[],
  isListed: (item: string) => boolean,
): ReadonlySet<string> {
  const mixed = new Set<string>();
  for (const { items } of earlier.flatMap((one) => earlierGroups(instrument, links, one))) {
    const listed = items.filter(({ cell }) => isListed(cell.id));
    if (listed.length < items.length) for (const { cell } of listed) mixed.add(cell.id);
  }
  return mixed;
}

/**
 * Whether groups can be rounded beside what is public already: where their answers stood in the same groups, were all
 * listed, or were all kept back.
 *
 * @param groups - all groups of protected answers now
 * @returns those that can
 */
export function agreeingGroups(
  instrument: Instrument,
  links: readonly ScoringLink[],
  earlier: readonly EarlierAnswers[],
  groups: readonly Group[],
): Group[] {
  const now = setOf(groups.flatMap(itemsOf));
  return groups.filter((group) =>
    earlier.every((one) => {
      const standings = new Set(itemsOf(group).map((item) => one.get(item) ?? 'kept_back'));
      if (standings.size === 1 && !standings.has('grouped')) return true;
      const grouped = [...one].flatMap(([item, standing]) => (standing === 'grouped' ? [item] : []));
      if (setOf(grouped) === now) return true;
      return earlierGroups(instrument, links, one).some((before) => setOf(itemsOf(before)) === setOf(itemsOf(group)));
    }),
  );
}

/** The groups that a release had, without those that are withheld whatever is answered. */
const earlierGroups = (instrument: Instrument, links: readonly ScoringLink[], earlier: EarlierAnswers): Group[] =>
  groupProtected(
    instrument,
    links,
    (cell) => earlier.get(cell) === 'grouped',
    () => true,
    () => undefined,
  ).filter(({ rounding }) => rounding !== null);

const itemsOf = ({ items }: Group): string[] => items.map(({ cell }) => cell.id);
const setOf = (items: readonly string[]): string => items.toSorted().join(' ');
