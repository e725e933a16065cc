import { describe, expect, it } from 'vitest';
import { checkEdited, type Edit, lineOf } from './small.ts';

const choices = 'choices.yaml';
const english = 'texts/en.yaml';
const folder = 'questionnaires/preparedness/2/';

/** One fault each: the mistake, its position (file:line), the message and the correction. */
const faults: readonly [done: string, edit: Edit, where: string, said: string, correction: string][] = [
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
    'The choice "Masks" is defined a second time here',
    `${choices}:6`,
  ],
  [
    'yes without quotes',
    { file: choices, find: "['yes', 'no', not_yet_asked]", to: "[yes, 'no', not_yet_asked]" },
    `${choices}:3`,
    'Without quotes, many programs read yes as true or false',
    "Write 'yes'.",
  ],
  [
    'a choice with a blank',
    { file: choices, find: '[purchase, loan, gift]', to: '[purchase, loan, free gift]' },
    `${choices}:8`,
    '"free gift" cannot be the code of a choice',
    'letters, digits and _',
  ],
  [
    'a word in a numbered list',
    { file: choices, find: 'choices: [0, 1, 2, 3] }\nyn', to: 'choices: [0, 1, 2, high] }\nyn' },
    `${choices}:2`,
    '"high" cannot be the code of a choice',
    'a whole number from 0',
  ],
  [
    'a list called as the sections are',
    { file: choices, find: 'goods:', to: 'sections:' },
    `${choices}:6`,
    '"sections" cannot be the code of a choice list',
    'a small letter',
  ],
  [
    'an unknown source',
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
    'Check',
  ],
  [
    'a reference to another place',
    { file: choices, find: 'country: {', to: 'country: *way\nland: {' },
    `${choices}:9`,
    'The file is not valid YAML',
    'Check quotes, colons',
  ],
  [
    'a key twice',
    { file: choices, find: 'way:', to: 'need:' },
    `${choices}:8`,
    'a key occurs here for the second time',
    'Check quotes',
  ],
  [
    'no text in the working language',
    { file: english, find: '  P02: { label: The plan is exercised }\n', to: '' },
    `${english}:7`,
    'Question P02 has no text in the language "en"',
    `Add "questions.P02.label" to "${folder}${english}"`,
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
    'The text "questions.S07" does not belong to',
    'Did you mean',
  ],
  [
    'an unknown text of a choice',
    { file: english, find: 'beds: beds', to: 'beds: beds, bets: bets' },
    `${english}:24`,
    'The text "choices.goods.bets" does not belong to',
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
  ['no choices', { file: choices }, choices, `There is no file "${folder}${choices}"`, 'Add'],
  ['no working texts', { file: english }, english, 'There is no file', 'Add'],
];

describe('faulty choices or texts', () => {
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
});

describe('a missing translation', () => {
  it('is a warning, since people see the working language instead', () => {
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

  it('may be a complete language', () => {
    const report = checkEdited({ file: 'texts/fr.yaml' });
    expect(report.instrument?.texts.has('fr')).toBe(false);
    expect(report.warnings.map(({ message }) => message)).toEqual([`The file "${folder}texts/fr.yaml" is missing.`]);
  });
});
