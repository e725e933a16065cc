/**
 * An attacker who has only the public files of a release. It subtracts the listed answers from every published mean,
 * treats the remainder as exact, and tries every score that the other answers can have. Independent of the product: it
 * imports none of its code.
 */
import { parse } from 'csv-parse/sync';
import { type Equation, propagate } from './propagate.ts';

type Line = Readonly<Record<string, string>>;
/** The published CSV of a table. */
export type PublicFiles = (table: string) => Uint8Array;

export type Solved = {
  readonly cycle: string;
  readonly country: string;
  readonly item: string;
  readonly score: number;
};
export type Attack = {
  readonly attempted: number;
  readonly equations: number;
  /** Answers of which one score is left. */
  readonly solved: readonly Solved[];
  /** Answers of which fewer than three scores are left, and fewer than all. */
  readonly narrowed: readonly Omit<Solved, 'score'>[];
};

/** Assumed precision of a mean, in points: that of the file, and that of the pages. */
const readings = [0.002, 0.1];

/**
 * @param files - of the release that is attacked
 * @param others - further releases, which publish the questionnaires of earlier cycles
 */
export function attack(files: PublicFiles, others: readonly PublicFiles[] = []): Attack {
  const table = (name: string): Line[] => parse(files(name), { columns: true, bom: true });
  const isProtected = table('question_scores').some(({ protection }) => protection === 'rounded');
  const questions = asRounded(table('question_scores'), isProtected);
  const unlisted = questions.filter(({ listed }) => listed === 'false');
  const released = table('cycles').at(-1)!.cycle!;
  const knowledge = [files, ...others].map(knownWorths);
  const knowing = (cycle: string) => knowledge.filter((one, at) => at === 0 || one.cycle === cycle);
  const tables = {
    questions: byPlace(questions),
    scores: byPlace(table('scores')),
    needs: byPlace(table('needs')),
    needItems: byPlace(asRounded(table('need_items'), isProtected)),
    progress: byPlace(table('progress').map((line) => ({ ...line, cycle: line.to_cycle! }))),
    compared: byPlace(table('compared_answers')),
  };
  const solved = new Map<string, Solved>();
  const narrowed = new Map<string, Omit<Solved, 'score'>>();
  let equations = 0;
  for (const [place, own] of byPlace(unlisted)) {
    const [cycle, country] = place.split('\n') as [string, string];
    const of = (name: keyof typeof tables, cycle_ = cycle) => tables[name].get(key(cycle_, country)) ?? [];
    const found = [
      ...[...Map.groupBy(of('questions'), ({ indicator }) => indicator!)].flatMap(([indicator, lines]) =>
        ofIndicator(
          lines,
          of('scores').find(({ element }) => element === indicator),
        ),
      ),
      ...[...Map.groupBy(of('needItems'), ({ area }) => area!)].flatMap(([area, lines]) =>
        ofArea(
          lines,
          of('questions'),
          of('needs').find((line) => line.area === area),
        ),
      ),
      ...[...Map.groupBy(of('compared'), ({ indicator }) => indicator!)].flatMap(([indicator, lines]) =>
        ofChange(
          lines,
          of('questions'),
          of('progress').find((line) => line.element === indicator && line.is_baseline === 'true'),
        ),
      ),
      ...[...Map.groupBy(of('compared', released), ({ indicator }) => indicator!)].flatMap(([indicator, lines]) =>
        cycle === released
          ? []
          : ofEarlier(
              lines,
              of('questions'),
              of('questions', released),
              of('progress', released).find(
                (line) => line.element === indicator && line.is_baseline === 'true' && line.from_cycle === cycle,
              ),
            ),
      ),
    ];
    equations += found.length;
    for (const { worths } of knowing(cycle)) {
      const open = new Map(own.map(({ item, question }) => [item!, worths(question!, cycle)]));
      const ways = [...found.map((one) => [one]), found, found.toReversed(), found.filter(({ by }) => by === 'score')];
      for (const [exactness, way] of readings.flatMap((exactness) => ways.map((way) => [exactness, way] as const))) {
        for (const [item, left] of propagate(open, way, exactness)) {
          if (left.length < Math.min(3, open.get(item)!.length))
            narrowed.set(key(place, item), { cycle, country, item });
          if (left.length === 1) solved.set(key(place, item), { cycle, country, item, score: left[0]! });
        }
      }
    }
  }
  return { attempted: unlisted.length, equations, solved: [...solved.values()], narrowed: [...narrowed.values()] };
}

/**
 * Treats the answers of a release without protection like rounded ones: each counts in the scores with its exact value.
 */
const asRounded = (lines: readonly Line[], isProtected: boolean): Line[] =>
  lines.map((line) => (isProtected || line.protection !== 'none' ? line : { ...line, protection: 'rounded' }));

const key = (...parts: readonly (string | undefined)[]): string => parts.join('\n');
const byPlace = (lines: readonly Line[]): Map<string, Line[]> =>
  Map.groupBy(lines, ({ cycle, country }) => key(cycle, country));

/**
 * The scores that a release publishes for the choices of a question. Questions are those of its own cycle, choices
 * those of all cycles.
 */
function knownWorths(files: PublicFiles) {
  const table = (name: string): Line[] => parse(files(name), { columns: true, bom: true });
  const framework = table('framework').filter(({ level }) => level === 'question');
  const choices = Map.groupBy(table('choices'), ({ cycle, list }) => key(cycle, list));
  const anyChoices = Map.groupBy(table('choices'), ({ list }) => list!);
  const worths = (question: string, cycle: string): number[] => {
    const own = framework.find(({ element }) => element === question);
    const listed = choices.get(key(cycle, own?.list)) ?? anyChoices.get(own?.list ?? '') ?? [];
    const scores = listed.flatMap(({ score }) => (score === '' ? [] : [Number(score)]));
    if (own?.scorer === 'choice' && scores.length > 0) return [...new Set(scores)];
    // The only scored number of the public questionnaire has five levels; shares have five, six or eight options.
    if (own?.scorer === 'goalposts') return [0, 25, 50, 75, 100];
    const shares = [5, 6, 8].flatMap((of) => Array.from({ length: of + 1 }, (_, count) => (100 * count) / of));
    return [...new Set(shares)];
  };
  return { cycle: table('cycles').at(-1)!.cycle, worths };
}

/**
 * Answers that are withheld or not published at all are not counted, and the release states this for each answer. In a
 * release
 * without protection every unlisted answer is counted.
 */
const isHidden = ({ listed, protection }: Line): boolean =>
  listed === 'false' && protection !== 'withheld' && protection !== 'none';
const isKnown = ({ listed, score }: Line): boolean => listed === 'true' && score !== '';
const sumOf = (lines: readonly Line[], column: string): number =>
  lines.reduce((total, line) => total + Number(line[column]), 0);

function equation(by: Equation['by'], hidden: readonly Line[], counted: number, sum: number): Equation[] {
  if (hidden.length === 0 || counted <= 0 || counted > hidden.length || Number.isNaN(sum)) return [];
  return [{ by, items: hidden.map(({ item }) => item!), counted, sum }];
}

/**
 * Equation of an indicator (without "best of" groups): its score times the number of counted answers. An indicator
 * without a score publishes a lower bound, which is computed from the same answers.
 */
function ofIndicator(lines: readonly Line[], score: Line | undefined): Equation[] {
  if (score === undefined) return [];
  const hidden = lines.filter(isHidden);
  const known = lines.filter(isKnown);
  const counted = Number(score.counted) - known.length;
  const least = Number(score.if_missing_zero) * Number(score.applicable) - sumOf(known, 'score');
  if (score.score === '') return score.if_missing_zero === '' ? [] : equation('bound', hidden, counted, least);
  const sum = Number(score.score) * Number(score.counted) - sumOf(known, 'score');
  return equation('score', hidden, counted, sum);
}

/** Equation of a need area: the unweighted mean of its answers. */
function ofArea(lines: readonly Line[], answers: readonly Line[], need: Line | undefined): Equation[] {
  if (need === undefined || need.mean_score === '') return [];
  const standings = new Map(answers.map((line) => [line.item, line]));
  const known = lines.filter(({ item }) => standings.has(item) && isKnown(standings.get(item)!));
  const applicable = lines.filter(({ item }) => standings.get(item)?.standing !== 'left_out').length;
  const counted = Math.round(Number(need.coverage) * applicable);
  const points = sumOf(
    known.map(({ item }) => standings.get(item)!),
    'score',
  );
  return equation('need', lines.filter(isHidden), counted - known.length, Number(need.mean_score) * counted - points);
}

/** Equation of the comparable answers of an indicator: the later score over them. */
function ofChange(lines: readonly Line[], answers: readonly Line[], change: Line | undefined): Equation[] {
  if (change === undefined || change.score_to === '') return [];
  const standings = new Map(answers.map((line) => [line.item, line]));
  const open = lines.filter(({ listed }) => listed === 'false');
  // Where the earlier answer is protected and the later one listed, the files do not show whether the pair is counted.
  if (open.some(({ item }) => !standings.has(item) || isKnown(standings.get(item)!))) return [];
  const known = lines.filter(({ listed, score_to }) => listed === 'true' && score_to !== '');
  const all = Number(change.comparable_questions);
  const hidden = open.map(({ item }) => standings.get(item)!).filter(isHidden);
  return equation('change', hidden, all - known.length, Number(change.score_to) * all - sumOf(known, 'score_to'));
}

/** Equation of the earlier score over the comparable answers, where codes did not change. */
function ofEarlier(
  lines: readonly Line[],
  earlier: readonly Line[],
  later: readonly Line[],
  change: Line | undefined,
): Equation[] {
  if (change === undefined || change.score_from === '') return [];
  const [then, now] = [earlier, later].map((all) => new Map(all.map((line) => [line.item, line])));
  const open = lines.filter(({ listed }) => listed === 'false');
  if (open.some(({ item }) => !then!.has(item) || !now!.has(item) || isKnown(then!.get(item)!))) return [];
  const known = lines.filter(({ listed, score_from }) => listed === 'true' && score_from !== '');
  const all = Number(change.comparable_questions);
  const hidden = open
    .filter(({ item }) => isKnown(now!.get(item)!) || isHidden(now!.get(item)!))
    .map(({ item }) => then!.get(item)!)
    .filter(isHidden);
  return equation('change', hidden, all - known.length, Number(change.score_from) * all - sumOf(known, 'score_from'));
}
