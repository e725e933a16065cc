// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
import { describe, expect, it } from 'vitest';
import { parseRelevance } from '../../src/questionnaire/index.ts';
import { checkEdited, lineOf } from './small.ts';

/** Checks the small questionnaire with the given rule for one of its questions. */
function withRule(rule: string, question: 'P02' | 'S02' | 'S04' = 'S04') {
  const old = { P02: "'${P01} >= 2'", S02: "'${S01} >= 2'", S04: "selected(${P05}, 'donor')" }[question];
  return checkEdited({
    file: 'questionnaire.yaml',
    find: `relevance: ${old}`,
    to: `relevance: ${JSON.stringify(rule)}`,
  });
}

describe('a rule that cannot be read', () => {
  it.each<readonly [rule: string, at: number, said: string, correction: string]>([
    ['${A01} >', 9, 'the rule is not complete', 'Complete it.'],
    ['', 1, 'the rule is empty', 'Write a rule'],
    ['${A01}', 1, 'a condition is expected, but there is a value', 'Compare it'],
    ['${A01} = 1 and 2', 16, 'a condition is expected', 'Compare it'],
    ['(${A01} = 1) = 2', 1, 'a value is expected, but there is a condition', 'and, or'],
    ['${A01} = 1 ${A02} = 2', 12, '"A02" does not follow', 'Join two tests with and, or.'],
    ['${A01} == 1', 9, 'a value is expected before "="', 'Put a question, number or text there.'],
    ['${A01} = ‘yes’', 10, '‘ is not a plain quote', "Put texts between ' and '."],
    ["${A01} = 'yes", 10, "the quote ' is not closed", "Close it with '."],
    ['${A01} = yes', 10, 'there is no function "yes"', 'A text goes between quotes.'],
    ['${A01} = 1 && ${A02} = 1', 12, '"&" has no meaning here', 'Write and, or.'],
    ['!selected(${A01}, 1)', 1, '"!" has no = after it', 'Write != or not(…).'],
    ['$A01 = 1', 1, '"$" does not begin a question', 'Write a question as ${code}'],
    ['${A 01} = 1', 1, '"$" does not begin a question', 'Write a question as ${code} or ${code.part}.'],
    ['selected(${A01})', 16, '"," is expected before ")"', 'Put "," there.'],
    ["selected(${A01}, 'a b')", 18, '"a b" is not one name', "Write selected(…, 'name')"],
    ['selected(${A01}, a)', 18, 'a text in quotes is expected here', "Write selected(…, 'name')"],
    ["regex(${A01}, 'a{')", 15, '"a{" is not a pattern', 'write \\ before a sign'],
    ["regex(${A01}, '[')", 15, '"[" is not a pattern', 'close all brackets'],
    ['if(${A01} = 1, 2, ${A02} = 3) = 4', 19, 'one result of if() is a value', 'Use two values'],
    ['constructor(${A01}) = 1', 1, 'there is no function "constructor"', 'Functions are not()'],
    [`\${A01} = '${'x'.repeat(256)}'`, 10, 'a text in quotes is too long', '255 characters'],
    ['${A01} = 1000000000000000000000000', 10, 'a number is too large', '15 digits'],
    ['${A01} = 0.0000001', 10, 'a number is too large', 'six of them after the point'],
    ['${A01} = "yes', 10, 'the quote " is not closed', 'Close it with ".'],
    ...[...'‘’“”«»'].map((quote) => [`\${A01} = ${quote}x`, 10, `${quote} is not a plain quote`, "' and '"] as const),
    ['${A01} = 1 | ${A02} = 1', 12, '"|" has no meaning here', 'Write and, or.'],
    ['${A01} # 1', 8, '"#" has no meaning here', 'Leave it out, or put it between quotes.'],
    ['${A01} = 😀', 10, '"😀" has no meaning here', 'Leave it out, or put it between quotes.'],
    ['regex(${A01}, a)', 15, 'a text in quotes is expected here', 'Write the pattern between quotes.'],
    ['if(${A01}, 1, 2) = 1', 4, 'a condition is expected', 'Compare it'],
    ['coalesce(${A01} = 1, 2) = 1', 10, 'a value is expected', 'and, or'],
    ['coalesce(${A01} 2) = 1', 17, '"," is expected before "2"', 'Put "," there.'],
    ['if(${A01} = 1 2, 3) = 1', 15, '"," is expected before "2"', 'Put "," there.'],
    ['if(${A01} = 1, 2 3) = 1', 18, '"," is expected before "3"', 'Put "," there.'],
    ["regex(${A01} 'a')", 14, '"," is expected before "a"', 'Put "," there.'],
    ['not ${A01} = 1', 5, '"(" is expected before "A01"', 'Put "(" there.'],
    ['not(${A01} = 1', 15, '")" is expected before the end', 'Put ")" there.'],
    ['if(${A01} = 1, ${A02} = 3, 2)', 28, 'one result of if() is a value', 'Use two values'],
  ])('%s', (rule, at, said, correction) => {
    const parse = () => parseRelevance(rule, 'a/questionnaire.yaml:7');
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'relevance_unreadable',
        where: 'a/questionnaire.yaml:7',
        details: expect.objectContaining({ at }),
        message: expect.stringContaining(`at character ${at}: ${said}`),
        fix: expect.stringContaining(correction),
      }),
    );
  });

  it('is limited to the texts and numbers that spreadsheets accept', () => {
    const read = (rule: string) => parseRelevance(rule, 'test').kind;
    expect(read(`\${A01} = '${'x'.repeat(255)}'`)).toBe('comparison');
    expect(read('${A01} = 0.000001')).toBe('comparison');
    expect(read('${A01} = 123456789012345')).toBe('comparison');
  });

  it('has its position computed only for a fault', () => {
    const where = () => 'a/questionnaire.yaml:9';
    const never = () => {
      throw new Error('asked');
    };
    expect(parseRelevance('${A01} = 1', never).kind).toBe('comparison');
    for (const rule of ['${A01} # 1', `\${A01} = '${'x'.repeat(256)}'`, '${A01} = 0.0000001', '${A01}'])
      expect(() => parseRelevance(rule, where)).toThrow(expect.objectContaining({ where: 'a/questionnaire.yaml:9' }));
  });

  it('is reported with its line', () => {
    const { faults } = withRule('${P01} >');
    expect(faults.map(({ where, message }) => [lineOf(where), message])).toEqual([
      [
        'questionnaires/preparedness/2/questionnaire.yaml:51',
        'The rule "${P01} >" cannot be read at character 9: the rule is not complete.',
      ],
    ]);
  });
});

describe('a rule that names', () => {
  it.each([
    ['an unknown question', '${P11} = 1', '${P11}": there is no such question', 'Did you mean P01'],
    ['a later question', '${S06} = 1', '${S06}": that question comes later', 'Move it before this one'],
    ['its own question', '${S04.1} = 1', '${S04.1}": that is the question itself', 'Name an earlier question.'],
    ['its own answer', '. > 1', '.": a question cannot decide by its own answer', 'Name an earlier question.'],
    ['a group as a whole', "${P03} = 'yes'", '${P03}": it has several parts', 'Name one: ${P03.by}, ${P03.approved}'],
    ['an unknown part', "${P03.when} = 'yes'", '${P03.when}": it has no part "when"', 'by, approved, status'],
    ['a part of a single answer', '${P01.by} = 1', '${P01.by}": that question has no parts', 'Write ${P01}.'],
    ['rows that it has not itself', '${S01} = 1', '${S01}": it has several rows', 'Name one row, as in ${S01.masks}.'],
    ['an unknown choice', "selected(${P05}, 'bank')", "with 'bank', a value that it never has", 'ministry, hospital'],
    ['a number that is no choice', '${P01} >= 7', 'with 7, a value that it never has', 'the numbers 0, 1, 2, 3'],
    ['a name where numbers are stored', "${P01} = 'in_force'", "with 'in_force'", 'the numbers 0, 1, 2, 3'],
    ['a number where names are stored', '${P03.status} = 1', 'with 1', 'the names yes, no, not_yet_asked'],
    ['an order of names', "${P03.status} > 'no'", 'something greater or smaller', 'which have no order'],
    ['an invalid date', "${P03.approved} < 'May'", "with 'May'", "a date such as '2026-01-31'"],
    ['a choice of a text', "selected(${P03.by}, 'me')", "selected 'me'", 'Compare it with a text.'],
    ['a number behind a name', '1 = ${P03.status}', 'with 1', 'the names yes, no, not_yet_asked'],
    ['an order from the other side', "'no' < ${P03.status}", 'something greater or smaller', 'use =, != or selected()'],
    ['an order of several names', "${P05} >= 'donor'", 'something greater or smaller', 'which have no order'],
    ['an order of texts', "${P03.by} <= 'b'", 'something greater or smaller', 'a text, which have no order'],
    ['an unknown name among others', "${P05} = 'bank'", "with 'bank'", 'ministry, hospital'],
    ['a number where a date is stored', '${P03.approved} = 3', 'with 3', "a date such as '2026-01-31'"],
    ['a date with more behind it', "${P03.approved} = '2026-01-311'", 'a value that it never has', 'a date such as'],
    ['a date with more before it', "${P03.approved} = '12026-01-31'", 'a value that it never has', 'a date such as'],
    ['a text where a number is stored', "${S03} = 'many'", "with 'many'", 'Compare it with a number.'],
    [
      'too many things',
      `not(${'not('.repeat(70)}\${P01} = 1${')'.repeat(70)})`,
      'is too long for a formula',
      'Shorten it',
    ],
    ['a pattern, which no workbook can tell', "regex(${P03.by}, 'a+')", '"regex()" cannot be written', 'Use "=", "<"'],
  ])('%s', (_, rule, said, correction) => {
    const { instrument, faults } = withRule(rule);
    expect(instrument).toBeNull();
    expect(faults).toHaveLength(1);
    expect(faults[0]!.message).toContain(said);
    expect(faults[0]!.fix).toContain(correction);
    expect(lineOf(faults[0]!.where)).toBe('questionnaires/preparedness/2/questionnaire.yaml:51');
  });

  it.each([
    ['one row of a grid', '${S01.masks} >= 2'],
    ['a part of a group', "${P03.approved} <= today() or ${P03.status} = 'yes'"],
    ['a count', 'count-selected(${P05}) >= 2 and coalesce(${P01}, 0) < 2'],
    ['a text, whatever it says', "${P03.by} = 'me' or 'you' != ${P03.by}"],
    ['a number, whichever', '${S03} = 17.5 or 3 < ${S03}'],
    ['a date', "${P03.approved} >= '2026-01-31' or '2025-01-01' = ${P03.approved}"],
    ['one of several', "${P05} = 'donor' or selected(${P05}, 'hospital')"],
    ['two questions', '${P01} >= ${P02} or ${P03.by} != ${P03.status}'],
    ['a way', 'if(${P01} >= 2, ${P02}, ${S03}) > 1 or ${S03} div 7 > 2'],
  ])('%s can be loaded', (_, rule) => {
    expect(withRule(rule).faults).toEqual([]);
  });
});
