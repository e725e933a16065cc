import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDashboards, loadMaps, openAtlas, openBinder } from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { release, releaseOfBothWorlds } from './marts.ts';

const root = resolve(import.meta.dirname, '../..');
const texts = loadTexts(root);
const dashboards = listDashboards(root);
const binder = openBinder(dashboards, openAtlas(loadMaps(root)), texts);

function notesOf(language: string, path: string, of = release) {
  const found = dashboards.all
    .flatMap((dashboard) => binder.addresses(of, dashboard).map((address) => ({ dashboard, address })))
    .find(({ address }) => address.path === path)!;
  const page = binder.bind(of, found.dashboard, found.address, language);
  return Object.fromEntries(
    page.blocks.flatMap((block) => (block.kind === 'chart' ? [[block.id, block.mapNotes]] : [])),
  );
}

describe('beneath a map', () => {
  it('of real countries are the disclaimer on boundaries and every footnote of its shapes and lines', () => {
    const { map } = notesOf('en', 'treaties/CETS-185', releaseOfBothWorlds);
    expect(map![0]).toMatch(/do not imply any opinion on the legal status/);
    const subjects = [/resolution 1244/, /Falkland Islands \(Malvinas\)/, /Jammu and Kashmir/, /South Sudan/];
    for (const subject of subjects) expect(map!.filter((note) => subject.test(note))).toHaveLength(1);
    expect(map).toHaveLength(5);
  });

  it('are the same in French', () => {
    const { map } = notesOf('fr', 'treaties/CETS-185', releaseOfBothWorlds);
    expect(map).toHaveLength(5);
    expect(map![0]).toMatch(/n’impliquent aucune prise de position/);
  });

  it('of fictional States is a note that they are invented, and none on real borders', () => {
    const { map, regions } = notesOf('en', 'world');
    expect(map).toEqual([expect.stringMatching(/^This map is illustrative/)]);
    expect(regions).toEqual([]);
  });

  it('of tiles is a note that size and distance have no meaning', () => {
    const { tiles } = notesOf('en', 'treaties/CETS-185', releaseOfBothWorlds);
    expect(tiles).toEqual([expect.stringMatching(/^One square of equal size/)]);
  });
});
