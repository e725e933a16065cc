// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
/** References of a rule, comparison of values, and limits of spreadsheets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRelevance, type Reference, referencesOf, toXlsForm } from '../../src/questionnaire/index.ts';
import { checkComparisons, holdsOf } from '../../src/questionnaire/relevance/check.ts';
import { fitsWorkbook } from '../../src/questionnaire/relevance/excel.ts';
import { comparedAs, type Expression, mapReferences } from '../../src/questionnaire/relevance/expression.ts';
import { anyRule } from './rules.ts';

const kinds = { N: 'number', C: 'name', M: 'names', D: 'date', T: 'text' } as const;
/** A rule with references whose type follows from the letter of the question. */
const resolved = (rule: string): Expression =>
  mapReferences(parseRelevance(rule, 'test'), (one) => ({ ...one, holds: kinds[one.question[0] as 'N'] ?? null }));
const wordsAndMore = parseRelevance("regex(${T}, 'a') and if(${A} = 1, ${B}, ${C}) = count-selected(${M})", 'test');

describe('the references of a rule', () => {
  const renamed = (one: Reference): Reference => ({ ...one, question: `${one.question}x` });
  const law = (rule: Expression) => {
    expect(mapReferences(rule, (one) => one)).toEqual(rule);
    const changed = mapReferences(rule, renamed);
    expect(referencesOf(changed)).toEqual(referencesOf(rule).map(renamed));
    expect(toXlsForm(changed)).toBe(toXlsForm(rule).replaceAll('}', 'x}'));
  };

  it('are all replaced, and nothing else', () => {
    law(wordsAndMore);
    fc.assert(fc.property(anyRule, law), { numRuns: 150, seed: 20_260_302 });
  });

  it('are given in reading order, with repetitions', () => {
    const rule = parseRelevance("selected(${C}, 'x') and not(-${A} + ${B} > coalesce(${A}, today()))", 'test');
    expect(referencesOf(rule).map(({ question }) => question)).toEqual(['C', 'A', 'B', 'A']);
  });
});

describe('two values', () => {
  it.each([
    ["${D} = '2024-01-31'", 'date'],
    ["'2024-01-31' != ${D}", 'date'],
    ["${T} = '2024-01-31'", 'date'],
    ['${T} < today()', 'date'],
    ["coalesce(${D}, ${T}) = 'x'", 'date'],
    ["coalesce(${T}, ${D}) = 'x'", 'date'],
    ["if(${N} = 1, ${D}, ${T}) = 'x'", 'date'],
    ["if(${N} = 1, ${T}, ${D}) = 'x'", 'date'],
    ["${T} = '2024-01-3'", 'text'],
    ["${T} = '2024-01-311'", 'text'],
    ["${T} = 'x2024-01-31'", 'text'],
    ["${N} = '3'", 'number'],
    ['${T} = 3', 'number'],
    ["coalesce(${N}, ${T}) = 'x'", 'number'],
    ["coalesce(${T}, ${N}) = 'x'", 'number'],
    ["if(${N} = 1, ${N}, ${T}) = 'x'", 'number'],
    ["if(${N} = 1, ${T}, ${N}) = 'x'", 'number'],
    ["${T} + 1 = 'x'", 'number'],
    ["-${T} = 'x'", 'number'],
    ["count-selected(${M}) = 'x'", 'number'],
    ['${T} > ${C}', 'number'],
    ["${C} = 'x'", 'text'],
    ['${C} != ${T}', 'text'],
    ["if(${N} = 1, ${C}, ${T}) = coalesce(${C}, 'x')", 'text'],
  ])('of %s are compared as a %s', (rule, expected) => {
    const one = resolved(rule);
    if (one.kind !== 'comparison') throw new Error('another rule');
    expect(comparedAs(one)).toBe(expected);
  });
});

describe('a cell stores', () => {
  const list = (numbered: boolean) => ({ numbered }) as Parameters<typeof holdsOf>[0]['list'];
  it.each([
    ['integer', null, 'number'],
    ['decimal', null, 'number'],
    ['select_multiple', list(true), 'names'],
    ['select_one', list(true), 'number'],
    ['select_one', list(false), 'name'],
    ['date', null, 'date'],
    ['text', null, 'text'],
  ] as const)('%s %j as a %s', (type, of, expected) => {
    expect(holdsOf({ type, list: of } as Parameters<typeof holdsOf>[0])).toBe(expected);
  });
});

describe('a formula that spreadsheets accept', () => {
  const deep = (levels: number) => parseRelevance(`${'not('.repeat(levels)}\${A} = 1${')'.repeat(levels)}`, 'test');
  const long = (tests: number) =>
    parseRelevance(Array.from({ length: tests }, (_, n) => `\${A${n}} = 1`).join(' or '), 'test');
  const ways = (count: number) =>
    parseRelevance(Array.from({ length: count }, () => 'coalesce(${A}, 1) = 1').join(' or '), 'test');
  const longest = (make: (size: number) => Expression) => {
    let size = 1;
    while (fitsWorkbook(make(size + 1))) size += 1;
    return size;
  };

  it('has at most 60 nested brackets on the deepest path', () => {
    // The test of a cell has a depth of four.
    expect(longest(deep)).toBe(56);
    expect(fitsWorkbook(parseRelevance(`${toXlsForm(deep(56))} or \${B} = 1`, 'test'))).toBe(false);
    const twice = Array.from({ length: 2 }, () => toXlsForm(deep(50))).join(' or ');
    expect(fitsWorkbook(parseRelevance(twice, 'test'))).toBe(true);
  });

  it('has at most 8,000 characters, with sheet names of maximum length', () => {
    // One test of a cell then has about 240 characters.
    expect(longest(long)).toBeGreaterThan(20);
    expect(longest(long)).toBeLessThan(34);
  });

  it('has at most eight nested alternatives, since each is written three times', () => {
    expect(fitsWorkbook(ways(2))).toBe(true);
    expect(longest(ways)).toBeLessThanOrEqual(8);
    const choices = (way: string) => Array.from({ length: 9 }, () => way).join(' or ');
    expect(fitsWorkbook(parseRelevance(choices('if(true(), true(), false())'), 'test'))).toBe(false);
    expect(fitsWorkbook(parseRelevance(choices('if(true(), 1, 2) = 1'), 'test'))).toBe(false);
    expect(fitsWorkbook(parseRelevance(choices('coalesce(1, 2) = 1'), 'test'))).toBe(false);
    const eight = Array.from({ length: 8 }, () => 'if(true(), true(), false())').join(' or ');
    expect(fitsWorkbook(parseRelevance(eight, 'test'))).toBe(true);
  });
});

describe('a comparison with an external list', () => {
  const list = { openEnded: true, source: 'countries', choices: [], numbered: false };
  const cell = { type: 'select_one', list } as unknown as ReturnType<Parameters<typeof checkComparisons>[1]>;
  const found = (rule: string) => [...checkComparisons(resolved(rule), () => cell)];

  it('allows any code, but no number and no order', () => {
    expect(found("${C} = 'GEO' and selected(${C}, 'XAA')")).toEqual([]);
    expect(found('${C.part} = 3')).toEqual([{ reference: '${C.part}', given: '3', expected: 'a name from countries' }]);
    expect(found("${C} > 'GEO'")).toEqual([
      {
        reference: '${C}',
        given: 'something greater or smaller (>)',
        expected: 'a name from countries, which have no order: use =, != or selected()',
      },
    ]);
  });
});
