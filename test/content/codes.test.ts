/** Requirements on a file before its text is parsed, and checks of codes between tables. */
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { codesOf, emptyTable, keysOf, strays, twice } from '../../src/content/codes.ts';
import { tableOf } from '../../src/content/index.ts';
import { bytesFault } from '../../src/content/read/bytes.ts';

const table = (text: string, more: object = {}) => ({ ...tableOf('a.csv', text).table!, ...more });
const said = (faults: ReturnType<typeof twice>) =>
  faults.map(({ line, column, what, didYouMean, correction }) =>
    [`${line}:${column} ${what}`, ...didYouMean, correction].filter(Boolean).join(' | '),
  );

describe('a file', () => {
  const fault = (bytes: Buffer) => bytesFault('a.yaml', bytes, bytes.toString('utf8'));
  it('must be non-empty text in UTF-8', () => {
    expect(fault(Buffer.from('a: é\n'))).toBeNull();
    for (const nothing of ['', ' \n\t', '\uFEFF\n'])
      expect(fault(Buffer.from(nothing))).toMatchObject({
        ...{ line: 1, column: 1, what: 'The file is empty.', correction: 'Write its content, or remove the file.' },
      });
    expect(fault(Buffer.from('\uFEFFa'))).toBeNull();
  });

  it('that is not UTF-8 is refused at the first invalid character', () => {
    const at = (...parts: (string | number[])[]) => {
      const found = fault(Buffer.concat(parts.map((part) => Buffer.from(part as string))))!;
      expect(found).toMatchObject({
        what: 'The file is not text in UTF-8: a character here cannot be read.',
        correction: 'Save it again, with the encoding UTF-8.',
      });
      return `${found.line}:${found.column}`;
    };
    expect([at([0xff]), at('ab', [0xe9], 'c'), at('é: 1\nb', [0xe9], '\nc'), at('a\n\n', [0xe9])]).toEqual([
      ...['1:1', '1:3', '2:2', '3:1'],
    ]);
  });

  it('may have at most 32 MB', () => {
    const large = Buffer.alloc(32_000_001, 'a');
    expect(bytesFault('a.yaml', large.subarray(1), 'a')).toBeNull();
    expect(bytesFault('a.yaml', large, 'a')).toMatchObject({
      line: null,
      what: 'The file has 33 MB, and 32 MB is the limit for a file of content.',
      correction: 'Check that it is the file that was meant.',
    });
  });
});

describe('the codes of a table', () => {
  const known = table('code,name\nA,x\nB,y\nB,z\n,v\n');
  it('are listed once each; they are keys only where each is declared once and none is faulty', () => {
    expect(codesOf(known, 'code')).toEqual(['A', 'B']);
    expect(keysOf(known, 'name')).toEqual(['x', 'y', 'z', 'v']);
    expect(keysOf(known, 'code')).toBeNull();
    expect(keysOf(table('code\nA\nB\n'), 'code')).toEqual(['A', 'B']);
    expect(keysOf(table('code\nA\n', { faulty: new Set(['code']) }), 'code')).toBeNull();
    expect([codesOf(null, 'code'), keysOf(null, 'code'), codesOf(known, 'none')]).toEqual([null, null, []]);
  });

  it('that another table does not declare are each reported once, at the first line', () => {
    const naming = table('code,of\n1,Alpha\n2,Alhpa\n3,\n4,Omega\n5,Omega\n');
    const known = ['Alpha', 'Beta'];
    expect(said(strays(naming, 'of', known, 'b.csv'))).toEqual([
      '3:3 "Alhpa" is not in b.csv. | Alpha',
      '5:3 "Omega" is not in b.csv; 2 lines name it. | Declare it in b.csv, or correct it.',
    ]);
    expect(said(strays(table('code,of\n1,Alpha Omega\n'), 'of', known, 'b.csv', true))).toHaveLength(1);
    expect(said(strays(table('code,of\n1,Alpha Beta\n'), 'of', known, 'b.csv'))).toHaveLength(1);
    const broken = table('code,of\n1,Omega\n2,Omega\n', { broken: new Set([0]) });
    expect(said(strays(broken, 'of', known, 'b.csv'))[0]).toMatch(/^3:3 "Omega" is not in b\.csv\. /);
    expect([strays(naming, 'of', null, 'b.csv'), strays(null, 'of', known, 'b.csv')]).toEqual([[], []]);
  });

  it('that are in the table twice are reported with the position of the first', () => {
    expect(said(twice(known, ['code']))).toEqual([
      '4:1 "B" is in the table already, at a.csv:3:1. | Remove one of the two lines.',
    ]);
    const pairs = table('a,b\n1,2\n1,3\n1,2\n1,2\n,\n,\n');
    expect(said(twice(pairs, ['a', 'b'])).map((one) => one.slice(0, 48))).toEqual([
      ...['4:1 "1 2" is in the table already, at a.csv:2:1.', '5:1 "1 2" is in the table already, at a.csv:2:1.'],
    ]);
    expect(twice(null, ['code'])).toEqual([]);
  });

  it('of an optional table that is missing are an empty list', () => {
    const none = emptyTable('c.csv');
    expect([codesOf(none, 'code'), keysOf(none, 'code'), none.where(0), none.place(3)]).toEqual([
      ...[[], [], 'c.csv', { line: 1, column: 1 }],
    ]);
    expect(none.fault(0, null, { what: 'Odd.' })).toMatchObject({ file: 'c.csv', line: null, what: 'Odd.' });
  });
});
