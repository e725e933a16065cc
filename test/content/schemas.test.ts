import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { listContent, openContent, openTable } from '../../src/content/index.ts';
import { kindOf, kinds } from '../../src/content/kinds.ts';
import { root } from '../house/source.ts';

const files = listContent(root).filter((name) => !name.endsWith('.schema.json'));
const schemaOf = (name: string) => kindOf(name)?.schema?.split('#')[0];
const parse = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

describe('the files of content', () => {
  it('each belong to a kind, and each kind has a schema', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.filter((name) => schemaOf(name) === undefined)).toEqual([]);
  });

  it('get their kind from the complete path, so that a copy in another folder has none', () => {
    for (const name of files)
      for (const other of [`copy/${name}`, `${name}.bak`, name.replace(/\.(\w+)$/, ' (1).$1x')])
        expect(kindOf(other), other).toBeNull();
    expect(kindOf('pipelines/reference/names/en-GB.csv')).not.toBeNull();
    for (const part of ['', 'scores/']) expect(kindOf(`pipelines/marts/${part}scores.yaml`)).not.toBeNull();
    expect(kindOf('pipelines/marts/scores/more/scores.yaml')).toBeNull();
    for (const odd of ['e.csv', 'english.csv', 'en-x.csv', 'en-ninechars.csv'])
      expect(kindOf(`pipelines/reference/names/${odd}`), odd).toBeNull();
  });

  it('cannot have a date in month 13 or on day 32', () => {
    const patterns = listContent(root)
      .filter((name) => name.endsWith('.schema.json'))
      .flatMap((name) => [
        ...readFileSync(join(root, name), 'utf8').matchAll(/"pattern": ("\^\(?\\\\d\{4\}.*?")[,\s}]/g),
      ])
      .map(([, pattern]) => new RegExp(JSON.parse(pattern!) as string));
    expect(patterns.length).toBeGreaterThan(15);
    for (const pattern of patterns) {
      expect(pattern.test('2024-12-31'), String(pattern)).toBe(true);
      for (const wrong of ['2024-13-01', '2024-00-01', '2024-01-32', '2024-1-1'])
        expect(pattern.test(wrong), String(pattern)).toBe(false);
    }
  });

  it('have for each pattern an explanation that editors and the product show instead of the pattern', () => {
    for (const name of listContent(root).filter((one) => one.endsWith('.schema.json'))) {
      const text = readFileSync(join(root, name), 'utf8');
      const [patterns, sentences] = [text.match(/"pattern":/g), text.match(/"patternErrorMessage": "Write .+\."/g)];
      expect([name, sentences?.length]).toEqual([name, patterns?.length]);
    }
  });

  it('have no unused kind', () => {
    expect(kinds.filter(({ files: pattern }) => !listContent(root).some((name) => pattern.test(name)))).toEqual([]);
  });

  it('are checked in editors with the schema that the product enforces', () => {
    const declared = Object.entries(
      parse('.vscode/settings.json')['yaml.schemas'] as Record<string, string | string[]>,
    );
    const byEditor = (name: string) =>
      declared.filter(([, globs]) => [globs].flat().some((glob) => matchesGlob(name, glob))).map(([schema]) => schema);
    const yaml = files.filter((name) => name.endsWith('.yaml'));
    expect(yaml.map((name) => [name, byEditor(name)])).toEqual(yaml.map((name) => [name, [schemaOf(name)]]));
  });

  it.each([...new Set(kinds.flatMap(({ schema }) => schema?.split('#')[0] ?? []))])(
    'have in %s a schema for any JSON Schema validator, which finds exactly the faults that the product finds',
    (schema) => {
      const ajv = new Ajv({ allowUnionTypes: true, strict: false, validateFormats: false });
      ajv.addSchema(parse(schema), 'schema');
      const own = files.filter((name) => schemaOf(name) === schema);
      const fitting = own.filter((name) => {
        if (name.endsWith('.csv')) return openTable(root, name).faults.length === 0;
        return ajv.validate('schema', openContent(root, name).file!.value);
      });
      expect(fitting).toEqual(own);
    },
  );
});
