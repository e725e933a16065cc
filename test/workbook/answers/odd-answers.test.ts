/** Unusual answers from programs and people: each is read correctly, or reported at its cell. */
import { describe, expect, it } from 'vitest';
import { answerOf, check, written } from '../checked.ts';
import { withParts } from '../zip.ts';

const answers = [
  { id: 'A02', value: '2025-11-30' },
  { id: 'C04', value: 3, evidence: 'Art. 4' },
  { id: 'E04.sent', value: 1234 },
  { id: 'K07', value: 'Some text' },
] as const;
const sound = await written({ answers });
const expected = check(sound);
const sheets = [...partOf('xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(([, name]) =>
  name!.replaceAll('&amp;', '&'),
);

function partOf(name: string): string {
  let text = '';
  withParts(sound, {
    [name]: (xml) => {
      text = xml;
      return xml;
    },
  });
  return text;
}

/** The workbook with other content in the cell of one answer. @param content - of the XML element, after its type */
function put(id: string, type: string, content: string): ReturnType<typeof check> {
  const { sheet, cell } = answerOf(expected, id);
  const part = `xl/worksheets/sheet${sheets.indexOf(sheet!) + 1}.xml`;
  const changed = withParts(sound, {
    [part]: (xml) =>
      xml.replace(
        new RegExp(`<c r="${cell}"([^>]*?)(?:/>|>.*?</c>)`, 's'),
        (_, more: string) =>
          `<c r="${cell}"${more.replace(/ t="\w+"/, '')}${type === '' ? '' : ` t="${type}"`}>${content}</c>`,
      ),
  });
  return check(changed);
}
const typed = (id: string, text: string) => put(id, 'inlineStr', `<is><t xml:space="preserve">${text}</t></is>`);
const runs = (one: string, look: string, other: string) =>
  `<is><r><t>${one}</t></r><r><rPr>${look}</rPr><t>${other}</t></r></is>`;
const raised = '<vertAlign val="superscript"/>';

/** Findings that the original workbook does not have. */
const codesAt = (checked: ReturnType<typeof check>, id: string) => {
  const { cell } = answerOf(expected, id);
  const before = new Set(expected.findings.map(({ code, cell: at }) => `${code} ${at}`));
  return checked.findings
    .filter((one) => one.cell === cell && !before.has(`${one.code} ${cell}`))
    .map(({ code }) => code);
};

describe('an unusual answer is read', () => {
  it.each<[string, string, string | number, () => ReturnType<typeof check>]>([
    ['with a line break', 'C04', 3, () => typed('C04', '3\n')],
    ['with a non-breaking space', 'C04', 3, () => typed('C04', '3\u00a0')],
    ['in full-width digits', 'C04', 3, () => typed('C04', '３')],
    ['in Arabic-Indic digits', 'C04', 3, () => typed('C04', '٣')],
    ['with an invisible mark', 'C04', 3, () => typed('C04', '3\u200b')],
    ['with the apostrophe of a text', 'C04', 3, () => typed('C04', "'3")],
    ['as the result of a text, without a formula', 'K07', 'Hello', () => put('K07', 'str', '<v>Hello</v>')],
    ['as a day of the strict edition', 'A02', '2025-10-31', () => put('A02', 'd', '<v>2025-10-31T23:59:00Z</v>')],
    [
      'with a phonetic guide',
      'K07',
      '東京',
      () => put('K07', 'inlineStr', '<is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is>'),
    ],
    ['with an exponent', 'E04.sent', 1234, () => put('E04.sent', '', '<v>1.234E3</v>')],
    ['as a choice with an exponent', 'C04', 3, () => put('C04', '', '<v>3E+0</v>')],
    ['as a number that was calculated', 'E04.sent', 12, () => put('E04.sent', '', '<v>12.000000000000002</v>')],
    ['as a choice that was calculated', 'C04', 3, () => put('C04', '', '<v>2.9999999999999996</v>')],
    ['as a number in a text, as Excel stores it', 'K07', '2.3', () => put('K07', '', '<v>2.2999999999999998</v>')],
    ['as a small number in a text', 'K07', '0.001', () => put('K07', '', '<v>1E-3</v>')],
    ['as a long number in a text', 'K07', '1234567890123456', () => put('K07', '', '<v>1234567890123456</v>')],
    ['with words before the name of an error', 'K07', 'It shows #REF!', () => typed('K07', 'It shows #REF!')],
    ['as a text with a number sign', 'K07', '#1 of 3', () => typed('K07', '#1 of 3')],
    ['with blanks around', 'E04.sent', 12, () => put('E04.sent', '', '<v xml:space="preserve"> 12 </v>')],
    ['with thin spaces', 'E04.sent', 1234, () => typed('E04.sent', '1\u202f234')],
    ['as a text with a raised digit', 'K07', 'see note¹', () => put('K07', 'inlineStr', runs('see note', raised, '1'))],
    [
      'as a text with a lowered digit',
      'K07',
      'CO₂',
      () => put('K07', 'inlineStr', runs('CO', '<vertAlign val="subscript"/>', '2')),
    ],
  ])('%s', (_, id, value, make) => {
    const checked = make();
    expect(answerOf(checked, id).value).toBe(value);
    expect(codesAt(checked, id)).toEqual([]);
  });
});

describe('an invalid answer is an error at its cell', () => {
  it.each<[string, string, string, () => ReturnType<typeof check>]>([
    [
      'a superscript digit after a number',
      'E04.sent',
      'not_a_number',
      () => put('E04.sent', 'inlineStr', runs('12', raised, '1')),
    ],
    ['a raised digit behind a choice', 'C04', 'choice_unknown', () => put('C04', 'inlineStr', runs('3', raised, '1'))],
    ['digits in turned order', 'E04.sent', 'not_a_number', () => typed('E04.sent', '\u202e1234')],
    ['a choice in turned order', 'C04', 'choice_unknown', () => typed('C04', '\u202e3')],
    ['a day in turned order', 'A02', 'not_a_date', () => typed('A02', '\u202e2025-10-31')],
    [
      'a picture in the cell',
      'K07',
      'formula_in_answer',
      () => put('K07', 'str', '<v>=DISPIMG(&quot;ID_1&quot;,1)</v>'),
    ],
    [
      'a picture in the cell, with its formula',
      'K07',
      'formula_in_answer',
      () => put('K07', 'str', '<f>_xlfn.DISPIMG(&quot;ID_1&quot;,1)</f><v>=DISPIMG(&quot;ID_1&quot;,1)</v>'),
    ],
    ['a picture of another program', 'K07', 'error_in_answer', () => put('K07', 'e', '<v>#VALUE!</v>')],
    ['an error value', 'C04', 'error_in_answer', () => put('C04', 'e', '<v>#N/A</v>')],
    ['a formula with an old result', 'C04', 'formula_in_answer', () => put('C04', '', '<f>1+1</f><v>3</v>')],
    ['a formula without a result', 'C04', 'formula_in_answer', () => put('C04', '', '<f>1+1</f>')],
    [
      'a part of a shared formula',
      'E04.sent',
      'formula_in_answer',
      () => put('E04.sent', '', '<f t="shared" si="0"/><v>7</v>'),
    ],
    ['a box that is ticked', 'C04', 'choice_unknown', () => put('C04', 'b', '<v>1</v>')],
    ['two choices', 'C04', 'choice_unknown', () => typed('C04', '3 or 4')],
    ['a choice in doubt', 'C04', 'choice_unknown', () => typed('C04', '3?')],
    ['at least', 'C04', 'choice_unknown', () => typed('C04', '≥3')],
    ['a number between two choices', 'C04', 'choice_unknown', () => put('C04', '', '<v>2.99999999999</v>')],
    ['the name of an error', 'K07', 'error_in_answer', () => typed('K07', '#REF!')],
    ['the name of an error in another language', 'K07', 'error_in_answer', () => typed('K07', '#¡VALOR!')],
    ['that of a missing value', 'C04', 'error_in_answer', () => typed('C04', ' #N/A ')],
    ['an error of LibreOffice', 'K07', 'error_in_answer', () => typed('K07', 'Err:508')],
    ['a range', 'E04.sent', 'not_a_number', () => typed('E04.sent', '1,000-2,000')],
    ['thousands in words', 'E04.sent', 'number_with_words', () => typed('E04.sent', '1.2 million')],
    ['thousands or decimals', 'E04.sent', 'number_ambiguous', () => typed('E04.sent', '1,234')],
    ['a number in brackets', 'E04.sent', 'not_a_number', () => typed('E04.sent', '(5)')],
    ['a percentage', 'E04.sent', 'number_percent', () => typed('E04.sent', '12 %')],
    ['a day for a number', 'E04.sent', 'date_for_number', () => put('E04.sent', 'd', '<v>2025-10-31</v>')],
    ['a month', 'A02', 'date_not_full', () => typed('A02', 'Oct 2025')],
    ['a year of two digits', 'A02', 'date_short_year', () => typed('A02', '31/10/25')],
    ['a day or a month', 'A02', 'date_ambiguous', () => typed('A02', '05/06/2025')],
    ['a year of another calendar', 'A02', 'date_out_of_range', () => typed('A02', '2568-10-31')],
    ['an unknown type', 'K07', 'cell_unknown_type', () => put('K07', 'STR', '<v>Hello</v>')],
    ['a text that is not there', 'K07', 'cell_text_missing', () => put('K07', 's', '<v>-1</v>')],
    ['two contents', 'K07', 'cell_twice', () => put('K07', 'inlineStr', '<v>Yes</v><is><t>No</t></is>')],
    ['struck through in part', 'K07', 'struck_through', () => put('K07', 'inlineStr', runs('Yes ', '<strike/>', 'No'))],
  ])('%s', (_, id, code, make) => {
    const checked = make();
    expect(answerOf(checked, id).value).toBeNull();
    expect(checked.outcome).toBe('errors');
    expect(codesAt(checked, id)).toEqual([code]);
  });
});
