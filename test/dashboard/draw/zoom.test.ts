import { describe, expect, it } from 'vitest';
import { mapSize } from '../../../src/dashboard/draw/flat-feature.ts';
import { zoomed, zoomTo } from '../../../src/dashboard/draw/zoom.ts';

const square = (code: string, x: number, y: number, half: number) => ({
  code,
  cx: x,
  cy: y,
  room: 4 * half * half,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x - half, y - half],
        [x + half, y - half],
        [x + half, y + half],
        [x - half, y + half],
        [x - half, y - half],
      ],
    ],
  },
});
const features = [
  square('XNA', 300, 200, 20),
  square('XNB', 380, 220, 10),
  square('XSA', 900, 400, 30),
  square('XWA', 40, 40, 9),
];

describe('a map of some countries', () => {
  it('is zoomed in where they are close together, with all of them visible', () => {
    const zoom = zoomTo(features, new Set(['XNA', 'XNB']))!;
    expect(zoom.scale).toBeGreaterThan(2);
    for (const feature of features.slice(0, 2)) {
      for (const [x, y] of zoomed(feature, zoom)!.geometry.coordinates[0]!) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(mapSize.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(mapSize.height);
      }
    }
  });

  it('is the world map where they are far apart, and where none is on the map', () => {
    expect(zoomTo(features, new Set(['XWA', 'XSA']))).toBeNull();
    expect(zoomTo(features, new Set(['XQQ']))).toBeNull();
  });

  it('never extends beyond the world map, and never zooms in beyond the detail of the outlines', () => {
    const zoom = zoomTo([...features, square('XSM', 955, 465, 1)], new Set(['XSM']))!;
    expect(zoom.scale).toBe(5);
    expect(zoom.x + mapSize.width / zoom.scale).toBeLessThanOrEqual(mapSize.width);
    expect(zoom.y + mapSize.height / zoom.scale).toBeLessThanOrEqual(mapSize.height);
  });

  it('omits what is not visible', () => {
    const zoom = zoomTo(features, new Set(['XNA', 'XNB']))!;
    expect(zoomed(features[2]!, zoom)).toBeNull();
    const { geometry: _, ...dot } = features[2]!;
    expect(zoomed(dot, zoom)).toBeNull();
  });
});
