/** The Vega dataflow of an interactive chart. */
import { type Binder, type Painter, withoutCaption } from '../../../dashboard/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';

/** @returns null if the page has no such chart */
export async function liveOf(
  { binder, painter }: { readonly binder: Binder; readonly painter: Painter },
  { release }: Pick<ShownRelease, 'release'>,
  { dashboard, address, language }: PagePlace,
  id: string,
): Promise<Body | null> {
  if (dashboard === null) return null;
  const { blocks } = binder.bind(release, dashboard, address, language);
  const block = blocks.find((one) => one.kind === 'chart' && one.id === id);
  return block?.kind === 'chart'
    ? makeBody(await painter.live(block.name, withoutCaption(block.shown)), 'application/json')
    : null;
}
