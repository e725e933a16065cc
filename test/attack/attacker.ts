/**
 * What an attacker does who has only the public files of a release: takes the listed answers out of every published mean
 * and tries all that the others can be. Written apart from the product: it imports nothing of it.
 */
import { parse } from 'csv-parse/sync';

type Line = Readonly<Record<string, string>>;
/** The published CSV of a table. */
export type PublicFiles = (table: string) => Uint8Array;

export type Solved = {
  readonly cycle: string;
  readonly country: string;
  readonly item: string;
  readonly score: number;
};
export type Attack = { readonly attempted: number; readonly solved: readonly Solved[] };

/** One published mean: so many of `items` have a value, and these sum to `sum`. */
type Equation = { readonly items: readonly string[]; readonly counted: number; readonly sum: number };

const tolerance = 1e-6;

export function attack(files: PublicFiles): Attack {
  const table = (name: string): Line[] => parse(files(name), { columns: true, bom: true });
  const worths = worthsOf(table('framework'), table('choices'));
  const questions = table('question_scores');
  const unlisted = questions.filter(({ listed }) => listed === 'false');
  const scores = new Map(table('scores').map((line) => [key(line.cycle, line.country, line.element), line]));
  const needs = new Map(table('needs').map((line) => [key(line.cycle, line.country, line.area), line]));
  const items = table('need_items');
  const solved: Solved[] = [];
  for (const [place, own] of Map.groupBy(unlisted, ({ cycle, country }) => key(cycle, country))) {
    const [cycle, country] = place.split('\n') as [string, string];
    const all = questions.filter((line) => line.cycle === cycle && line.country === country);
    const equations = [
      ...[...Map.groupBy(all, ({ indicator }) => indicator!)].flatMap(([indicator, lines]) =>
        ofIndicator(lines, scores.get(key(cycle, country, indicator))),
      ),
      ...[
        ...Map.groupBy(
          items.filter((line) => line.cycle === cycle && line.country === country),
          ({ area }) => area!,
        ),
      ].flatMap(([area, lines]) => ofArea(lines, all, needs.get(key(cycle, country, area)))),
    ];
    const open = new Map(own.map(({ item, question }) => [item!, worths(question!)]));
    for (const [item, left] of propagate(open, equations)) {
      if (left.length === 1) solved.push({ cycle, country, item, score: left[0]! });
    }
  }
  return { attempted: unlisted.length, solved };
}

const key = (...parts: readonly (string | undefined)[]): string => parts.join('\n');

function worthsOf(framework: readonly Line[], choices: readonly Line[]): (question: string) => number[] {
  const lists = Map.groupBy(choices, ({ list }) => list!);
  return (question) => {
    const own = framework.find(({ level, element }) => level === 'question' && element === question);
    const scores = (lists.get(own?.list ?? '') ?? []).flatMap(({ score }) => (score === '' ? [] : [Number(score)]));
    if (own?.scorer === 'choice' && scores.length > 0) return [...new Set(scores)];
    // The only number that the public questionnaire scores has five steps; shares are of five, six or eight.
    if (own?.scorer === 'goalposts') return [0, 25, 50, 75, 100];
    return [5, 6, 8].flatMap((of) => Array.from({ length: of + 1 }, (_, count) => (100 * count) / of));
  };
}

/** Of an indicator without a group of which the best counts: its score times the answers counted. */
function ofIndicator(lines: readonly Line[], score: Line | undefined): Equation[] {
  const hidden = lines.filter(({ listed }) => listed === 'false');
  if (hidden.length === 0 || score === undefined || score.score === '') return [];
  const known = lines.filter(({ listed, score: own }) => listed === 'true' && own !== '');
  const sum =
    Number(score.score) * Number(score.counted) - known.reduce((total, line) => total + Number(line.score), 0);
  return [{ items: hidden.map(({ item }) => item!), counted: Number(score.counted) - known.length, sum }];
}

/** Of an area: the mean of its answers, which is not weighed. */
function ofArea(lines: readonly Line[], answers: readonly Line[], need: Line | undefined): Equation[] {
  const hidden = lines.filter(({ listed }) => listed === 'false').map(({ item }) => item!);
  if (hidden.length === 0 || need === undefined || need.mean_score === '') return [];
  const listed = new Set(lines.filter(({ listed: is }) => is === 'true').map(({ item }) => item));
  const known = answers.filter(({ item, score }) => listed.has(item) && score !== '');
  const applicable =
    lines.length - answers.filter(({ item, standing }) => listed.has(item) && standing === 'left_out').length;
  const counted = Math.round(Number(need.coverage) * applicable);
  const sum = Number(need.mean_score) * counted - known.reduce((total, line) => total + Number(line.score), 0);
  return counted === known.length ? [] : [{ items: hidden, counted: counted - known.length, sum }];
}

/** Leaves out of each item what no equation allows, until nothing more falls away. An equation without solution is dropped. */
function propagate(open: Map<string, number[]>, equations: readonly Equation[]): Map<string, number[]> {
  const left = new Map(open);
  for (let again = true; again; ) {
    again = false;
    for (const { items, counted, sum } of equations) {
      const domains = items.map((item) => left.get(item) ?? []);
      const missing = items.length - counted;
      const kept = domains.map((domain, at) =>
        domain.filter((value) => reachable(domains.toSpliced(at, 1), missing, sum - value)),
      );
      if (kept.some((domain) => domain.length === 0)) continue;
      for (const [at, item] of items.entries()) {
        if (missing > 0 || kept[at]!.length === left.get(item)!.length) continue;
        left.set(item, kept[at]!);
        again = true;
      }
    }
  }
  return left;
}

function reachable(domains: readonly (readonly number[])[], missing: number, sum: number): boolean {
  let sums = new Set(['0 0']);
  for (const domain of domains) {
    const next = new Set<string>();
    for (const state of sums) {
      const [lacking, total] = state.split(' ').map(Number) as [number, number];
      if (lacking < missing) next.add(`${lacking + 1} ${total}`);
      for (const value of domain) {
        const more = Math.round((total + value) * 1000) / 1000;
        if (more <= sum + 0.01) next.add(`${lacking} ${more}`);
      }
    }
    sums = next;
  }
  return [...sums].some((state) => {
    const [lacking, total] = state.split(' ').map(Number) as [number, number];
    return lacking === missing && Math.abs(total - sum) < 0.01 + tolerance;
  });
}
