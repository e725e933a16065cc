/** Notes that must be shown below a map: a statement about its boundaries, and the footnotes of its shapes. */
import type { Atlas } from '../draw/atlas.ts';
import type { Dataset } from '../draw/chart.ts';
import type { Context } from './context.ts';

/**
 * @param spec - the spec, as a block may have data that this chart does not draw
 * @returns texts in the page's language; none if the chart draws no map
 */
export function mapNotes(
  { texts, language }: Context,
  atlas: Atlas,
  spec: unknown,
  datasets: Readonly<Record<string, Dataset>>,
): readonly string[] {
  const drawn = new Set(dataNames(spec).flatMap((name) => datasets[name]?.shapes ?? []));
  const keys = [...drawn].flatMap((name) => {
    const [kind, set] = name.split('/');
    if (set === 'tiles') return ['disclaimer.tiles'];
    if (set !== 'boundaries' && set !== 'lines') return [];
    const footnotes = atlas.features(name).flatMap(({ footnote }) => (typeof footnote === 'string' ? [footnote] : []));
    return [
      kind === 'real' ? 'disclaimer.map' : 'disclaimer.illustrative_map',
      ...footnotes.map((footnote) => `footnotes.${footnote}`),
    ];
  });
  return [...new Set(keys)].map((key) => texts.say(language, `reference.${key}`));
}

/** Names of the datasets that a chart uses. */
function dataNames(node: unknown): readonly string[] {
  if (node === null || typeof node !== 'object') return [];
  const { data } = node as { data?: { name?: unknown } };
  const own = typeof data?.name === 'string' ? [data.name] : [];
  return [...own, ...Object.values(node).flatMap(dataNames)];
}
