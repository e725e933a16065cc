import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/workbook/annotate/annotate.ts';
import { inspect } from '../../../src/workbook/check/check.ts';
import { answerOf, check, content, written } from '../checked.ts';
import { entriesOf, withParts, zip } from '../zip.ts';

const answers = [
  { id: 'A02', value: '2025-11-30' },
  { id: 'C04', value: 3 },
  { id: 'C01', state: 'not_applicable', reason: 'Under “review” & <more>' },
  { id: 'E04.sent', value: 1234 },
  { id: 'A04', value: 'ministry_of_justice police' },
  { id: 'K07', value: 'First line\nsecond – “quoted”, 50 % & more' },
] as const;
const sound = await written({ answers });
const xmlOf = (part: string) => Buffer.from(entriesOf(sound).find(({ name }) => name === part)!.data).toString('utf8');
const expected = check(sound);
const codesIn = ({ findings }: typeof expected) => findings.map(({ code }) => code);

/** Every XML part passed through a function; other parts are unchanged. */
const all = (change: (xml: string, name: string) => string, bytes = sound) =>
  zip(entriesOf(bytes).map(({ name, data }) => ({ name, data: change(Buffer.from(data).toString('utf8'), name) })));

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function renamed(): Uint8Array {
  const names = new Map(
    entriesOf(sound).flatMap(({ name }, at) =>
      name.startsWith('xl/worksheets/') ? [[name, `xl/data/Blatt ${at} é.XML`] as const] : [],
    ),
  );
  const target = (name: string) => names.get(name)!.slice(3).split('/').map(encodeURIComponent).join('/');
  return zip(
    entriesOf(sound).map(({ name, data }) => {
      let xml = Buffer.from(data).toString('utf8');
      for (const [from, to] of names) {
        xml = xml
          .replaceAll(`"/${from}"`, `"/${to}"`)
          .replaceAll(`Target="${from.slice(3)}"`, `Target="${target(from)}"`);
      }
      return { name: names.get(name) ?? name, data: xml };
    }),
  );
}

const types = '[Content_Types].xml';
const inOtherLetters = (change: (name: string) => string) =>
  zip(entriesOf(sound).map(({ name, data }) => ({ name: change(name), data })));
const inCapitals = (xml: string) =>
  xml.replace(/ContentType="([^"]*)"/g, (_, type) => `ContentType="${type.toUpperCase()}"`);

/** Sheets and the table of texts under other names, which are in the package as they are in its lists. */
function renamedTo(change: (at: number) => string): Uint8Array {
  const own = entriesOf(sound).filter(
    ({ name }) => name.startsWith('xl/worksheets/') || name.includes('sharedStrings'),
  );
  const names = new Map(own.map(({ name }, at) => [name, change(at)] as const));
  const lists = (xml: string) =>
    [...names].reduce(
      (all, [from, to]) =>
        all.replaceAll(`"/${from}"`, `"/${to}"`).replaceAll(`"${from.slice(3)}"`, `"${to.slice(3)}"`),
      xml,
    );
  return zip(
    entriesOf(sound).map(({ name, data }) => ({
      name: names.get(name) ?? name,
      data: names.has(name) ? data : lists(Buffer.from(data).toString('utf8')),
    })),
  );
}

const texts = () => [...xmlOf('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner]) => inner!);
const inlined = () => {
  const strings = texts();
  return all(
    (xml, name) => {
      if (!name.startsWith('xl/worksheets/')) return xml;
      return xml.replace(
        /<c ([^>]*?)t="s"([^>]*)><v>(\d+)<\/v><\/c>/g,
        (_, a, b, at) => `<c ${a}t="inlineStr"${b}><is>${strings[Number(at)]}</is></c>`,
      );
    },
    withParts(sound, {
      'xl/sharedStrings.xml': null,
      'xl/_rels/workbook.xml.rels': (xml) => xml.replace(/<Relationship [^>]*sharedStrings[^>]*\/>/, ''),
      '[Content_Types].xml': (xml) => xml.replace(/<Override [^>]*sharedStrings[^>]*\/>/, ''),
    }),
  );
};

describe('a workbook with equivalent XML is read the same', () => {
  it.each<[string, () => Uint8Array]>([
    [
      'strict namespaces',
      () =>
        all((xml) =>
          xml
            .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
            .replaceAll(office, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
        ),
    ],
    [
      'a namespace prefix on every element',
      () =>
        all((xml, name) =>
          name.includes('rels') || name.startsWith('[')
            ? xml
            : xml.replace(/<(\/?)([a-zA-Z]\w*)([ />])/g, '<$1x:$2$3').replace(`xmlns="${main}"`, `xmlns:x="${main}"`),
        ),
    ],
    ['other file names of sheets', renamed],
    ['names of parts in capitals', () => inOtherLetters((name) => name.toUpperCase())],
    ['names of parts in small letters', () => inOtherLetters((name) => name.toLowerCase())],
    [
      'names of parts with spaces and letters as percent signs',
      () => renamedTo((at) => `xl/data/Blatt%20${at}%c3%A9.xml`),
    ],
    ['names of parts without an ending', () => renamedTo((at) => `xl/worksheets/table${at}`)],
    ['content types in capitals', () => withParts(sound, { [types]: inCapitals })],
    [
      'absolute targets',
      () => withParts(sound, { 'xl/_rels/workbook.xml.rels': (xml) => xml.replaceAll('Target="', 'Target="/xl/') }),
    ],
    [
      'targets with .. segments',
      () => withParts(sound, { 'xl/_rels/workbook.xml.rels': (xml) => xml.replaceAll('Target="', 'Target="./../xl/') }),
    ],
    [
      'targets in another case',
      () =>
        withParts(sound, {
          'xl/_rels/workbook.xml.rels': (xml) => xml.replaceAll('worksheets/sheet', 'Worksheets/SHEET'),
        }),
    ],
    ['texts within their cells', inlined],
    [
      'texts in rich text runs',
      () =>
        withParts(sound, {
          'xl/sharedStrings.xml': (xml) =>
            xml.replace(/<si><t([^>]*)>([^<]{4,})<\/t><\/si>/g, (_, space, text) =>
              text.includes('&')
                ? _
                : `<si><r><rPr><b/></rPr><t${space || ' xml:space="preserve"'}>${text.slice(0, 2)}</t></r><r><t xml:space="preserve">${text.slice(2)}</t></r><rPh sb="0" eb="1"><t>ふり</t></rPh></si>`,
            ),
        }),
    ],
    [
      'shared strings in another order',
      () => {
        const strings = texts();
        const last = strings.length - 1;
        return all((xml, name) => {
          if (name === 'xl/sharedStrings.xml')
            return xml.replace(
              /<si>.*<\/si>/s,
              strings
                .toReversed()
                .map((one) => `<si>${one}</si>`)
                .join(''),
            );
          return name.startsWith('xl/worksheets/')
            ? xml.replace(/t="s"([^>]*)><v>(\d+)</g, (_, more, at) => `t="s"${more}><v>${last - Number(at)}<`)
            : xml;
        });
      },
    ],
    [
      'cells without addresses',
      () => all((xml, name) => (name.startsWith('xl/worksheets/') ? withoutAddresses(xml) : xml)),
    ],
    [
      'rows without numbers',
      () => all((xml, name) => (name.startsWith('xl/worksheets/') ? xml.replace(/<row r="\d+"/g, '<row') : xml)),
    ],
    ['no dimensions', () => all((xml) => xml.replace(/<dimension [^>]*\/>/, ''))],
    ['dimensions that lie', () => all((xml) => xml.replace(/<dimension [^>]*\/>/, '<dimension ref="A1:XFD1048576"/>'))],
    ['no protection', () => all((xml) => xml.replace(/<sheetProtection [^>]*\/>/, ''))],
    [
      'no validations, no conditional formats',
      () =>
        all((xml) =>
          xml
            .replace(/<dataValidations.*<\/dataValidations>/s, '')
            .replace(/<conditionalFormatting.*<\/conditionalFormatting>/s, ''),
        ),
    ],
    ['every sheet visible', () => withParts(sound, { 'xl/workbook.xml': (xml) => xml.replace(/ state="\w+"/g, '') })],
    [
      'sheets in another order',
      () =>
        withParts(sound, {
          'xl/workbook.xml': (xml) =>
            xml.replace(
              /<sheets>(.*)<\/sheets>/s,
              (_, sheets: string) =>
                `<sheets>${sheets
                  .match(/<sheet .*?\/>/g)!
                  .toReversed()
                  .join('')}</sheets>`,
            ),
        }),
    ],
    ['no identity sheet', () => withoutSheet('gap_identity')],
    [
      'no defined names',
      () => withParts(sound, { 'xl/workbook.xml': (xml) => xml.replace(/<definedNames>.*<\/definedNames>/s, '') }),
    ],
    [
      'additional defined names',
      () =>
        withParts(sound, {
          'xl/workbook.xml': (xml) =>
            xml.replace(
              '<definedNames>',
              '<definedNames><definedName name="__proto__">Cover!$A$1</definedName><definedName name="constructor" hidden="1">#REF!</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Cover!$A:$XFD</definedName><definedName name="gap_country" localSheetId="2">Cover!$A$1</definedName>',
            ),
        }),
    ],
    [
      'additional filters, tables and comments',
      () =>
        all((xml, name) =>
          name.startsWith('xl/worksheets/')
            ? xml.replace('</sheetData>', '</sheetData><autoFilter ref="A5:Q40"/>')
            : xml,
        ),
    ],
    [
      'extensions of other programs',
      () =>
        all((xml, name) =>
          name.startsWith('xl/worksheets/')
            ? xml.replace(
                '</worksheet>',
                '<extLst><ext uri="{1}" xmlns:q="urn:q"><q:c r="G9" t="s"><q:v>1</q:v></q:c><sheetData><row r="9"><c r="G9"><v>1</v></c></row></sheetData></ext></extLst></worksheet>',
              )
            : xml,
        ),
    ],
  ])('%s', (_, build) => {
    const checked = check(build());
    expect(checked.reported.map(({ message }) => message)).toEqual(expected.reported.map(({ message }) => message));
    for (const { id } of answers) {
      const [own, other] = [answerOf(expected, id), answerOf(checked, id)];
      expect(other).toMatchObject({ state: own.state, reason: own.reason, sheet: own.sheet, cell: own.cell });
      expect(other.value, id).toBe(own.value);
    }
    expect(checked.identity).toEqual(expected.identity);
  });
});

it('names of parts in capitals below a folder are read, and reported as those of any folder', () => {
  const checked = check(inOtherLetters((name) => `Return/${name.toUpperCase()}`));
  expect(codesIn(checked)).toEqual(['package_repacked', ...codesIn(expected)]);
  for (const { id } of answers) expect(answerOf(checked, id).value).toBe(answerOf(expected, id).value);
});

it.each<[string, () => Uint8Array]>([
  ['capitals', () => inOtherLetters((name) => name.toUpperCase())],
  ['percent signs', () => renamedTo((at) => `xl/data/Blatt%20${at}%c3%A9.xml`)],
])('an annotated copy of a package with %s in its names is read the same', async (_, build) => {
  const copy = await annotate(inspect(build(), content, {}), content);
  expect(entriesOf(copy)[0]!.name).toBe(types);
  const checked = check(copy);
  expect(codesIn(checked)).toEqual(codesIn(expected));
  for (const { id } of answers) expect(answerOf(checked, id).value).toBe(answerOf(expected, id).value);
});

/** Cells without addresses, including empty ones between them, as streaming writers store them. */
function withoutAddresses(xml: string): string {
  return xml.replace(/<row [^>]*?>.*?<\/row>/gs, (row) => {
    let last = 0;
    return row.replace(/<c r="([A-Z]+)\d+"/g, (_, letters: string) => {
      const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
      const gap = '<c/>'.repeat(column - last - 1);
      last = column;
      return `${gap}<c`;
    });
  });
}

function withoutSheet(sheet: string): Uint8Array {
  return withParts(sound, {
    'xl/workbook.xml': (xml) => xml.replace(new RegExp(`<sheet [^>]*name="${sheet}"[^>]*/>`), ''),
  });
}
