/**
 * What earlier public releases show of a country's answers; someone may have kept a withdrawn one. Two releases
 * together can reveal more than each alone: the same group with and without one answer reveals that answer.
 */
import { type AnswerLookup, type Instrument, parentCells } from '../../questionnaire/index.ts';
import type { PillarHashes, RoundingBasis } from '../files/manifest.ts';
import type { MartRow } from '../files/rows.ts';
import { isRegrouped } from './basis.ts';
import { type DisclosureGroup, groupProtected, placeItems, type ScoringLink } from './groups.ts';
import { publicAnswers } from './public-answers.ts';

/**
 * How an item appears in a public release: with its answer, in a group of protected answers, or not at all. A
 * withheld group reveals something too: that few of its answers had a value.
 */
export type EarlierStanding = 'listed' | 'grouped' | 'kept_back';
/** The answers of one country in one cycle. */
export type EarlierAnswers = {
  readonly standings: ReadonlyMap<string, EarlierStanding>;
  /** Rows of marts.answers and of marts.question_scores. */
  readonly answers: readonly MartRow[];
  readonly scored: readonly MartRow[];
  /** Method and composition of its groups; null if the release does not state them. */
  readonly basis: { readonly method: number; readonly pillars: PillarHashes } | null;
};
/** One release, by cycle and country. */
export type EarlierRelease = ReadonlyMap<string, EarlierAnswers>;

export const earlierKey = (cycle: string, country: string): string => `${cycle} ${country}`;
const keyOf = ({ cycle, country }: MartRow): string => earlierKey(String(cycle), String(country));

/**
 * @param scored - of marts.question_scores
 * @param answers - of marts.answers
 * @param basis - of its manifest; null in releases of earlier software
 */
export function readEarlier(
  scored: readonly MartRow[],
  answers: readonly MartRow[],
  basis: RoundingBasis | null,
): EarlierRelease {
  const listed = Map.groupBy(answers, keyOf);
  return new Map(
    [...Map.groupBy(scored, keyOf)].map(([key, rows]) => [
      key,
      {
        standings: new Map(rows.map((row) => [String(row.item), standingOf(row)])),
        answers: listed.get(key) ?? [],
        scored: rows,
        basis: basisOf(basis, String(rows[0]!.cycle)),
      },
    ]),
  );
}

function basisOf(basis: RoundingBasis | null, cycle: string): EarlierAnswers['basis'] {
  const pillars = basis?.pillars[cycle];
  return basis === null || pillars === undefined ? null : { method: basis.method, pillars };
}

function standingOf({ listed, state, protection }: MartRow): EarlierStanding {
  if (listed === true && state !== 'not_released') return 'listed';
  return listed === false && (protection === 'rounded' || protection === 'withheld') ? 'grouped' : 'kept_back';
}

/**
 * Answers that may not be listed now: a public release has them in one group with others that are still withheld. If
 * its groups of a pillar may have been formed differently, all grouped answers of such pillars are treated as one
 * group.
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
  for (const items of earlier.flatMap((one) => earlierItems(instrument, links, one))) {
    const listed = items.filter(isListed);
    if (listed.length < items.length) for (const item of listed) mixed.add(item);
  }
  return mixed;
}

/** The items of each group of a release. */
function earlierItems(
  instrument: Instrument,
  links: readonly ScoringLink[],
  one: EarlierAnswers,
): (readonly string[])[] {
  const regrouped = isRegrouped(instrument, links, one.basis);
  const known = earlierGroups(instrument, links, one).filter(({ pillar }) => !regrouped(pillar));
  const isGrouped = (cell: string) => one.standings.get(cell) === 'grouped';
  const others = placeItems(instrument, links, ({ id }) => isGrouped(id)).filter(({ pillar }) => regrouped(pillar));
  return [...known.map(itemsOf), others.map(({ item }) => item.cell.id)];
}

/**
 * Returns the groups that can be rounded given what is public already: those whose answers were in the same groups,
 * were all listed, or were all withheld. An existing group keeps its rounding only if its pillar is composed of the
 * same answers and the answers that its rules depend on are unchanged; two roundings of the same answers leave only
 * the values that both allow.
 *
 * @param known - public answers now
 * @param groups - all groups of protected answers now
 * @returns the groups that can be rounded
 */
export function agreeingGroups(
  instrument: Instrument,
  links: readonly ScoringLink[],
  earlier: readonly EarlierAnswers[],
  known: AnswerLookup,
  groups: readonly DisclosureGroup[],
): DisclosureGroup[] {
  const now = setOf(groups.flatMap(itemsOf));
  return groups.filter((group) =>
    earlier.every((one) => {
      const standings = new Set(itemsOf(group).map((item) => one.standings.get(item) ?? 'kept_back'));
      if (standings.size === 1 && !standings.has('grouped')) return true;
      if (isRegrouped(instrument, links, one.basis)(group.pillar)) return false;
      const grouped = [...one.standings].flatMap(([item, standing]) => (standing === 'grouped' ? [item] : []));
      const isAsBefore =
        setOf(grouped) === now ||
        earlierGroups(instrument, links, one).some((before) => setOf(itemsOf(before)) === setOf(itemsOf(group)));
      return isAsBefore && dependsOnTheSame(instrument, one, known, group);
    }),
  );
}

/** Whether the public answers on which a group's rules depend are the same as in an earlier release. */
function dependsOnTheSame(
  instrument: Instrument,
  one: EarlierAnswers,
  known: AnswerLookup,
  group: DisclosureGroup,
): boolean {
  const inside = new Set(itemsOf(group));
  const outside = group.items.flatMap(({ cell }) => parentCells(cell)).filter((cell) => !inside.has(cell));
  if (outside.length === 0) return true;
  const before = publicAnswers(instrument, one.answers, one.scored);
  return outside.every((cell) => asStated(before.known, cell) === asStated(known, cell));
}

/** No answer and a blank answer are the same. */
function asStated(known: AnswerLookup, cell: string): string {
  const answer = known(cell);
  return `${answer?.state ?? 'blank'} ${answer?.hidden === true} ${answer?.value ?? ''}`;
}

/** The groups of an earlier release, without those that are withheld regardless of the answers. */
const earlierGroups = (
  instrument: Instrument,
  links: readonly ScoringLink[],
  earlier: EarlierAnswers,
): DisclosureGroup[] =>
  groupProtected(
    instrument,
    links,
    (cell) => earlier.standings.get(cell) === 'grouped',
    () => true,
    () => undefined,
  ).filter(({ rounding }) => rounding !== null);

const itemsOf = ({ items }: DisclosureGroup): string[] => items.map(({ cell }) => cell.id);
const setOf = (items: readonly string[]): string => items.toSorted().join(' ');
