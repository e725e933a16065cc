import { describe, expect, it } from 'vitest';
import { loadInstrument } from '../../src/questionnaire/index.ts';
import { checkEdited, type Edit, editedRoot, lineOf } from './small.ts';

const asked = 'questionnaire.yaml';
const choices = 'choices.yaml';
const english = 'texts/en.yaml';
const folder = 'questionnaires/preparedness/2/';

/** One fault each: the mistake, its position (file:line), the message and the correction. */
const faults: readonly [done: string, edit: Edit, where: string, said: string, correction: string][] = [
  [
    'an unknown type',
    { file: asked, find: 'type: group', to: 'type: groop' },
    `${asked}:19`,
    'Question P03: "type" is "groop", which is not one of select_one',
    'Did you mean "group"?',
  ],
  [
    'an unknown key',
    { file: asked, find: 'evidence: document', to: 'evidense: document' },
    `${asked}:17`,
    'Question P02 has the unknown key "evidense"',
    'Did you mean "evidence"?',
  ],
  [
    'a key of another type of question',
    {
      file: asked,
      find: 'type: select_one, list: stage, class: public, core',
      to: 'type: date, min: year-1, max: year, list: stage, class: public, core',
    },
    `${asked}:9`,
    'Question P01 has the unknown key "list"',
    'The keys here are: "code", "type"',
  ],
  [
    'a date without its last day',
    { file: asked, find: ', max: 2100-12-31', to: '' },
    `${asked}:23`,
    'Part approved of question P03 has no "max"',
    'a day such as 2026-01-31, or a year counted from that of the version',
  ],
  [
    'an unknown choice list',
    { file: asked, find: 'list: yn', to: 'list: yno' },
    `${asked}:24`,
    'Question P03 uses the choice list "yno"',
    'Did you mean "yn"?',
  ],
  [
    'rows of an unknown list',
    { file: asked, find: 'rows: goods', to: 'rows: good' },
    `${asked}:36`,
    'Question S01 uses the choice list "good"',
    'Did you mean "goods"?',
  ],
  [
    'rows of a list that is filled from outside',
    { file: asked, find: 'rows: goods', to: 'rows: country' },
    `${asked}:36`,
    'Question S01: "rows" is "country"',
    'a choice list that lists its choices',
  ],
  [
    'a code twice',
    { file: asked, find: 'code: S06', to: 'code: s05' },
    `${asked}:53`,
    'The question "s05" is defined a second time here',
    `The first one is at ${folder}${asked}:52`,
  ],
  [
    'a code with a dot',
    { file: asked, find: 'code: S06', to: 'code: S.6' },
    `${asked}:53`,
    '"S.6" cannot be the code of a question',
    'Use a letter and up to 19 letters',
  ],
  [
    'a code that is a number',
    { file: asked, find: 'code: S06', to: 'code: 6' },
    `${asked}:53`,
    'Question number 6 of section S: "code" is 6',
    'Set "code" to a code in letters and digits',
  ],
  [
    'an unknown class',
    { file: asked, find: 'class: confidential', to: 'class: secret' },
    `${asked}:20`,
    '"class" is "secret"',
    'Set "class" to one of public, restricted, confidential',
  ],
  [
    'truth in words',
    { file: asked, find: 'core: true', to: 'core: yes' },
    `${asked}:9`,
    '"core" is "yes", which is not true or false',
    'Set "core" to true or false',
  ],
  [
    'a version without quotes',
    { file: asked, find: 'version: "2"', to: 'version: 2' },
    `${asked}:4`,
    'The file: "version" is 2',
    "the text '2', as its folder is called",
  ],
  [
    'another instrument',
    { file: asked, find: 'instrument: preparedness', to: 'instrument: cyber' },
    `${asked}:3`,
    '"instrument" is "cyber"',
    'as its folder is called',
  ],
  [
    'a part twice',
    { file: asked, find: 'name: approved, type', to: 'name: by, type' },
    `${asked}:23`,
    'The part "by" is defined a second time here',
    ':22',
  ],
  [
    'limits the wrong way round',
    { file: asked, find: 'min: 0, max: 365', to: 'min: 9, max: 5' },
    `${asked}:45`,
    'Question S03: "max" is 5',
    'a number from 9',
  ],
  [
    'a repeat without end',
    { file: asked, find: 'most: 2', to: 'most: 0' },
    `${asked}:48`,
    '"most" is 0',
    'a whole number from 1 to 99',
  ],
  [
    'a score for a list that has none',
    {
      file: asked,
      find: 'rows: sections, cell: select_one, list: pub, class: public',
      to: 'rows: sections, cell: select_one, list: pub, class: public, scorer: choice',
    },
    `${asked}:26`,
    'Question P04 cannot be scored in this way: the list "pub" has no scores',
    'Give the list scores, or leave the scorer out.',
  ],
  [
    'a share of choices that there are not',
    { file: asked, find: 'share: [ministry, hospital]', to: 'share: [ministry, clinic]' },
    `${asked}:33`,
    '"clinic" is not a choice of "body"',
    'Name some of ministry, hospital, donor, none.',
  ],
  [
    'a share of one choice',
    {
      file: asked,
      find: 'class: public, core: true, scorer: choice',
      to: 'class: public, core: true, scorer: { share: [a] }',
    },
    `${asked}:9`,
    'a share needs several choices',
    'Write "scorer: choice".',
  ],
  [
    'equal goalposts',
    { file: asked, find: 'low: 30', to: 'low: 0' },
    `${asked}:45`,
    'both goalposts are the same',
    'Set two different ones.',
  ],
  [
    'a score of a group as a whole',
    { file: asked, find: 'scorer: { part: status, by: choice }', to: 'scorer: choice' },
    `${asked}:25`,
    'it does not state which part counts',
    'Set "part" to one of by, approved, status.',
  ],
  [
    'a scored question that hides without saying what counts then',
    { file: asked, find: '        when_hidden: zero\n        scorer: choice', to: '        scorer: choice' },
    `${asked}:14`,
    'Question P02 is scored and may be hidden',
    'Add "when_hidden: zero"',
  ],
  [
    'when_hidden without a rule',
    { file: asked, find: / {8}relevance: '.*S01.*\n/, to: '' },
    `${asked}:43`,
    'Question S02 has "when_hidden" but no "relevance"',
    'Add "relevance"',
  ],
  ['a broken file', { file: asked, to: 'instrument: [\n' }, `${asked}:2`, 'not valid YAML', 'Check quotes'],
  ['a file that is a list', { file: asked, to: '- a\n' }, `${asked}:1`, 'is a list, which is not keys with values', ''],
];

describe('a faulty instrument', () => {
  it.each(faults)('%s', (_, edit, where, said, correction) => {
    const report = checkEdited(edit);
    expect(report.instrument).toBeNull();
    const reported = report.faults.map((fault) => [lineOf(fault.where), fault.message, fault.fix]);
    expect(reported).toContainEqual([
      folder + where,
      expect.stringContaining(said),
      expect.stringContaining(correction),
    ]);
  });

  it('has all its faults reported at once, by file and line, without faults that only follow from others', () => {
    const { faults: reported } = checkEdited(
      { file: asked, find: 'type: group', to: 'type: groop' },
      { file: asked, find: 'list: pub', to: 'list: pup' },
      { file: choices, find: '[0, 50, 75, 100]', to: '[0, 50, 100]' },
      { file: english, find: 'sheet: S Stocks', to: 'sheet: P Planning' },
    );
    const places = [`${choices}:2`, `${asked}:19`, `${asked}:26`, `${english}:6`];
    expect(reported.map(({ where }) => lineOf(where).slice(folder.length))).toEqual(places);
  });

  it('is not loaded: the problem names each fault with its line', () => {
    const root = editedRoot(
      { file: asked, find: 'type: group', to: 'type: groop' },
      { file: choices, find: '75, ', to: '' },
    );
    const load = () => loadInstrument(root, 'preparedness', '2');
    expect(load).toThrow(expect.objectContaining({ code: 'instrument_faulty', where: `${folder}${choices}:2:26` }));
    expect(load).toThrow(
      /has 2 errors:\n.*choices.yaml:2:\d+: .*\n.*questionnaire.yaml:19:\d+: .*Did you mean "group"\?$/,
    );
  });
});
