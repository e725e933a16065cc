import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/workbook/annotate/annotate.ts';
import { findingColours } from '../../../src/workbook/annotate/marks.ts';
import { noteDivider } from '../../../src/workbook/answers/sheet-notes.ts';
import { inspect } from '../../../src/workbook/check/check.ts';
import { root } from '../../house/source.ts';
import { convert, soffice, withoutLibreOffice } from '../../libreoffice.ts';
import { cellOf, open, partsOf } from '../a-workbook.ts';
import { check, content, written } from '../checked.ts';
import { entriesOf, withParts, zip } from '../zip.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const annotated = async (bytes: Uint8Array) => await annotate(inspect(bytes, content, {}), content);
const bytesOf = (bytes: Uint8Array, part: string) =>
  Buffer.from(entriesOf(bytes).find(({ name }) => name === part)!.data as Uint8Array);

const sent = await written({
  scope: ['C'],
  answers: [
    { id: 'C04', typed: 'in force?' },
    { id: 'C05', typed: 'drafted', evidence: 'Art. 6' },
  ],
});
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
const relations = (...all: string[]) =>
  `<Relationships xmlns="${packaged}/relationships">${all.join('')}</Relationships>`;
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const spot = (row: number) =>
  `<xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row + 2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>`;
const frame = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="500000"/></a:xfrm>';
const drawing = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}"><xdr:twoCellAnchor>${spot(7)}<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>${frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Our answer is 3</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor><xdr:twoCellAnchor>${spot(11)}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Scan"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>${frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`;
const legacy =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1026" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox"><x:Anchor>8, 15, 7, 2, 9, 31, 8, 9</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape><v:shape id="_x0000_s1025" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>8</x:Row><x:Column>6</x:Column></x:ClientData></v:shape></xml>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const ownComment = `<comments xmlns="${main}"><authors><author>Jane</author></authors><commentList><comment ref="G9" authorId="0"><text><r><t>Jane: ask the ministry</t></r></text></comment></commentList></comments>`;
const full = withParts(sent, {
  'xl/drawings/drawing1.xml': drawing,
  'xl/drawings/_rels/drawing1.xml.rels': relations(relation('rId1', 'image', '../media/image1.png')),
  'xl/media/image1.png': picture,
  'xl/drawings/vmlDrawing1.vml': legacy,
  'xl/comments1.xml': ownComment,
  'xl/worksheets/_rels/sheet2.xml.rels': relations(
    relation('rId1', 'drawing', '../drawings/drawing1.xml'),
    relation('rId2', 'vmlDrawing', '../drawings/vmlDrawing1.vml'),
    relation('rId3', 'comments', '../comments1.xml'),
  ),
  'xl/worksheets/sheet2.xml': (xml) =>
    xml.replace('</worksheet>', '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/></worksheet>'),
  '[Content_Types].xml': (xml) =>
    xml.replace(
      '</Types>',
      `<Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>`,
    ),
});

/** Prefixes of elements and attributes that neither the element nor one around it declares. */
function undeclaredPrefixes(xml: string): string[] {
  const around: ReadonlySet<string>[] = [new Set(['xml', 'xmlns'])];
  const found = new Set<string>();
  for (const [, closes, name, attributes, empty] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g,
  )) {
    if (closes) {
      around.pop();
      continue;
    }
    const names = [...attributes!.matchAll(/([\w:.-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)].map(([, one]) => one!);
    const declared = names.flatMap((one) => (one.startsWith('xmlns:') ? [one.slice('xmlns:'.length)] : []));
    const known = new Set([...around.at(-1)!, ...declared]);
    for (const one of [name!, ...names])
      if (one.includes(':') && !known.has(one.split(':')[0]!)) found.add(one.split(':')[0]!);
    if (!empty) around.push(known);
  }
  return [...found];
}

describe('an annotated copy keeps the content of the file', () => {
  it('text boxes and images, byte by byte, checkboxes, and comments of people', async () => {
    const copy = await annotated(full);
    const again = await annotated(copy);
    for (const one of [copy, again]) {
      for (const part of [
        'xl/drawings/drawing1.xml',
        'xl/media/image1.png',
        'xl/sharedStrings.xml',
        'docProps/core.xml',
      ]) {
        expect(bytesOf(one, part), part).toEqual(bytesOf(full, part));
      }
      expect(bytesOf(one, 'xl/drawings/vmlDrawing1.vml').toString()).toContain('<x:Checked>1</x:Checked>');
      const cell = (await open(one)).getWorksheet('C Offences')!.getCell('G9');
      const note = typeof cell.note === 'string' ? cell.note : cell.note.texts!.map(({ text }) => text).join('');
      expect(note.split(noteDivider)[1]).toBe('Jane: ask the ministry');
      expect(check(one).findings).toEqual(check(full).findings);
    }
    expect(check(full).findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['boxes_unread', 'objects_unread', 'comments_unread', 'choice_unknown']),
    );
    expect(partsOf(again).size).toBe(partsOf(copy).size);
  });

  it('a comment thread and its related parts', async () => {
    const bytes = readFileSync(join(root, 'test/cases/workbooks/answer-in-comment.xlsx'));
    const again = await annotated(await annotated(bytes));
    const thread = 'xl/threadedComments/threadedComment1.xml';
    expect(bytesOf(again, thread)).toEqual(bytesOf(bytes, thread));
    expect(check(again).findings).toEqual(check(bytes).findings);
  });

  it('declares every prefix that it uses, also where each sheet declares its own', async () => {
    const eachItsOwn = withParts(sent, {
      'xl/workbook.xml': (xml) =>
        xml.replace(/ xmlns:r="[^"]*"/, '').replaceAll('<sheet ', `<sheet xmlns:r="${office}" `),
    });
    for (const bytes of [full, eachItsOwn])
      for (const { name, data } of entriesOf(await annotated(bytes))) {
        if (!/\.(xml|rels|vml)$/.test(name)) continue;
        expect([name, ...undeclaredPrefixes(Buffer.from(data as Uint8Array).toString())]).toEqual([name]);
      }
  });

  it('has its list of findings in the reading order of an Arabic workbook', async () => {
    const arabic = await written({ language: 'ar', scope: ['C'], answers: [{ id: 'C04', typed: 'in force?' }] });
    const book = await open(await annotated(arabic));
    const list = book.worksheets.at(-1)!;
    const orders = new Set<string | undefined>();
    list.eachRow((row, at) => {
      if (at > 1) row.eachCell(({ style }) => orders.add(style.alignment?.readingOrder as string | undefined));
    });
    expect([...orders]).toEqual(['rtl']);
  });

  it('shows the list of findings first, as the only selected sheet', async () => {
    const book = await open(await annotated(full));
    const parts = partsOf(await annotated(full));
    expect([...parts.values()].filter((xml) => xml.includes('tabSelected="1"'))).toHaveLength(1);
    expect(book.worksheets.at(-1)!.getCell('A1').value).toBe('gap:findings');
  });

  it('has the same bytes for the same findings', async () => {
    expect(await annotated(full)).toEqual(await annotated(full));
  });

  it('has no link to another file, even if the file had one', async () => {
    const linked = withParts(full, {
      'xl/drawings/_rels/drawing1.xml.rels': relations(
        `<Relationship Id="rId1" Type="${office}/image" Target="https://example.org/i.png" TargetMode="External"/>`,
      ),
    });
    const copy = await annotated(linked);
    expect([...partsOf(copy).values()].filter((xml) => xml.includes('example.org'))).toEqual([]);
    expect(cellOf(await open(copy), 'C04', 'answer').note).toBeDefined();
    // Everything else is unchanged, including the position of the empty picture.
    expect(bytesOf(copy, 'xl/drawings/drawing1.xml').toString()).toBe(drawing);
    expect(bytesOf(copy, 'xl/media/image1.png')).toEqual(picture);
    expect(partsOf(copy).get('xl/drawings/_rels/drawing1.xml.rels')).toContain('Target="/xl/media/empty1.png"');
    expect(check(copy).outcome).toBe(check(full).outcome);
  });

  it('keeps a linked image as an embedded one, and an external workbook without its address', async () => {
    const both = withParts(full, {
      'xl/drawings/drawing1.xml': drawing.replace('r:embed="rId1"', 'r:link="rId1"'),
      'xl/drawings/_rels/drawing1.xml.rels': relations(
        `<Relationship Id="rId1" Type="${office}/image" Target="file:///C:/Users/jane/scan.png" TargetMode="External"/>`,
      ),
    });
    const copy = await annotated(both);
    expect(bytesOf(copy, 'xl/drawings/drawing1.xml').toString()).toBe(drawing);
    const of = readFileSync(join(root, 'test/cases/workbooks/external-link.xlsx'));
    const kept = partsOf(await annotated(of));
    const texts = [...kept.values()].join('\n');
    const before = [...partsOf(of)].filter(([name]) => name.includes('externalLinks/') && !name.endsWith('.rels'));
    expect(before.length).toBeGreaterThan(0);
    for (const [name, xml] of before) expect(kept.get(name)).toBe(xml);
    expect(texts).toContain('removed-external-workbook.xlsx');
    expect(texts).not.toContain('jane');
  });

  it.each([
    [
      'elements with a prefix',
      (xml: string, name: string) =>
        name.includes('rels') || name.startsWith('[') || /^docProps|theme|drawing/.test(name)
          ? xml
          : xml.replace(/<(\/?)([a-zA-Z]\w*)([ />])/g, '<$1x:$2$3').replace(`xmlns="${main}"`, `xmlns:x="${main}"`),
    ],
    [
      'CDATA in the answer, and XML comments in every list of the package',
      (xml: string, name: string) =>
        name.startsWith('xl/drawings/') && !name.includes('rels')
          ? xml
          : xml
              .replace(/(<(?:Types|Relationships|workbook|styleSheet|sst)\b[^>]*>)/, '$1<!-- <c r="G9"/> -->')
              .replace('in force?', '<![CDATA[in force?]]>'),
    ],
    [
      'the strict variant of the standard',
      (xml: string) =>
        xml
          .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
          .replaceAll(office, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
    ],
    [
      'single quotes, line breaks between attributes and spaces around equals signs',
      (xml: string, name: string) =>
        name.startsWith('xl/drawings/') && !name.includes('rels')
          ? xml
          : xml.replace(/ ([\w:]+)="([^"']*)"/g, "\n  $1 = '$2'").replace(/<\?xml[^>]*\?>/, ''),
    ],
    [
      'a prefix that has another meaning elsewhere',
      (xml: string, name: string) =>
        name.includes('rels') || name.startsWith('[') || /^docProps|theme|drawing/.test(name)
          ? xml
          : xml
              .replace(/<(\/?)([a-zA-Z]\w*)([ />])/g, '<$1x:$2$3')
              .replace(`xmlns="${main}"`, `xmlns:x="${main}" xmlns="urn:other"`)
              .replace(
                /<\/x:worksheet>/,
                '<x:extLst><x:ext xmlns:x="urn:another"><x:c r="G9"/></x:ext></x:extLst></x:worksheet>',
              ),
    ],
    [
      'CDATA in a sheet',
      (xml: string, name: string) =>
        name === 'xl/worksheets/sheet2.xml' ? xml.replace('<sheetData>', '<!-- <c r="G9"> --><sheetData>') : xml,
    ],
  ])('and marks its cells, for another way of writing the XML: %s', async (_, change) => {
    const other = zip(
      entriesOf(full).map(({ name, data }) => ({
        name,
        data: /\.(?:png|vml)$/.test(name) ? data : change(Buffer.from(data as Uint8Array).toString('utf8'), name),
      })),
    );
    const copy = await annotated(other);
    const comments = [...partsOf(copy)].filter(([name]) => name.startsWith('xl/comments')).map(([, xml]) => xml);
    expect(comments.join()).toContain('is not one of the choices');
    expect(check(copy).findings.map(({ code }) => code)).toEqual(check(full).findings.map(({ code }) => code));
    expect(bytesOf(copy, 'xl/media/image1.png')).toEqual(picture);
    expect(bytesOf(copy, 'xl/drawings/drawing1.xml').toString()).toContain('Our answer is 3');
    const boxes = [...partsOf(copy)].find(([name]) => name.endsWith('.vml'))![1];
    expect(boxes).toContain('ObjectType="Checkbox"');
  });

  it.each([
    ['no styles', null],
    ['styles without any list', `<styleSheet xmlns="${main}"/>`],
    ['styles with empty lists', `<styleSheet xmlns="${main}"><fonts count="0"/><cellXfs/></styleSheet>`],
  ])('and marks its cells where the file has %s', async (_, styles) => {
    const bare = withParts(full, {
      'xl/worksheets/sheet2.xml': (xml) => xml.replace(/<conditionalFormatting.*<\/conditionalFormatting>/s, ''),
      'xl/styles.xml': styles,
      ...(styles === null && {
        'xl/_rels/workbook.xml.rels': (xml: string) => xml.replace(/<Relationship [^>]*styles[^>]*\/>/, ''),
        '[Content_Types].xml': (xml: string) => xml.replace(/<Override [^>]*styles[^>]*\/>/, ''),
      }),
    });
    const copy = await annotated(bare);
    const { fill } = (await open(copy)).getWorksheet('C Offences')!.getCell('G9').style;
    expect(fill).toMatchObject({ pattern: 'solid', fgColor: { argb: findingColours.error } });
    expect(bytesOf(copy, 'xl/drawings/drawing1.xml').toString()).toBe(drawing);
    expect(check(copy).findings).toEqual(check(bare).findings);
  });

  it('and marks cells without a reference, and lists all findings where the drawing of comments cannot be changed', async () => {
    const odd = withParts(full, {
      'xl/worksheets/sheet2.xml': (xml) => xml.replace(/(<c) r="[A-Z]+\d+"/g, '$1'),
      'xl/drawings/vmlDrawing1.vml': legacy.replace('</xml>', ''),
    });
    const copy = await annotated(odd);
    const [sheet, styles] = ['xl/worksheets/sheet2.xml', 'xl/styles.xml'].map((name) => bytesOf(copy, name).toString());
    const row = /<row r="9".*?<\/row>/s.exec(sheet!)![0];
    const look = Number(/ s="(\d+)"/.exec(row.match(/<c[\s/>][^>]*>/g)![6]!)![1]);
    const looks = /<cellXfs.*<\/cellXfs>/s.exec(styles!)![0].match(/<xf\b/g)!.length;
    expect(look).toBeGreaterThanOrEqual(looks - 8);
    expect([...partsOf(copy).values()].join()).toContain('is not one of the choices');
    expect(bytesOf(copy, 'xl/drawings/vmlDrawing1.vml').toString()).toBe(legacy.replace('</xml>', ''));
  });

  it.skipIf(!soffice)(
    `opens in LibreOffice with its text boxes, and is read the same (${withoutLibreOffice})`,
    async () => {
      const saved = await convert(await annotated(full), 'xlsx');
      const codes = (bytes: Uint8Array) =>
        check(bytes)
          .findings.map(({ code, cell }) => `${code} ${cell}`)
          .sort();
      expect(codes(saved)).toEqual(codes(full));
      expect([...partsOf(saved).values()].some((xml) => xml.includes('Our answer is 3'))).toBe(true);
    },
  );
});
