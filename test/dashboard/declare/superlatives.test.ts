/** Sentences that name the largest figures: all that are, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { DatasetRow, ReleaseView } from '../../../src/dashboard/index.ts';
import { bindPage, blockOf } from '../bound.ts';
import { release } from '../marts.ts';

const names = new Map(
  release
    .rows('labels')
    .filter(({ kind, language }) => kind === 'country' && language === 'en')
    .map(({ id, label }) => [String(id), String(label)]),
);
const element = 'CAPACITY';

/** The release with these changes of the countries in one element, and no other. */
function withChanges(changes: readonly number[]): ReleaseView {
  const [given] = release.rows('progress').filter((row) => row.element === element && row.is_baseline === true);
  const countries = [...new Set(release.rows('progress').map(({ country }) => String(country)))].slice(
    0,
    changes.length,
  );
  const rows = countries.map((country, at): DatasetRow => {
    const change = changes[at]!;
    return { ...given!, country, change, class: change < 0 ? 'moving_away' : change === 0 ? 'reached' : 'moderate' };
  });
  return { ...release, rows: (mart) => (mart === 'progress' ? rows : release.rows(mart)) };
}

function named(changes: readonly number[]): string[] {
  const of = withChanges(changes);
  const sentence = blockOf(bindPage(`progress/${element}`, { of }), 'moved').sentence!;
  return of.rows('progress').flatMap(({ country }) => {
    const name = names.get(String(country))!;
    return sentence.includes(name) ? [String(country)] : [];
  });
}

describe('the largest rises', () => {
  const places = (changes: readonly number[]) => {
    const of = withChanges(changes).rows('progress');
    return named(changes).map((country) => of.findIndex((row) => row.country === country));
  };

  it('are at most three of different size', () => {
    expect(places([5, 4, 3, 2])).toEqual([0, 1, 2]);
  });

  it('include all that are as large as the third', () => {
    expect(places([5, 4, 3, 3, 2])).toEqual([0, 1, 2, 3]);
    // As large, but for the last digits.
    expect(places([4, 4, 50 / 3, 100 / 3 - 50 / 3, 25 - 25 / 3])).toEqual([2, 3, 4]);
  });

  it('do not include a fall, or a score that is as it was', () => {
    expect(places([5, -1, -2])).toEqual([0]);
    expect(places([0, 5, -1])).toEqual([1]);
    expect(places([-1, 0, -2])).toEqual([]);
  });
});
