/** Runs every example of every model of `pipelines/`, one test for each. */
import { afterAll, describe, expect, it } from 'vitest';
import { modelFiles, openBench, readModels } from '../src/pipeline/index.ts';
import { inputTypes, releaseSteps } from '../src/release/index.ts';
import { runScoreTree } from '../src/statistics/index.ts';
import { root } from './pipeline/models.ts';

const files = modelFiles(root);
const models = readModels(files);
const bench = await openBench(models, inputTypes(), releaseSteps(runScoreTree));
afterAll(() => bench.close());

describe.each(bench.models.map((model) => [model.id, model] as const))('%s', (_, model) => {
  it.each(model.examples.map((example) => [example.says, example] as const))('%s', async (_, example) => {
    expect(await bench.try(model, example)).toEqual([]);
  });
});

describe('the statements of pipelines/', () => {
  it('are at most 80 lines each', () => {
    expect(models.filter(({ sql }) => sql.trimEnd().split('\n').length > 80).map(({ file }) => file)).toEqual([]);
  });

  it('name no cycle, country, dimension, indicator, question or section: these are content', () => {
    const code = /'[A-Z]{1,3}[0-9]{2}[^']*'|'[A-Z]{3,}(\.[A-Z0-9]+)?'|'[a-z]+-[0-9]{4}'/;
    const named = models.flatMap(({ file, sql }) =>
      sql.split('\n').flatMap((line, at) => (code.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    );
    expect(named).toEqual([]);
  });

  it('list their columns in the last select', () => {
    const starred = models.filter(({ sql }) => /(^|\n)\s*select\s+(\w+\.)?\*|,\s*\w+\.\*/.test(sql));
    expect(starred.map(({ file }) => file)).toEqual([]);
  });
});
