/** Pages of the areas of the 2010 messages. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkReferenceLinks } from '../../src/cli/content/reference-links.ts';
import { loadFramework } from '../../src/questionnaire/index.ts';
import { copyContent } from '../content/copy.ts';
import { root } from '../house/source.ts';
import { binder, dashboardNamed } from './bound.ts';
import { release } from './marts.ts';

const area = dashboardNamed('area');

describe('the pages of areas', () => {
  it('are one for each area, with its content', () => {
    const addresses = binder.addresses(release, area);
    expect(addresses.map(({ path }) => path)).toEqual(['area', 'area/legislation', 'area/safeguards']);
    const page = binder.bind(release, area, addresses[1]!, 'en');
    expect(page.lede).toContain('Asked of legislation.');
    const rows = (id: string) => {
      const block = page.blocks.find((one) => one.id === id);
      return block?.kind === 'table' ? block.table.rows.map(({ cells }) => cells[0]!.text) : block?.kind;
    };
    expect(rows('asked')).toHaveLength(2);
    expect(rows('indicators')).toHaveLength(2);
    expect(rows('treaties')).toEqual(['CETS 185']);
    expect(rows('since')).toHaveLength(release.rows('milestones').length);
  });

  it('state where the messages have no recommendation of their own', () => {
    const page = binder.bind(release, area, binder.addresses(release, area)[2]!, 'en');
    expect(page.blocks.find(({ id }) => id === 'asked')).toMatchObject({ kind: 'empty' });
  });
});

describe('the areas as content', () => {
  it('separate the training of police, prosecutors and judges, and cover every recommendation to States', () => {
    const { points, point_links: links } = loadFramework(root, 'cybercrime');
    const areas = points.filter(({ point }) => point.startsWith('training_')).map((one) => one.area);
    expect(areas).toEqual(['training_of_police', 'training_of_prosecutors', 'training_of_judges']);
    const linked = new Set(links.filter(({ kind }) => kind === 'recommendation').map(({ code }) => code));
    expect(linked.size).toBe(20);
  });

  it('are checked: a link to an unknown code is a fault with its line', () => {
    const copy = copyContent();
    onTestFinished(() => copy.remove('.'));
    expect(checkReferenceLinks(copy.root, 'cybercrime')).toEqual([]);
    const file = 'pipelines/framework/cybercrime/point_links.csv';
    copy.edit(file, 'children,treaty,CETS 201', 'children,treaty,CETS 210');
    copy.edit(file, 'units,recommendation,units', 'units,recommendation,unit');
    expect(checkReferenceLinks(copy.root, 'cybercrime').map(({ what }) => what)).toEqual([
      '"unit" is not in recommendations.csv.',
      '"CETS 210" is not in treaty_names.csv.',
    ]);
    copy.edit(file, 'units,indicator,CAP.UNIT', 'units,indicator,CAP.UNT');
    expect(() => loadFramework(copy.root, 'cybercrime')).toThrow(/CAP\.UNT/);
  });
});
