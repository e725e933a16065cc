import { describe, expect, it } from 'vitest';
import { readModels } from '../../src/pipeline/index.ts';
import { formatFault, Problem } from '../../src/problem/index.ts';
import { asFiles, levels, means } from './models.ts';

describe('models are read', () => {
  it('with their leading comment', () => {
    const [model] = readModels(asFiles({ 'staging/levels': levels }));
    expect(model).toMatchObject({
      id: 'staging.levels',
      file: 'pipelines/staging/levels.sql',
      title: 'Levels',
      means: 'Levels, one row a country.',
    });
  });

  it('also from folders by subject, which are not part of their names', () => {
    const [model] = readModels(asFiles({ 'staging/subject/levels': levels }));
    expect(model).toMatchObject({
      id: 'staging.levels',
      schema: 'staging',
      name: 'levels',
      file: 'pipelines/staging/subject/levels.sql',
    });
  });

  it('only once for each table, in any folders', () => {
    expect(faultsOf({ 'staging/levels': levels, 'staging/subject/levels': levels })).toEqual([
      'pipelines/staging/subject/levels.sql:1:1: The table staging.levels has a model already, pipelines/staging/levels.sql. Give it another name, or remove one of the two.',
    ]);
  });

  it('only if they have an example', () => {
    const without = { ...levels, yaml: levels.yaml.slice(0, levels.yaml.indexOf('examples:')) };
    expect(faultsOf({ 'staging/levels': without })).toEqual([
      expect.stringMatching(/^pipelines\/staging\/levels\.yaml:\d+:\d+: The file has no "examples"/),
    ]);
  });

  it('and every fault of every file is reported at once, with its line', () => {
    const faults = faultsOf({
      'staging/levels': { ...levels, yaml: levels.yaml.replace('grain: [country]', 'grain: [cuntry]') },
      'marts/mean': { ...means, yaml: means.yaml.replace('title: Mean', 'titel: Mean') },
      'marts/alone': { sql: 'select 1 as one' },
    });
    expect(faults).toEqual([
      'pipelines/marts/alone.sql:1:1: There is no pipelines/marts/alone.yaml next to it: a model without a declaration and an example is not built. Add pipelines/marts/alone.yaml.',
      'pipelines/marts/mean.yaml:2:1: The file has "titel", which has no meaning here. Did you mean "title"?',
      'pipelines/staging/levels.yaml:3:9: The grain names "cuntry", which is not a column. Did you mean "country"?',
    ]);
  });
});

function faultsOf(models: Parameters<typeof asFiles>[0]): readonly string[] {
  try {
    readModels(asFiles(models));
  } catch (error) {
    if (error instanceof Problem && error.code === 'content_faulty') {
      return (error as Problem<'content_faulty'>).details.faults.map(formatFault);
    }
  }
  throw new Error('the models were read');
}
