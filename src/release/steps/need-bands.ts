/** Uncertainty intervals of the mean score of each area of need: how much the choices of method change it. */
import type { Step } from '../../pipeline/index.ts';
import type { ScoreTree, ScoreTreeData, ScoreTreeRunner } from '../../statistics/index.ts';
import { literal, numberColumns, type Warehouse } from '../../warehouse/index.ts';
import { marks, readVariations, reported } from './score-tree.ts';

type AreaItem = { readonly area: string; readonly item: string };

/** Number of replications that are kept individually, so that needs can be ranked in each. */
const keptReplications = 200;

/** One row for each country and area with a mean score, in the released cycle. */
export const areaBands =
  (run: ScoreTreeRunner): Step =>
  async (warehouse) => {
    const vary = await readVariations(warehouse);
    const [current] = await warehouse.rows<{ cycle: string }>('select cycle from input.cycles where is_current');
    if (vary === null || current === undefined) return [];
    const read = await readAreas(warehouse, current.cycle);
    const { countries, areas, scoreTree, data, means } = read;
    if (countries.length === 0 || areas.length === 0) return [];
    // The score of an area is a plain mean: there is no level above it whose aggregation could vary.
    const own = { ...vary, means: vary.means.slice(0, 1), leaveOut: false };
    const keep = Math.min(keptReplications, vary.replications);
    const bands = await run('bands', scoreTree, data, own, { ...vary, ranks: false, keep }, [...areas.keys()]);
    return areas.flatMap((area, row) =>
      countries.flatMap((country, unit) => {
        const at = row * countries.length + unit;
        if (Number.isNaN(means[at])) return [];
        return {
          cycle: current.cycle,
          country,
          area,
          mean_median: reported(bands.score.median[at]!),
          mean_p05: reported(bands.score.low[at]!),
          mean_p95: reported(bands.score.high[at]!),
          mean_replications: toText(bands.kept, at, means.length),
        };
      }),
    );
  };

/** Numbers from 0 to 100 to two decimals: hundreds of thousands are written, of ten thousand. */
const written = Array.from({ length: 10_001 }, (_, hundredths) => String(hundredths / 100));

/** The means of a country and area in each replication, to two decimals; empty for a replication without a mean. */
function toText(kept: Float64Array, at: number, size: number): string {
  const found: string[] = [];
  for (let place = at; place < kept.length; place += size) {
    const mean = kept[place]!;
    found.push(Number.isNaN(mean) ? '' : written[Math.round(mean * 100)]!);
  }
  return found.join(' ');
}

async function readAreas(warehouse: Warehouse, cycle: string) {
  const links = await warehouse.rows<AreaItem>(
    `select links.area, items.item from input.area_questions as links
     inner join staging.scored_items as items on links.question = items.question
     where items.cycle = $1 order by links.area, items.item`,
    [cycle],
  );
  const countries = await warehouse.rows<{ country: string }>(
    'select country from input.submissions where cycle = $1 order by country',
    [cycle],
  );
  const areas = [...new Set(links.map(({ area }) => area))];
  const items = [...new Set(links.map(({ item }) => item))].sort();
  const placeOf = new Map(items.map((item, at) => [item, at]));
  const scoreTree: ScoreTree = {
    itemWeights: items.map(() => 1),
    elements: areas.map((area) => ({
      weight: 1,
      ofItems: true,
      children: links.filter((link) => link.area === area).map(({ item }) => placeOf.get(item)!),
    })),
  };
  const size = countries.length;
  const [scores, means] = await Promise.all([
    readScores(warehouse, cycle, items, size),
    readMeans(warehouse, cycle, areas, size),
  ]);
  const data: ScoreTreeData = { units: size, ...scores, published: marks(means) };
  return { countries: countries.map(({ country }) => country), areas, scoreTree, data, means };
}

const numbered = (cycle: string) => `countries as (
  select country, row_number() over (order by country) - 1 as place
  from input.submissions where cycle = ${literal(cycle)}
)`;

const values = (codes: readonly string[]) => codes.map((code, at) => `(${literal(code)}, ${at})`).join(', ');

async function readScores(warehouse: Warehouse, cycle: string, items: readonly string[], countries: number) {
  const scores = new Float64Array(items.length * countries).fill(Number.NaN);
  const applies = new Uint8Array(items.length * countries);
  if (items.length === 0) return { scores, applies };
  const found = await numberColumns<'item' | 'country' | 'score' | 'applies'>(
    warehouse,
    `with ${numbered(cycle)}
     select items.place as item, countries.place as country, scores.score, scores.standing <> 'left_out' as applies
     from staging.item_scores as scores
     inner join (values ${values(items)}) as items (item, place) on scores.item = items.item
     inner join countries on scores.country = countries.country
     where scores.cycle = ${literal(cycle)}`,
  );
  for (let row = 0; row < found.item.length; row += 1) {
    const at = found.item[row]! * countries + found.country[row]!;
    scores[at] = found.score[row]!;
    applies[at] = found.applies[row]!;
  }
  return { scores, applies };
}

async function readMeans(warehouse: Warehouse, cycle: string, areas: readonly string[], countries: number) {
  const means = new Float64Array(areas.length * countries).fill(Number.NaN);
  if (areas.length === 0) return means;
  const found = await numberColumns<'area' | 'country' | 'mean'>(
    warehouse,
    `with ${numbered(cycle)}
     select areas.place as area, countries.place as country, scores.mean_score as mean
     from scores.area_scores as scores
     inner join (values ${values(areas)}) as areas (area, place) on scores.area = areas.area
     inner join countries on scores.country = countries.country
     where scores.cycle = ${literal(cycle)}`,
  );
  for (let row = 0; row < found.area.length; row += 1)
    means[found.area[row]! * countries + found.country[row]!] = found.mean[row]!;
  return means;
}
