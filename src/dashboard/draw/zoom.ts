/** Zooms a map to the countries of a region, so that small States among them are visible. */
import { type FlatFeature, mapSize } from './flat-feature.ts';

/** A point of the map is displayed at `(point - x) * scale`, in pixels. */
export type Zoom = { readonly scale: number; readonly x: number; readonly y: number };

/** Outlines have a resolution of half a pixel, which would be visible at a larger scale. */
const mostScale = 5;
/** Below this scale, a zoom would only shift the map. */
const leastScale = 1.35;
/** Pixels between the countries and the edge. */
const edge = 18;

/**
 * @param codes - the countries to see
 * @returns null if they are so far apart that the world map is better
 */
export function zoomTo(features: readonly FlatFeature[], codes: ReadonlySet<string>): Zoom | null {
  const seen = features.filter(({ code }) => codes.has(code));
  if (seen.length === 0) return null;
  // By the largest part of each country: overseas territories would otherwise show the whole world.
  const boxes = seen.map(({ cx, cy, room }) => {
    const half = Math.sqrt(Number(room ?? 0)) * 0.75;
    return [Number(cx) - half, Number(cy) - half, Number(cx) + half, Number(cy) + half] as const;
  });
  const left = Math.min(...boxes.map(([x]) => x)) - edge;
  const top = Math.min(...boxes.map(([, y]) => y)) - edge;
  const width = Math.max(...boxes.map(([, , x]) => x)) + edge - left;
  const height = Math.max(...boxes.map(([, , , y]) => y)) + edge - top;
  const scale = Math.min(mapSize.width / width, mapSize.height / height, mostScale);
  if (scale < leastScale) return null;
  // Centred, but never beyond the edge of the map.
  const from = (middle: number, whole: number) =>
    Math.min(Math.max(0, middle - whole / scale / 2), whole - whole / scale);
  return {
    scale: Math.round(scale * 100) / 100,
    x: Math.round(from(left + width / 2, mapSize.width)),
    y: Math.round(from(top + height / 2, mapSize.height)),
  };
}

/** @returns the feature in the zoomed map; null if nothing of it is visible */
export function zoomed<F extends FlatFeature>(feature: F, zoom: Zoom): F | null {
  const at = ([x, y]: readonly number[]) => [tenth((x! - zoom.x) * zoom.scale), tenth((y! - zoom.y) * zoom.scale)];
  const geometry = feature.geometry as
    | { readonly type: string; readonly coordinates: readonly number[][][] }
    | undefined;
  const rings = geometry?.coordinates.map((ring) => ring.map(at)).filter(isInView);
  if (rings?.length === 0) return null;
  const [cx, cy] = typeof feature.cx === 'number' ? at([feature.cx, Number(feature.cy)]) : [];
  if (geometry === undefined && cx !== undefined && !isInView([[cx, cy!]])) return null;
  return {
    ...feature,
    ...(geometry && { geometry: { ...geometry, coordinates: rings } }),
    ...(cx !== undefined && { cx, cy, room: Math.round(Number(feature.room ?? 0) * zoom.scale ** 2) }),
  };
}

/** Whether the bounding box of the points intersects the map. */
function isInView(places: readonly number[][]): boolean {
  const [xs, ys] = [places.map(([x]) => x!), places.map(([, y]) => y!)];
  return (
    Math.max(...xs) > 0 && Math.min(...xs) < mapSize.width && Math.max(...ys) > 0 && Math.min(...ys) < mapSize.height
  );
}

const tenth = (value: number) => Math.round(value * 10) / 10;
