/** Decisions by name, type, relationship or first bytes alone, rule by rule. */
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  isLinkType,
  isWorkbookType,
  judgeRelationship,
  kindByNames,
  refusedName,
  refusedType,
  startsProgram,
} from '../../../src/workbook/guard/forbidden.ts';
import { guardLimits } from '../../../src/workbook/guard/limits.ts';
import { Refusal } from '../../../src/workbook/guard/refusal.ts';
import { refusalByName, refusalBySignature } from '../../../src/workbook/guard/signature.ts';
import { wideSizes } from '../../../src/workbook/guard/wide-sizes.ts';
import { type Attributes, walkXml } from '../../../src/workbook/guard/xml.ts';
import { zip } from '../zip.ts';

describe('a part', () => {
  it.each<[string, string | null]>([
    ['xl/vbaProject.bin', 'part_macros'],
    ['xl/vbaData.xml', 'part_macros'],
    ['xl/_vba_project.xml', 'part_macros'],
    ['xl/macrosheets/a.xml', 'part_macros'],
    ['xl/intlMacrosheets/a.xml', 'part_macros'],
    ['XL/DIALOGSHEETS/a.xml', 'part_macros'],
    ['xl/embeddings/a.bin', 'part_embedded'],
    ['xl/connections.xml', 'part_connections'],
    ['xl/connections.bin', 'part_connections'],
    ['xl/queryTables/a.xml', 'part_connections'],
    ['xl/model/item.data', 'part_connections'],
    ['customUI/a.xml', 'part_active'],
    ['xl/activeX/a.xml', 'part_active'],
    ['a/xl/embeddings/a.bin', null],
    ['xl/embeddings.xml', null],
    ['xl/connections.txt', null],
    ['xl/worksheets/sheet1.xml', null],
    ['docs/customUI/a.xml', null],
  ])('called %s: %s', (name, code) => {
    expect(refusedName(name)).toBe(code);
  });

  const office = 'application/vnd.openxmlformats-officedocument.';
  it.each<[string, string | null]>([
    ['application/vnd.ms-excel.sheet.binary.macroEnabled.main', 'file_binary_workbook'],
    ['application/vnd.ms-excel.sheet.macroEnabled.main+xml', 'file_macro_workbook'],
    ['application/vnd.ms-excel.addin.macroEnabled', null],
    [`${office}wordprocessingml.document.main+xml`, 'file_word'],
    [`${office}presentationml.presentation.main+xml`, 'file_presentation'],
    [`${office}presentationml.slide+xml`, null],
    ['application/vnd.ms-office.vbaProject', 'part_macros'],
    ['application/vnd.ms-excel.macrosheet+xml', 'part_macros'],
    [`${office}spreadsheetml.dialogsheet+xml`, 'part_macros'],
    [`${office}oleObject`, 'part_embedded'],
    [`${office}package`, null],
    [`${office}spreadsheetml.connections+xml`, 'part_connections'],
    [`${office}spreadsheetml.queryTable+xml`, 'part_connections'],
    ['application/vnd.ms-office.activeX+xml', 'part_active'],
    [`${office}spreadsheetml.worksheet+xml`, null],
  ])('of the type %s: %s', (type, code) => {
    expect(refusedType(type)).toBe(code);
  });

  it.each<[string, string | undefined, string | null]>([
    ['hyperlink', 'External', null],
    ['HYPERLINK', 'external', null],
    ['image', 'External', 'linked'],
    ['externalLinkPath', 'External', 'linked'],
    ['xlPathMissing', 'External', 'linked'],
    ['myimage', 'External', 'part_external_links'],
    ['worksheet', 'External', 'part_external_links'],
    ['worksheet', 'Internal', null],
    ['worksheet', undefined, null],
    ['vbaProject', undefined, 'part_macros'],
    ['oleObject', 'External', 'part_embedded'],
    ['package', undefined, 'part_embedded'],
    ['connections', undefined, 'part_connections'],
    ['control', undefined, 'part_active'],
    ['ctrlProp', undefined, null],
  ])('with a relationship %s, %s: %s', (kind, mode, judged) => {
    const of = new Map([
      ['Type', `http://schemas.example/relationships/${kind}`],
      ...(mode ? [['TargetMode', mode] as const] : []),
    ]);
    expect(judgeRelationship(of as unknown as Attributes)).toBe(judged);
    expect(judgeRelationship(new Map() as unknown as Attributes)).toBeNull();
  });

  it('starts a program by a DDE or OLE link, but not where these are only in a text', () => {
    const starts = (name: string, text: string) => startsProgram(name, Buffer.from(text));
    expect([starts('xl/a.xml', '<ddeLink/>'), starts('xl/a.xml', '<oleLink/>'), starts('xl/a.xml', '<link/>')]).toEqual(
      [...[true, true, false]],
    );
    expect([starts('xl/worksheets/sheet1.xml', 'ddeLink'), starts('xl/sharedStrings.xml', 'oleLink')]).toEqual([
      ...[false, false],
    ]);
    expect(starts('a/xl/worksheets/sheet1.xml', 'ddeLink')).toBe(true);
  });

  it('is the workbook, or a link to another, by its type', () => {
    expect(isWorkbookType(`${office}spreadsheetml.sheet.main+xml`)).toBe(true);
    expect(isWorkbookType(`${office}spreadsheetml.template.main+xml`)).toBe(true);
    expect(isWorkbookType(`${office}spreadsheetml.worksheet+xml`)).toBe(false);
    expect(isWorkbookType('text/main+xml')).toBe(false);
    expect(isLinkType(`${office}spreadsheetml.externalLink+xml`)).toBe(true);
    expect(isLinkType(`${office}spreadsheetml.worksheet+xml`)).toBe(false);
  });
});

it.each<[string[], string]>([
  [['mimetype', 'x.xlsx'], 'file_opendocument'],
  [['content.xml', 'META-INF/manifest.xml'], 'file_opendocument'],
  [['content.xml'], 'file_archive'],
  [['META-INF/manifest.xml'], 'file_archive'],
  [['xl/workbook.bin', 'word/document.xml'], 'file_binary_workbook'],
  [['word/document2.xml'], 'file_word'],
  [['a/word/document.xml'], 'file_archive'],
  [['ppt/presentation.xml'], 'file_presentation'],
  [['Index/a.iwa'], 'file_numbers'],
  [['Index.zip'], 'file_numbers'],
  [['a/Georgia.XLSX'], 'file_zip_of_workbooks'],
  [['a.xls'], 'file_zip_of_workbooks'],
  [['a.xlsx.txt'], 'file_archive'],
  [['[Content_Types].xml', 'a.txt'], 'workbook_broken'],
  // Unpacking a workbook gives no workbook.
  [['xl/workbook.xml'], 'workbook_broken'],
  [['[content_types].xml', 'xl/workbook.xml'], 'workbook_broken'],
  [[], 'file_archive'],
])('a ZIP package with %j is recognised as %s', (names, kind) => {
  expect(kindByNames(new Set(names))).toBe(kind);
});

describe('first bytes', () => {
  const hex = (text: string) => Buffer.from(text, 'hex');
  it.each<[string, Buffer | string, string | null]>([
    ['PDF', '%PDF-1.7', 'file_pdf'],
    ['RTF', '{\\rtf1', 'file_word'],
    ['PNG', hex('89504e470d0a1a0a'), 'file_picture'],
    ['JPEG', hex('ffd8ffe0'), 'file_picture'],
    ['GIF', 'GIF89a', 'file_picture'],
    ['TIFF, one way', hex('49492a00'), 'file_picture'],
    ['TIFF, the other', hex('4d4d002a'), 'file_picture'],
    ['WebP', 'RIFF\x00\x00\x00\x01WEBP', 'file_picture'],
    ['sound', 'RIFF\x00\x00\x00\x01WAVE', 'file_unknown'],
    ['HEIC', '\x00\x00\x00\x18ftypheic', 'file_picture'],
    ['AVIF', '\x00\x00\x00\x18ftypavif', 'file_picture'],
    ['a film', '\x00\x00\x00\x18ftypmp42', 'file_unknown'],
    ['a bitmap', 'BM\x01\x00\x00\x00', 'file_picture'],
    ['a file that macOS writes beside another', hex('0005160700020000'), 'file_beside'],
    ['a list that macOS writes in a folder', hex('0000000142756431'), 'file_beside'],
    ['a shortcut', hex('4c00000001140200'), 'file_shortcut'],
    ['gzip', hex('1f8b08'), 'file_archive'],
    ['7z', hex('377abcaf271c'), 'file_archive'],
    ['RAR', 'Rar!\x1a\x07', 'file_archive'],
    ['bzip2', 'BZh91', 'file_archive'],
    ['xz', hex('fd377a585a'), 'file_archive'],
    ['a split zip', 'PK\x07\x08PK', 'file_archive'],
    ['Excel 2', hex('09000400'), 'file_old_excel'],
    ['Excel 3', hex('09020600'), 'file_old_excel'],
    ['Excel 4', hex('09040600'), 'file_old_excel'],
    ['Excel 5', hex('0908'), 'file_old_excel'],
    ['a zip package', 'PK\x03\x04', null],
    ['an empty zip package', 'PK\x05\x06', null],
    ['a property list with an address', '<plist><key>URL</key></plist>', 'file_shortcut'],
    ['an address in JSON', '{"url": "https://example.org"}', 'file_shortcut'],
    ['text before an address', 'see {"url": "https://example.org"}', 'file_text'],
    ['no address in JSON', '{"url": "none"}', 'file_text'],
    ['XML', '<?xml version="1.0"?><a/>', 'file_xml'],
    ['XHTML', '<?xml version="1.0"?>\n<html/>', 'file_html'],
    ['a picture in XML', '<?xml version="1.0"?>\n<svg/>', 'file_picture'],
    ['a mail', 'Subject: x\r\nMessage-ID: 1\r\n', 'file_mail'],
    ['a line like that of a mail', 'Subject: x\r\nBody: 1\r\n', 'file_text'],
    ['text the other way round', Buffer.from('\ufeffa;b', 'utf16le').swap16(), 'file_text'],
    ['zeros', Buffer.alloc(8), 'file_zeros'],
    ['few zeros', Buffer.alloc(7), 'file_unknown'],
    ['spaces', ' \t\r\n', 'file_empty'],
    ['nothing', '', 'file_empty'],
  ])('of %s are recognised', (_, bytes, code) => {
    expect(refusalBySignature(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)).toBe(code);
  });

  it('before a complete package are reported as such; a truncated package is not a package', () => {
    const whole = Buffer.from(zip([{ name: 'a', data: 'x' }], { comment: 'c' }));
    expect(refusalBySignature(Buffer.concat([Buffer.from('MZ'), whole]))).toBe('zip_bytes_before');
    expect(refusalBySignature(Buffer.concat([Buffer.from('MZ'), whole.subarray(0, -1)]))).not.toBe('zip_bytes_before');
    expect(refusalBySignature(Buffer.concat([Buffer.from('MZ'), whole, Buffer.from('x')]))).not.toBe(
      'zip_bytes_before',
    );
  });

  it('of a lock file are the length of a name, the name, and mostly zeros', () => {
    const lock = (change: (file: Buffer) => void, length = 165) => {
      const file = Buffer.alloc(length);
      file[0] = 4;
      file.write('Jane', 1, 'latin1');
      change(file);
      return refusalBySignature(file);
    };
    expect(lock(() => {})).toBe('file_lock');
    expect(lock((file) => void file.fill(0x20, 5))).toBe('file_lock');
    expect([lock(() => {}, 50), lock(() => {}, 170)]).toEqual(['file_lock', 'file_lock']);
    expect([lock(() => {}, 49), lock(() => {}, 171)]).toEqual(['file_unknown', 'file_unknown']);
    expect(lock((file) => void file.write('x', 5, 'latin1'))).toBe('file_unknown');
    expect(lock((file) => void file.fill(0x41, 54, 160))).toBe('file_unknown');
    expect(lock((file) => void file.writeUInt8(55, 0))).toBe('file_unknown');
    expect(lock((file) => void file.writeUInt8(0x20, 1))).toBe('file_unknown');
  });
});

it.each<[string | null, string | null]>([
  ['~$a.xlsx', 'file_lock'],
  ['x/~$a.xlsx', 'file_lock'],
  ['.~lock.a.xlsx#', 'file_lock'],
  ['a.xlsx.PART', 'file_unfinished'],
  ['a.tmp', 'file_unfinished'],
  ['a.download', 'file_unfinished'],
  ['a.part.xlsx', null],
  ['a~$b.xlsx', null],
  ['~$x/a.xlsx', null],
  [null, null],
])('a file called %j is recognised as %s', (name, code) => {
  expect(refusalByName(name)).toBe(code);
});

describe('sizes over 4 GB', () => {
  const mark = 0xffffffff;
  const field = (...sizes: bigint[]) => {
    const bytes = Buffer.alloc(4 + 8 * sizes.length);
    bytes.writeUInt16LE(1, 0);
    bytes.writeUInt16LE(8 * sizes.length, 2);
    for (const [at, size] of sizes.entries()) bytes.writeBigUInt64LE(size, 4 + 8 * at);
    return bytes;
  };
  const foreign = Buffer.from([0x55, 0x54, 2, 0, 9, 9]);
  it('are in the extra field, in the order that the header marks, after other fields', () => {
    expect(wideSizes(Buffer.alloc(0), [1, 2])).toEqual([1, 2]);
    expect(wideSizes(field(7n, 8n), [mark, 2, mark])).toEqual([7, 2, 8]);
    expect(wideSizes(Buffer.concat([foreign, field(7n)]), [mark])).toEqual([7]);
    expect(wideSizes(field(2n ** 60n), [mark])).toEqual([Number.MAX_SAFE_INTEGER]);
    expect(wideSizes(field(BigInt(Number.MAX_SAFE_INTEGER)), [mark])).toEqual([Number.MAX_SAFE_INTEGER]);
  });

  it('that are missing in the field are refused, and without the field the marker is kept', () => {
    expect(() => wideSizes(field(7n), [mark, mark])).toThrow(Refusal);
    expect(wideSizes(foreign, [mark, 3])).toEqual([mark, 3]);
    expect(wideSizes(field(7n).subarray(0, 9), [mark])).toEqual([mark]);
    expect(wideSizes(Buffer.from([1, 0]), [mark])).toEqual([mark]);
  });
});

describe('XML', () => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const eventsOf = (xml: string) => {
    const events: string[] = [];
    walkXml(Buffer.from(xml), 'xl/a.xml', {
      open: (name, attributes) =>
        events.push(`<${name} ${attributes.get('v') ?? ''}${attributes.getPrefixed('id') ?? ''}>`),
      close: (name) => events.push(`</${name}>`),
      text: (text) => events.push(text),
    });
    return events.join('');
  };
  const refused = (xml: string) => {
    try {
      return eventsOf(xml);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return `${error.finding.code} ${error.finding.details.part} ${error.finding.details.reason ?? ''}`.trim();
    }
  };

  it('is read by known namespaces with any prefix, within their scope', () => {
    expect(eventsOf(`<a xmlns="${main}" v="1"><b/></a>`)).toBe('<a 1><b ></b></a>');
    expect(eventsOf(`<x:a xmlns:x="${main}"><b x:id="7"/></x:a>`)).toBe('<a ><null 7></null></a>');
    expect(eventsOf('<a xmlns="urn:other"><b/></a>')).toBe('<null ><null ></null></null>');
    expect(eventsOf(`<a xmlns="${main}"><b xmlns="urn:other"><c/></b><d/></a>`)).toBe(
      '<a ><null ><null ></null></null><d ></d></a>',
    );
    expect(eventsOf(`<a><b xmlns="${main}"/><b/></a>`)).toBe('<null ><b ></b><null ></null></null>');
    expect(eventsOf(`<a xmlns="${main}" xmlns:y="urn:o"><y:b/><c xmlns:y="${main}"><y:b/></c><y:b/></a>`)).toBe(
      '<a ><null ></null><c ><b ></b></c><null ></null></a>',
    );
  });

  it('is read with entities and whitespace resolved', () => {
    expect(eventsOf(`<a xmlns="${main}" v="&lt;&#65;&#x1F600;\t&quot;">x &amp; y<![CDATA[<&]]></a>`)).toBe(
      '<a <A😀 ">x & y<&</a>',
    );
  });

  it('may have depth, width and length up to its limits', () => {
    const deep = (levels: number) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
    const wide = (count: number) => `<a ${Array.from({ length: count }, (_, at) => `b${at}=""`).join(' ')}/>`;
    const long = 'x'.repeat(guardLimits.text);
    for (const within of [deep(guardLimits.depth), wide(guardLimits.attributes), `<a>${long}</a>`, `<a v="${long}"/>`])
      expect(refused(within).startsWith('xml_')).toBe(false);
    for (const beyond of [
      deep(guardLimits.depth + 1),
      wide(guardLimits.attributes + 1),
      `<a>${long}x</a>`,
      `<a v="${long}x"/>`,
    ])
      expect(refused(beyond)).toBe('xml_limits xl/a.xml');
  });

  it.each<[string, string]>([
    ['', 'xml_malformed xl/a.xml empty'],
    ['<a>\u0001</a>', 'xml_malformed xl/a.xml character'],
    ['<a>', 'xml_malformed xl/a.xml tags'],
    ['<a></b>', 'xml_malformed xl/a.xml tags'],
    ['<a></a', 'xml_malformed xl/a.xml tags'],
    ['</a>', 'xml_malformed xl/a.xml tags'],
    ['<!-- a -->', 'xml_malformed xl/a.xml tags'],
    ['<a/><b/>', 'xml_malformed xl/a.xml roots'],
    ['<a/>x', 'xml_malformed xl/a.xml outside'],
    ['\ufb00<a/>', 'xml_malformed xl/a.xml outside'],
    ['\ufec0<a/>', 'xml_malformed xl/a.xml outside'],
    ['»<a/>', 'xml_malformed xl/a.xml outside'],
    ['<a>]]></a>', 'xml_malformed xl/a.xml cdata'],
    ['<![CDATA[x]]>', 'xml_malformed xl/a.xml cdata'],
    ['<a><!-- -- --></a>', 'xml_malformed xl/a.xml comment'],
    ['<a><!x></a>', 'xml_malformed xl/a.xml markup'],
    ['<a><?xml x?></a>', 'xml_malformed xl/a.xml instruction'],
    ['<a><?1?></a>', 'xml_malformed xl/a.xml instruction'],
    ['<a><?b', 'xml_malformed xl/a.xml instruction'],
    ['<1/>', 'xml_malformed xl/a.xml name'],
    ['<a b/>', 'xml_malformed xl/a.xml attribute'],
    ['<a b=c/>', 'xml_malformed xl/a.xml attribute'],
    ['<a b="<"/>', 'xml_malformed xl/a.xml attribute'],
    ['<a b="1"c="2"/>', 'xml_malformed xl/a.xml attribute'],
    ['<a b="1" b="2"/>', 'xml_malformed xl/a.xml attribute'],
    ['<a>&x;</a>', 'xml_malformed xl/a.xml entity'],
    ['<a b="&#0;"/>', 'xml_malformed xl/a.xml entity'],
    ['<a>&#x110000;</a>', 'xml_malformed xl/a.xml entity'],
    ['<a>&#xFFFE;</a>', 'xml_malformed xl/a.xml entity'],
    ['<?xml version="1.1"?><a/>', 'xml_malformed xl/a.xml declaration'],
    ['<?xml encoding="UTF-8"?><a/>', 'xml_malformed xl/a.xml declaration'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'xml_encoding xl/a.xml'],
    ['<!doctype a><a/>', 'xml_doctype xl/a.xml'],
    ["<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>", '<null ></null>'],
    ['<?xml-stylesheet x?><a/>', '<null ></null>'],
    ['<a><?b?></a>', '<null ></null>'],
    ['\ufeff<a/>', '<null ></null>'],
    ['<a>&#xD7FF;&#xE000;&#9;</a>', '<null >\ud7ff\ue000\t</null>'],
  ])('%j is %s', (xml, expected) => {
    expect(refused(xml)).toBe(expected);
  });
});
