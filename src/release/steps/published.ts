/** The scores that the SQL models publish, by index. */
import { literal, numberColumns, type Warehouse } from '../../warehouse/index.ts';
import type { CycleFramework } from './framework.ts';

/** Shape [element × country]; NaN if none is published. */
export async function readPublished(
  warehouse: Warehouse,
  { cycle, elements }: CycleFramework,
  countries: number,
): Promise<Float64Array> {
  const codes = elements.map(({ level, code }, place) => `(${literal(level)}, ${literal(code)}, ${place})`);
  const scores = new Float64Array(elements.length * countries).fill(Number.NaN);
  if (codes.length === 0) return scores;
  const found = await numberColumns<'element' | 'country' | 'score'>(
    warehouse,
    `with countries as (
       select country, row_number() over (order by country) - 1 as place
       from input.submissions where cycle = ${literal(cycle)}
     )
     select elements.place as element, countries.place as country, scores.score
     from scores.element_scores as scores
     inner join (values ${codes.join(', ')}) as elements (level, element, place)
       on scores.level = elements.level and scores.element = elements.element
     inner join countries on scores.country = countries.country
     where scores.cycle = ${literal(cycle)}`,
  );
  for (let row = 0; row < found.element.length; row += 1)
    scores[found.element[row]! * countries + found.country[row]!] = found.score[row]!;
  return scores;
}
