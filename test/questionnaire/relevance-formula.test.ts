// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellReference,
  isRelevant,
  parseRelevance,
  toExcelFormula,
  toXlsForm,
} from '../../src/questionnaire/index.ts';
import { evaluateFormula } from './formula.ts';
import { anyAnswers, anyRule, formulaFor, sheetValue } from './rules.ts';
import { small } from './small.ts';

const formulaOf = (rule: string, references: Record<string, CellReference>, row: string | null = null) =>
  toExcelFormula(parseRelevance(rule, 'test'), (cell) => references[cell]!, row);

describe('a rule as a formula', () => {
  it('shows the question while the cell that it depends on is empty', () => {
    const formula = formulaOf('${B10} >= 2', { B10: 'B7' });
    expect(formula).toBe('IF(NOT(ISNUMBER(B7)),2,IF(B7>=2,3,0))>=2');
    expect(['', 0, 1, 2].map((value) => evaluateFormula(formula, () => value))).toEqual([true, false, false, true]);
  });

  it('hides it where the question that it depends on does not apply', () => {
    const formula = formulaOf("${B01} != 'in_force'", { B01: { value: 'B7', absent: 'C7="x"' } });
    expect(formula).toBe('IF(C7="x",1,IF(B7="",2,IF(NOT(EXACT(B7,"in_force")),3,0)))>=2');
  });

  it('finds a choice among several, as a whole word and case-sensitive', () => {
    const formula = formulaOf("selected(${E03}, 'preservation') and ${E01} >= 1", { E03: 'B2', E01: 'B1' });
    expect(formula).toBe(
      'MIN(IF(B2="",2,IF(ISNUMBER(FIND(" preservation "," "&B2&" ")),3,0)),IF(NOT(ISNUMBER(B1)),2,IF(B1>=1,3,0)))>=2',
    );
  });

  it('refers to its own row of a grid', () => {
    const { relevance } = small().questions.get('S02')!;
    const asked: string[] = [];
    toExcelFormula(relevance!, (cell) => `B${asked.push(cell)}`, 'beds');
    expect(asked).toEqual(['S01.beds']);
  });

  it('writes dates independently of the language, and escapes quotes', () => {
    expect(formulaOf('${D} <= today()', { D: 'B1' })).toContain(
      'B1&""<=(YEAR(TODAY())&"-"&RIGHT("0"&MONTH(TODAY()),2)&"-"&RIGHT("0"&DAY(TODAY()),2))&""',
    );
    expect(formulaOf(`\${T} = 'a "b"'`, { T: 'B1' })).toContain('EXACT(B1,"a ""b""")');
  });

  it.each([
    ['3', true],
    ['-3.25', true],
    ['4', false],
    ['3 or more', true],
    ['some 3', true],
    ['3.', true],
  ])('takes the text %j for a number only where it is one, and otherwise as unknown', (text, shown) => {
    const rule = `\${A} >= '${text}'`;
    expect(evaluateFormula(formulaOf(rule, { A: 'B1' }), () => 3)).toBe(shown);
    expect(isRelevant(parseRelevance(rule, 'test'), () => ({ state: 'answered', value: 3 }))).toBe(shown);
  });

  it('does not exist for a pattern', () => {
    expect(() => formulaOf("regex(${T}, 'a')", { T: 'B1' })).toThrow(
      'The function "regex()" cannot be written as a formula of a workbook.',
    );
  });
});

describe('any rule', () => {
  it('has the same result as formula and as code, for any answers', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const shown = isRelevant(rule, (cell) => answers[cell as 'N1']);
        expect(evaluateFormula(formulaFor(rule), (address) => sheetValue(answers, address))).toBe(shown);
      }),
      { numRuns: 2_000, seed: 20_260_301 },
    );
  });

  it('has the same result after it is written as XLSForm and read again', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const written = toXlsForm(rule);
        const read = parseRelevance(written, 'test');
        expect(toXlsForm(read)).toBe(written);
        const lookup = (cell: string) => answers[cell as 'N1'];
        // Whether a question is a date is known from the instrument, which is not available to a rule read alone.
        if (!written.includes('${D1}')) expect(isRelevant(read, lookup)).toBe(isRelevant(rule, lookup));
      }),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });
});
