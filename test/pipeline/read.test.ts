import { describe, expect, it } from 'vitest';
import { readModels } from '../../src/pipeline/index.ts';
import { Problem } from '../../src/problem/index.ts';
import { asFiles, levels, means } from './models.ts';

describe('models are read', () => {
  it('with the comment at their head', () => {
    const [model] = readModels(asFiles({ 'staging/levels': levels }));
    expect(model).toMatchObject({
      id: 'staging.levels',
      file: 'pipelines/staging/levels.sql',
      title: 'Levels',
      means: 'Levels, one row a country.',
    });
  });

  it('only with an example', () => {
    const without = { ...levels, yaml: levels.yaml.slice(0, levels.yaml.indexOf('examples:')) };
    expect(faultsOf({ 'staging/levels': without })).toEqual([
      expect.stringMatching(/^pipelines\/staging\/levels\.yaml:\d+: it must have required property 'examples'/),
    ]);
  });

  it('and every fault of every file is told at once, with its line', () => {
    const faults = faultsOf({
      'staging/levels': { ...levels, yaml: levels.yaml.replace('grain: [country]', 'grain: [cuntry]') },
      'marts/mean': { ...means, yaml: means.yaml.replace('title: Mean', 'titel: Mean') },
      'marts/alone': { sql: 'select 1 as one' },
    });
    expect(faults).toEqual([
      'pipelines/marts/alone.sql:1: there is no pipelines/marts/alone.yaml beside it; a model without an example does not build',
      "pipelines/marts/mean.yaml:2: it must have required property 'title'",
      'pipelines/marts/mean.yaml:2: it must NOT have additional properties ("titel")',
      'pipelines/staging/levels.yaml:3: the grain names "cuntry", which is no column',
    ]);
  });
});

function faultsOf(models: Parameters<typeof asFiles>[0]): readonly string[] {
  try {
    readModels(asFiles(models));
  } catch (error) {
    if (error instanceof Problem && error.code === 'models_declared_wrong') {
      return (error as Problem<'models_declared_wrong'>).details.faults;
    }
  }
  throw new Error('the models were read');
}
