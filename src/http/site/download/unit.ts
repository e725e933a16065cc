/** The unit of the figures in a chart or a table. */
import type { BoundFigures } from '../../../dashboard/index.ts';
import { joinParts, type Texts } from '../../../i18n/index.ts';
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

/** Who reads the unit. */
export type UnitReader = { readonly texts: Texts; readonly language: string };

/** Units that the declarations of the mart give for its columns, without duplicates, in the reader's language. */
export function unitOfFigures(
  release: PublishedRelease,
  mart: string,
  { columns }: BoundFigures,
  { texts, language }: UnitReader,
): string | null {
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
  const inWords = (unit: string) =>
    joinParts(
      language,
      texts.translate(language, unit).map(({ text }) => text),
    );
  const parts = [...reported].map(
    ([unit, having]) => `${having.map(({ title }) => title).join(', ')} (${inWords(unit)})`,
  );
  return joinParts(language, parts);
}
