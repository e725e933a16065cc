/**
 * Whether a change between two cycles is robust to the method: each replication scores both cycles with the same
 * choices.
 */
import type { Step, StepRow } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import { openScoreTree, type ScoreTreeData, type ScoreTreeRunner } from '../../statistics/index.ts';
import { literal, numberColumns, type Warehouse } from '../../warehouse/index.ts';
import type { Variation } from '../input/variations.ts';
import { type CycleFramework, readFrameworks } from './framework.ts';
import { marks, readVariations, reported, scoreTreeOf } from './score-tree.ts';

type Pair = { readonly cycle: string; readonly from_cycle: string };

/**
 * One row for each pair of cycles, country and element that has changed.
 *
 * @throws Problem `scores_disagree` if a score of the comparison differs from that of the SQL models
 */
export const changeSigns =
  (run: ScoreTreeRunner): Step =>
  async (warehouse) => {
    const declared = await readVariations(warehouse);
    if (declared === null) return [];
    // Missing values are not imputed: the median of other countries would not be a change of this one.
    const vary: Variation = { ...declared, imputations: declared.imputations.slice(0, 1) };
    const frameworks = await readFrameworks(warehouse);
    const pairs = await warehouse.rows<Pair>(
      'select cycle, from_cycle from staging.comparisons order by cycle, from_cycle',
    );
    const found = await Promise.all(
      pairs.map(async (pair) => {
        const framework = frameworks.find(({ cycle }) => cycle === pair.cycle)!;
        return framework.elements.length === 0 ? [] : await signsOf(warehouse, run, pair, framework, vary);
      }),
    );
    return found.flat();
  };

async function signsOf(
  warehouse: Warehouse,
  run: ScoreTreeRunner,
  pair: Pair,
  framework: CycleFramework,
  vary: Variation,
): Promise<StepRow[]> {
  const { countries, before, after, scores } = await readPair(warehouse, pair, framework);
  if (countries.length === 0) return [];
  const scoreTree = scoreTreeOf(framework);
  demandAgreement(pair, framework, countries, openScoreTree(scoreTree, before, vary).nominal, scores.before);
  const draws = { replications: vary.pairs, seed: vary.seed };
  const same = await run('signs', scoreTree, before, after, vary, draws);
  return framework.elements.flatMap(({ level, code }, element) =>
    countries.flatMap((country, unit) => {
      const share = reported(same[element * countries.length + unit]!);
      if (share === null) return [];
      return { ...pair, country, level, element: code, same_sign: share, pairs: vary.pairs };
    }),
  );
}

type ReadPair = {
  readonly countries: readonly string[];
  readonly before: ScoreTreeData;
  readonly after: ScoreTreeData;
  /** As the SQL models compare them, shape [element × country]. */
  readonly scores: { readonly before: Float64Array };
};

async function readPair(warehouse: Warehouse, pair: Pair, framework: CycleFramework): Promise<ReadPair> {
  const where = `cycle = ${literal(pair.cycle)} and from_cycle = ${literal(pair.from_cycle)}`;
  const rows = await warehouse.rows<{ country: string }>(
    `select distinct country from scores.progress_items where ${where} order by country`,
  );
  const countries = rows.map(({ country }) => country);
  const numbered = `countries as (
    select country, row_number() over (order by country) - 1 as place
    from (select distinct country from scores.progress_items where ${where})
  )`;
  const units = framework.units.map(({ indicator, code }, at) => `(${literal(indicator)}, ${literal(code)}, ${at})`);
  const found = await numberColumns<'unit' | 'country' | 'score_from' | 'score_to'>(
    warehouse,
    `with ${numbered}
     select units.place as unit, countries.place as country, items.score_from, items.score_to
     from scores.progress_items as items
     inner join (values ${units.join(', ')}) as units (indicator, unit, place)
       on items.indicator = units.indicator and items.unit = units.unit
     inner join countries on items.country = countries.country
     where ${where}`,
  );
  const size = framework.units.length * countries.length;
  const [from, to] = [new Float64Array(size).fill(Number.NaN), new Float64Array(size).fill(Number.NaN)];
  for (let row = 0; row < found.unit.length; row += 1) {
    const at = found.unit[row]! * countries.length + found.country[row]!;
    from[at] = found.score_from[row]!;
    to[at] = found.score_to[row]!;
  }
  const compared = await readCompared(warehouse, framework, numbered, where, countries.length);
  const data = (scores: Float64Array): ScoreTreeData => ({
    units: countries.length,
    scores,
    applies: marks(scores),
    published: marks(compared),
  });
  return { countries, before: data(from), after: data(to), scores: { before: compared } };
}

/** Earlier scores on comparable questions, shape [element × country]; NaN if too few are comparable. */
async function readCompared(
  warehouse: Warehouse,
  { elements }: CycleFramework,
  numbered: string,
  where: string,
  countries: number,
): Promise<Float64Array> {
  const codes = elements.map(({ level, code }, at) => `(${literal(level)}, ${literal(code)}, ${at})`);
  const found = await numberColumns<'element' | 'country' | 'score'>(
    warehouse,
    `with ${numbered}
     select elements.place as element, countries.place as country, compared.score_from as score
     from scores.progress_elements as compared
     inner join (values ${codes.join(', ')}) as elements (level, element, place)
       on compared.level = elements.level and compared.element = elements.element
     inner join countries on compared.country = countries.country
     where ${where}`,
  );
  const scores = new Float64Array(elements.length * countries).fill(Number.NaN);
  for (let row = 0; row < found.element.length; row += 1)
    scores[found.element[row]! * countries + found.country[row]!] = found.score[row]!;
  return scores;
}

/** The comparison is computed a second time here, like every score. */
function demandAgreement(
  { cycle }: Pair,
  { elements }: CycleFramework,
  countries: readonly string[],
  computed: Float64Array,
  published: Float64Array,
): void {
  const apart = [...computed.keys()].filter((at) => Math.abs(computed[at]! - published[at]!) > 1e-9);
  if (apart.length === 0) return;
  const differences = apart.slice(0, 3).map((at) => ({
    cycle,
    country: countries[at % countries.length]!,
    element: elements[Math.floor(at / countries.length)]!.code,
    published: published[at]!,
    recomputed: computed[at]!,
  }));
  throw new Problem('scores_disagree', 'scores.progress', { count: apart.length, differences });
}
