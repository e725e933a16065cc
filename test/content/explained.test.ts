/** The message of each kind of fault: what is wrong, where, what may have been meant, and how to correct it. */
import { describe, expect, it } from 'vitest';
import { contentOf, nearest, reported, schemaFaults, tableOf } from '../../src/content/index.ts';
import { tableFaults } from '../../src/content/schema/table.ts';
import type { JsonObject } from '../../src/content/schema/validate.ts';

/** Faults of a YAML text by a schema, as `line:column what | near | correction`. */
const faults = (schema: JsonObject, text: string) =>
  contentOf('dashboards/columns.yaml', text, JSON.stringify(schema)).faults.map(
    ({ line, column, what, didYouMean, correction }) =>
      `${line}:${column} ${what} | ${didYouMean.join(', ')} | ${correction}`,
  );
const of = (schema: JsonObject) => ({ type: 'object', properties: { a: schema } });

describe('a value that its schema does not allow', () => {
  it.each<[string, JsonObject, string, string]>([
    ['type', { type: 'string' }, '3', 'is 3, not a text. |  | Set it to a text.'],
    [
      'type',
      { type: 'object' },
      '[]',
      'is a list, not a set of keys with values. |  | Set it to a set of keys with values.',
    ],
    ['type', { type: 'array' }, '{}', 'is a set of keys, not a list. |  | Set it to a list.'],
    ['type', { type: ['number', 'null'] }, 'x', 'is "x", not a number or null. |  | Set it to a number or null.'],
    ['type', { type: 'integer' }, '1.5', 'is 1.5, not a whole number. |  | Set it to a whole number.'],
    ['type', { type: 'boolean' }, '', 'is empty, not true or false. |  | Set it to true or false.'],
    ['const', { const: 'x' }, 'y', 'is "y", not "x". |  | Correct it.'],
    ['minimum', { minimum: 2 }, '1', 'is 1, less than 2. |  | Give 2 or more.'],
    ['maximum', { maximum: 2 }, '3', 'is 3, more than 2. |  | Give 2 or less.'],
    ['exclusiveMinimum', { exclusiveMinimum: 2 }, '2', 'is 2, which must be more than 2. |  | Correct it.'],
    ['exclusiveMaximum', { exclusiveMaximum: 2 }, '2', 'is 2, which must be less than 2. |  | Correct it.'],
    ['minLength', { minLength: 2 }, 'é', 'is "é", which is too short. |  | Correct it.'],
    [
      'pattern',
      { pattern: '^a+$', patternErrorMessage: 'Write a.' },
      'b',
      'is "b", which is not written as it must be. |  | Write a.',
    ],
    [
      'format',
      { format: 'date' },
      '"2026-02-31"',
      'is "2026-02-31", which is not a date in the calendar. |  | Write a day of the calendar, such as 2026-06-30.',
    ],
    ['minItems', { minItems: 2 }, '[1]', 'is a list, with fewer than 2 entries. |  | Give 2 or more.'],
    ['maxItems', { maxItems: 1 }, '[1, 2]', 'is a list, with more than 1 entries. |  | Give 1 or less.'],
    [
      'uniqueItems',
      { uniqueItems: true },
      '[1, 1]',
      'is a list, in which an entry occurs twice. |  | Remove one of the two.',
    ],
    ['minProperties', { minProperties: 1 }, '{}', 'is a set of keys, with fewer than 1 keys. |  | Give 1 or more.'],
    ['not', { not: { const: 3 } }, '3', 'is 3, which is not allowed here. |  | Correct it.'],
    ['enum', { enum: ['left', 'right'] }, 'lfet', 'is "lfet", which is not known here. | left | '],
    ['enum', { enum: [1, 2] }, 'x', 'is "x", which is not known here. | 1, 2 | '],
    ['enum', { enum: ['left', 'right'] }, 'x', 'is "x", which is not known here. |  | Set it to one of left, right.'],
    [
      'oneOf',
      { oneOf: [{ type: 'string' }, { const: 3 }, { enum: [4, 5] }, { minProperties: 1 }] },
      '{}',
      'is a set of keys. |  | Set it to a text, or 3, or one of 4, 5.',
    ],
    [
      'anyOf',
      {
        anyOf: [
          { type: 'string', pattern: '^x' },
          { type: 'string', pattern: '^x' },
        ],
      },
      '3',
      'is 3. |  | Set it to a text.',
    ],
    ['anyOf', { anyOf: [{ minimum: 5 }, { maximum: 1 }] }, '3', 'is 3. |  | Set it to another value.'],
  ])('by %s %j is reported with what it is and how to correct it', (_, schema, value, said) => {
    expect(faults(of(schema), `b: 1\na: ${value}\n`)).toEqual([`2:1 "a" ${said}`]);
  });

  it('is named by its path in the file, with list entries counted from 1', () => {
    const schema = of({ items: { properties: { b: { type: 'string' } } } });
    expect(faults(schema, 'a:\n  - b: x\n  - b: 3\n')).toEqual([
      '3:5 "a.2.b" is 3, not a text. |  | Set it to a text.',
    ]);
    expect(faults({ type: 'object' }, '- 1\n')[0]).toMatch(/^1:1 The file is a list, not a set of keys with values\./);
  });

  it('with several allowed structures is explained by the most similar one', () => {
    const shape = (kind: string, more: JsonObject) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: kind }, ...more },
      additionalProperties: false,
    });
    const shapes = {
      oneOf: [shape('bar', { width: { type: 'number' } }), shape('map', { colour: { type: 'string' } })],
    };
    expect(faults(of(shapes), 'a:\n  kind: bar\n  width: wide\n')).toEqual([
      '3:3 "a.width" is "wide", not a number. |  | Set it to a number.',
    ]);
    expect(faults(of(shapes), 'a:\n  kind: map\n  color: red\n')).toEqual([
      '3:3 "a" has "color", which has no meaning here. | colour | ',
    ]);
  });

  it('with a mistyped key is compared as if it had one fault, though the key is both unknown and missing', () => {
    const shape = (key: string) => ({ required: [key], properties: { [key]: {} }, additionalProperties: false });
    expect(faults(of({ oneOf: [shape('width'), shape('colour')] }), 'a:\n  color: red\n')).toEqual([
      '2:3 "a" has "color", which has no meaning here. | colour | ',
    ]);
  });

  it('that two alternatives allow where only one may is refused', () => {
    expect(faults(of({ oneOf: [{ minProperties: 1 }, { required: ['b'] }] }), 'a:\n  b: 1\n')).toEqual([
      '1:1 "a" is a set of keys. |  | Set it to another value.',
    ]);
  });
});

describe('a rule for one kind of value', () => {
  const values = { number: 3, text: 'x', list: ['x'], keys: { x: 1 }, truth: true, nothing: null };
  it.each<[keyof typeof values, JsonObject]>([
    ['number', { minimum: 9 }],
    ['number', { maximum: 1 }],
    ['number', { exclusiveMinimum: 3 }],
    ['number', { exclusiveMaximum: 3 }],
    ['text', { minLength: 2 }],
    ['text', { pattern: '^y' }],
    ['list', { minItems: 2 }],
    ['list', { maxItems: 0 }],
    ['list', { items: { const: 'y' } }],
    ['keys', { required: ['y'] }],
    ['keys', { minProperties: 2 }],
    ['keys', { properties: { x: { const: 2 } } }],
    ['keys', { patternProperties: { x: { const: 2 } } }],
    ['keys', { propertyNames: { const: 'y' } }],
    ['keys', { additionalProperties: false }],
    ['keys', { additionalProperties: { const: 2 } }],
  ])('of %s, %j, does not apply to other types', (kind, schema) => {
    const refused = Object.entries(values).filter(([, value]) => schemaFaults(schema, value).length > 0);
    expect(refused.map(([name]) => name)).toEqual([kind]);
  });
});

it.each<[JsonObject, unknown, unknown]>([
  [{ minimum: 2 }, 2, 1.9],
  [{ maximum: 2 }, 2, 2.1],
  [{ minLength: 2 }, 'éé', 'é'],
  [{ minItems: 1 }, [1], []],
  [{ maxItems: 1 }, [1], [1, 2]],
  [{ minProperties: 1 }, { a: 1 }, {}],
])('%j allows its bound, %j, and not %j', (schema, bound, beyond) => {
  expect(schemaFaults(schema, bound)).toEqual([]);
  expect(schemaFaults(schema, beyond)).toHaveLength(1);
});

describe('a key', () => {
  const schema = {
    type: 'object',
    properties: {
      title: { type: 'string', description: 'What readers see.' },
      size: { enum: ['small', 'large'] },
      count: { type: 'integer' },
      free: {},
    },
    required: ['title', 'size', 'count', 'free'],
    additionalProperties: false,
  };
  it('that is missing is requested, with its purpose', () => {
    expect(faults(schema, '{}')).toEqual([
      '1:1 The file has no "title". |  | Add "title": What readers see.',
      '1:1 The file has no "size". |  | Add "size", one of small, large.',
      '1:1 The file has no "count". |  | Add "count", a whole number.',
      '1:1 The file has no "free". |  | Add "free".',
    ]);
  });

  it('that is unknown is reported at its own position, with the key that may have been meant or all known keys', () => {
    const rest = 'title: x\nsize: small\ncount: 1\nfree: 1\n';
    expect(faults(schema, `${rest}tilte: y\n`)).toEqual([
      '5:1 The file has "tilte", which has no meaning here. | title | ',
    ]);
    expect(faults(schema, `${rest}colour: y\n`)).toEqual([
      '5:1 The file has "colour", which has no meaning here. |  | It can have title, size, count, free.',
    ]);
    expect(faults({ type: 'object', additionalProperties: false }, 'x: 1\n')).toEqual([
      '1:1 The file has "x", which has no meaning here. |  | Or remove it.',
    ]);
  });

  it('in a wrong format is reported with the sentence of the schema', () => {
    expect(
      faults({ propertyNames: { pattern: '^[a-z]+$', patternErrorMessage: 'Write letters.' } }, 'a: 1\nB2: 1\n'),
    ).toEqual(['2:1 "B2" cannot be a name here. |  | Write letters.']);
    expect(faults({ propertyNames: { enum: ['a'] } }, 'b: 1\n')).toEqual([
      '1:1 "b" cannot be a name here. |  | Write a name.',
    ]);
  });
});

describe('a faulty value is shown in readable form:', () => {
  it.each([
    [undefined, 'empty'],
    [null, 'empty'],
    ['', 'empty'],
    ['x', '"x"'],
    [[1], 'a list'],
    [{ a: 1 }, 'a set of keys'],
    [3, '3'],
    [false, 'false'],
  ])('%j as %s', (value, shown) => {
    expect(reported(value)).toBe(shown);
  });
});

describe('a table', () => {
  const schema = {
    type: 'object',
    required: ['code'],
    properties: {
      code: { type: 'string', pattern: '^[A-Z]+$', patternErrorMessage: 'Write capital letters.' },
      size: { type: 'number' },
      rank: { type: 'integer' },
      open: { type: 'boolean' },
      note: { type: 'string' },
    },
    patternProperties: { '^name_[a-z]+$': { type: 'string', minLength: 2 } },
    additionalProperties: false,
    'x-columns': ['code', 'size'],
  };
  const found = (text: string, more: JsonObject = {}) => {
    const whole = { ...schema, ...more };
    return tableFaults(tableOf('a.csv', text).table!, { schema: whole, root: whole, text: '' }).faults.map(
      ({ line, column, what, didYouMean, correction }) =>
        `${line}:${column} ${what} | ${didYouMean.join(', ')} | ${correction}`,
    );
  };
  const first =
    'Name it in the first line; the columns are code, size, rank, open, note, separated by commas, in UTF-8.';

  it('may declare columns by name and by pattern; an empty cell is no value', () => {
    expect(found('code,size,open,name_en,rank\nA,1.5,true,xy,2\nB,,,,\n')).toEqual([]);
  });

  it('must have its required columns, or all columns where none are marked as required', () => {
    expect(found('code\nA\n')).toEqual([`1:1 The table has no column "size". |  | ${first}`]);
    expect(found('code,size,rank,open\nA,1,1,true\n', { 'x-columns': undefined })).toEqual([
      `1:1 The table has no column "note". |  | ${first}`,
    ]);
  });

  it('may not have unknown, duplicate or misspelled columns', () => {
    expect(found('code,size,other,size\nA,1,2,3\n')).toEqual([
      '1:11 The table has a column "other", which has no meaning here. |  | Its columns are code, size, rank, open, note.',
      '1:6 The column "size" occurs twice in the first line. |  | Remove one of the two.',
    ]);
    // A misspelled column is not also reported as missing, and an existing column is not suggested.
    expect(found('code,sise\nA,1\n')).toEqual([
      '1:6 The table has a column "sise", which has no meaning here. | size | ',
    ]);
    expect(found('code,size,sizes\nA,1,1\n')[0]).toContain('|  | Its columns are');
  });

  it('has the type of each cell checked, with the position of the cell', () => {
    expect(found('code,size,rank,open,name_en\na,many,1.5,maybe,x\n')).toEqual([
      '2:1 "code" is "a", which is not written as it must be. |  | Write capital letters.',
      '2:3 "size" is "many", not a number. |  | Set it to a number.',
      '2:8 "rank" is 1.5, not a whole number. |  | Set it to a whole number.',
      '2:12 "open" is "maybe", not true or false. |  | Set it to true or false.',
      '2:18 "name_en" is "x", which is too short. |  | Correct it.',
    ]);
  });

  it('has cells with true and false read as booleans', () => {
    const properties = { ...schema.properties, open: { type: 'boolean', const: false } };
    expect(found('code,size,open\nA,1,false\n', { properties })).toEqual([]);
    expect(found('code,size,open\nA,1,true\n', { properties })).toHaveLength(1);
  });

  it('has an empty required cell reported in the column of that cell', () => {
    expect(found('size,code\n1,\n')).toEqual(['2:3 The line has no "code". |  | Add "code", a text.']);
  });
});

describe('the suggestion for a misspelled name', () => {
  it.each<[string, string[], string[]]>([
    ['tilte', ['title'], ['title']],
    ['titl', ['title'], ['title']],
    ['titlee', ['title'], ['title']],
    ['TITLE', ['title'], ['title']],
    ['abc', ['abcdef'], []],
    ['xbx', ['abc'], []],
    ['ax', ['ab'], ['ab']],
    ['xy', ['ab'], []],
    ['ab', ['ba'], ['ba']],
    ['abcd', ['badc'], []],
    ['abcdef', ['badcef'], ['badcef']],
    ['b', ['d', 'c', 'a'], ['a', 'c']],
    ['word', ['ward', 'wor', 'word'], ['word', 'ward']],
    ['', ['a', 'ab'], ['a']],
  ])('%j among %j is %j: few edits for its length, the nearest first, two at most', (name, known, meant) => {
    expect(nearest(name, known)).toEqual(meant);
  });
});
