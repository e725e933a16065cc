import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answerClasses } from '../../src/domain/index.ts';
import { cellTypes, listInstruments, questionTypes } from '../../src/questionnaire/index.ts';
import { prefillSources } from '../../src/questionnaire/read/question.ts';
import { contentRoot } from './small.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const schemas = Object.fromEntries(
  ['questionnaire', 'choices'].map((name) => [name, JSON.parse(read(`questionnaires/${name}.schema.json`))]),
);
const validate = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [
    name,
    new Ajv({ allErrors: true, validateFormats: false }).addVocabulary(['patternErrorMessage']).compile(schema),
  ]),
) as Record<string, ValidateFunction>;

const folders = [
  ...listInstruments(root).map(({ id, version }) => `questionnaires/${id}/${version}`),
  ...listInstruments(contentRoot).map(({ id, version }) => `test/cases/instruments/questionnaires/${id}/${version}`),
];

describe('the schemas for editors', () => {
  it.each(folders)('accept %s', (folder) => {
    for (const name of ['questionnaire', 'choices']) {
      validate[name]!(parse(read(`${folder}/${name}.yaml`)));
      expect(validate[name]!.errors).toBeNull();
    }
  });

  it('have the same types, classes and prefills as the loader', () => {
    const { properties } = schemas.questionnaire.definitions.question;
    expect(properties.type.enum).toEqual(questionTypes);
    expect(schemas.questionnaire.definitions.cellType.enum).toEqual(cellTypes);
    expect(properties.class.enum).toEqual(answerClasses);
    expect(properties.prefill.enum).toEqual(prefillSources);
  });

  it.each([
    ['an unknown type', 'type: select_one', 'type: select'],
    ['an unknown key', 'evidence:', 'evidense:'],
    ['a select without list', 'list: stage, class: public, core: true', 'class: public, core: true'],
    ['a scored question that hides without saying what counts', '        when_hidden: zero\n', ''],
    ['two ways to score', '{ part: status, by: choice }', '{ part: status, by: choice, share: [a] }'],
    ['a version that is a number', 'version: "2"', 'version: 2'],
  ])('refuse %s', (_, find, to) => {
    const text = read('test/cases/instruments/questionnaires/preparedness/2/questionnaire.yaml');
    expect(text).toContain(find);
    expect(validate.questionnaire!(parse(text.replace(find, () => to)))).toBe(false);
  });

  it.each([
    ['words in a numbered list', { stage: { numbered: true, choices: [0, 'one'] } }],
    ['numbers in a list of names', { stage: { choices: [0, 1] } }],
    ['truth in a list', { yn: { choices: [true, false] } }],
    ['a list from outside that has choices', { country: { source: 'countries', choices: ['a'] } }],
  ])('refuse %s', (_, lists) => {
    expect(validate.choices!(lists)).toBe(false);
  });
});
