/** Scores of the reporting countries on each item, by index. */
import { literal, numberColumns, type Warehouse } from '../../warehouse/index.ts';
import type { CycleFramework } from './framework.ts';

export type CycleItems = {
  /** Reporting countries, sorted by code. */
  readonly countries: readonly string[];
  /** Shape [item × country]; NaN if there is no score. */
  readonly scores: Float64Array;
  /** 1 if the item applies; same shape. An item that applies and has no score is missing. */
  readonly applies: Uint8Array;
  /** 1 if the item was asked, even if it does not apply or the choice has no score; same shape. */
  readonly asked: Uint8Array;
};

export async function readItems(warehouse: Warehouse, { cycle, items }: CycleFramework): Promise<CycleItems> {
  const countries = await countriesOf(warehouse, cycle);
  const found = await numberColumns<'item' | 'country' | 'score' | 'applies' | 'asked'>(
    warehouse,
    // Indices match those of the framework and the countries.
    `with countries as (
       select country, row_number() over (order by country) - 1 as place from input.submissions where cycle = ${literal(cycle)}
     ), items as (
       select item, row_number() over (order by indicator, item) - 1 as place
       from staging.indicator_items where cycle = ${literal(cycle)}
     )
     select items.place as item, countries.place as country, scores.score, scores.standing <> 'left_out' as applies,
       coalesce(scores.left_out_as, '') <> 'not_asked' as asked
     from staging.item_scores as scores
     inner join items on scores.item = items.item
     inner join countries on scores.country = countries.country
     where scores.cycle = ${literal(cycle)}`,
  );
  const scores = new Float64Array(items.length * countries.length).fill(Number.NaN);
  const applies = new Uint8Array(items.length * countries.length);
  const asked = new Uint8Array(items.length * countries.length);
  for (let row = 0; row < found.item.length; row += 1) {
    const place = found.item[row]! * countries.length + found.country[row]!;
    scores[place] = found.score[row]!;
    applies[place] = found.applies[row]!;
    asked[place] = found.asked[row]!;
  }
  return { countries, scores, applies, asked };
}

async function countriesOf(warehouse: Warehouse, cycle: string): Promise<string[]> {
  const rows = await warehouse.rows<{ country: string }>(
    'select country from input.submissions where cycle = $1 order by country',
    [cycle],
  );
  return rows.map(({ country }) => country);
}
