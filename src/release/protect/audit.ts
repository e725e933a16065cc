/**
 * Attacks a public edition before it is saved: from its published tables and the questionnaire it computes the sum of
 * the protected answers of each country, and tries all values that they can have.
 *
 * It does not read the answers. Published figures are computed from listed answers and from the common score of
 * protected ones. So indicators contain all the information there is, and every figure above them contains less.
 */
import { Problem } from '../../problem/index.ts';
import { type AnswerLookup, type Instrument, scoredCells } from '../../questionnaire/index.ts';
import type { MartRow } from '../files/rows.ts';
import { nearest } from './anchors.ts';
import { type DisclosureGroup, groupProtected, type ScoringLink } from './groups.ts';
import { tolerance } from './means.ts';
import { requiredLevels } from './possible.ts';
import { publicAnswers } from './public-answers.ts';
import { domainsOf, ownWorths } from './published-means.ts';
import { publishedSums } from './published-sums.ts';
import { decode, reachOf } from './reach.ts';
import { countryTables, type PublishedTables, readMeans } from './read-means.ts';
import { furthestShift } from './secondary.ts';
import { type KnownSums, narrowed } from './solve.ts';

export type AuditedCycle = {
  readonly cycle: string;
  readonly instrument: Instrument;
  readonly links: readonly ScoringLink[];
};

/**
 * Where an answer is not protected: the country, and the indicator, pillar or table that reveals it; never the answer
 * itself.
 */
export type Unprotected = { readonly cycle: string; readonly country: string; readonly where: string };

/** @throws Problem `answers_not_protected` if an answer that is not listed has too few possible values */
export function auditProtection(tables: PublishedTables, cycles: readonly AuditedCycle[]): void {
  const found = cycles.flatMap((cycle) => [...listedAnyway(tables, cycle), ...solved(tables, cycle)]);
  if (found.length === 0) return;
  const named = found.slice(0, mostNamed).map(({ cycle, country, where }) => `${country} ${cycle} ${where}`);
  throw new Problem('answers_not_protected', 'marts', { count: found.length, places: named });
}

const mostNamed = 5;
const keyOf = (row: MartRow): string => `${row.country} ${row.item}`;

/** Columns that reveal an answer, by table. */
const showing: Readonly<Record<string, readonly string[]>> = {
  question_scores: [
    'state',
    'value_text',
    'score',
    'contribution',
    'standing',
    'evidence_state',
    'cell',
    'upload_sha256',
  ],
  need_items: ['weight_in_area', 'contribution'],
  compared_answers: ['score_from', 'score_to', 'weight_in_indicator', 'contribution'],
  answers: ['item'],
  context_answers: ['item'],
};

/** Answers that are not listed in one table but appear in another. */
function listedAnyway(tables: PublishedTables, { cycle }: AuditedCycle): Unprotected[] {
  const own = (mart: string) => tables.rows(mart).filter((row) => row.cycle === cycle);
  const unlisted = new Set(
    own('question_scores')
      .filter((row) => row.listed === false)
      .map(keyOf),
  );
  return Object.entries(showing).flatMap(([mart, columns]) =>
    own(mart)
      .filter((row) => unlisted.has(keyOf(row)) && columns.some((column) => (row[column] ?? null) !== null))
      .map((row) => ({ cycle, country: String(row.country), where: mart })),
  );
}

/** Groups whose published sum leaves too few possible values for one of their answers. */
function solved(tables: PublishedTables, { cycle, instrument, links }: AuditedCycle): Unprotected[] {
  const own = (mart: string) => tables.rows(mart).filter((row) => row.cycle === cycle);
  const items = Map.groupBy(own('question_scores'), ({ country }) => String(country));
  const scores = Map.groupBy(own('scores'), ({ country }) => String(country));
  const answers = Map.groupBy(own('answers'), ({ country }) => String(country));
  const tablesOf = countryTables(tables, cycle);
  const knownSums: KnownSums = new Map();
  return [...items].flatMap(([country, rows]) => {
    if (rows.every(({ listed }) => listed !== false)) return [];
    const unlisted = new Set(
      rows
        .filter(({ listed, protection, hidden }) => listed === false && (protection !== 'none' || hidden === true))
        .map(({ item }) => String(item)),
    );
    const { known, isHidden, uncertain } = publicAnswers(instrument, answers.get(country) ?? [], rows);
    const rounded = new Set(rows.filter(({ protection }) => protection === 'rounded').map(({ item }) => String(item)));
    const isProtected = (cell: string) => unlisted.has(cell);
    const groups = groupProtected(instrument, links, isProtected, ({ id }) => !isHidden(id), known);
    const sums = publishedSums(links, rows, scores.get(country) ?? [], uncertain);
    const stray = [...rounded].filter(
      (item) => !groups.some(({ items: own }) => own.some(({ cell }) => cell.id === item)),
    );
    const isRounded = ({ items: own }: DisclosureGroup) => own.some(({ cell }) => rounded.has(cell.id));
    const domains = domainsOf([{ cycle, groups: groups.filter(isRounded) }], ownWorths);
    const shown = narrowed(domains, readMeans(links, tablesOf(country), uncertain), knownSums);
    return [
      ...[...shown].slice(0, 1).map(() => ({ cycle, country, where: 'means taken for exact ones' })),
      ...groups.filter((group) => !isSafe(group, sums, known)).map(({ name }) => ({ cycle, country, where: name })),
      ...(stray.length > 0 ? [{ cycle, country, where: 'question_scores' }] : []),
    ];
  });
}

/** Whether the published figures of a group leave enough possible values for each of its answers. */
function isSafe(
  { items, rounding }: DisclosureGroup,
  sums: ReturnType<typeof publishedSums>,
  known: AnswerLookup,
): boolean {
  const units = [...new Set(items.map(({ unit }) => unit))];
  const published = units.flatMap((unit) => sums.get(unit) ?? []);
  // Items that feed no indicator appear only in needs, as a mean with others.
  if (published.length === 0) return true;
  const scored = published.filter(({ score }) => score !== null);
  if (scored.length === 0) return true;
  if (rounding === null || scored.some(({ score }) => Math.abs(score! - scored[0]!.score!) > 100 * tolerance))
    return false;
  const missing = published.length - scored.length;
  const rule = rounding.classes.find(({ most }) => most === missing);
  if (rule === undefined) return false;
  const anchor = nearest(rule.anchors, scored[0]!.score!);
  if (Math.abs(anchor - scored[0]!.score!) > furthestShift + 100 * tolerance) return false;
  const reach = reachOf(items, known);
  return items.every(({ cell }) => {
    const open = [...reach.get(cell.id)!.values()].filter((outcomes) =>
      [...outcomes].some((code) => {
        const { counted, weight, points } = decode(code);
        const lacking = rounding.units - counted;
        if (lacking < rule.fewest || lacking > rule.most || weight === 0) return false;
        return nearest(rule.anchors, points / weight) === anchor;
      }),
    );
    return open.length >= requiredLevels(cell);
  });
}

/** The cycles of a release, with what an attacker can read of their content. */
export function auditedCycles(
  instruments: ReadonlyMap<string, Instrument>,
  links: readonly ScoringLink[],
): AuditedCycle[] {
  return [...instruments].map(([cycle, instrument]) => {
    const asked = new Set(
      [...instrument.questions.values()]
        .filter((question) => scoredCells(instrument, question).length > 0)
        .map(({ code }) => code),
    );
    return { cycle, instrument, links: links.filter(({ question }) => asked.has(question)) };
  });
}
