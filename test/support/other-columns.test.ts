/** What the documentation says of converting a table of support is what an import reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjects } from '../../src/reference/index.ts';
import { projectRoot } from '../release/content.ts';

const schema = JSON.parse(readFileSync(join(projectRoot, 'pipelines/reference/tables.schema.json'), 'utf8'));
const { properties, required, 'x-columns': columns } = schema.definitions.projects;
const [, section = ''] = readFileSync(join(projectRoot, 'docs/support.md'), 'utf8').split(
  '### A table with other columns',
);
const rows = [...section.split('###')[0]!.matchAll(/^\| (`.*?) +\| (no|yes) /gm)].map(([, names, empty]) => ({
  names: [...names!.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!),
  empty: empty === 'yes',
}));

describe('a table with other columns', () => {
  it('is described with every column, and with those that may not be empty', () => {
    const named = rows.flatMap(({ names }) => names);
    expect(named.filter((name) => name !== 'title_fr').sort()).toEqual(Object.keys(properties).sort());
    const full = rows.flatMap(({ names, empty }) => (empty ? [] : names));
    expect(full.sort()).toEqual([...required].sort());
    const [last] = rows.flatMap(({ names }, at) => (names.includes('currency') ? [at] : []));
    const always = rows.slice(0, last! + 1).flatMap(({ names }) => names);
    expect(always.sort()).toEqual([...columns].sort());
  });

  it('is read once it is converted so, also with empty columns', () => {
    const head = columns.join(',');
    const line = columns
      .map(
        (name: string) =>
          ({ project: 'GLACY-PLUS', as_of: '2024', countries: 'ALB BIH' })[name] ??
          (required.includes(name) ? 'a; b' : ''),
      )
      .join(',');
    expect(readProjects(`${head}\n${line}\n`, 'a.csv')).toMatchObject([
      { code: 'GLACY-PLUS', countries: ['ALB', 'BIH'], funders: 'a; b', areas: [], amount: null },
    ]);
    expect(() => readProjects(`${head}\n${line.replace('ALB BIH', 'ALB;BIH')}\n`, 'a.csv')).toThrow();
  });
});
