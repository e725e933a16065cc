import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../source.ts';

const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

describe('docs/architecture.md', () => {
  it('names existing, non-empty places for additions', () => {
    const table = sectionOf('Where something belongs');
    const places = [...table.matchAll(/`([^`]+\/[^`]*)`/g)]
      .map((found) => found[1]!)
      .filter((place) => !place.startsWith('test/house'));
    expect(places.length).toBeGreaterThanOrEqual(7);
    expect(places.filter((place) => globSync(place.replace(/<[^>]+>/g, '*'), { cwd: root }).length === 0)).toEqual([]);
  });

  it('describes exactly the folders of src/', () => {
    const described = [...sectionOf('Folders').matchAll(/^\| (`[^|]+)\|/gm)].flatMap((row) =>
      [...row[1]!.matchAll(/`([a-z0-9]+)`/g)].map((found) => found[1]!),
    );
    const there = readdirSync(join(root, 'src'), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(described.toSorted()).toEqual(there.toSorted());
  });

  it('lists exactly the folders of marts, by subject', () => {
    const named = [...sectionOf('Where something belongs').matchAll(/^\| (`[^/|]+) \|/gm)].flatMap((row) =>
      [...row[1]!.matchAll(/`([a-z]+)`/g)].map((found) => found[1]!),
    );
    const marts = readdirSync(join(root, 'pipelines/marts'), { withFileTypes: true });
    expect(named.toSorted()).toEqual(marts.map(({ name }) => name).toSorted());
    expect(marts.filter((entry) => !entry.isDirectory()).map(({ name }) => name)).toEqual([]);
  });

  it('names no file that does not exist', () => {
    const named = [
      ...page.matchAll(/`((?:src|test|docs|pipelines|questionnaires|dashboards|texts|bench)\/[^`\s<*]+)`/g),
    ].map((found) => found[1]!);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

/** The text below a heading, up to the next heading of the same level. */
function sectionOf(heading: string): string {
  const at = page.indexOf(`## ${heading}\n`);
  expect(at).toBeGreaterThan(-1);
  return page.slice(at, page.indexOf('\n## ', at + 1));
}
