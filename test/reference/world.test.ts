/** The fictional world of the demo: the files in the project are the output of its generator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { geoArea } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../pipelines/reference/make/world.ts';
import { loadBoundaries, loadCountries, loadTiles } from '../../src/reference/index.ts';

const contentRoot = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(contentRoot, 'pipelines/reference/illustrative', file), 'utf8');

describe('the fictional world', () => {
  it('is the output of its generator', () => {
    const made = makeWorld(read('countries.csv'));
    expect(made.centroids).toBe(read('centroids.csv'));
    expect(made.boundaries).toBe(read('boundaries.geojson'));
  });

  it('has sixty States with user-assigned codes, each with its own shape and tile', () => {
    const codes = loadCountries(contentRoot, 'illustrative').map(({ code }) => code);
    expect(codes).toHaveLength(60);
    expect(codes.filter((code) => !/^X[A-Z]{2}$/.test(code) || code === 'XKX')).toEqual([]);
    expect(
      loadBoundaries(contentRoot, 'illustrative')
        .features.map(({ properties }) => properties.code)
        .sort(),
    ).toEqual(codes);
    const tiles = loadTiles(contentRoot, 'illustrative');
    expect(tiles.map(({ code }) => code).sort()).toEqual(codes);
    expect(new Set(tiles.map(({ row, column }) => `${row},${column}`)).size).toBe(60);
  });

  it('has rings whose interior is the State', () => {
    const turned = loadBoundaries(contentRoot, 'illustrative').features.filter((one) => geoArea(one) > Math.PI);
    expect(turned).toEqual([]);
  });
});
