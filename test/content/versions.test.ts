import { describe, expect, it } from 'vitest';
import { compareVersions, nearest } from '../../src/content/index.ts';
import { sourceFiles } from '../house/source.ts';

describe('versions', () => {
  it('are ordered with the numbers in them compared as numbers', () => {
    const versions = ['v1.10', '10', '9', 'v1.9', '2026', '2024', 'v1'];
    expect(versions.sort(compareVersions)).toEqual(['9', '10', '2024', '2026', 'v1', 'v1.9', 'v1.10']);
  });

  it('are not compared anywhere else', () => {
    const own = /\bversion (<|>|<=|>=) |\.version\.localeCompare|Intl\.Collator/;
    const found = sourceFiles().filter(({ text }) => own.test(text));
    // Names are sorted by the rules of their language.
    expect(found.map(({ path }) => path).sort()).toEqual(['content/version.ts', 'i18n/order.ts']);
  });
});

describe('the suggestion for a misspelled name', () => {
  it.each([
    ['titel', ['title', 'grain'], ['title']],
    ['wieght', ['weight', 'height'], ['weight', 'height']],
    ['colour', ['position'], []],
  ])('of %s among %j is %j', (name, known, meant) => {
    expect(nearest(name, known)).toEqual(meant);
  });
});
