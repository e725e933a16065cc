/** The unit of the figures in a chart or a table. */
import type { BoundFigures } from '../../../dashboard/index.ts';
import { joinParts } from '../../../i18n/index.ts';
import type { PublishedRelease } from '../published.ts';
import { dictionaryOf } from '../releases/dictionary.ts';

/** The titles of its quantitative axes, which name the unit in the reader's language. */
export function unitOfSpec(spec: object, language: string): string | null {
  const found = new Set<string>();
  const look = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(look);
      return;
    }
    if (node === null || typeof node !== 'object') return;
    const { type, axis } = node as { type?: unknown; axis?: { title?: unknown } | null };
    if (type === 'quantitative' && typeof axis?.title === 'string' && axis.title !== '') found.add(axis.title);
    Object.values(node).forEach(look);
  };
  look(spec);
  return found.size === 0 ? null : joinParts(language, [...found]);
}

/** Units that the declarations of the mart give for its columns, without duplicates. */
export function unitOfFigures(release: PublishedRelease, mart: string, { columns }: BoundFigures): string | null {
  const units = new Map(
    dictionaryOf(release)
      .filter(({ table, unit }) => table === mart && unit !== null)
      .map(({ column, unit }) => [column, unit!]),
  );
  const reported = Map.groupBy(
    columns.filter(({ name, beside }) => !beside && units.has(name)),
    ({ name }) => units.get(name)!,
  );
  if (reported.size === 0) return null;
  return [...reported].map(([unit, having]) => `${having.map(({ title }) => title).join(', ')}: ${unit}`).join('; ');
}
