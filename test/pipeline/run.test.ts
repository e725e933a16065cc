import { afterEach, describe, expect, it } from 'vitest';
import { lineageRows, modelRows, openBench, orderModels, readModels, runModels } from '../../src/pipeline/index.ts';
import { loadRows, openWarehouse, type Warehouse } from '../../src/warehouse/index.ts';
import { asFiles, inputs, levels, means } from './models.ts';

const open: Warehouse[] = [];
afterEach(() => {
  for (const warehouse of open.splice(0)) warehouse.close();
});

describe('models run', () => {
  it('in the order of their dependencies, whatever their names', async () => {
    const { warehouse, ordered } = await run({ 'marts/a': means, 'staging/levels': levels }, [
      { country: 'XAA', level: 3 },
    ]);
    expect(ordered.map(({ id }) => id)).toEqual(['staging.levels', 'marts.a']);
    expect(await warehouse.rows('from marts.a')).toEqual([{ one: 1, mean: 3 }]);
  });

  it('and their lineage follows from the statements', async () => {
    const { ordered } = await run({ 'marts/a': means, 'staging/levels': levels }, []);
    expect(lineageRows(ordered)).toEqual([
      { model: 'staging.levels', reads: 'input.answers' },
      { model: 'marts.a', reads: 'staging.levels' },
    ]);
    expect(modelRows(ordered)[1]).toMatchObject({
      model: 'marts.a',
      kind: 'marts',
      grain: 'one',
      position: 2,
      means: 'Mean level.',
    });
  });

  it.each([
    [
      'a table that does not exist',
      'select country, level from input.answer',
      /levels\.sql:2:\d+: There is no table input\.answer/,
    ],
    ['a mistake in the statement', 'select country level level from input.answers', /levels\.sql:2:\d+: syntax error/i],
    ['a circle', 'select m.mean::varchar as country, 1 as level from marts.a as m', /staging\.levels reads marts\.a/],
  ])('not with %s, which is named in the error', async (_, sql, message) => {
    const faulty = { ...levels, sql: `-- Levels.\n${sql}` };
    await expect(run({ 'marts/a': means, 'staging/levels': faulty }, [])).rejects.toThrow(message);
  });

  it('not where the engine refuses the statement, with the model named in the error', async () => {
    const faulty = {
      ...levels,
      sql: '-- Levels.\nselect country, error(country)::integer as level from input.answers',
    };
    await expect(run({ 'staging/levels': faulty }, [{ country: 'XAA', level: 1 }])).rejects.toThrow(
      /The model "staging\.levels" cannot be run: .*XAA/,
    );
  });
});

describe('a build stops, and names the rows,', () => {
  it('where a column test is broken', async () => {
    await expect(run({ 'staging/levels': levels }, rows(['XAB', 5], ['XAC', -1], ['XAD', 2]))).rejects.toMatchObject({
      code: 'model_checks_broken',
      message: 'The model "staging.levels": 2 of 3 rows do not meet the check "level is between 0 and 4" (XAB, XAC).',
    });
  });

  it('where a rule is broken', async () => {
    await expect(run({ 'staging/levels': levels }, rows(['XAA', null]))).rejects.toThrow(
      'The model "staging.levels": 1 of 1 rows do not meet the check "XAA has a level" (XAA).',
    );
  });

  it('where the grain is not unique or missing', async () => {
    await expect(run({ 'staging/levels': levels }, rows(['XAB', 1], ['XAB', 2], [null, 2]))).rejects.toThrow(
      'The model "staging.levels": 2 of 3 rows do not meet the check "one row a country" (XAB, XAB); 1 of 3 rows do not meet the check "country is not null" ((none)).',
    );
  });

  it.each([0, 3_000])('where a value is not in a list, with %i other rows', async (others) => {
    const ranged = (test: string) => ({ ...levels, yaml: levels.yaml.replace('{ between: [0, 4] }', test) });
    const more = Array.from({ length: others }, (_, at): [string, number] => [`Y${at}`, at % 5]);
    const listed = ranged('{ one_of: [0, 1, 2, 3, 4] }');
    await run({ 'staging/levels': listed }, rows(['XAB', null], ['XAC', 4], ...more));
    await expect(run({ 'staging/levels': listed }, rows(['XAB', 5], ['XAC', 4], ...more))).rejects.toThrow(
      `The model "staging.levels": 1 of ${2 + others} rows do not meet the check "level is one of 0, 1, 2, 3, 4" (XAB).`,
    );
    const between = ranged('{ between: [-1000, 4] }');
    await run({ 'staging/levels': between }, rows(['XAB', -1000], ['XAC', null], ...more));
    await expect(run({ 'staging/levels': between }, rows(['XAB', -1001], ['XAC', 5], ...more))).rejects.toThrow(
      `The model "staging.levels": 2 of ${2 + others} rows do not meet the check "level is between -1000 and 4" (XAB, XAC).`,
    );
  });

  it('where the grain of many rows is not unique', async () => {
    const more = Array.from({ length: 3_000 }, (_, at): [string, number] => [`Y${at}`, at % 5]);
    await expect(run({ 'staging/levels': levels }, rows(['Y7', 1], ...more))).rejects.toThrow(
      'The model "staging.levels": 2 of 3001 rows do not meet the check "one row a country" (Y7, Y7).',
    );
  });

  it('where the columns differ from the declared ones', async () => {
    const faulty = { ...levels, sql: '-- Levels.\nselect level, country from input.answers' };
    await expect(run({ 'staging/levels': faulty }, [])).rejects.toThrow(
      'The model "staging.levels" selects these columns: level, country. Its declaration has these: country, level.',
    );
  });
});

describe('an example', () => {
  it('passes, or shows the differing rows', async () => {
    const bench = await openBench(readModels(asFiles({ 'staging/levels': levels, 'marts/a': means })), inputs);
    const [, mean] = bench.models;
    expect(await bench.try(mean!, mean!.examples[0]!)).toEqual([]);
    expect(await bench.try(mean!, { ...mean!.examples[0]!, expect: [{ mean: 2 }] })).toEqual([
      'expected {"mean":2}',
      'got {"mean":4}',
    ]);
    await expect(bench.try(mean!, { says: 'x', given: { 'input.answers': [] }, expect: [] })).rejects.toThrow(
      'it gives rows of input.answers, which the model does not read',
    );
    await expect(
      bench.try(mean!, { says: 'x', given: { 'staging.levels': [{ lvl: 1 }] }, expect: [] }),
    ).rejects.toThrow(/lvl/);
    bench.close();
  });
});

const rows = (...pairs: [string | null, number | null][]) => pairs.map(([country, level]) => ({ country, level }));

async function run(models: Parameters<typeof asFiles>[0], answers: { country: string | null; level: number | null }[]) {
  const warehouse = await openWarehouse();
  open.push(warehouse);
  await warehouse.run('create schema input');
  await loadRows(warehouse, 'input.answers', inputs['input.answers'], answers);
  const ordered = await orderModels(warehouse, readModels(asFiles(models)), Object.keys(inputs));
  await runModels(warehouse, ordered);
  return { warehouse, ordered };
}
