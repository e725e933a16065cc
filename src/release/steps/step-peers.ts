/**
 * Which countries have completed the next steps of each country and area. In SQL this would join every country, step
 * and peer, a hundred times as many rows for ten times the countries; here they are counted in arrays.
 */
import type { StepRow } from '../../pipeline/index.ts';
import { numberColumns, type Warehouse } from '../../warehouse/index.ts';

/** Maximum number of peers for each area. */
const mostPeers = 8;

type Country = {
  readonly cycle: string;
  readonly country: string;
  readonly region: string | null;
  readonly offers: string | null;
};

/** Steps of one country in one area, the one with the largest contribution first. */
type Wanted = { readonly steps: number[]; readonly items: number[] };

/** Sorted by: offers assistance, same region, number of the steps completed, code. */
export async function stepPeers(warehouse: Warehouse): Promise<StepRow[]> {
  const countries = await warehouse.rows<Country>(
    'select cycle, country, region, offers from marts.offers order by country',
  );
  const codesOf = async (column: 'area' | 'item') =>
    (await warehouse.rows<{ code: string }>(`select distinct ${column} as code from marts.steps order by 1`)).map(
      ({ code }) => code,
    );
  const areas = await codesOf('area');
  const items = await codesOf('item');
  const makers = makersOf(await readMakers(warehouse));
  const wanted = wantedOf(await readWanted(warehouse), areas.length);
  const made = new Int32Array(countries.length);
  const rows: StepRow[] = [];
  for (const [place, { steps, items: own }] of [...wanted].sort(([a], [b]) => a - b)) {
    const country = countries[Math.floor(place / areas.length)]!;
    made.fill(0);
    for (const step of steps) for (const peer of makers.get(step) ?? []) made[peer]! += 1;
    for (const [at, peer] of firstOf(made, countries, country).entries()) {
      const { country: code, region, offers } = countries[peer]!;
      const common = own.filter((_, index) => makers.get(steps[index]!)?.includes(peer));
      rows.push({
        cycle: country.cycle,
        country: country.country,
        area: areas[place % areas.length]!,
        peer: code,
        place: at + 1,
        region,
        same_region: region !== null && region === country.region,
        step_count: made[peer]!,
        steps: common.map((item) => items[item]).join(' '),
        offers,
      });
    }
  }
  return rows;
}

/** Indices of the first peers, in their order. */
function firstOf(made: Int32Array, countries: readonly Country[], { region }: Country): number[] {
  const first: number[] = [];
  const rank = (peer: number) => {
    const { offers, region: theirs } = countries[peer]!;
    return (offers === null ? 0 : 2e6) + (theirs !== null && theirs === region ? 1e6 : 0) + made[peer]!;
  };
  for (let peer = 0; peer < made.length; peer += 1) {
    if (made[peer] === 0) continue;
    const own = rank(peer);
    let at = first.length;
    while (at > 0 && rank(first[at - 1]!) < own) at -= 1;
    if (at < mostPeers) first.splice(at, 0, peer);
    if (first.length > mostPeers) first.pop();
  }
  return first;
}

const places = `countries as (select country, row_number() over (order by country) - 1 as place from marts.offers),
  kinds as (
    select item, score, next_score, row_number() over (order by item, score, next_score) - 1 as step
    from (select distinct item, score, next_score from scores.step_makers)
  )`;

const readMakers = (warehouse: Warehouse) =>
  numberColumns<'step' | 'peer'>(
    warehouse,
    `with ${places}
     select kinds.step, countries.place as peer
     from scores.step_makers as makers
     inner join kinds using (item, score, next_score)
     inner join countries on makers.peer = countries.country
     order by kinds.step, peer`,
  );

/** By step, sorted by code. */
function makersOf({ step, peer }: Awaited<ReturnType<typeof readMakers>>): ReadonlyMap<number, readonly number[]> {
  const makers = new Map<number, number[]>();
  for (let row = 0; row < step.length; row += 1) {
    const own = makers.get(step[row]!);
    if (own) own.push(peer[row]!);
    else makers.set(step[row]!, [peer[row]!]);
  }
  return makers;
}

const readWanted = (warehouse: Warehouse) =>
  numberColumns<'country' | 'area' | 'item' | 'step'>(
    warehouse,
    `with ${places},
     areas as (select area, row_number() over (order by area) - 1 as place from (select distinct area from marts.steps)),
     items as (select item, row_number() over (order by item) - 1 as place from (select distinct item from marts.steps))
     select countries.place as country, areas.place as area, items.place as item, kinds.step
     from marts.steps as steps
     inner join kinds using (item, score, next_score)
     inner join countries on steps.country = countries.country
     inner join areas on steps.area = areas.area
     inner join items on steps.item = items.item
     order by country, area, steps.step_points desc nulls last, item`,
  );

/** Keyed by the index of the country times the number of areas, plus the index of the area. */
function wantedOf(
  { country, area, item, step }: Awaited<ReturnType<typeof readWanted>>,
  areas: number,
): ReadonlyMap<number, Wanted> {
  const wanted = new Map<number, Wanted>();
  for (let row = 0; row < country.length; row += 1) {
    const place = country[row]! * areas + area[row]!;
    const own = wanted.get(place) ?? { steps: [], items: [] };
    own.steps.push(step[row]!);
    own.items.push(item[row]!);
    wanted.set(place, own);
  }
  return wanted;
}
