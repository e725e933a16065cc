import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortenOutlines } from '../../../src/dashboard/draw/outline.ts';
import { loadMaps, openAtlas } from '../../../src/dashboard/index.ts';

type Ring = [number, number][];

/** Two neighbouring States whose common border runs through the given points. */
function neighbours(border: Ring): [Ring, Ring] {
  const west: Ring = [[10, 0], ...border, [10, 20], [0, 20], [0, 0], [10, 0]];
  const east: Ring = [[20, 0], [20, 20], [10, 20], ...border.toReversed(), [10, 0], [20, 0]];
  return [west, east];
}

describe('outlines', () => {
  it('lose the points that lie within the tolerance of a straight line', () => {
    const [west] = shortenOutlines(
      neighbours([
        [10.3, 5],
        [13, 10],
        [10.2, 15],
      ]),
      0.5,
    );
    expect(west).toContainEqual([13, 10]);
    expect(shortenOutlines(neighbours([[10.3, 10]]), 0.5)[0]).not.toContainEqual([10.3, 10]);
  });

  it('leave no gap between two States, in either direction of their rings', () => {
    const point = fc.tuple(fc.integer({ min: 6, max: 14 }), fc.integer({ min: 1, max: 19 }));
    fc.assert(
      fc.property(fc.uniqueArray(point, { selector: String, minLength: 1, maxLength: 12 }), (places) => {
        const border = places.sort((a, b) => a[1] - b[1]) as Ring;
        const [west, east] = shortenOutlines(neighbours(border), 1) as [Ring, Ring];
        const shared = (ring: Ring) => ring.filter(([x]) => x > 0 && x < 20).map(String);
        expect(new Set(shared(west))).toEqual(new Set(shared(east)));
      }),
    );
  });

  it('of an enclave are the same on both sides', () => {
    const island: Ring = [
      [5, 5],
      [6, 5.2],
      [7, 5],
      [7, 7],
      [6, 7.1],
      [5, 7],
      [5, 5],
    ];
    const hole: Ring = [...island.slice(3, -1), ...island.slice(0, 4)].toReversed();
    const [inner, outer] = shortenOutlines([island, hole], 0.5) as [Ring, Ring];
    expect(new Set(outer.map(String))).toEqual(new Set(inner.map(String)));
    expect(inner.length).toBeLessThan(island.length);
  });

  it('remain areas, however small they are', () => {
    const islet: Ring = [
      [0, 0],
      [0.2, 0],
      [0.2, 0.2],
      [0, 0],
    ];
    expect(shortenOutlines([islet], 5)).toEqual([islet]);
  });
});

it('every State with an area on the map keeps it', () => {
  const maps = loadMaps(new URL('../../..', import.meta.url).pathname);
  for (const kind of ['real', 'illustrative'] as const) {
    const drawn = openAtlas(maps).features(`${kind}/boundaries`);
    expect(drawn.map(({ code }) => code)).toEqual(maps.boundaries(kind).features.map((one) => one.properties?.code));
  }
});
