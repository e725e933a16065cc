/** Maps of the twelve States and of six real ones. */
import type { Feature } from 'geojson';
import type { MapSource } from '../../../src/dashboard/index.ts';
import { draw, states } from './world.ts';

/** Twelve islands in three rows. */
export const maps: MapSource = {
  countries: (kind) =>
    kind === 'real'
      ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].map((code) => ({ code, names: { en: code, fr: code } }))
      : states.map(([code, name]) => ({ code, names: { en: name, fr: name } })),
  boundaries: (kind) => ({
    type: 'FeatureCollection',
    features: (kind === 'real' ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'] : states.map(([code]) => code)).map(
      (code, n): Feature => ({
        type: 'Feature',
        properties: { code },
        geometry: { type: 'Polygon', coordinates: [island(-140 + (n % 4) * 85, 50 - Math.floor(n / 4) * 45, code)] },
      }),
    ),
  }),
  tiles: (kind) =>
    (kind === 'real' ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'] : states.map(([code]) => code)).map((code, n) => ({
      code,
      row: Math.floor(n / 4),
      column: n % 4,
    })),
  lines: () => ({ type: 'FeatureCollection', features: [] }),
  dots: () => [],
};

/** A coastline, clockwise as d3-geo requires. */
function island(lon: number, lat: number, code: string): [number, number][] {
  const points = Array.from({ length: 60 }, (_, n): [number, number] => {
    const turn = (-2 * Math.PI * n) / 60;
    const reach = 14 + 5 * Math.sin(3 * turn + 6 * draw(code)) + 2 * draw(code, n);
    return [lon + 1.8 * reach * Math.cos(turn), lat + reach * Math.sin(turn)];
  });
  return [...points, points[0]!];
}
