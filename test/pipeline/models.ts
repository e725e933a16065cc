/** Small models as files in memory, for tests of the runner. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const schema = readFileSync(join(root, 'pipelines/model.schema.json'), 'utf8');

/** Files from models by path below `pipelines/` (without extension), each with its statement and declaration. */
export function asFiles(models: Readonly<Record<string, { sql?: string; yaml?: string }>>): Map<string, string> {
  const files = new Map([['pipelines/model.schema.json', schema]]);
  for (const [path, { sql, yaml }] of Object.entries(models)) {
    if (sql !== undefined) files.set(`pipelines/${path}.sql`, sql);
    if (yaml !== undefined) files.set(`pipelines/${path}.yaml`, yaml);
  }
  return files;
}

export const inputs = { 'input.answers': { country: 'varchar', level: 'integer' } };

export const levels = {
  sql: '-- Levels, one row a country.\nselect country, level from input.answers',
  yaml: `
title: Levels
grain: [country]
columns:
  country: { means: Who answered }
  level: { means: What they said, tests: [{ between: [0, 4] }] }
rules:
  - says: XAA has a level
    never: country = 'XAA' and level is null
examples:
  - says: a level is kept
    given: { input.answers: [{ country: XAA, level: 3 }] }
    expect: [{ country: XAA, level: 3 }]
`,
};

export const means = {
  sql: '-- Mean level.\nwith known as (select level from staging.levels where level is not null)\n\nselect 1 as one, avg(level) as mean from known',
  yaml: `
title: Mean
grain: [one]
columns: { one: { means: One row }, mean: { means: Mean of the levels known } }
examples:
  - says: what is missing does not count
    given: { staging.levels: [{ country: XAA, level: 4 }, { country: XAB }] }
    expect: [{ mean: 4 }]
`,
};
