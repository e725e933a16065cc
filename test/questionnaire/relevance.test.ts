// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
import { describe, expect, it } from 'vitest';
import {
  type AnswerLookup,
  isRelevant,
  type KnownAnswer,
  parseRelevance,
  referencesOf,
  toXlsForm,
  truthOf,
} from '../../src/questionnaire/index.ts';

type Given = Readonly<Record<string, KnownAnswer | string | number>>;

/** Answers by cell; a bare value is answered. */
const lookup =
  (given: Given): AnswerLookup =>
  (cell) => {
    const known = given[cell];
    return typeof known === 'object' || known === undefined ? known : { state: 'answered', value: known };
  };
const shows = (rule: string, given: Given, row: string | null = null, today?: string) =>
  isRelevant(parseRelevance(rule, 'test'), lookup(given), row, today);

const blank: KnownAnswer = { state: 'blank', value: null };
const notKnown: KnownAnswer = { state: 'not_known', value: null };
const notReleased: KnownAnswer = { state: 'not_released', value: null };
const notApplicable: KnownAnswer = { state: 'not_applicable', value: null };
const hidden: KnownAnswer = { state: 'answered', value: 4, hidden: true };

describe('a question', () => {
  it('is shown where its rule is true and hidden where it is false', () => {
    expect([0, 1, 2, 3].map((level) => shows('${B10} >= 2', { B10: level }))).toEqual([false, false, true, true]);
    expect(shows("${B01} != 'ratified' and ${B01} != 'in_force'", { B01: 'signed' })).toBe(true);
    expect(shows("${B01} != 'ratified' and ${B01} != 'in_force'", { B01: 'in_force' })).toBe(false);
  });

  it('without a rule is always shown', () => {
    expect(isRelevant(null, () => undefined)).toBe(true);
  });

  it.each([
    ['blank', blank],
    ['not known', notKnown],
    ['not released', notReleased],
  ])('is shown while the question that it depends on is %s', (_, state) => {
    expect(shows('${B10} >= 2', { B10: state })).toBe(true);
    expect(shows('not(${B10} >= 2)', { B10: state })).toBe(true);
    expect(shows("selected(${E03}, 'a')", { E03: state })).toBe(true);
    expect(shows('${B10} >= 2', {})).toBe(true);
  });

  it.each([
    ['does not apply', notApplicable],
    ['is hidden itself, whatever was entered there', hidden],
  ])('is hidden where the question that it depends on %s', (_, state) => {
    expect(shows('${B10} >= 2', { B10: state })).toBe(false);
    expect(shows('not(${B10} >= 2)', { B10: state })).toBe(false);
    expect(shows("${B10} != 'x'", { B10: state })).toBe(false);
  });

  it('is shown where one alternative is true, and hidden where one condition is false, whatever is unknown', () => {
    expect(shows('${A} >= 2 or ${B} >= 2', { A: notApplicable, B: 3 })).toBe(true);
    expect(shows('${A} >= 2 or ${B} >= 2', { A: notApplicable, B: blank })).toBe(true);
    expect(shows('${A} >= 2 or ${B} >= 2', { A: 0, B: notApplicable })).toBe(false);
    expect(shows('${A} >= 2 and ${B} >= 2', { A: blank, B: 0 })).toBe(false);
    expect(shows('${A} >= 2 and ${B} >= 2', { A: blank, B: notApplicable })).toBe(false);
    expect(shows('${A} >= 2 and ${B} >= 2', { A: blank, B: 3 })).toBe(true);
  });

  it('is evaluated for its own row where its rule refers to the row', () => {
    const rule = parseRelevance('${L03} >= 2', 'test');
    if (rule.kind !== 'comparison' || rule.left.kind !== 'reference') throw new Error('another rule');
    const byRow = { ...rule, left: { ...rule.left, sameRow: true } };
    const given = lookup({ 'L03.laws': 3, 'L03.courts': 1 });
    expect(['laws', 'courts', 'police'].map((row) => isRelevant(byRow, given, row))).toEqual([true, false, true]);
  });
});

describe('the relevance language', () => {
  it.each<[rule: string, given: Given, truth: boolean]>([
    ['${A} = 1 or ${A} = 2 and ${B} = 1', { A: 1, B: 0 }, true],
    ['(${A} = 1 or ${A} = 2) and ${B} = 1', { A: 1, B: 0 }, false],
    ['not(${A} = 1) and true()', { A: 2 }, true],
    ['false() or ${A} > 1', { A: 1 }, false],
    ["selected(${M}, 'cat')", { M: 'dog cat' }, true],
    ["selected(${M}, 'ca')", { M: 'dog cat' }, false],
    ["selected(${M}, 'Cat')", { M: 'dog cat' }, false],
    ['count-selected(${M}) = 2', { M: 'dog  cat' }, true],
    ['if(${A} > 1, ${B}, ${C}) = 7', { A: 2, B: 7, C: 0 }, true],
    ['if(${A} > 1, ${B} = 7, ${C} = 7)', { A: 0, B: 7, C: 0 }, false],
    ['coalesce(${A}, 0) >= 1', { A: blank }, false],
    ['coalesce(${A}, ${B}) >= 1', { A: notApplicable, B: 1 }, true],
    ['${A} + 2 * 3 - -1 = 8', { A: 1 }, true],
    ['(${A} + 2) * 3 = 9', { A: 1 }, true],
    ['${A} div 2 = 2.5', { A: 5 }, true],
    ['${A} mod 3 = 2', { A: 5 }, true],
    ['-${A} mod 3 = -2', { A: 5 }, true],
    ["regex(${T}, '[A-Z]{3}')", { T: 'EUR' }, true],
    ["regex(${T}, '[A-Z]{3}')", { T: 'EURO' }, false],
    ['${T} = "it\'s"', { T: "it's" }, true],
    ["${N} = 'A'", { N: 'a' }, false],
    ["${D} < '2024-06-01'", { D: '2024-05-31' }, true],
    ['. > 3', { '.': 4 }, true],
    ['. > 3', { '.': 3 }, false],
    ["'2' < '10'", {}, true],
    ['${A} = 12', { A: '12' }, true],
    ['${A} = -2', { A: '-2' }, true],
    ['${A} = 2.25', { A: '2.25' }, true],
    ['${A.part} = 1', { 'A.part': 1 }, true],
    ['${ A } = 1', { A: 1 }, true],
    ['${A} >= 2', { A: '3' }, true],
    ['1 <= ${A} and ${A} != .5', { A: 1 }, true],
  ])('%s', (rule, given, truth) => {
    expect(shows(rule, given)).toBe(truth);
    expect(isRelevant(parseRelevance(toXlsForm(parseRelevance(rule, 'test')), 'test'), lookup(given))).toBe(truth);
  });

  it.each<[rule: string, given: Given]>([
    ['${A} div ${B} > 1', { A: 1, B: 0 }],
    ['${A} mod 0 = 0', { A: 1 }],
    ['${T} > 1', { T: 'many' }],
    ['${T} = 3', { T: '3 or 4' }],
    ['${T} = 3', { T: 'some 3' }],
    ['${T} = 3', { T: '3.' }],
    ['${T} = 3', { T: '3.x' }],
    ['${T} = 3', { T: '--3' }],
    ['${A} + ${B} > 100', { A: 1, B: notKnown }],
    ['if(${A} > 1, 0, 0) = 1', { A: blank }],
    ['${D} < today()', { D: '2024-01-01' }],
  ])('has no known result for %s', (rule, given) => {
    expect(truthOf(parseRelevance(rule, 'test'), lookup(given))).toBe(2);
  });

  it('gets the date from the caller', () => {
    expect(shows('${D} <= today()', { D: '2024-05-01' }, null, '2024-04-30')).toBe(false);
    expect(shows('${D} <= today()', { D: '2024-05-01' }, null, '2024-05-01')).toBe(true);
  });

  it('lists what a rule depends on', () => {
    const rule = parseRelevance("if(${A} = 1, ${B.x}, coalesce(${C}, 1)) > 0 and selected(${D}, 'e')", 'test');
    expect(referencesOf(rule).map(({ question, part }) => [question, part])).toEqual([
      ['A', null],
      ['B', 'x'],
      ['C', null],
      ['D', null],
    ]);
  });

  it('is written in one notation for XLSForm', () => {
    const spelt = (rule: string) => toXlsForm(parseRelevance(rule, 'test'));
    expect(spelt('  ( ${E01}>=1 ) and selected( ${E03} , "preservation" )')).toBe(
      "${E01} >= 1 and selected(${E03}, 'preservation')",
    );
    expect(spelt('(${A}=1 or ${B}=1) and not((${C} - (1 - 2)) * 3 < 1)')).toBe(
      '(${A} = 1 or ${B} = 1) and not((${C} - (1 - 2)) * 3 < 1)',
    );
  });
});
