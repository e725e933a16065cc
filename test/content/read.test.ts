/** Parsing of YAML, JSON and CSV: values, their positions, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf, linesOfCsv, parseCells, parseTree, placeOfOffset, valueOfYaml } from '../../src/content/index.ts';

const yaml = (text: string, references = false) => parseTree('a.yaml', text, { references });
const faultOf = ({
  faults,
}: {
  readonly faults: readonly { line: number | null; column: number | null; what: string }[];
}) => faults.map(({ line, column, what }) => [line, column, what]);

describe('a place in a text', () => {
  it('is its line and column as an editor counts them, without the byte order mark', () => {
    const text = fc.array(fc.constantFrom('a', '\n', 'é', '"', ','), { maxLength: 30 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, fc.nat(30), fc.boolean(), (plain, at, marked) => {
        const before = plain.slice(0, at);
        const place = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
        expect(placeOfOffset(`${marked ? '\uFEFF' : ''}${plain}`, before.length + (marked ? 1 : 0))).toEqual(place);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('YAML', () => {
  it.each<[string, number, number, string]>([
    ['a: 1\nb: [1\n', 3, 1, 'The file is not valid YAML: Flow sequence in block collection'],
    ['a: 1\na: 2\n', 2, 1, 'The file is not valid YAML: a key occurs here for the second time.'],
    ['\uFEFFa: 1\nb: "x', 2, 6, 'The file is not valid YAML: Missing closing "quote'],
    ['a: &x 1\nb: *x\n', 2, 4, 'The file is not valid YAML: a reference to another place (*).'],
    ['a: &x { b: 1 }\nc:\n  <<: { d: 1 }\n', 3, 3, 'The file is not valid YAML: a merged key (<<).'],
    ['? [1]\n: 2\n', 1, 3, 'The file is not valid YAML: a key that is not a single word.'],
    ['a:\n  __proto__: 1\n', 2, 3, 'The file is not valid YAML: a key named __proto__.'],
    ['toString: 1\n', 1, 1, 'The file is not valid YAML: a key named toString.'],
  ])('%j is refused with its position', (text, line, column, what) => {
    const { tree, faults } = yaml(text);
    expect(tree).toBeNull();
    expect(faults[0]).toMatchObject({
      file: 'a.yaml',
      line,
      column,
      what: expect.stringContaining(what.slice(0, -1)),
      correction: 'Check quotes, colons and indentation.',
    });
  });

  it('may use aliases where its kind of file allows them, which read like the repeated value', () => {
    const text = 'a: &x { b: 1, c: { d: 2 } }\ne:\n  g: 2\n  <<: *x\nf: *x\n';
    const { tree } = yaml(text, true);
    const once = { b: 1, c: { d: 2 } };
    expect(tree!.value).toEqual({ a: once, e: { ...once, g: 2 }, f: once });
    expect(valueOfYaml(text)).toEqual(tree!.value);
    // The position of an aliased value is where it is written.
    expect(tree!.place(['e', 'c', 'd'])).toEqual({ line: 1, column: 20 });
    expect(tree!.place(['f', 'b'])).toEqual({ line: 1, column: 9 });
    expect(tree!.bare(['e', 'b'])).toBe('1');
  });

  const text = '# a note\nlist:\n  - x: yes\n    y: "yes"\n  - z: { 7: no }\nempty:\n';
  it('gives the position of each value: of its key, or of the entry in a list', () => {
    const { place } = yaml(text).tree!;
    expect(
      [['list'], ['list', 0], ['list', 0, 'y'], ['list', 1, 'z', 7], ['empty']].map((path) => {
        const { line, column } = place(path);
        return `${line}:${column}`;
      }),
    ).toEqual(['2:1', '3:5', '4:5', '5:10', '6:1']);
  });

  it('gives for a missing value the position of its parent', () => {
    const { place } = yaml(text).tree!;
    expect(place(['list', 0, 'w', 'v'])).toEqual({ line: 3, column: 5 });
    expect(place(['list', 9])).toEqual({ line: 2, column: 1 });
    expect(place(['empty', 'more'])).toEqual({ line: 6, column: 1 });
    expect(place(['other'])).toEqual({ line: 2, column: 1 });
    // A value at a deeper level has another path.
    expect(yaml('a:\n  b: { c: 1 }\n').tree!.place(['a', 'c'])).toEqual({ line: 1, column: 1 });
    expect(yaml('').tree!.place(['a'])).toEqual({ line: 1, column: 1 });
  });

  it('distinguishes words with and without quotes', () => {
    const { bare, value } = yaml(text).tree!;
    expect(value).toEqual({ list: [{ x: 'yes', y: 'yes' }, { z: { 7: 'no' } }], empty: null });
    expect([bare(['list', 0, 'x']), bare(['list', 0, 'y']), bare(['list']), bare(['other'])]).toEqual([
      'yes',
      null,
      null,
      null,
    ]);
  });

  it('is one frozen value for all readers', () => {
    const value = yaml(text).tree!.value as { list: { x: string }[] };
    expect(() => {
      value.list[0]!.x = 'no';
    }).toThrow(TypeError);
    expect(() => value.list.push({ x: 'no' })).toThrow(TypeError);
  });
});

describe('JSON', () => {
  const name = 'pipelines/x.schema.json';
  it('is refused at the character where parsing fails', () => {
    expect(faultOf(contentOf(name, '{\n  "a": 1,\n}'))).toEqual([
      [3, 1, 'This is not JSON that can be read: Expected double-quoted property name.'],
    ]);
    const { file, faults } = contentOf(name, '{\n  "a": [1');
    expect(file).toBeNull();
    expect(faults[0]).toMatchObject({
      line: 2,
      column: 10,
      correction: 'Look at quotes, commas and brackets just before this place.',
    });
    expect(faultOf(contentOf(name, ''))[0]!.slice(0, 2)).toEqual([1, 1]);
  });

  it('gives the position of each value', () => {
    const { file, faults } = contentOf(name, '{\n  "a": [\n    {"b": true}]}');
    expect(faults).toEqual([]);
    expect(file!.value).toEqual({ a: [{ b: true }] });
    expect(file!.where(['a', 0, 'b'])).toBe('pipelines/x.schema.json:3:6');
    expect(file!.bare(['a'])).toBeNull();
    // JSON allows duplicate keys, so positions are not unique.
    expect(contentOf(name, '{\n"a": 1, "a": 2}').file!.place(['a'])).toEqual({ line: 1, column: 1 });
    expect(file!.fault(['a'], { what: 'Odd.' })).toEqual({
      file: name,
      line: 2,
      column: 3,
      what: 'Odd.',
      didYouMean: [],
      correction: '',
    });
  });
});

describe('CSV', () => {
  const cell = fc
    .array(fc.constantFrom('a', 'b c', ',', '"', '\n', '\r\n', 'é'), { maxLength: 4 })
    .map((parts) => parts.join('').trim());
  const written = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const table = fc.record({
    rows: fc.array(fc.tuple(fc.constantFrom('x', '"x, y"'), cell, cell), { maxLength: 5 }),
    end: fc.constantFrom('\n', '\r\n'),
    gaps: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    last: fc.boolean(),
    mark: fc.constantFrom('', '\uFEFF'),
  });

  it('gives each cell and its position, for any content', () => {
    fc.assert(
      fc.property(table, ({ rows, end, gaps, last, mark }) => {
        let text = mark;
        const places: number[][] = [];
        const lines = [['one', 'two', 'three'], ...rows.map(([first, ...others]) => [first, ...others.map(written)])];
        for (const [at, cells] of lines.entries()) {
          if (gaps[at]) text += end;
          places.push(
            cells.map((part, place) => {
              if (place > 0) text += ',';
              const start = text.length;
              text += part;
              return start;
            }),
          );
          if (at < lines.length - 1 || last) text += end;
        }
        const { cells, faults } = parseCells('a.csv', text);
        expect(faults).toEqual([]);
        expect(cells!.head).toEqual(['one', 'two', 'three']);
        expect(cells!.rows).toEqual(rows.map(([one, two, three]) => ({ one: one.replaceAll('"', ''), two, three })));
        for (const [row, starts] of places.entries())
          for (const [column, start] of starts.entries())
            expect(cells!.place(row - 1, cells!.head[column])).toEqual(placeOfOffset(text, start));
        if (rows.length > 0) expect(cells!.place(0)).toEqual(placeOfOffset(text, places[1]![0]!));
        expect(cells!.place(-1, 'unknown')).toEqual(placeOfOffset(text, places[0]![0]!));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('is refused where a line has more or fewer cells than the first, with the position of each such line', () => {
    const { cells, faults } = parseCells('a.csv', 'a,b\n1\n\n1,2\n1,2,3\n');
    // Its cells in the right columns are kept, so that its key is still known to other tables.
    expect(cells?.rows.map(({ a }) => a)).toEqual(['1', '1', '1']);
    expect([...cells!.broken]).toEqual([0, 2]);
    const correction = 'Separate cells by commas, and put a cell with a comma or a quote in it in double quotes.';
    expect(faults).toEqual(
      [
        [2, 'This line has 1 cells, and the first line names 2 columns.'],
        [5, 'This line has 3 cells, and the first line names 2 columns.'],
      ].map(([line, what]) => ({ file: 'a.csv', line, column: 1, what, didYouMean: [], correction })),
    );
  });

  it('gives the start of the file as the position of a line that does not exist', () => {
    const { cells } = parseCells('a.csv', 'a,b\n1,2\n');
    expect(cells!.place(9, 'b')).toEqual({ line: 1, column: 1 });
  });

  it('is refused where a quote is not closed', () => {
    const { cells, faults } = parseCells('a.csv', 'a,b\n1,"2\n3,4\n');
    expect(cells).toBeNull();
    expect(faults[0]).toMatchObject({ column: 1, what: expect.stringContaining('The file is not valid CSV: ') });
    expect(faults[0]!.line).toBeGreaterThanOrEqual(2);
  });

  it('of a release is read without trimming', () => {
    expect(linesOfCsv('a, b\n" 1",\n')).toEqual([
      ['a', ' b'],
      [' 1', ''],
    ]);
  });
});
