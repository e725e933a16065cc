import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  codeDefinition,
  columnsOf,
  inLanes,
  loadRows,
  mayBreak,
  openWarehouse,
  orderRows,
  readParquet,
  tablesRead,
  type Warehouse,
  type WrittenTexts,
  writeCsv,
  writeJson,
  writeParquet,
  writeTexts,
} from '../../src/warehouse/index.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
  await warehouse.run('create schema input');
});
afterAll(() => warehouse.close());

describe('a warehouse', () => {
  it('returns plain values: counts are numbers and missing values null', async () => {
    expect(await warehouse.rows('select count(*) as n, 1 / 3 as share, null as nothing, true as so')).toEqual([
      { n: 1, share: 1 / 3, nothing: null, so: true },
    ]);
  });

  it('accepts values as parameters', async () => {
    const hostile = `'; drop schema input; --`;
    expect(await warehouse.rows('select $1::varchar as text', [hostile])).toEqual([{ text: hostile }]);
  });

  it.each([
    ["select * from read_csv('/etc/passwd')", /disabled|permission/i],
    ["copy (select 1) to '/tmp/gap-elsewhere.csv'", /disabled|permission/i],
    ['install httpfs', /disabled|permission/i],
    ['set enable_external_access = true', /locked|cannot/i],
    ['set threads = 4', /locked/i],
  ])('refuses %s', async (statement, reason) => {
    await expect(warehouse.run(statement)).rejects.toThrow(reason);
  });

  it('leaves nothing behind when closed', async () => {
    const other = await openWarehouse();
    await writeCsv(other, 'select 1 as one');
    await writeParquet(other, 'select 1 as one', { rows: 1 });
    const folders = [other.scratch, other.quick];
    expect(folders.flatMap((folder) => readdirSync(folder))).toEqual([]);
    other.close();
    expect(folders.some((folder) => existsSync(folder))).toBe(false);
  });
});

describe('rows loaded in bulk', () => {
  const columns = { country: 'varchar', part: 'varchar', score: 'double', listed: 'boolean' };
  const rows = [
    { country: 'XAB', part: 'a "quoted"\nline,\u001f or so', score: 0.1 + 0.2, listed: false },
    { country: 'XAA', part: null, score: null, listed: true },
    { country: 'XAC', part: '', score: -1e-300, listed: true },
  ];

  it('are returned unchanged, in the requested order', async () => {
    await loadRows(warehouse, 'input.few', columns, rows, ['country']);
    expect(await warehouse.rows('from input.few')).toEqual([rows[1], rows[0], rows[2]]);
  });

  it.each([
    ['few values in each', 3],
    ['more combinations than numbers are exact', 10_000],
  ])('are ordered by several columns with %s, null last and equal rows as they were', (_, values) => {
    const at = (row: number, column: number) => (Math.imul(row + 1, 2_654_435_761 * (column + 1)) >>> 7) % values;
    const names = ['a', 'b', 'c', 'd'];
    const many = Array.from({ length: 10_000 }, (_row, row) =>
      Object.fromEntries(names.map((name, column) => [name, at(row, column) === 1 ? null : at(row, column)])),
    );
    const place = (value: number | null) => value ?? Number.POSITIVE_INFINITY;
    const compared = [...many.keys()].sort((one, other) => {
      const name = names.find((key) => many[one]![key] !== many[other]![key]);
      return name === undefined ? one - other : place(many[one]![name]!) - place(many[other]![name]!);
    });
    expect([...orderRows(many, names).order!]).toEqual(compared);
  });

  it('may be none', async () => {
    await loadRows(warehouse, 'input.none', columns, []);
    expect(await warehouse.rows('select count(*) as n from input.none')).toEqual([{ n: 0 }]);
  });

  it('may exceed one chunk', async () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({
      country: `C${n % 7}`,
      part: String(n),
      score: n,
      listed: true,
    }));
    await loadRows(warehouse, 'input.many', columns, many);
    expect(
      await warehouse.rows('select count(*) as n, sum(score) as total, count(distinct part) as parts from input.many'),
    ).toEqual([{ n: 5000, total: 12497500, parts: 5000 }]);
  });
});

describe('rows of many chunks', () => {
  it('are returned unchanged where codes, nulls and texts change from chunk to chunk', async () => {
    await warehouse.run(codeDefinition('kind_code', ['a', 'b', 'c']));
    const rows = Array.from({ length: 70_001 }, (_, n) => ({
      n,
      kind: n % 5 === 4 ? null : 'abc'[n % 3]!,
      text: Math.floor(n / 3000) % 2 ? null : `A text that is not kept in place ${n}`,
    }));
    const types = { n: 'integer', kind: 'kind_code', text: 'varchar' };
    await loadRows(warehouse, 'input.chunks', types, rows.toReversed(), ['kind', 'n']);
    expect(await warehouse.rows('from input.chunks order by n')).toEqual(rows);
    const kinds = await warehouse.rows(
      'select kind, count(*) as rows from input.chunks group by kind order by min(rowid)',
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['a', 'b', 'c', null]);
  });

  it('lose an unseen byte order mark at the start of a text, so that a file of them is the same when it is read', async () => {
    await warehouse.run(codeDefinition('marked_code', ['\ufeffa', 'b']));
    const types = { code: 'marked_code', text: 'varchar' };
    const rows = [
      { code: '\ufeffa', text: '\ufeff\ufeffA text' },
      { code: 'b', text: '\ufeff' },
    ];
    await loadRows(warehouse, 'input.marked', types, rows);
    const { stored } = await writeParquet(warehouse, 'from input.marked');
    const found = await readParquet(warehouse, stored.read());
    expect(found).toEqual([
      { code: 'a', text: 'A text' },
      { code: 'b', text: '' },
    ]);
    await loadRows(warehouse, 'input.read_again', types, found as typeof rows);
    expect((await writeParquet(warehouse, 'from input.read_again')).stored.read()).toEqual(stored.read());
  });

  it('take a number where a text is asked for, and give zero no sign', async () => {
    await loadRows(warehouse, 'input.signs', { text: 'varchar', score: 'double' }, [{ text: 7, score: -0 }]);
    expect(await warehouse.rows('select text, score::varchar as score from input.signs')).toEqual([
      { text: '7', score: '0.0' },
    ]);
  });
});

describe('files of a table', () => {
  it('are the same bytes each time, and restore the table', async () => {
    await warehouse.run('create table input.sums as select i as n, i / 7 as share from range(1000) as r(i)');
    const select = 'select n, share from input.sums order by n';
    const { stored, rows } = await writeParquet(warehouse, select, { about: { illustrative: 'true' } });
    const bytes = stored.read();
    expect(rows).toBe(1000);
    expect(
      Buffer.compare(bytes, (await writeParquet(warehouse, select, { about: { illustrative: 'true' } })).stored.read()),
    ).toBe(0);
    expect(await readParquet(warehouse, bytes)).toEqual(await warehouse.rows('from input.sums order by n'));
  });
});

describe('a file of a table without rows', () => {
  it('has the same bytes as that of the engine', async () => {
    const types = ['varchar', 'double', 'integer', 'bigint', 'boolean', 'letter_code'];
    await warehouse.run("create type letter_code as enum ('a', 'b')");
    for (const [at, count] of [1, 2, 14, 15, 16, 200].entries()) {
      const table = `input.without_${at}`;
      const definitions = Array.from(
        { length: count },
        (_, place) => `"${'é'.repeat(place)} ${place}" ${types[place % 6]}`,
      );
      await warehouse.run(`create table ${table} (${definitions.join(', ')})`);
      const columns = await columnsOf(warehouse, table);
      for (const about of [{}, { mart: 'without', cycle: 'c'.repeat(200) }]) {
        const composed = await writeParquet(warehouse, `from ${table}`, { about, rows: 0, columns });
        const written = await writeParquet(warehouse, `from ${table}`, { about });
        expect(Buffer.from(composed.stored.read())).toEqual(Buffer.from(written.stored.read()));
        expect([composed.rows, written.rows]).toEqual([0, 0]);
      }
    }
  });

  it('is written by the engine if a column is a list', async () => {
    await warehouse.run('create table input.listed (texts varchar[])');
    const columns = await columnsOf(warehouse, 'input.listed');
    const { stored } = await writeParquet(warehouse, 'from input.listed', { rows: 0, columns });
    expect(await readParquet(warehouse, stored.read())).toEqual([]);
  });
});

describe('a small file', () => {
  it('is written on the disk if there is no room in memory', async () => {
    const full = { ...warehouse, quick: join(warehouse.scratch, 'full') };
    const { stored } = await writeParquet(full, 'select 1 as one', { rows: 1 });
    expect(await readParquet(warehouse, stored.read())).toEqual([{ one: 1 }]);
  });
});

describe('a table as JSON', () => {
  it('lists its columns first, then each row unchanged', async () => {
    await warehouse.run(
      `create table input.odd as select * from (values (1, 'a "b"', null, true), (2, '=1+1,\n', 0.1, false)) as v(n, text, share, so)`,
    );
    const { stored } = await writeJson(warehouse, 'input.odd', ['n', 'text', 'share', 'so'], {
      mart: 'odd',
      illustrative: true,
    });
    expect(JSON.parse(new TextDecoder().decode(stored.read()))).toEqual({
      mart: 'odd',
      illustrative: true,
      rows: [
        ['n', 'text', 'share', 'so'],
        [1, 'a "b"', null, true],
        [2, '=1+1,\n', 0.1, false],
      ],
    });
  });

  it('is only a list of its columns where it has no rows', async () => {
    await warehouse.run('create table input.bare (n integer)');
    const { stored, rows } = await writeJson(warehouse, 'input.bare', ['n']);
    expect(rows).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(stored.read()))).toEqual({ rows: [['n']] });
  });
});

describe('a small table as texts', () => {
  it('has the same bytes as the files of the engine', async () => {
    // Every character that any format may treat specially, at each place of a text.
    await warehouse.run(
      `create table input.texts as
       select i::integer as number, c as alone, c || 'x' as first, 'x' || c as "last",
         case i % 3 when 0 then i / 7 when 1 then i * 1e-9 when 2 then i * 1e20 end as share,
         case i % 4 when 0 then null when 1 then '' when 2 then ' a ' else 'null' end as maybe, i % 2 = 0 as so
       from (
         select i, chr(i::integer) as c from range(1, 400) as r(i) where i not between 128 and 159
         union all select 65279, chr(65279)
       )`,
    );
    const columns = ['number', 'alone', 'first', 'last', 'share', 'maybe', 'so'];
    const about = { mart: 'texts', illustrative: true };
    const [{ rows }] = (await warehouse.rows<{ rows: number }>('select count(*) as rows from input.texts')) as [
      { rows: number },
    ];
    const bytes = (texts: WrittenTexts) =>
      [texts.json, texts.csv].map(({ stored }) => new TextDecoder().decode(stored.read()));
    for (const [table, count] of [
      ['input.texts', rows],
      ['input.no_texts', 0],
    ] as const) {
      if (count === 0) await warehouse.run(`create table ${table} as from input.texts limit 0`);
      const found = await writeTexts(warehouse, { table, columns, rows: count, about, also: { illustrative: 'true' } });
      const json = await writeJson(warehouse, table, columns, about);
      const csv = await writeCsv(warehouse, `select *, true as illustrative from ${table}`);
      expect(bytes(found)).toEqual(bytes({ json, csv }));
      expect([found.json.rows, found.csv.rows]).toEqual([json.rows, csv.rows]);
    }
  });
});

describe('columns of a table', () => {
  it('are in order, a code with all its possible values', async () => {
    await warehouse.run("create type colour as enum ('blue', 'red')");
    await warehouse.run('create table input.seen (n integer, name varchar, colour colour)');
    expect(await columnsOf(warehouse, 'input.seen')).toEqual([
      { name: 'n', type: 'integer', isText: false, codes: null },
      { name: 'name', type: 'text', isText: true, codes: null },
      { name: 'colour', type: 'text', isText: false, codes: ['blue', 'red'] },
    ]);
  });
});

describe('rows that may break a rule', () => {
  it.each([
    ['none', "(1, 'a', 2.0), (1, 'b', null), (null, null, 0.0)", false],
    ['equal keys', "(1, 'a', 2.0), (2, 'a', 1.0), (1, 'a', 3.0)", true],
    ['equal keys without a value', '(null, null, 2.0), (null, null, 3.0)', true],
    ['a row that meets the condition', "(1, 'a', 2.0), (1, 'b', -1.0)", true],
  ])('of a small table: %s', async (_, values, found) => {
    await warehouse.run(`create or replace table input.ruled as from (values ${values}) as v(n, code, score)`);
    const asked = { key: ['n', 'code'], condition: 'score < 0' };
    const may = await mayBreak(warehouse, 'input.ruled', asked);
    expect(may.found).toBe(found);
    expect(may.columns.map(({ name }) => name)).toEqual(['n', 'code', 'score']);
  });
});

describe('work in lanes', () => {
  it('waits for its dependencies, and returns results in the order of the request', async () => {
    const done: string[] = [];
    const c = Promise.withResolvers<void>();
    const task = (id: string, after: string[], meanwhile?: Promise<void>) => ({
      id,
      after,
      work: async () => {
        await meanwhile;
        done.push(id);
        if (id === 'c') c.resolve();
        return id;
      },
    });
    // The first task ends only after another lane has finished a later one.
    const tasks = [task('a', [], c.promise), task('b', ['a']), task('c', []), task('d', ['b', 'elsewhere'])];
    expect(await inLanes(warehouse, tasks)).toEqual(['a', 'b', 'c', 'd']);
    expect(done).toEqual(['c', 'a', 'b', 'd']);
  });

  it('does not block a lane with work that is done elsewhere', async () => {
    const done: string[] = [];
    const b = Promise.withResolvers<void>();
    const task = (id: string, more: object = {}, meanwhile?: Promise<void>) => ({
      id,
      ...more,
      work: async (lane: Warehouse) => {
        await meanwhile;
        done.push(id);
        if (id === 'b') b.resolve();
        return (await lane.rows<{ id: string }>(`select '${id}' as id`))[0]!.id;
      },
    });
    // More tasks than lanes, none of which ends before b.
    const apart = ['x', 'y', 'z'].map((id) => task(id, { apart: true }, b.promise));
    const tasks = [...apart, task('a'), task('b', { after: ['a'] }), task('c', { after: ['x', 'y', 'z'] })];
    tasks.push(task('last', { apart: true, after: ['c'] }));
    expect(await inLanes(warehouse, tasks)).toEqual(['x', 'y', 'z', 'a', 'b', 'c', 'last']);
    expect(done.slice(0, 2)).toEqual(['a', 'b']);
    expect(done.slice(-2)).toEqual(['c', 'last']);
  });

  it('stops at the first failure, and starts nothing more', async () => {
    const begun: string[] = [];
    const task = (id: string, after: string[], statement: string) => ({
      id,
      after,
      work: (lane: Warehouse) => {
        begun.push(id);
        return lane.run(statement);
      },
    });
    await expect(inLanes(warehouse, [task('a', [], 'select nothing'), task('b', ['a'], 'select 1')])).rejects.toThrow(
      /nothing/,
    );
    expect(begun).toEqual(['a']);
  });
});

describe('the tables that a statement reads', () => {
  it.each([
    ['select a from staging.x as y', ['staging.x']],
    ['select * from marts.y join staging.x using (k)', ['marts.y', 'staging.x']],
    [
      'with c as (select 1 from input.b) select * from c, (select * from input.a where k in (select k from input.d))',
      ['input.a', 'input.b', 'input.d'],
    ],
    ['select 1', []],
  ])('are found: %s', async (statement, tables) => {
    expect(await tablesRead(warehouse, ['select 2', statement])).toEqual([
      { tables: [], fault: null },
      { tables, fault: null },
    ]);
  });

  it('are reported with the position of a syntax error', async () => {
    const [wrong, right] = await tablesRead(warehouse, ['select a frm staging.x', 'select 1']);
    expect(wrong!.fault).toMatchObject({ message: expect.stringMatching(/syntax error/i), position: 13 });
    expect(right!.fault).toBeNull();
  });
});
