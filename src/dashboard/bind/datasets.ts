/** The datasets of one block: rows of marts, map shapes with their rows, or a laid-out graph. */

import type { AnyData, LayerDeclaration, ShapeDeclaration } from '../declare/declaration.ts';
import type { Atlas, MapKind } from '../draw/atlas.ts';
import type { Dataset } from '../draw/chart.ts';
import { placeNodes } from '../draw/layers.ts';
import { zoomTo } from '../draw/zoom.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import { comparedRows } from './compare.ts';
import type { Context } from './context.ts';
import { onceOnPage } from './once.ts';
import { rankedRows } from './ranking.ts';
import { labelled, resolve, rowsOf, standing } from './rows.ts';

export function bindDatasets(
  context: Context,
  atlas: Atlas,
  block: string,
  declared: Readonly<Record<string, AnyData>>,
): Record<string, Dataset> {
  const bound: Record<string, Dataset> = {};
  for (const [name, data] of Object.entries(declared)) {
    if ('shapes' in data) bound[name] = shapesOf(context, atlas, block, data, bound);
    else if ('layers' in data) bound[name] = { rows: layersOf(context, block, data) };
    else bound[name] = { rows: onceOnPage(context, 'rows', data, () => standingRows(context, block, data)) };
  }
  return closer(context, atlas, bound);
}

function standingRows(
  context: Context,
  block: string,
  data: Exclude<AnyData, ShapeDeclaration | LayerDeclaration>,
): readonly DatasetRow[] {
  if ('rank' in data) return standing(context, rankedRows(context, block, data), data.rank);
  if ('compare' in data) return standing(context, comparedRows(context, block, data), data.compare);
  return standing(context, rowsOf(context, block, data), data);
}

/** If a filter leaves countries of one part of the world, maps zoom to that part; tile maps do not zoom. */
function closer({ narrow }: Context, atlas: Atlas, bound: Record<string, Dataset>): Record<string, Dataset> {
  const outlines = Object.values(bound).find(({ shapes }) => shapes?.endsWith('/boundaries'))?.shapes;
  if (!narrow || outlines === undefined) return bound;
  const zoom = zoomTo(atlas.features(outlines), narrow.members);
  if (zoom === null) return bound;
  return Object.fromEntries(
    Object.entries(bound).map(([name, dataset]) => [
      name,
      dataset.shapes === undefined || dataset.shapes.endsWith('/tiles') ? dataset : { ...dataset, zoom },
    ]),
  );
}

/** A row for each country of the map: its figures, or the declared values for missing ones. */
function shapesOf(
  context: Context,
  atlas: Atlas,
  block: string,
  declared: ShapeDeclaration,
  bound: Readonly<Record<string, Dataset>>,
): Dataset {
  const kind = String(resolve(context, block, declared.of)) as MapKind;
  const shapes = `${kind}/${declared.shapes}`;
  if (declared.join === undefined) return { rows: [], shapes };
  const key = declared.key ?? 'country';
  const byCode = new Map((bound[declared.join]?.rows ?? []).map((row) => [row[key], row]));
  const resolved = (values: Readonly<Record<string, DatasetValue>>) =>
    Object.fromEntries(Object.entries(values).map(([to, value]) => [to, resolve(context, block, value)]));
  const within = resolved({ ...declared.missing });
  const outside = declared.outside === undefined ? null : resolved({ ...declared.missing, ...declared.outside });
  const rows = atlas.countries(kind).flatMap(({ code, names }): DatasetRow[] => {
    const row = byCode.get(code);
    const isOutside = context.narrow?.key === key && !context.narrow.members.has(code);
    if (isOutside && outside === null) return [];
    if (row) return [{ ...row, code }];
    const name = names[context.language] ?? names[context.texts.working] ?? code;
    const own: DatasetRow = { ...(isOutside ? outside : within), [key]: code, [`${key}_label`]: name, code };
    return [labelled(context, own, declared)];
  });
  return { rows, shapes };
}

function layersOf(context: Context, block: string, declared: LayerDeclaration): DatasetRow[] {
  const edges = rowsOf(context, block, declared.edges);
  const nodes = placeNodes(
    rowsOf(context, block, declared.nodes),
    declared.node,
    edges.map((row) => ({ from: String(row[declared.from]), to: String(row[declared.to]) })),
  );
  if (declared.layers === 'nodes') return nodes;
  const byNode = new Map(nodes.map((row) => [row[declared.node], row]));
  return edges.flatMap((edge): DatasetRow[] => {
    const [left, right] = [byNode.get(edge[declared.from] ?? null), byNode.get(edge[declared.to] ?? null)];
    return left && right ? [{ ...edge, x: left.x!, y: left.y!, x2: right.x!, y2: right.y! }] : [];
  });
}
