/** The directory of a package alone: a package that every reader interprets alike is read, any other is refused. */
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../../src/workbook/guard/directory.ts';
import { guardWorkbook, refuseAtOnce } from '../../../src/workbook/guard/guard.ts';
import { inflater } from '../../../src/workbook/guard/inflate.ts';
import { Refusal } from '../../../src/workbook/guard/refusal.ts';
import { type ZipEntry, type ZipShape, zip } from '../zip.ts';

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
const small: readonly ZipEntry[] = [
  { name: '[Content_Types].xml', data: types },
  { name: 'xl/workbook.xml', data: '<workbook/>', method: 0 },
  { name: 'xl/styles.xml', data: '<styles/>'.repeat(3).replace('/><styles/><styles/>', '>A</styles>') },
];

/** Names and contents of the entries, or the code with which the package is refused. */
function contents(bytes: Uint8Array): string | Record<string, string> {
  const file = Buffer.from(bytes);
  try {
    const inflate = inflater(file);
    return Object.fromEntries(
      readDirectory(file).entries.map((entry) => [entry.name, Buffer.from(inflate(entry)).toString('latin1')]),
    );
  } catch (error) {
    if (error instanceof Refusal) return error.finding.code;
    throw error;
  }
}
const refusal = (bytes: Uint8Array) => {
  const guarded = guardWorkbook(bytes);
  return 'refusal' in guarded ? guarded.refusal : null;
};

describe('a package', () => {
  const entry = fc.record({
    data: fc.string({ maxLength: 60 }).map((text) => Buffer.from(text)),
    method: fc.constantFrom(0, 8),
    descriptor: fc.constantFrom(undefined, 'signed', 'bare', 'wide'),
    wide: fc.constantFrom(undefined, true),
    comment: fc.constantFrom(undefined, '', 'a remark'),
    foreign: fc.constantFrom(undefined, Buffer.from([0x55, 0x54, 1, 0, 7]), Buffer.from([9, 9, 4, 0, 1, 0, 0, 0])),
    mode: fc.constantFrom(undefined, 0o100644, 0o040755),
  });
  const shape = fc.record({ comment: fc.constantFrom('', 'packed by hand'), wideEnd: fc.boolean() });

  it('of any entries with any valid headers is read as it was packed', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), shape, (drawn, end) => {
        // Sizes in a data descriptor are not in the zip64 field as well.
        const entries = drawn.map(
          ({ descriptor, wide, ...more }, at) =>
            ({
              name: `xl/part${at}.xml`,
              ...more,
              ...(descriptor ? { descriptor } : wide ? { wide } : {}),
            }) as ZipEntry,
        );
        expect(contents(zip(entries, end as ZipShape))).toEqual(
          Object.fromEntries(entries.map(({ name, data }) => [name, Buffer.from(data).toString('latin1')])),
        );
      }),
      { numRuns: 250, seed: 5 },
    );
  });

  it.each<[string, Uint8Array]>([
    ['as usual', zip(small)],
    ['with sizes behind the bytes', zip(small.map((one) => ({ ...one, descriptor: 'signed' })))],
    [
      'with sizes in the wide field',
      zip(
        small.map((one) => ({ ...one, wide: true })),
        { wideEnd: true },
      ),
    ],
  ])('%s, with one flipped bit, is refused or read the same', (_, bytes) => {
    const whole = contents(bytes);
    expect(whole).toBeTypeOf('object');
    for (let at = 0; at < bytes.length; at += 1) {
      const turned = Uint8Array.from(bytes);
      turned[at]! ^= 1 << (at % 8);
      const found = contents(turned);
      if (typeof found === 'string') expect(found).toMatch(/^(zip|file|part)_/);
      else expect([found, sayNothing(bytes).has(at)], `byte ${at}`).toEqual([whole, true]);
    }
  });

  /** Offsets of versions, flags, times and attributes, which do not affect the content. */
  function sayNothing(bytes: Uint8Array): ReadonlySet<number> {
    const file = Buffer.from(bytes);
    const placesOf = (signature: string, fields: readonly (readonly [from: number, to: number])[]) => {
      const places: number[] = [];
      for (let at = file.indexOf(signature, 0, 'latin1'); at >= 0; at = file.indexOf(signature, at + 1, 'latin1'))
        for (const [from, to] of fields) for (let place = from; place <= to; place += 1) places.push(at + place);
      return places;
    };
    return new Set([
      ...placesOf('PK\x03\x04', [
        [4, 7],
        [10, 13],
      ]),
      ...placesOf('PK\x01\x02', [
        [4, 9],
        [12, 15],
        [36, 41],
      ]),
      // Of the zip64 record: its own length and versions; some writers count no disk, and some one.
      ...placesOf('PK\x06\x06', [[4, 15]]),
      ...placesOf('PK\x06\x07', [[16, 16]]),
    ]);
  }

  it('that is truncated anywhere is refused', () => {
    const bytes = zip(small, { comment: 'x' });
    for (let length = 0; length < bytes.length; length += 3)
      expect(contents(bytes.slice(0, length))).toBeTypeOf('string');
  });

  it('with two possible ends is refused', () => {
    const end = Buffer.from(zip([])).toString('latin1');
    expect(contents(zip(small, { comment: end }))).toBe('zip_several_ends');
    expect(contents(zip(small, { comment: `${end.slice(0, -1)}x` }))).toBeTypeOf('object');
  });

  it('may have at most 500 parts', () => {
    const many = (count: number) => zip(Array.from({ length: count }, (_, at) => ({ name: `${at}.xml`, data: '' })));
    expect(Object.keys(contents(many(500)))).toHaveLength(500);
    expect(refusal(many(501))).toMatchObject({ code: 'zip_too_many_entries', details: { entries: 501, limit: 500 } });
    // Also if its end record declares fewer.
    const claimed = zip(
      Array.from({ length: 600 }, (_, at) => ({ name: `${at}.xml`, data: '' })),
      { claims: 3 },
    );
    expect(contents(claimed)).toBe('zip_too_many_entries');
  });
});

describe('names of parts', () => {
  const named = (...names: string[]) => {
    const { entries, repacked } = readDirectory(Buffer.from(zip(names.map((name) => ({ name, data: 'x' })))));
    return [entries.map(({ name }) => name), repacked];
  };
  const own = '[Content_Types].xml';
  it('are normalised where a workbook was packed with its folder or with backslashes', () => {
    expect(named(own, 'xl/a.xml')).toEqual([[own, 'xl/a.xml'], false]);
    expect(named(own, 'xl\\a.xml')).toEqual([[own, 'xl/a.xml'], true]);
    expect(named(`my/x/${own}`, 'my/x/xl/a.xml')).toEqual([[own, 'xl/a.xml'], true]);
    expect(named(`my\\${own}`, 'my\\a.xml')).toEqual([[own, 'a.xml'], true]);
  });

  it('are unchanged where not all are in that folder, or where several could be the workbook', () => {
    expect(named(`my/${own}`, 'other/a.xml')).toEqual([[`my/${own}`, 'other/a.xml'], false]);
    expect(named(`a/${own}`, `a/b/${own}`)).toEqual([[`a/${own}`, `a/b/${own}`], false]);
    expect(named('a/b.xml', 'a/c.xml')).toEqual([['a/b.xml', 'a/c.xml'], false]);
    expect(named(`x${own}`, 'xa.xml')).toEqual([[`x${own}`, 'xa.xml'], false]);
  });

  it('of system files are ignored, and so are folders', () => {
    const leftovers = ['__MACOSX/a', 'xl/._a.xml', '.DS_Store', 'xl/Thumbs.db', 'DESKTOP.INI', 'xl\\._b'];
    for (const name of leftovers) expect(named(own, name), name).toEqual([[own], true]);
    expect(named(own, 'xl/', 'docs\\')).toEqual([[own], false]);
    expect(named(own, 'xl/a.DS_Store', 'xl/Thumbs.db.xml')).toEqual([
      [own, 'xl/a.DS_Store', 'xl/Thumbs.db.xml'],
      false,
    ]);
  });

  it('are quoted without control characters', () => {
    const odd = `xl/../${'a'.repeat(90)}`;
    expect(refusal(zip([...small, { name: odd, data: '' }]))).toMatchObject({
      code: 'zip_path',
      details: { part: odd.slice(0, 80) },
    });
    expect(refusal(zip([...small, { name: 'xl/\u202e\u0007.xml', data: '' }]))!.details).toEqual({ part: 'xl/??.xml' });
  });

  it('are compared by bytes, and count as duplicates where only case or notation differs', () => {
    const also = (name: string) => contents(zip([...small, { name, data: 'x' }]));
    expect(also('XL/Workbook.XML')).toBe('zip_twin_names');
    expect(also('ｘｌ/workbook.xml')).toBe('zip_twin_names');
    expect(also('\uFEFFxl/workbook.xml')).toHaveProperty(['\uFEFFxl/workbook.xml']);
    for (const path of ['', '/a', 'C:/a', 'a/./b', '../a', 'a/..', 'a\u007f'])
      expect(also(path), path).toBe('zip_path');
    for (const path of ['a..b/c', 'a/...', 'cc:/a']) expect(also(path), path).toHaveProperty([path]);
  });
});

describe('a refusal', () => {
  const local = (change: NonNullable<ZipEntry['local']>) =>
    zip(small.map((one, at) => (at === 1 ? { ...one, local: change } : one)));
  it.each<[string, Uint8Array]>([
    ['zip_headers_disagree', local({ size: 3 })],
    ['zip_headers_disagree', zip(small.map((one, at) => (at === 1 ? { ...one, size: 3 } : one)))],
    ['zip_checksum', zip(small.map((one, at) => (at === 1 ? { ...one, crc: 3 } : one)))],
    [
      'zip_data_broken',
      zip(small.map((one, at) => (at === 1 ? { ...one, method: 8, packed: Buffer.from('no') } : one))),
    ],
    ['zip_entry_encrypted', zip(small.map((one, at) => (at === 1 ? { ...one, flags: 1 } : one)))],
    ['zip_link', zip(small.map((one, at) => (at === 1 ? { ...one, mode: 0o120777 } : one)))],
    ['zip_overlap', zip(small.map((one, at) => (at === 1 ? { ...one, packedSize: 9_000 } : one)))],
  ])('as %s names the part', (code, bytes) => {
    expect(refusal(bytes)).toMatchObject({
      code,
      severity: 'error',
      sheet: null,
      details: { part: 'xl/workbook.xml' },
    });
  });

  it('names an unknown compression method', () => {
    const odd = zip(small.map((one, at) => (at === 1 ? { ...one, method: 12, packed: Buffer.from('x') } : one)));
    expect(refusal(odd)).toMatchObject({ code: 'zip_method', details: { part: 'xl/workbook.xml', method: 12 } });
  });

  it('for a part on another disk is for a split package', () => {
    const bytes = Buffer.from(zip(small));
    const central = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bytes[central + 34] = 1;
    expect(contents(bytes)).toBe('zip_split');
  });

  it('at first sight gives the same result as a full check, or none', () => {
    expect(refuseAtOnce(zip(small))).toBeNull();
    for (const bytes of [Buffer.from('text'), zip([]), local({ size: 3 }), zip([{ name: 'a.txt', data: 'x' }])])
      expect(refuseAtOnce(bytes)).toEqual(refusal(bytes));
    // Compressed data are not inspected.
    expect(refuseAtOnce(zip(small.map((one) => ({ ...one, crc: 3 }))))).toBeNull();
  });
});

describe('sizes in a data descriptor', () => {
  const following = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(zip(small.map((one) => ({ ...one, descriptor: 'signed' }))));
    change(bytes);
    return contents(bytes);
  };
  it('may be in the header as well, and must then be right', () => {
    const [, crc, packed, size] = [0, 14, 18, 22];
    const whole = following(() => {});
    expect(whole).toBeTypeOf('object');
    const central = (bytes: Buffer) => bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    // The directory entry has checksum and sizes two bytes further on.
    const copied = (bytes: Buffer, field: number) =>
      bytes.copy(bytes, field, central(bytes) + field + 2, central(bytes) + field + 6);
    for (const field of [crc, packed, size]) {
      expect(following((bytes) => void copied(bytes, field!))).toEqual(whole);
      expect(following((bytes) => void bytes.writeUInt32LE(7, field))).toBe('zip_headers_disagree');
    }
    for (const field of [packed, size])
      expect(following((bytes) => void bytes.writeUInt32LE(0xffffffff, field))).toEqual(whole);
  });

  it('must be right in each byte, and those of its signature too', () => {
    const descriptor = Buffer.from('PK\x07\x08', 'latin1');
    for (let at = 0; at < 16; at += 1)
      expect(
        following((bytes) => {
          const place = bytes.indexOf(descriptor) + at;
          bytes[place] = bytes[place]! ^ 1;
        }),
      ).toBe('zip_headers_disagree');
  });
});

describe('the content types of a package', () => {
  const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
  const link = `${office}externalLink+xml`;
  const macro = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
  const workbook = `<Override PartName="/xl/workbook.xml" ContentType="${office}sheet.main+xml"/>`;
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`;
  const byDefault = (type: string) => `<Default Extension="bin" ContentType="${type}"/>`;
  const judged = (...named: string[]) => {
    const open = types.slice(0, types.indexOf('<Override'));
    const found = refusal(
      zip([{ name: '[Content_Types].xml', data: `${open}${named.join('')}</Types>` }, ...small.slice(1)]),
    );
    return found === null ? null : `${found.code} ${found.details.part ?? ''}`.trim();
  };
  it.each<[string, string[], string | null]>([
    ['a link to another workbook that is XML', [workbook, override('/xl/a.XML', link)], null],
    ['one that is not XML', [workbook, override('/xl/a.xml.bin', link)], 'part_external_links /xl/a.xml.bin'],
    ['another part that is not XML', [workbook, override('/xl/a.bin', `${office}printerSettings`)], null],
    ['a link by an ending that no part has', [workbook, byDefault(link)], null],
    ['macros by such an ending', [workbook, byDefault(macro)], null],
    ['a workbook that can run macros', [override('/xl/workbook.xml', macro)], 'file_macro_workbook'],
    ['one besides', [workbook, override('/xl/other.xml', macro)], 'file_macro_workbook'],
    ['one by its ending alone', [byDefault(macro)], 'file_macro_workbook'],
    ['a workbook by its ending alone', [byDefault(`${office}sheet.main+xml`)], null],
    ['macros', [workbook, override('/xl/a.bin', 'application/vnd.ms-office.vbaProject')], 'part_macros /xl/a.bin'],
    ['no workbook', [override('/xl/a.xml', `${office}worksheet+xml`)], 'workbook_broken'],
  ])('%s is classified by them', (_, named, expected) => {
    expect(judged(...named)).toBe(expected);
  });

  it('are not used in a document of another kind', () => {
    expect(refusal(zip([...small, { name: 'mimetype', data: 'x' }]))!.code).toBe('file_opendocument');
    expect(refusal(zip([small[0]!, { name: 'word/document.xml', data: '<a/>' }]))!.code).toBe('file_word');
  });
});
