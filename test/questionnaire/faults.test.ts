import { describe, expect, it } from 'vitest';
import { loadInstrument } from '../../src/questionnaire/index.ts';
import { checkEdited, type Edit, editedRoot } from './small.ts';

const asked = 'questionnaire.yaml';
const choices = 'choices.yaml';
const english = 'texts/en.yaml';
const folder = 'questionnaires/preparedness/2/';

/** One fault each: what was done, where it is found (file:line), what is said and how it is mended. */
const faults: readonly [done: string, edit: Edit, where: string, said: string, mend: string][] = [
  [
    'a type that there is not',
    { file: asked, find: 'type: group', to: 'type: groop' },
    `${asked}:19`,
    'Question P03: "type" is "groop", which is not one of select_one',
    'Did you mean "group"?',
  ],
  [
    'a key that there is not',
    { file: asked, find: 'evidence: document', to: 'evidense: document' },
    `${asked}:17`,
    'Question P02 has a key "evidense"',
    'Did you mean "evidence"?',
  ],
  [
    'a key of another type of question',
    {
      file: asked,
      find: 'type: select_one, list: stage, class: public, core',
      to: 'type: date, list: stage, class: public, core',
    },
    `${asked}:9`,
    'Question P01 has a key "list"',
    'The keys here are code, type',
  ],
  [
    'a choice list that there is not',
    { file: asked, find: 'list: yn', to: 'list: yno' },
    `${asked}:24`,
    'Question P03 names the choice list "yno"',
    'Did you mean "yn"?',
  ],
  [
    'rows of a list that there is not',
    { file: asked, find: 'rows: goods', to: 'rows: good' },
    `${asked}:36`,
    'Question S01 names the choice list "good"',
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
    'The question "s05" stands here a second time',
    `the first is at ${folder}${asked}:52`,
  ],
  [
    'a code with a dot',
    { file: asked, find: 'code: S06', to: 'code: S.6' },
    `${asked}:53`,
    '"S.6" cannot be the name of a question',
    'Name it with a letter and up to 19 letters',
  ],
  [
    'a code that is a number',
    { file: asked, find: 'code: S06', to: 'code: 6' },
    `${asked}:53`,
    'Question number 6 of section S: "code" is 6',
    'Set "code" to a code in letters and digits',
  ],
  [
    'a class that there is not',
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
    'The part "by" stands here a second time',
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
    'Question P04 cannot be scored so: the list "pub" has no scores',
    'Give the list scores, or leave the scorer out.',
  ],
  [
    'a share of choices that there are not',
    { file: asked, find: 'share: [ministry, hospital]', to: 'share: [ministry, clinic]' },
    `${asked}:33`,
    '"clinic" is no choice of "body"',
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
    'it does not say which part counts',
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
    'Question S02 says when_hidden but has no relevance',
    'Add its relevance',
  ],
  [
    'choices and scores of different number',
    { file: choices, find: '[0, 50, 75, 100]', to: '[0, 50, 100]' },
    `${choices}:2`,
    'The list "stage" has 4 choices and 3 scores',
    'Give each choice its score',
  ],
  [
    'a score above 100',
    { file: choices, find: '[0, 50, 75, 100]', to: '[0, 50, 75, 101]' },
    `${choices}:2`,
    'The list "stage": "scores" is a list',
    'numbers from 0 to 100',
  ],
  [
    'a choice twice, by its capitals',
    { file: choices, find: '[masks, tests, beds]', to: '[masks, tests, Masks]' },
    `${choices}:6`,
    'The choice "Masks" stands here a second time',
    `${choices}:6`,
  ],
  [
    'yes without quotes',
    { file: choices, find: "['yes', 'no', not_yet_asked]", to: "[yes, 'no', not_yet_asked]" },
    `${choices}:3`,
    'yes without quotes is true or false to many readers',
    "Write 'yes'.",
  ],
  [
    'a choice with a blank',
    { file: choices, find: '[purchase, loan, gift]', to: '[purchase, loan, free gift]' },
    `${choices}:8`,
    '"free gift" cannot be the name of a choice',
    'letters, digits and _',
  ],
  [
    'a word in a numbered list',
    { file: choices, find: 'choices: [0, 1, 2, 3] }\nyn', to: 'choices: [0, 1, 2, high] }\nyn' },
    `${choices}:2`,
    '"high" cannot be the name of a choice',
    'a whole number from 0',
  ],
  [
    'a list called as the sections are',
    { file: choices, find: 'goods:', to: 'sections:' },
    `${choices}:6`,
    '"sections" cannot be the name of a choice list',
    'a small letter',
  ],
  [
    'a source that there is not',
    { file: choices, find: 'source: countries', to: 'source: planets' },
    `${choices}:9`,
    '"source" is "planets"',
    'Set "source" to one of countries',
  ],
  [
    'a key that means something to JavaScript',
    { file: choices, find: 'goods:', to: '__proto__:' },
    `${choices}:6`,
    'a key named __proto__',
    'Look at',
  ],
  [
    'a reference to another place',
    { file: choices, find: 'country: {', to: 'country: *way\nland: {' },
    `${choices}:9`,
    'This is not YAML that can be read',
    'Look at quotes, colons',
  ],
  [
    'a key twice',
    { file: choices, find: 'way:', to: 'need:' },
    `${choices}:8`,
    'Map keys must be unique',
    'Look at quotes',
  ],
  [
    'no text in the working language',
    { file: english, find: '  P02: { label: The plan is exercised }\n', to: '' },
    `${english}:7`,
    'Question P02 has no text in the language "en"',
    `Add questions.P02.label to ${folder}${english}`,
  ],
  [
    'an empty text',
    { file: english, find: '2: in force,', to: "2: '  '," },
    `${english}:20`,
    'The text of stage: "2" is "  "',
    '',
  ],
  [
    'a text of nothing',
    { file: english, find: '  S06:', to: '  S07: { label: Stray }\n  S06:' },
    `${english}:18`,
    'The text questions.S07 belongs to nothing',
    'Did you mean',
  ],
  [
    'a text of a choice that there is not',
    { file: english, find: 'beds: beds', to: 'beds: beds, bets: bets' },
    `${english}:24`,
    'The text choices.goods.bets belongs to nothing',
    'Did you mean "beds"',
  ],
  [
    'a sheet whose name is too long',
    { file: english, find: 'sheet: P Planning', to: 'sheet: P Planning of everything there is' },
    `${english}:5`,
    'cannot be the name of a sheet: it has 33 characters',
    'Choose a name of 1 to 31 characters',
  ],
  [
    'a sheet whose name has a forbidden sign',
    { file: english, find: 'sheet: S Stocks', to: 'sheet: S Stocks/gifts' },
    `${english}:6`,
    'it has a /',
    'without [ ]',
  ],
  [
    'two sheets of one name',
    { file: english, find: 'sheet: S Stocks', to: 'sheet: P PLANNING' },
    `${english}:6`,
    'section P has it already',
    'that no other section has',
  ],
  ['no choices', { file: choices }, choices, `The file ${folder}${choices} is missing`, 'Add'],
  ['no working texts', { file: english }, english, 'is missing', 'Add'],
  [
    'a broken file',
    { file: asked, to: 'instrument: [\n' },
    `${asked}:2`,
    'not YAML that can be read',
    'Look at quotes',
  ],
  ['a file that is a list', { file: asked, to: '- a\n' }, `${asked}:1`, 'is a list, which is not keys with values', ''],
];

describe('a faulty instrument', () => {
  it.each(faults)('%s', (_, edit, where, said, mend) => {
    const report = checkEdited(edit);
    expect(report.instrument).toBeNull();
    const told = report.faults.map((fault) => [fault.where, fault.message, fault.fix]);
    expect(told).toContainEqual([folder + where, expect.stringContaining(said), expect.stringContaining(mend)]);
  });

  it('has all its faults told at once, in order of file and line, and none that only follows from another', () => {
    const { faults: told } = checkEdited(
      { file: asked, find: 'type: group', to: 'type: groop' },
      { file: asked, find: 'list: pub', to: 'list: pup' },
      { file: choices, find: '[0, 50, 75, 100]', to: '[0, 50, 100]' },
      { file: english, find: 'sheet: S Stocks', to: 'sheet: P Planning' },
    );
    const places = [`${choices}:2`, `${asked}:19`, `${asked}:26`, `${english}:6`];
    expect(told.map(({ where }) => where.slice(folder.length))).toEqual(places);
  });

  it('is not loaded: the problem names each fault with its line', () => {
    const root = editedRoot(
      { file: asked, find: 'type: group', to: 'type: groop' },
      { file: choices, find: '75, ', to: '' },
    );
    const load = () => loadInstrument(root, 'preparedness', '2');
    expect(load).toThrow(expect.objectContaining({ code: 'instrument_faulty', where: `${folder}${choices}:2` }));
    expect(load).toThrow(/has 2 faults:\n.*choices.yaml:2: .*\n.*questionnaire.yaml:19: .*Did you mean "group"\?$/);
  });
});

describe('what a language lacks', () => {
  it('is a warning, as people see the working language there', () => {
    const report = checkEdited(
      { file: 'texts/fr.yaml', find: '  P02: { label: Le plan est exercé }\n', to: '' },
      { file: 'texts/fr.yaml', find: ', help: Tout plan compte.', to: '' },
    );
    expect(report.faults).toEqual([]);
    expect(report.warnings.map(({ message }) => message)).toEqual([
      'Question P02 has no text in the language "fr".',
      'The help of question P01 has no text in the language "fr".',
    ]);
  });

  it('may be all of it', () => {
    const report = checkEdited({ file: 'texts/fr.yaml' });
    expect(report.instrument?.texts.has('fr')).toBe(false);
    expect(report.warnings.map(({ message }) => message)).toEqual([`The file ${folder}texts/fr.yaml is missing.`]);
  });
});
