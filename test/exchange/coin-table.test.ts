import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readCoinTables, writeStep } from '../../src/exchange/index.ts';
import type { Problem } from '../../src/problem/index.ts';

const meta = `iCode,Level,Parent,Direction,Weight,Type
x1,1,All,1,1,Indicator
x2,1,All,-1,2,Indicator
All,2,,1,1,Aggregate
`;
const data = 'uCode,x1,x2\nb,2,3\na,1,\n';

/** The message for a scale of the first indicator. */
const withScale = (scale: string) =>
  refusal(
    'uCode,x1,x2,pop\na,1,1,1\n',
    `${meta
      .replace('Type\n', 'Type,Denominator,ScaleFactor\n')
      .replace('Indicator\n', `Indicator,pop,${scale}\n`)
      .replaceAll(/(Indicator|Aggregate)\n/g, '$1,,\n')}pop,,,,,Denominator,,\n`,
  );

/** The message with which a table is refused. */
function refusal(iData: string, iMeta: string): string {
  try {
    readCoinTables(iData, iMeta);
  } catch (error) {
    return `${(error as Problem).message} ${(error as Problem).fix}`;
  }
  return 'nothing is refused';
}

describe('the tables of an index', () => {
  it('are read as spreadsheets write them: with a byte order mark, CRLF, quotes and spaces', () => {
    const iData = '\uFEFFuCode,uName,x1,x2\r\n"b","Bee, ""the"" one", 2 ,3\r\na,Ay,1e2,-1.5E-3\r\n';
    const { data: read } = readCoinTables(iData, `\uFEFF${meta.replaceAll('\n', '\r\n')}`);
    expect(read.units).toEqual(['a', 'b']);
    expect(read.columns.get('x1')).toEqual([100, 2]);
    expect(read.columns.get('x2')).toEqual([-0.0015, 3]);
  });

  it('have no characters without width, which would make two units of one code', () => {
    const iData = 'uCode,x1,x2\na,1,2\na\u200b,3,4\n';
    expect(refusal(iData, meta)).toContain('lines 2 and 3 have the same uCode "a"');
    expect(refusal(iData.replace('\u200b', '\ufeff'), meta)).toContain('lines 2 and 3 have the same uCode "a"');
    expect(readCoinTables('\ufeffuCode,x1,x2\na,\u20601,2\n', meta).data.columns.get('x1')).toEqual([1]);
  });

  it('have a missing value for an empty cell, NA or NaN, and keep a unit whose code is NA', () => {
    const { data: read } = readCoinTables('uCode,x1,x2\nNA,NA,\nz,NaN,0\n', meta);
    expect(read.units).toEqual(['NA', 'z']);
    expect([read.columns.get('x1'), read.columns.get('x2')]).toEqual([
      [null, null],
      [null, 0],
    ]);
  });

  it('may have their columns in any order, and additional columns', () => {
    const iMeta = `Type,Note,Weight,Parent,iCode,Direction,Level,iName
Aggregate,,1,,All,1,2,Everything
Indicator,,1,All,x1,1,1,"One, first"
Indicator,n,2,All,x2,-1,1,Two
Group,,,,g,,,
Denominator,,,,pop,,,
Other,,,,remark,,,
`;
    const { data: read } = readCoinTables('remark,pop,x2,g,uCode,x1,extra\nhi,5,3,,b,2,\n,6,,one,a,1,9\n', iMeta);
    expect(read.groups.get('g')).toEqual(['one', null]);
    expect(read.columns.get('pop')).toEqual([6, 5]);
    expect(read.nodes.map(({ code, level, weight }) => [code, level, weight])).toEqual([
      ['All', 2, 1],
      ['x1', 1, 1],
      ['x2', 1, 2],
    ]);
  });

  it('are sorted by the bytes of their codes, as R sorts in the C locale', () => {
    const { data: read } = readCoinTables('uCode,x1,x2\nb,1,1\n\u00e9,1,1\nB,1,1\na1,1,1\na10,1,1\na2,1,1\n', meta);
    expect(read.units).toEqual(['B', 'a1', 'a10', 'a2', 'b', '\u00e9']);
  });

  it('may have an empty weight for the index, and four levels', () => {
    const iMeta = `iCode,Level,Parent,Direction,Weight,Type
x1,1,P,1,1,Indicator
P,2,D,1,1,Aggregate
D,3,I,1,1,Aggregate
I,4,,,,Aggregate
`;
    const { data: read } = readCoinTables('uCode,x1\na,1\n', iMeta);
    expect(read.nodes.map(({ code, level }) => `${code}${level}`)).toEqual(['x11', 'P2', 'D3', 'I4']);
  });
});

describe('an invalid table is refused with its line and how to correct it', () => {
  const withMeta = (from: string, to: string) => refusal(data, meta.replace(from, to));
  it.each([
    [
      'two units of one code',
      refusal('uCode,x1,x2\na,1,1\nb,1,1\na,2,2\n', meta),
      'lines 2 and 4 have the same uCode "a"',
    ],
    ['two nodes of one code', withMeta('x2,1', 'x1,1'), 'lines 2 and 3 have the same iCode "x1"'],
    ['two columns with the same name', refusal('uCode,x1,x2,x1\na,1,1,1\n', meta), 'the column "x1" occurs twice'],
    ['a unit without a code', refusal('uCode,x1,x2\n,1,1\n', meta), 'line 2 has no uCode'],
    [
      'an unknown parent',
      withMeta('x2,1,All', 'x2,1,Al'),
      'line 3: "x2" has the parent "Al", which has no row. Add its row',
    ],
    [
      'a parent at the same level',
      withMeta('x2,1,All', 'x2,1,x1'),
      'line 3: "x2" of level 1 has the parent "x1" of level 1',
    ],
    ['a node that is its own parent', withMeta('All,2,,', 'All,2,All,'), 'every node has a parent'],
    ['two roots', withMeta('x2,1,All', 'x2,1,'), '"x2" and "All" have no parent'],
    [
      'an aggregate of nothing',
      refusal(data, `${meta}P,2,I,1,1,Aggregate\nI,3,,1,1,Aggregate\n`.replace('All,2,,', 'All,2,I,')),
      'line 5: "P" has nothing below it',
    ],
    [
      'an unknown type',
      withMeta('2,Indicator', '2,Indicater'),
      'line 3: "x2" is of type "Indicater". Use one of Indicator',
    ],
    ['another direction', withMeta('-1,2', '0,2'), 'line 3: "x2" has the Direction 0. Use 1 or -1'],
    ['no weight', withMeta('-1,2', '-1,'), 'line 3: "x2" has "" as its Weight'],
    ['a weight below 0', withMeta('-1,2', '-1,-2'), 'line 3: "x2" has the Weight -2. Use a weight of 0 or more'],
    [
      'a weight so large that a sum of weights is infinite, and every share of it 0',
      withMeta('-1,2', '-1,1.5e308'),
      'line 3: "x2" has the Weight 1.5e308. Use a weight of 0, or one from 1e-100 to 1e+100',
    ],
    ['a weight so small that it loses digits', withMeta('-1,2', '-1,5e-324'), '"x2" has the Weight 5e-324'],
    [
      'a value so large that a range is infinite, and every share of it 0',
      refusal('uCode,x1,x2\na,1,1\nb,-1.7e308,2\n', meta),
      'line 3: "b" has "-1.7e308" for "x1", which is beyond 1e+200. Measure it in a larger unit',
    ],
    [
      'a value that is infinite as a double',
      refusal('uCode,x1,x2\na,1,1e999\n', meta),
      'line 2: "a" has "1e999" for "x2", which is beyond 1e+200',
    ],
    ['a scale of 0', withScale('0'), 'line 2: "x1" has the ScaleFactor 0. Use a ScaleFactor above 0'],
    ['a scale that reverses', withScale('-1'), 'line 2: "x1" has the ScaleFactor -1'],
    ['a scale that is too large', withScale('1e300'), 'line 2: "x1" has the ScaleFactor 1e300'],
    ['a hexadecimal weight', withMeta('-1,2', '-1,0x2'), 'line 3: "x2" has "0x2" as its Weight'],
    [
      'a hexadecimal number',
      refusal('uCode,x1,x2\na,0x10,1\n', meta),
      'line 2: "a" has "0x10" for "x1", which is not a number',
    ],
    [
      'text that was not in UTF-8',
      refusal(Buffer.from('uCode,x1,x2\na,1,1\nCôte,2,2\n', 'latin1').toString('utf8'), meta),
      'line 3: The file is not text in UTF-8: a character here cannot be read). Save it as CSV in UTF-8',
    ],
    ['an indicator at level 2', withMeta('x2,1', 'x2,2'), 'line 3: "x2", of type Indicator, has the Level 2'],
    [
      'a text for a number',
      refusal('uCode,x1,x2\na,1,1\nb,"1,5",2\n', meta),
      'line 3: "b" has "1,5" for "x1", which is not a number. Write a number such as 1234.5',
    ],
    ['a dot for nothing', refusal('uCode,x1,x2\na,1,..\n', meta), 'line 2: "a" has ".." for "x2"'],
    ['an indicator that iData lacks', refusal('uCode,x1\na,1\n', meta), 'it has no column "x2", which iMeta names'],
    ['semicolons', refusal('uCode;x1;x2\na;1;2\n', meta), 'it has no column uCode. Save it with commas'],
    ['a row that is too long', refusal('uCode,x1,x2\na,1,1,1\n', meta), 'it is no CSV'],
    ['no rows', refusal('uCode,x1,x2\n', meta), 'it has no rows'],
    ['nothing at all', refusal('', meta), 'it has no column uCode'],
  ])('%s', (_, said, expected) => {
    expect(said).toContain(expected);
  });

  it('a denominator that is not a column', () => {
    const iMeta = meta.replace('Type\n', 'Type,Denominator\n').replace('Indicator\n', 'Indicator,pop\n');
    expect(refusal(data, iMeta.replaceAll(/(Indicator|Aggregate)\n/g, '$1,\n'))).toContain(
      'line 2: "x1" has the denominator "pop", which is not a column of numbers',
    );
  });
});

it('a step is written with one row for each unit, and numbers that read back exactly', () => {
  const text = writeStep(
    ['a', 'b, c'],
    new Map([
      ['x', [0.1 + 0.2, null]],
      ['y"', [-0, 1e-9]],
    ]),
  );
  expect(text).toBe('uCode,x,"y"""\na,0.30000000000000004,0\n"b, c",,1e-9\n');
});
