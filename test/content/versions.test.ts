import { describe, expect, it } from 'vitest';
import { compareVersions, nearest } from '../../src/content/index.ts';
import { sourceFiles } from '../house/source.ts';

describe('versions', () => {
  it('have one order: numbers in them count as numbers', () => {
    const versions = ['v1.10', '10', '9', 'v1.9', '2026', '2024', 'v1'];
    expect(versions.sort(compareVersions)).toEqual(['9', '10', '2024', '2026', 'v1', 'v1.9', 'v1.10']);
  });

  it('are compared nowhere else', () => {
    const own = /\bversion (<|>|<=|>=) |\.version\.localeCompare|numeric: true/;
    const found = sourceFiles().filter(({ path, text }) => path !== 'content/version.ts' && own.test(text));
    // Rows of a page are sorted as people of its language do.
    expect(found.map(({ path }) => path).filter((path) => !path.startsWith('dashboard/'))).toEqual([]);
  });
});

describe('what a name with a slip may have meant', () => {
  it.each([
    ['titel', ['title', 'grain'], ['title']],
    ['wieght', ['weight', 'height'], ['weight', 'height']],
    ['colour', ['position'], []],
  ])('of %s among %j is %j', (name, known, meant) => {
    expect(nearest(name, known)).toEqual(meant);
  });
});
