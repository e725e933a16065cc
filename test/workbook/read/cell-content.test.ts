import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { answerOf, check, readOf, written } from '../checked.ts';
import { entriesOf, withParts } from '../zip.ts';

const sound = await written({
  answers: [
    { id: 'A02', value: '2025-11-30' },
    { id: 'C04', value: 3 },
    { id: 'E04.sent', value: 1234 },
  ],
});
const parts = entriesOf(sound).map(({ name, data }) => [name, Buffer.from(data).toString('utf8')] as const);
const [, book] = parts.find(([name]) => name === 'xl/workbook.xml')!;

const truthTyped = { state: 'blank', codes: ['not_a_number'] };
const calculated = { state: 'blank', codes: ['formula_in_answer'] };

describe('the content of a cell', () => {
  const { sheet: sheetName, cell } = answerOf(check(sound), 'E04.sent');
  const part = `xl/worksheets/sheet${[...book.matchAll(/<sheet [^>]*name="([^"]*)"/g)].findIndex(([, name]) => name === sheetName) + 1}.xml`;
  const holding = (xml: string) =>
    withParts(sound, {
      [part]: (sheet) => {
        const changed = sheet.replace(
          new RegExp(`<c r="${cell}"([^>]*?)(?: t="\\w+")?><v>1234</v></c>`),
          xml.replace('<c', `<c r="${cell}"$1`),
        );
        if (changed === sheet) throw new Error('the cell was not found');
        return changed;
      },
    });
  it.each<[string, string, object]>([
    ['a number', '<c><v>12</v></c>', { state: 'answered', value: 12 }],
    ['a number of many digits', '<c><v>12.000000000000000001</v></c>', { state: 'answered', value: 12 }],
    ['a number with an exponent', '<c><v>1.2E+1</v></c>', { state: 'answered', value: 12 }],
    ['a number as text', '<c t="str"><v>12</v></c>', { state: 'answered', value: 12 }],
    [
      'a formula with its result',
      '<c><f>1+2</f><v>3</v></c>',
      { state: 'blank', value: null, codes: ['formula_in_answer'] },
    ],
    ['a formula without a result', '<c><f>1+2</f></c>', { state: 'blank', codes: ['formula_in_answer'] }],
    [
      'one of shared formulas',
      '<c><f t="shared" si="0"/><v>3</v></c>',
      { state: 'blank', codes: ['formula_in_answer'] },
    ],
    [
      'a formula that calls a program',
      '<c t="str"><f>cmd|\'/c calc\'!A0</f><v>12</v></c>',
      { state: 'blank', codes: ['formula_in_answer'] },
    ],
    ['an error', '<c t="e"><v>#REF!</v></c>', { state: 'blank', codes: ['error_in_answer'] }],
    [
      'an error from a formula',
      '<c t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
      { state: 'blank', codes: ['formula_in_answer'] },
    ],
    ['a truth', '<c t="b"><v>1</v></c>', { state: 'blank', codes: ['not_a_number'] }],
    ['a truth as LibreOffice saves it', '<c t="b"><f aca="false">TRUE()</f><v>1</v></c>', truthTyped],
    ['the same in a cell for text', '<c t="n"><f aca="false">FALSE()</f><v>0</v></c>', truthTyped],
    ['the same without attributes', '<c t="b"><f>TRUE()</f><v>1</v></c>', truthTyped],
    ['a constant beside another result', '<c t="b"><f>TRUE()</f><v>0</v></c>', calculated],
    ['a constant without a result', '<c><f>TRUE()</f></c>', calculated],
    ['a truth that is calculated', '<c t="b"><f>NOT(TRUE())</f><v>0</v></c>', calculated],
    ['a truth that is neither', '<c t="b"><v>2</v></c>', { state: 'blank', codes: ['cell_not_true_or_false'] }],
    ['a truth of a space', '<c t="b"><v> </v></c>', { state: 'blank', codes: ['cell_not_true_or_false'] }],
    ['a text that is not in the table', '<c t="s"><v>99999</v></c>', { state: 'blank', codes: ['cell_text_missing'] }],
    ['a text by a number below nothing', '<c t="s"><v>-1</v></c>', { state: 'blank', codes: ['cell_text_missing'] }],
    ['a text by a word', '<c t="s"><v>constructor</v></c>', { state: 'blank', codes: ['cell_text_missing'] }],
    ['an invalid number', '<c><v>NaN</v></c>', { state: 'blank', codes: ['cell_not_a_number'] }],
    ['a number beyond numbers', '<c><v>1e999</v></c>', { state: 'blank', codes: ['cell_not_a_number'] }],
    ['a hexadecimal number', '<c><v>0x10</v></c>', { state: 'blank', codes: ['cell_not_a_number'] }],
    ['an unknown type', '<c t="z"><v>1</v></c>', { state: 'blank', codes: ['cell_unknown_type'] }],
    ['itself twice', `<c><v>1</v></c><c r="${cell}"><v>2</v></c>`, { state: 'blank', codes: ['cell_twice'] }],
    ['nothing but a style', '<c/>', { state: 'blank', codes: [] }],
    ['an empty value', '<c><v/></c>', { state: 'blank', codes: [] }],
    ['an empty text', '<c t="str"><v></v></c>', { state: 'blank', codes: [] }],
    ['an empty text within it', '<c t="inlineStr"><is><t/></is></c>', { state: 'blank', codes: [] }],
    ['a value in another namespace', '<c><q:v xmlns:q="urn:q">5</q:v></c>', { state: 'blank', codes: [] }],
    ['two values', '<c><v>1</v><v>2</v></c>', { state: 'blank', codes: ['cell_twice'] }],
    ['a value within a value', '<c><v>1<v>2</v></v></c>', { state: 'answered', value: 1 }],
    ['a value and a text', '<c t="inlineStr"><is><t>1</t></is><v>2</v></c>', { state: 'blank', codes: ['cell_twice'] }],
    ['a date of ISO', '<c t="d"><v>2025-03-04</v></c>', { state: 'blank', codes: ['date_for_number'] }],
  ])('%s', (_, xml, outcome) => {
    const checked = check(holding(xml));
    expect(readOf(checked, 'E04.sent')).toMatchObject(outcome);
    expect(answerOf(checked, 'C04').value).toBe(3);
  });
});

describe('a date', () => {
  it('is a number where the styles are missing, and is read as the date with a finding', () => {
    const bytes = withParts(sound, {
      'xl/styles.xml': null,
      'xl/_rels/workbook.xml.rels': (xml) => xml.replace(/<Relationship [^>]*styles[^>]*\/>/, ''),
    });
    expect(readOf(check(bytes), 'A02')).toMatchObject({
      value: '2025-11-30',
      codes: ['date_from_number'],
    });
  });

  it('is the same date in the 1904 date system', () => {
    const serial = (Date.UTC(2025, 10, 30) - Date.UTC(1904, 0, 1)) / 86_400_000;
    const [dated] = parts.find(([, xml]) => xml.includes('<v>45991</v>'))!;
    const bytes = withParts(sound, {
      [dated]: (xml) => xml.replace('<v>45991</v>', `<v>${serial}</v>`),
      'xl/workbook.xml': (xml) => xml.replace(/<workbookPr[^>]*\/>/, '<workbookPr date1904="1"/>'),
    });
    expect(answerOf(check(bytes), 'A02').value).toBe('2025-11-30');
  });
});
