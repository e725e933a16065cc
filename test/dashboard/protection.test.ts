/** Every page with figures based on unlisted answers states in the same words how these are protected. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { protectedMarts } from '../../src/dashboard/bind/protection.ts';
import { listDashboards, openAtlas, openBinder } from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { martDeclarations } from '../../src/pipeline/index.ts';
import { root } from '../house/source.ts';
import { maps, release } from './marts.ts';

const dashboards = listDashboards(root);
const texts = loadTexts(root);
const binder = openBinder(dashboards, openAtlas(maps), texts);
const mark = (row: object, protection: string) => ({ ...row, protection });
const rows = release.rows.bind(release);
const withScores = (protections: readonly string[]) => ({
  ...release,
  rows: (mart: string) =>
    mart === 'scores' ? rows(mart).map((row, at) => mark(row, protections[at % protections.length]!)) : rows(mart),
});
const none = withScores(['none']);
const some = withScores(['rounded', 'withheld', 'none']);

/** Pages with scores, and the others. A new dashboard must be added to one of the lists. */
const withScoresOnThem = [
  ...['area', 'balance', 'board', 'compare', 'country', 'donor', 'needs', 'overview', 'progress'],
  ...['plan', 'quality', 'region', 'steps', 'trend', 'world'],
];

describe('the protection of answers', () => {
  it('is stated on every page with figures based on them, and only there', () => {
    const found = dashboards.all.flatMap((dashboard) => {
      const [address] = binder.addresses(some, dashboard);
      if (!address) return [];
      expect(binder.bind(none, dashboard, address, 'en').protection).toBeNull();
      const { protection } = binder.bind(some, dashboard, address, 'en');
      if (protection === null) return [];
      expect(protection).toMatch(/rounded means of several answers.*withheld.*: \d+; withheld: \d+\.$/);
      for (const { code } of texts.languages)
        expect(binder.bind(some, dashboard, address, code).protection).toMatch(/\d.*\d/);
      return [dashboard.name];
    });
    expect(found.sort()).toEqual(withScoresOnThem.sort());
  });

  it('is known for every table that has it as a column, and for every table derived from one', () => {
    const declarations = [...martDeclarations(root)];
    expect(declarations.length).toBeGreaterThan(50);
    for (const [mart, declaration] of declarations) {
      if (/^ {2}protection:/m.test(readFileSync(join(root, declaration), 'utf8')))
        expect([mart, protectedMarts.has(mart)]).toEqual([mart, true]);
      const statement = join(root, declaration.replace(/yaml$/, 'sql'));
      if (!existsSync(statement) || protectedMarts.has(mart) || listedAlone.has(mart)) continue;
      const made = [...readFileSync(statement, 'utf8').matchAll(/marts\.(\w+)/g)].flatMap(([, of]) =>
        protectedMarts.has(of!) ? [of!] : [],
      );
      expect([mart, made]).toEqual([mart, []]);
    }
  });
});

/** Based only on listed answers and public facts; from such a table they read only a share, a target or the countries. */
const listedAlone = new Set(['board_support', 'breaks', 'places', 'step_areas', 'steps']);
