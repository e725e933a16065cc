import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { check, refusalOf, written } from './checked.ts';
import { entriesOf, withParts, zip } from './zip.ts';

const sound = await written();
const code = (bytes: Uint8Array | string) => refusalOf(check(Buffer.from(bytes)));

/** A compound file of Microsoft with these streams in its directory. */
function compound(...streams: string[]): Buffer {
  const head = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  const directory = streams.map((name) =>
    Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(128 - 2 * name.length)]),
  );
  return Buffer.concat([head, Buffer.alloc(512), ...directory]);
}

const types = (xml: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${xml}</Types>`;
const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`;
const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const macro = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
const typesNamed = (type: string) => withParts(sound, { '[Content_Types].xml': (xml) => xml.replace(main, type) });

describe('a file that is no workbook gets a sentence of its own', () => {
  it.each<[string, string, Uint8Array | string]>([
    ['an empty one', 'file_empty', ''],
    ['one of spaces', 'file_empty', '  \r\n '],
    ['one with a password', 'file_encrypted', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
    ['an old Excel file', 'file_old_excel', compound('Root Entry', 'Workbook')],
    ['an Excel file from before compound files', 'file_old_excel', Buffer.from('0908080000051000', 'hex')],
    ['an old Word file', 'file_word', compound('Root Entry', 'WordDocument')],
    ['CSV', 'file_text', 'code,answer\r\nC04,3\r\n'],
    ['CSV in UTF-16', 'file_text', Buffer.from('\ufeffcode;réponse\r\nC04;3\r\n', 'utf16le')],
    ['a web page', 'file_html', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['a table of a web page, as some systems export', 'file_html', '\ufeff<table><tr><td>C04</td></tr></table>'],
    [
      'Excel 2003 XML',
      'file_xml',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
    [
      'a flat OpenDocument file',
      'file_opendocument',
      '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    ],
    [
      'OpenDocument',
      'file_opendocument',
      zip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
        { name: 'content.xml', data: '<a/>' },
      ]),
    ],
    [
      'Word',
      'file_word',
      zip([
        {
          name: '[Content_Types].xml',
          data: types(
            override(
              '/word/document.xml',
              'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
            ),
          ),
        },
        { name: 'word/document.xml', data: '<a/>' },
      ]),
    ],
    [
      'PowerPoint',
      'file_presentation',
      zip([
        {
          name: '[Content_Types].xml',
          data: types(
            override(
              '/ppt/presentation.xml',
              'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
            ),
          ),
        },
        { name: 'ppt/presentation.xml', data: '<a/>' },
      ]),
    ],
    ['Numbers', 'file_numbers', zip([{ name: 'Index/Document.iwa', data: 'x' }])],
    ['a workbook that can run macros', 'file_macro_workbook', typesNamed(macro)],
    [
      'a template that can run macros',
      'file_macro_workbook',
      typesNamed('application/vnd.ms-excel.template.macroEnabled.main+xml'),
    ],
    [
      'a binary workbook',
      'file_binary_workbook',
      typesNamed('application/vnd.ms-excel.sheet.binary.macroEnabled.main'),
    ],
    ['an archive with the workbook in it', 'file_zip_of_workbooks', zip([{ name: 'georgia.xlsx', data: sound }])],
    ['an archive of other things', 'file_archive', zip([{ name: 'photo.txt', data: 'x' }])],
    ['gzip', 'file_archive', gzipSync(sound)],
    ['a PDF', 'file_pdf', '%PDF-1.7\n'],
    ['a picture', 'file_picture', Buffer.from('89504e470d0a1a0a00', 'hex')],
    ['JSON', 'file_text', '{"answers": []}'],
    ['bytes of no kind', 'file_unknown', Buffer.from([7, 0, 1, 2, 3, 200, 201])],
    ['a package that has no workbook', 'workbook_broken', zip([{ name: '[Content_Types].xml', data: types('') }])],
    [
      'a workbook whose parts are gone',
      'workbook_broken',
      zip([{ name: '[Content_Types].xml', data: types(override('/xl/workbook.xml', main)) }]),
    ],
    [
      'a workbook of somebody else',
      'not_ours',
      withParts(sound, {
        'xl/workbook.xml': (xml) =>
          xml
            .replace(/<definedNames>.*<\/definedNames>/s, '')
            .replace(/<sheets>.*<\/sheets>/s, '<sheets><sheet name="a" sheetId="1" r:id="rIdX"/></sheets>'),
        'xl/_rels/workbook.xml.rels': (xml) =>
          xml.replace(
            '<Relationship ',
            '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/a.xml"/><Relationship ',
          ),
        'xl/worksheets/a.xml':
          '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
      }),
    ],
  ])('%s', (_, expected, bytes) => {
    expect(code(bytes)).toBe(expected);
  });
});

describe('a workbook with something in it that could act is refused', () => {
  const rels = 'xl/_rels/workbook.xml.rels';
  const related =
    (kind: string, target: string, mode = '') =>
    (xml: string) =>
      xml.replace(
        '</Relationships>',
        `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"${mode}/></Relationships>`,
      );
  const typed = (type: string) => (xml: string) => xml.replace('</Types>', `${override('/xl/x.xml', type)}</Types>`);
  const outside = ' TargetMode="External"';
  it.each<[string, string, Parameters<typeof withParts>[1]]>([
    ['a macro project', 'part_macros', { 'xl/vbaProject.bin': 'x' }],
    [
      'a macro project under another name',
      'part_macros',
      { 'xl/x.xml': 'x', '[Content_Types].xml': typed('application/vnd.ms-office.vbaProject') },
    ],
    ['a sheet of Excel 4 macros', 'part_macros', { 'xl/macrosheets/sheet1.xml': '<a/>' }],
    ['a relationship to macros', 'part_macros', { [rels]: related('vbaProject', 'x.bin') }],
    ['an embedded file', 'part_embedded', { 'xl/embeddings/oleObject1.bin': 'x' }],
    ['a link to another workbook', 'part_external_links', { 'xl/externalLinks/externalLink1.xml': '<a/>' }],
    [
      'a DDE link',
      'part_external_links',
      {
        'xl/x.xml':
          '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        '[Content_Types].xml': typed('application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml'),
      },
    ],
    [
      'a picture from elsewhere',
      'part_external_links',
      { [rels]: related('image', 'https://example.org/a.png', outside) },
    ],
    ['a sheet from elsewhere', 'part_external_links', { [rels]: related('worksheet', 'file:///etc/passwd', outside) }],
    ['a connection', 'part_connections', { 'xl/connections.xml': '<a/>' }],
    ['a query table', 'part_connections', { 'xl/queryTables/queryTable1.xml': '<a/>' }],
    ['a control', 'part_active', { 'xl/activeX/activeX1.xml': '<a/>' }],
    ['a ribbon of its own', 'part_active', { 'customUI/customUI.xml': '<a/>' }],
  ])('%s', (_, expected, changes) => {
    expect(code(withParts(sound, changes))).toBe(expected);
  });

  it('what programs add and nobody reads is let through', () => {
    const changes = {
      'xl/printerSettings/printerSettings1.bin': 'x',
      'xl/calcChain.xml':
        '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>',
      'xl/persons/person.xml':
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
      'xl/drawings/vmlDrawing1.vml': '<xml><br></xml>',
      'customXml/item1.xml': '<label xmlns="http://example.org"/>',
      'docMetadata/LabelInfo.xml':
        '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
      '[trash]/0000.dat': 'x',
      [rels]: related('hyperlink', 'https://example.org/', outside),
    };
    expect(code(withParts(sound, changes))).toBe('clean');
  });

  it('a type that is named for an ending which the workbook does not have is let through', () => {
    const binary = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main';
    const changes = {
      '[Content_Types].xml': (xml: string) =>
        xml.replace('<Default ', `<Default Extension="bin" ContentType="${binary}"/><Default `),
    };
    expect(code(withParts(sound, changes))).toBe('clean');
  });
});

describe('every part of a sound package', () => {
  it.each(entriesOf(sound).map(({ name }) => name))(
    '%s may be missing or empty, and then the file is refused or still read',
    (name) => {
      for (const change of [null, '', '<a/>', '<a', '\0', '<?xml version="1.0"?>']) {
        const checked = check(withParts(sound, { [name]: change }));
        expect(checked.told.every(({ message, fix }) => message !== '' && fix !== '')).toBe(true);
      }
    },
  );
});
