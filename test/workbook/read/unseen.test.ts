import { describe, expect, it } from 'vitest';
import { answerOf, check, written } from '../checked.ts';
import { entriesOf, withParts } from '../zip.ts';

const sound = await written({
  scope: ['C'],
  answers: [
    { id: 'C01', value: 2, evidence: 'Art. 1' },
    { id: 'C02', value: 4, evidence: 'Art. 2' },
  ],
});
const counted = await written({ scope: ['G'], answers: [{ id: 'G05.police', value: 5000 }] });
const sheet = 'xl/worksheets/sheet2.xml';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The cell with a new style of a font, a fill and a number format. */
function inLook(bytes: Uint8Array, cell: string, look: { font?: string; fill?: string; format?: string }) {
  const format = look.format === undefined ? 0 : 399;
  return withParts(bytes, {
    'xl/styles.xml': (xml) => {
      const count = (list: string) => Number(new RegExp(`<${list} count="(\\d+)"`).exec(xml)![1]);
      const [font, fill] = [count('fonts'), count('fills')];
      return xml
        .replace('</fonts>', `<font>${look.font ?? '<sz val="10"/>'}</font></fonts>`)
        .replace('</fills>', `<fill>${look.fill ?? '<patternFill patternType="none"/>'}</fill></fills>`)
        .replace(
          /<numFmts.*<\/numFmts>|(?=<fonts)/s,
          `<numFmts><numFmt numFmtId="399" formatCode="${look.format ?? '0'}"/></numFmts>`,
        )
        .replace('</cellXfs>', `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}"/></cellXfs>`);
    },
    [sheet]: (xml) => xml.replace(new RegExp(`(<c r="${cell}") s="\\d+"`), `$1 s="${styles(bytes)}"`),
  });
}
const partOf = (bytes: Uint8Array, part: string) =>
  new TextDecoder().decode(entriesOf(bytes).find(({ name }) => name === part)!.data as Uint8Array);
const styles = (bytes: Uint8Array) => /<cellXfs count="(\d+)"/.exec(partOf(bytes, 'xl/styles.xml'))![1]!;
const about = (bytes: Uint8Array) => check(bytes).findings.map(({ code, cell, details }) => [code, cell, details.why]);
const filled = (rgb: string) => `<patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill>`;

describe('invisible content of a cell is read and reported', () => {
  it.each([
    ['white on white', { font: '<color rgb="FFFFFFFF"/>' }, 'colour'],
    ['nearly white on white', { font: '<color rgb="FFF8F8F8"/>' }, 'colour'],
    ['white of the theme', { font: '<color theme="0"/>' }, 'colour'],
    ['a tint of black that is white', { font: '<color theme="1" tint="1"/>' }, 'colour'],
    ['white of the palette', { font: '<color indexed="9"/>' }, 'colour'],
    ['blue on the same blue', { font: '<color rgb="FF0F5265"/>', fill: filled('FF0F5265') }, 'colour'],
    ['letters of one point', { font: '<sz val="1"/>' }, 'size'],
    ['the format ;;;', { format: ';;;' }, 'format'],
    ['the format "";"";"";""', { format: '&quot;&quot;;&quot;&quot;;&quot;&quot;;&quot;&quot;' }, 'format'],
    ['a format that shows other words', { format: '0;0;0;&quot;no&quot;' }, 'words'],
  ])('%s', (_, look, why) => {
    const checked = check(inLook(sound, 'G6', look));
    expect(checked.findings.map(({ code, cell, details }) => [code, cell, details.why])).toEqual([
      ['cell_unseen', 'G6', why],
    ]);
    expect(checked.outcome).toBe('warnings');
    expect(answerOf(checked, 'C01').value).toBe(2);
  });

  it.each([
    ['black', { font: '<color rgb="FF000000"/>' }],
    ['an automatic colour', { font: '<sz val="10"/>' }],
    ['grey on white', { font: '<color rgb="FF8A969C"/>' }],
    ['white on blue', { font: '<color rgb="FFFFFFFF"/>', fill: filled('FF0F5265') }],
    ['letters on a pattern', { font: '<color rgb="FFFFFFFF"/>', fill: '<patternFill patternType="gray125"/>' }],
    ['text with a format for numbers', { format: '#,##0.00;-#,##0.00' }],
    ['text in words of a format', { format: '0;0;0;@&quot; (law)&quot;' }],
  ])('and visible content is not reported: %s', (_, look) => {
    expect(about(inLook(sound, 'G6', look))).toEqual([]);
  });

  it.each<readonly [number, string, string | null]>([
    [5000, '0', null],
    [5000, '#,##0', null],
    [5000, '0&quot; officers&quot;', null],
    [5000, '0,', 'words'],
    [5000, '0.0,,&quot; M&quot;', 'words'],
    [5000, '&quot;none&quot;', 'words'],
    [0, '0;-0;;@', 'format'],
    [0, '0;-0', null],
    [5000, ';;;@', 'format'],
    // Literal text of the format that changes the number shown.
    ...[
      '0&quot;00&quot;',
      '&quot;1&quot;0',
      '0\\.0',
      '0&quot;/5&quot;',
      '0&quot;%&quot;',
      '0&quot;²&quot;',
      '-0',
      '(0)',
      '0-00',
    ].map((format) => [5000, format, 'words'] as const),
    ...['0&quot;k&quot;', '0&quot; million&quot;', '0&quot; milliers&quot;'].map(
      (format) => [5000, format, 'words'] as const,
    ),
    ...[
      '&quot;ca. &quot;0',
      '0&quot; mm&quot;',
      '0\\ 000',
      '#,##0&quot; €&quot;',
      '[$€-2] #,##0',
      '[DBNum1]0',
      '00000',
    ].map((format) => [5000, format, null] as const),
    [5000, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* &quot;-&quot;??_);_(@_)', null],
    [0, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* &quot;-&quot;??_);_(@_)', null],
    [0, '#,###', 'format'],
    [5000, '#,###', null],
    [0, '# ?/?', null],
    // Letters or signs between two digits.
    [5000, '0&quot;h&quot;00', 'words'],
    [5000, '0\\€00', 'words'],
    [5000, '#&quot;’&quot;##0', null],
    // Sections with conditions: the number decides which of them applies.
    ...[5000, 500, 0].map(
      (number) => [number, '[&gt;999]0,&quot;K&quot;;0', number === 5000 ? 'words' : null] as const,
    ),
    [0, '[=0]&quot;&quot;;0', 'format'],
    [5, '[=0]&quot;&quot;;0', null],
    [1, '[=1]&quot;yes&quot;;[=0]&quot;no&quot;;0', 'words'],
    [5, '[=1]&quot;yes&quot;;[=0]&quot;no&quot;;0', null],
    [5000, '[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####', 'words'],
    [5000, '[Red][&lt;&gt;50]General;[Blue]000', null],
    [5000, '[&lt;0]-0;[&gt;1000]#\\ ##0;0', null],
    [5000, '[&lt;0]-0;[&gt;1000]#,;0', 'words'],
    [5, '0;-0%', null],
  ])('the number %d as %s', (number, format, why) => {
    const row = /<c r="(G\d+)"[^>]*><v>5000<\/v>/.exec(partOf(counted, sheet))![1]!;
    const changed = withParts(inLook(counted, row, { format }), {
      [sheet]: (xml) => xml.replace('<v>5000</v>', `<v>${number}</v>`),
    });
    expect(about(changed)).toEqual(why === null ? [] : [['cell_unseen', row, why]]);
    expect(answerOf(check(changed), 'G05.police').value).toBe(number);
  });

  it.each([
    [46000, '[=0]&quot;&quot;;dd/mm/yyyy', 'date_for_number'],
    [12, '[=0]?;0%', 'number_percent'],
    [12, '[&lt;0]&quot;&quot;;0%', 'number_percent'],
    [12, '[=0]?;[hh]:mm', 'date_for_number'],
    [12, '0%;-0%;-', 'number_percent'],
    [12, '[&gt;99]0%;0', null],
    [120, '[&gt;99]0%;0', 'number_percent'],
    [12, '0;-0;dd/mm/yyyy', null],
  ])('the number %d as %s is one of the kind that its section shows', (number, format, code) => {
    const row = /<c r="(G\d+)"[^>]*><v>5000<\/v>/.exec(partOf(counted, sheet))![1]!;
    const changed = withParts(inLook(counted, row, { format }), {
      [sheet]: (xml) => xml.replace('<v>5000</v>', `<v>${number}</v>`),
    });
    const found = check(changed).findings.filter(({ cell }) => cell === row);
    expect(found.map((one) => one.code)).toEqual(code === null ? [] : [code]);
    expect(answerOf(check(changed), 'G05.police').value).toBe(code === null ? number : null);
  });

  it('white letters within a text', () => {
    const runs = (colour: string) =>
      `<is><r><t>Art. 1 </t></r><r><rPr>${colour}<sz val="10"/></rPr><t>and we do not apply it</t></r></is>`;
    const evidence = (colour: string) =>
      withParts(sound, {
        [sheet]: (xml) =>
          xml.replace(/<c r="L6"([^>]*?) t="s"[^>]*>.*?<\/c>/, `<c r="L6"$1 t="inlineStr">${runs(colour)}</c>`),
      });
    expect(about(evidence('<color rgb="FFFFFFFF"/>'))).toEqual([['cell_unseen', 'L6', 'colour']]);
    expect(about(evidence('<color rgb="FFC00000"/>'))).toEqual([]);
  });

  it('content that conditional formatting may hide', () => {
    const ruled = (dxf: string, rule = 'type="expression" dxfId="9"') =>
      withParts(sound, {
        'xl/styles.xml': (xml) =>
          xml.replace(/<dxfs.*<\/dxfs>/s, `<dxfs>${'<dxf/>'.repeat(9)}<dxf>${dxf}</dxf></dxfs>`),
        [sheet]: (xml) =>
          xml.replace(
            '<dataValidations',
            `<conditionalFormatting sqref="F6:G6"><cfRule priority="1" ${rule}><formula>1</formula></cfRule></conditionalFormatting><dataValidations`,
          ),
      });
    expect(about(ruled('<font><color rgb="FFFFFFFF"/></font>'))).toEqual([['cell_unseen', 'G6', 'rule']]);
    expect(about(ruled('<numFmt numFmtId="400" formatCode=";;;"/>'))).toEqual([['cell_unseen', 'G6', 'rule']]);
    expect(about(ruled('<font><color rgb="FFC00000"/></font>'))).toEqual([]);
  });

  it('rows and columns too small to see, and a hidden sheet', () => {
    const changed = (change: (xml: string) => string) =>
      about(withParts(sound, { [sheet]: change })).map(([code]) => code);
    expect(changed((xml) => xml.replace(/<row r="6" ht="[\d.]+"/, '<row r="6" ht="1"'))).toEqual(['rows_hidden']);
    expect(changed((xml) => xml.replace('<cols>', '<cols><col min="7" max="7" width="0.1"/>'))).toEqual([
      'column_hidden',
    ]);
    const hidden = withParts(sound, {
      'xl/workbook.xml': (xml) =>
        xml.replace(/(<sheet [^>]*name="C Offences"[^>]*)state="visible"/, '$1state="hidden"'),
    });
    expect(about(hidden).map(([code]) => code)).toEqual(['sheet_hidden']);
    expect(answerOf(check(hidden), 'C01').value).toBe(2);
  });
});

describe('text outside the cells to fill in is reported', () => {
  const put = (cell: string, text: string, bytes = sound, part = sheet) =>
    withParts(bytes, {
      [part]: (xml) => {
        const inline = `<c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c>`;
        const row = /\d+/.exec(cell)![0];
        const own = new RegExp(`<c r="${cell}"[^>]*?(?:/>|>.*?</c>)`);
        if (own.test(xml)) return xml.replace(own, inline);
        const line = new RegExp(`(<row r="${row}"[^>]*?)(/>|>(.*?)</row>)`, 's');
        if (line.test(xml)) return xml.replace(line, (_, open, __, cells = '') => `${open}>${cells}${inline}</row>`);
        return xml.replace('</sheetData>', `<row r="${row}">${inline}</row></sheetData>`);
      },
    });
  const cover = 'xl/worksheets/sheet1.xml';

  it.each([
    ['below the table, in a column without cells to fill in', put('B60', 'We have 12 officers')],
    ['in the row of the title', put('H1', 'We have 12 officers')],
    ['over a question', put('B6', 'Illegal access: we have none')],
    ['in the row of the key figures of the cover', put('J5', 'We have 12 officers', sound, cover)],
    ['under the cover', put('B90', 'We have 12 officers', sound, cover)],
  ])('%s', (_, bytes) => {
    const { findings, outcome } = check(bytes);
    expect(findings.map(({ code }) => code)).toEqual(['cells_unread']);
    expect(outcome).toBe('warnings');
  });

  it('in the guidance', () => {
    const guidance = /<c r="C6"[^>]*><v>(\d+)</.exec(partOf(sound, sheet))![1]!;
    const text = [...partOf(sound, 'xl/sharedStrings.xml').matchAll(/<si>(?:<t[^>]*>)?(.*?)(?:<\/t>)?<\/si>/gs)][
      Number(guidance)
    ]![1]!;
    expect(about(put('C6', `${text} We have none.`)).map(([code]) => code)).toEqual(['cells_unread']);
    expect(about(put('C6', 'How to answer, worded anew')).map(([code]) => code)).toEqual(['cells_unread']);
  });

  it.each([
    ['a header', '<oddHeader>&amp;LOur answer to C03 is no</oddHeader>', ['heads_unread']],
    [
      'what programs put there',
      '<oddHeader>&amp;C&amp;"Arial,Bold"&amp;12&amp;A</oddHeader><oddFooter>&amp;CPage &amp;P</oddFooter>',
      [],
    ],
  ])('%s', (_, heads, codes) => {
    const changed = withParts(sound, {
      [sheet]: (xml) => xml.replace(/<headerFooter>.*<\/headerFooter>/, `<headerFooter>${heads}</headerFooter>`),
    });
    expect(about(changed).map(([code]) => code)).toEqual(codes);
  });

  it.each([
    ['<definedName name="Answer" comment="C03 is no">Cover!$A$1</definedName>'],
    ['<definedName name="Answer">"C03 is no"</definedName>'],
  ])('a name: %s', (name) => {
    const changed = withParts(sound, {
      'xl/workbook.xml': (xml) => xml.replace('</definedNames>', `${name}</definedNames>`),
    });
    expect(about(changed).map(([code]) => code)).toEqual(['names_unread']);
  });
});

describe('a property of styles outside of its element changes nothing', () => {
  const white = '<color rgb="FFFFFFFF"/>';
  const looks = (inner: string) => `<dxfs count="0">${inner}</dxfs>`;
  it.each([
    [
      'a pattern without a fill',
      (xml: string) => xml.replace(/<fills.*<\/fills>/s, `<fills>${filled('FF000000')}</fills>`),
    ],
    [
      'two colours without a fill',
      (xml: string) => xml.replace(/<fills.*<\/fills>/s, '<fills><gradientFill/></fills>'),
    ],
    ['fonts within a font', (xml: string) => xml.replace(/<fonts.*<\/fonts>/s, `<font><fonts>${white}</fonts></font>`)],
    [
      'a font of no rule',
      (xml: string) => xml.replace('</styleSheet>', `${looks(`<font>${white}</font>`)}</styleSheet>`),
    ],
    ['a fill of no rule', (xml: string) => xml.replace('</styleSheet>', `${looks(filled('FF000000'))}</styleSheet>`)],
    [
      'a ground of no rule',
      (xml: string) => xml.replace('</styleSheet>', `${looks('<bgColor rgb="FF000000"/>')}</styleSheet>`),
    ],
  ])('%s', (_, change) => {
    const bytes = withParts(sound, {
      'xl/styles.xml': (xml) => change(xml.replace(/<dxfs.*<\/dxfs>|<dxfs[^>]*\/>/s, '')),
    });
    const checked = check(bytes);
    expect([answerOf(checked, 'C01').value, answerOf(checked, 'C02').value]).toEqual([2, 4]);
    expect(checked.outcome).not.toBe('refused');
  });
});

describe('drawings over the cells are reported', () => {
  const relation = (kind: string, target: string, id = 'rId1') =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
  const main = 'http://schemas.openxmlformats.org/drawingml/2006/main';
  const anchored = (content: string) =>
    `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="${main}" xmlns:r="${office}"><xdr:twoCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:row>7</xdr:row></xdr:from>${content}</xdr:twoCellAnchor></xdr:wsDr>`;
  const frame = (kind: string) =>
    `<xdr:graphicFrame><a:graphic><a:graphicData><c:x xmlns:c="urn:c" ${kind}/></a:graphicData></a:graphic></xdr:graphicFrame>`;
  const drawn = (content: string, parts: Record<string, string> = {}, ...more: string[]) =>
    withParts(sound, {
      'xl/drawings/drawing1.xml': anchored(content),
      'xl/drawings/_rels/drawing1.xml.rels': relations(...more),
      'xl/worksheets/_rels/sheet2.xml.rels': relations(relation('drawing', '../drawings/drawing1.xml', 'rIdA')),
      ...parts,
    });
  const chart = (title: string) =>
    `<c:chartSpace xmlns:c="urn:c" xmlns:a="${main}"><a:p><a:t>${title}</a:t></a:p></c:chartSpace>`;
  const charts = relation('chart', '../charts/chart1.xml');
  const diagram = `<dgm:dataModel xmlns:dgm="urn:d" xmlns:a="${main}"><dgm:t><a:p><a:t>It is 3</a:t></a:p></dgm:t></dgm:dataModel>`;
  const shape = (kind: string, inner = '') =>
    `<xdr:sp><xdr:spPr><a:prstGeom prst="${kind}"/></xdr:spPr>${inner}</xdr:sp>`;

  it.each([
    [
      'a diagram with text',
      drawn(
        frame('r:dm="rId1"'),
        { 'xl/diagrams/data1.xml': diagram },
        relation('diagramData', '../diagrams/data1.xml'),
      ),
      'boxes_unread',
    ],
    [
      'a chart with a title',
      drawn(frame('r:id="rId1"'), { 'xl/charts/chart1.xml': chart('It is 3') }, charts),
      'boxes_unread',
    ],
    [
      'a text over a chart',
      drawn(
        frame('r:id="rId1"'),
        {
          'xl/charts/chart1.xml': chart(''),
          'xl/charts/_rels/chart1.xml.rels': relations(relation('chartUserShapes', '../drawings/drawing2.xml')),
          'xl/drawings/drawing2.xml': anchored(
            '<xdr:sp><xdr:txBody><a:p><a:t>It is 3</a:t></a:p></xdr:txBody></xdr:sp>',
          ),
        },
        charts,
      ),
      'boxes_unread',
    ],
    [
      'a chart without one',
      drawn(frame('r:id="rId1"'), { 'xl/charts/chart1.xml': chart('') }, charts),
      'objects_unread',
    ],
    [
      'a picture',
      drawn(
        '<xdr:pic><a:blip r:embed="rId1"/></xdr:pic>',
        { 'xl/media/image1.png': 'x' },
        relation('image', '../media/image1.png'),
      ),
      'objects_unread',
    ],
    [
      'handwriting',
      drawn(
        '<xdr:contentPart r:id="rId1"/>',
        { 'xl/ink/ink1.xml': '<ink/>' },
        relation('customXml', '../ink/ink1.xml'),
      ),
      'objects_unread',
    ],
    ['a ring around a choice', drawn(shape('ellipse')), 'objects_unread'],
    ['a line', drawn('<xdr:cxnSp/>'), 'objects_unread'],
    ['a drawing that cannot be read', withParts(drawn(''), { 'xl/drawings/drawing1.xml': '<x' }), 'objects_unread'],
  ])('%s', (_, bytes, code) => {
    const checked = check(bytes);
    expect(checked.findings.map((one) => one.code)).toEqual([code]);
    if (checked.findings[0]!.cell !== 'A1') expect(checked.findings[0]!.cell).toBe('G8');
    expect(answerOf(checked, 'C01').value).toBe(2);
  });

  it.each(['-8', '1e999', 'x', '16384', '0.5'])('at the first cell if it states the column %s', (column) => {
    const bytes = withParts(drawn(shape('ellipse')), {
      'xl/drawings/drawing1.xml': (xml) => xml.replace('<xdr:col>6<', `<xdr:col>${column}<`),
    });
    expect(about(bytes)).toEqual([['objects_unread', 'A1', undefined]]);
  });

  it('an empty text box is ignored', () => {
    expect(about(drawn(shape('rect', '<xdr:txBody><a:p/></xdr:txBody>')))).toEqual([]);
  });

  it('a checkbox in a legacy drawing, but not the frame of a comment', () => {
    const vml = (kind: string) =>
      `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape><v:textbox><font>Yes<br></font></v:textbox><x:ClientData ObjectType="${kind}"><x:Anchor>6, 15, 7, 2, 8, 31, 8, 9</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape></xml>`;
    const control = (kind: string) =>
      withParts(sound, {
        'xl/drawings/vmlDrawing1.vml': vml(kind),
        'xl/worksheets/_rels/sheet2.xml.rels': relations(relation('vmlDrawing', '../drawings/vmlDrawing1.vml')),
      });
    expect(about(control('Checkbox'))).toEqual([['objects_unread', 'G8', undefined]]);
    expect(about(control('Note'))).toEqual([]);
  });

  it('a chart sheet', () => {
    const changed = withParts(sound, {
      'xl/chartsheets/sheet1.xml': '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
      'xl/workbook.xml': (xml) => xml.replace('</sheets>', '<sheet name="Chart1" sheetId="99" r:id="rId99"/></sheets>'),
      'xl/_rels/workbook.xml.rels': (xml) =>
        xml.replace('</Relationships>', `${relation('chartsheet', 'chartsheets/sheet1.xml', 'rId99')}</Relationships>`),
    });
    expect(check(changed).findings).toEqual([expect.objectContaining({ code: 'sheet_unread', sheet: 'Chart1' })]);
  });
});
