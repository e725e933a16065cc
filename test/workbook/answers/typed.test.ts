import { describe, expect, it } from 'vitest';
import { answerOf, check, readOf, readTyped, written } from '../checked.ts';
import { withParts } from '../zip.ts';

/** The result for each text typed into the answer cell of one question; each number in a separate workbook. */
async function reading(id: string, typed: readonly (string | number)[], language = 'en') {
  const outcomes = new Map<string | number, { state: string; value: unknown; codes: string[] }>();
  const inWorkbook = async (one: string | number) =>
    readOf(check(await written({ language, scope: [id[0]!], answers: [{ id, typed: one }] })), id);
  for (const one of typed) {
    const asText = typeof one === 'string' && !one.startsWith('=') && one.isWellFormed();
    outcomes.set(one, await (asText ? readTyped(id, one, language) : inWorkbook(one)));
  }
  return outcomes;
}

it('a text is read the same from a workbook and from a single cell', async () => {
  for (const [id, typed] of [
    ['C04', '3 – covered in full'],
    ['C04', 'covered'],
    ['A02', '31 March 2026'],
    ['E04.sent', '1.234.567'],
    ['K07', 'n/a'],
  ] as const) {
    const whole = readOf(check(await written({ scope: [id[0]!], answers: [{ id, typed }] })), id);
    const alone = await readTyped(id, typed);
    expect(whole).toMatchObject({ state: alone.state, value: alone.value });
    expect(whole.codes).toEqual(expect.arrayContaining(alone.codes));
  }
});

async function expectRead(
  id: string,
  cases: readonly (readonly [string | number, string | number])[],
  language = 'en',
) {
  const read = await reading(
    id,
    cases.map(([typed]) => typed),
    language,
  );
  expect(
    cases.map(([typed]) => [typed, read.get(typed)!.value ?? read.get(typed)!.codes[0] ?? read.get(typed)!.state]),
  ).toEqual(cases);
  for (const { state, value } of read.values()) expect(state === 'answered').toBe(value !== null);
}

describe('a choice', () => {
  it('is read by number, label or name, in any language', () =>
    expectRead('C04', [
      [3, 3],
      ['3', 3],
      [' 3 ', 3],
      ['3.0', 3],
      ['3,0', 3],
      ['03', 3],
      ['３', 3],
      ['٣', 3],
      ['۳', 3],
      ['३', 3],
      ['3 – covered in full', 3],
      ['3 - covered in full', 3],
      ['3: Covered in full', 3],
      ['3) covered  in full.', 3],
      ['(3)', 3],
      ['covered in full', 3],
      ['COVERED IN FULL', 3],
      ['covered in\u00a0full', 3],
      ['covered\u200b in full', 3],
      ['couvert entièrement', 3],
      ['Couvert entierement', 3],
      ['3 – couvert entièrement', 3],
      ['0', 0],
      ['no provision', 0],
      ['aucune disposition', 0],
      ['3 – охвачено полностью', 3],
      ['Охвачено полностью.', 3],
      ['положений нет', 0],
    ]));

  it.each([
    ['ru', 'Да', 'НЕТ', '«нет»'],
    ['ar', 'نعم', 'لا', '”لا“'],
    ['es', 'Sí', 'No', '«no»'],
  ])('yes and no are read as entered, in %s', (language, yes, no, quoted) =>
    expectRead(
      'F06',
      [
        [yes, 'yes'],
        [no, 'no'],
        [quoted, 'no'],
      ],
      language,
    ),
  );

  it('is not guessed', () =>
    expectRead('C04', [
      ['3 – covered in part', 'choice_unknown'],
      ['5', 'choice_unknown'],
      ['-3', 'choice_unknown'],
      [-3, 'choice_unknown'],
      ['−3', 'choice_unknown'],
      [3.5, 'choice_unknown'],
      ['3 or 4', 'choice_unknown'],
      ['3-4', 'choice_unknown'],
      ['3/4', 'choice_unknown'],
      ['3?', 'choice_unknown'],
      ['covered in full?', 'choice_unknown'],
      ['>3', 'choice_unknown'],
      ['≥ 3', 'choice_unknown'],
      ['≤3', 'choice_unknown'],
      ['3+', 'choice_unknown'],
      ['~3', 'choice_unknown'],
      ['≈3', 'choice_unknown'],
      ['30', 'choice_unknown'],
      ['3 %', 'choice_unknown'],
      ['covered', 'choice_unknown'],
      ['covered in ful', 'choice_unknown'],
      ['not covered in full', 'choice_unknown'],
      ['__proto__', 'choice_unknown'],
      ['constructor', 'choice_unknown'],
      ['toString', 'choice_unknown'],
      ['x'.repeat(40_000), 'choice_unknown'],
      ['=1+2', 'choice_unknown'],
      ['\ud800', 'choice_unknown'],
      ['❸', 'choice_unknown'],
    ]));

  it('by a word is also read by its number', () =>
    expectRead('B01', [
      ['in_force', 'in_force'],
      ['In force', 'in_force'],
      ['en vigueur', 'in_force'],
      ['ratified or acceded', 'ratified'],
      ['ratified', 'ratified'],
      ['ratifié ou adhésion déposée', 'ratified'],
      ['5', 'in_force'],
      [1, 'none'],
      ['0', 'choice_unknown'],
      [6, 'choice_unknown'],
      ['none', 'none'],
      ['aucun', 'none'],
    ]));

  it('yes and no have many forms', () =>
    expectRead('B13', [
      ['yes', 'yes'],
      ['Oui', 'yes'],
      ['NON', 'no'],
      ['no', 'no'],
      ['maybe', 'choice_unknown'],
      ['yes?', 'choice_unknown'],
      ['yes/no', 'choice_unknown'],
    ]));

  it('suggestions are in the language of the workbook', async () => {
    const checked = check(await written({ language: 'fr', answers: [{ id: 'C04', typed: 'couvert entierment' }] }));
    expect(checked.reported.find(({ code }) => code === 'choice_unknown')!.message).toContain(
      '« couvert entièrement »',
    );
  });
});

describe('several choices', () => {
  it('are read by numbers, labels or names, with any separator', () =>
    expectRead('A04', [
      ['1; 3', 'ministry_of_justice police'],
      ['1,3', 'ministry_of_justice police'],
      ['1 3', 'ministry_of_justice police'],
      ['3\n1', 'ministry_of_justice police'],
      ['1；3', 'ministry_of_justice police'],
      ['1، 3', 'ministry_of_justice police'],
      ['police; courts', 'police courts'],
      ['Police, Courts', 'police courts'],
      ['police', 'police'],
      ['police; police', 'police'],
      ['police;;', 'police'],
      ['ministry_of_justice police', 'ministry_of_justice police'],
      ['ministère de la justice; police', 'ministry_of_justice police'],
      ['police; CERT/CSIRT', 'police cert_csirt'],
      [3, 'police'],
    ]));

  it('are read only if all are known', () =>
    expectRead('A04', [
      ['police; dragons', 'choices_unknown'],
      ['1; 99', 'choices_unknown'],
      ['1.5', 'choices_unknown'],
      ['police and courts', 'choices_unknown'],
      ['1-3', 'choices_unknown'],
      ['police?', 'choices_unknown'],
    ]));

  it('with “none” among them get a warning', async () => {
    const read = (await reading('A05', ['parliament; none'])).get('parliament; none')!;
    expect(read).toMatchObject({ state: 'answered', codes: ['choices_contrary'] });
  });
});

describe('a number', () => {
  it('is read in common notations', () =>
    expectRead('E04.sent', [
      [12, 12],
      ['12', 12],
      ['1 234', 1234],
      ['1\u202f234', 1234],
      ['1\u00a0234', 1234],
      ['1\u2009234', 1234],
      ["1'234", 1234],
      ['1’234', 1234],
      ['1,234,567', 1_234_567],
      ['1.234.567', 1_234_567],
      ['1 234 567', 1_234_567],
      ['1٬234', 1234],
      ['١٢٣', 123],
      ['１２', 12],
      ['+5', 5],
      ['12.0', 12],
      ['12,0', 12],
      ['1,234.0', 1234],
      ['1.234,00', 1234],
      ['1e3', 1000],
      ['0', 0],
      ['-0', 0],
      ['\u200e12\u200f', 12],
      ['012', 12],
      ['1,234,567.00', 1_234_567],
    ]));

  it('is a finding where it is ambiguous or not a number', () =>
    expectRead('E04.sent', [
      ['1,234', 'number_ambiguous'],
      ['1.234', 'number_ambiguous'],
      ['12,5', 'not_whole'],
      ['12.5', 'not_whole'],
      [12.5, 'not_whole'],
      ['-3', 'number_too_small'],
      [-3, 'number_too_small'],
      ['−3', 'number_too_small'],
      ['99999999', 'number_over_limit'],
      ['12 cases', 'number_with_words'],
      ['ca. 12', 'number_with_words'],
      ['€ 12', 'number_with_words'],
      ['12 %', 'number_percent'],
      ['10-12', 'not_a_number'],
      ['1 2', 'not_a_number'],
      ['12 34', 'not_a_number'],
      ['1,23,456', 'not_a_number'],
      ['twelve', 'not_a_number'],
      ['1/2', 'not_a_number'],
      ['½', 'not_a_number'],
      ['2²', 'not_a_number'],
      ['①', 'not_a_number'],
      ['∞', 'not_a_number'],
      ['NaN', 'not_a_number'],
      ['0x10', 'not_a_number'],
      ['1e400', 'not_a_number'],
      ['12?', 'not_a_number'],
      ['>12', 'not_a_number'],
      ['1.2.3', 'not_a_number'],
      ['--3', 'not_a_number'],
      ['9'.repeat(400), 'number_too_large'],
      ['9007199254740993', 'number_too_large'],
    ]));

  it('with decimals is read with the decimal sign of either language', () =>
    expectRead('L01.amount', [
      ['1234.5', 1234.5],
      ['1234,5', 1234.5],
      ['1 234,50', 1234.5],
      ['1,234.50', 1234.5],
      ['1.234,50', 1234.5],
      ['1\u202f234\u202f567,5', 1234567.5],
      ['1\u00a0234,5', 1234.5],
      ['0,125', 0.125],
      ['0.125', 0.125],
      ['١٬٢٣٤٫٥', 1234.5],
      ['١٢٣٤٫٥', 1234.5],
      ['１２３４．５', 1234.5],
      ['１，２３４．５', 1234.5],
      ['\u3000１２３４。５\u3000', 1234.5],
      ['１２％', 'number_percent'],
      ['12万', 'number_with_words'],
      ['\u202b1234.5\u202c', 1234.5],
      ['12,345', 'number_ambiguous'],
      ['.5', 'not_a_number'],
      ['5.', 'not_a_number'],
    ]));
});

describe('a date', () => {
  it('is read where it is unambiguous', () =>
    expectRead('A02', [
      ['2025-11-30', '2025-11-30'],
      ['2025/11/30', '2025-11-30'],
      ['2025-11-30T10:00:00Z', '2025-11-30'],
      ['30/11/2025', '2025-11-30'],
      ['30.11.2025', '2025-11-30'],
      ['11/30/2025', '2025-11-30'],
      ['3.4.2025', '2025-04-03'],
      ['04/04/2025', '2025-04-04'],
      ['30 November 2025', '2025-11-30'],
      ['November 30, 2025', '2025-11-30'],
      ['30 novembre 2025', '2025-11-30'],
      ['1er mars 2025', '2025-03-01'],
      ['3 avr. 2025', '2025-04-03'],
      ['30-Nov-2025', '2025-11-30'],
      ['٢٠٢٥-١١-٣٠', '2025-11-30'],
      ['2025年11月30日', '2025-11-30'],
      ['２０２５年１１月３０日', '2025-11-30'],
      ['\u30002025\u3000年\u300011\u3000月\u300030\u3000日', '2025-11-30'],
      ['2025年11月30号', '2025-11-30'],
      ['2025年11月30日（星期日）', '2025-11-30'],
      ['二〇二五年十一月三十日', '2025-11-30'],
      ['二零二五年三月十日', '2025-03-10'],
      ['２０２５－１１－３０', '2025-11-30'],
      ['２０２５／１１／３０', '2025-11-30'],
      ['2025。11。30', '2025-11-30'],
      ['٣٠/١١/٢٠٢٥', '2025-11-30'],
      ['30 نوفمبر 2025', '2025-11-30'],
      ['٣٠ نوفمبر ٢٠٢٥', '2025-11-30'],
      ['30 تشرين الثاني/نوفمبر 2025', '2025-11-30'],
      ['30 de noviembre de 2025', '2025-11-30'],
      ['30 ноября 2025 г.', '2025-11-30'],
      ['«30» ноября 2025 года', '2025-11-30'],
      ['30 нояб. 2025', '2025-11-30'],
      ['30.11.2025 г.', '2025-11-30'],
      ['30.11.2025г', '2025-11-30'],
      [45991, '2025-11-30'],
      ['Sunday, 30 November 2025', '2025-11-30'],
    ]));

  it('is a finding where it is ambiguous or not a date', () =>
    expectRead('A02', [
      ['03/04/2025', 'date_ambiguous'],
      ['3-4-2025', 'date_ambiguous'],
      ['30/11/25', 'date_short_year'],
      ['11/2025', 'date_not_full'],
      ['2025', 'date_not_full'],
      ['2025-11', 'date_not_full'],
      ['2025年11月', 'date_not_full'],
      ['2025年', 'date_not_full'],
      ['2025年2月30日', 'date_not_in_calendar'],
      ['二〇二五年三三月十日', 'date_not_in_calendar'],
      ['30 February 2025', 'date_not_in_calendar'],
      ['2025-02-29', 'date_not_in_calendar'],
      ['2025-13-01', 'date_not_in_calendar'],
      ['31/31/2025', 'date_not_in_calendar'],
      ['1825-11-30', 'date_out_of_range'],
      ['3025-11-30', 'date_out_of_range'],
      [2025, 'date_not_full'],
      ['yesterday', 'not_a_date'],
      ['30 November', 'not_a_date'],
      ['2025-11-30 or 31', 'not_a_date'],
    ]));

  it('has both readings of an ambiguous one in the finding', async () => {
    const { reported } = check(await written({ answers: [{ id: 'A02', typed: '03/04/2025' }] }));
    expect(reported[0]!.message).toMatch(/2025-04-03.*2025-03-04/);
  });
});

describe('a text', () => {
  const text = async (typed: string) => (await reading('K07', [typed])).get(typed)!;

  it.each<[string, string]>([
    ['that looks like a formula', '=HYPERLINK("http://example.org","x")'],
    ['that begins with a sign', '-12 and +3 @home'],
    ['from right to left', 'قانون الجرائم الإلكترونية لعام 2015'],
    ['with letters of many bytes', '網路犯罪 🕵️‍♀️ 𠮷'],
    ['that looks like an escape', 'part _x0041_ of _x005F_'],
    ['with marks of XML', '<b>&amp; "it\'s" ]]>'],
    ['of several lines', 'one\ntwo\n\nthree'],
    ['as long as a cell can hold', 'x'.repeat(2000)],
  ])('%s is unchanged', async (_, typed) => {
    expect(await text(typed)).toEqual({ state: 'answered', value: typed, codes: [] });
  });

  it.each<[string, string, string, string]>([
    ['a bell', 'ri_x0007_ng', 'ring', 'text_control'],
    ['an override of direction', 'abc\u202edcba', 'abcdcba', 'text_turning'],
    ['invisible characters', 'in\u200bvis\u00adible\u{e0041}', 'invisible', 'text_invisible'],
    ['a lone half of a letter', 'half _xD83D_ done', 'half  done', 'text_control'],
    ['what is no character', 'a_xFFFE_b_xFFFF_c', 'abc', 'text_control'],
  ])('loses %s, which is reported', async (_, stored, value, code) => {
    const bytes = await written({ answers: [{ id: 'K07', typed: 'PLACEHOLDER' }] });
    const changed = withParts(bytes, { 'xl/sharedStrings.xml': (xml) => xml.replace('PLACEHOLDER', stored) });
    expect(readOf(check(changed), 'K07')).toEqual({ state: 'answered', value, codes: [code] });
  });

  it('of only invisible characters is blank', async () => {
    for (const typed of [' ', '\n', '\u00a0\u2003', '\u200b', '\u3164', '\ufeff'])
      expect((await text(typed)).state).toBe('blank');
  });

  it('over the limit is a finding, and is not truncated', async () => {
    const read = (await reading('A03.name', ['n'.repeat(201)])).get('n'.repeat(201))!;
    expect(read).toMatchObject({ state: 'blank', codes: ['text_too_long'] });
  });

  it('that names a state is read as the state, which is reported', async () => {
    const whole = check(await written({ scope: ['K'], answers: [{ id: 'K07', typed: 'not known' }] }));
    expect(readOf(whole, 'K07')).toMatchObject({
      state: 'not_known',
      codes: ['state_in_answer', 'reason_wanted_not_known'],
    });
    expect(await text('N/A')).toMatchObject({ state: 'not_applicable' });
    expect(await text('Not known to the police, but to the courts')).toMatchObject({ state: 'answered' });
  });
});

describe('a state', () => {
  const stated = async (id: string, more: object) => readOf(check(await written({ answers: [{ id, ...more }] })), id);

  it('replaces an answer', async () => {
    expect(await stated('C04', { state: 'not_known', reason: 'Under review' })).toEqual({
      state: 'not_known',
      value: null,
      codes: [],
    });
    expect(await stated('C04', { state: 'not_released' })).toEqual({ state: 'not_released', value: null, codes: [] });
    expect(await stated('H12', { state: 'not_applicable' })).toEqual({
      state: 'not_applicable',
      value: null,
      codes: ['reason_wanted'],
    });
  });

  it('"does not apply" accepts the reasons of the question, in any of its languages', async () => {
    const codes = async (id: string, reason: string) => (await stated(id, { state: 'not_applicable', reason })).codes;
    expect(await codes('H12', 'The country code has no registry in this country')).toEqual([]);
    expect(await codes('H12', 'le code de pays n’a pas de registre dans ce pays.')).toEqual([]);
    expect(await codes('H12', 'not relevant')).toEqual(['reason_not_listed']);
    expect(await codes('C04', 'not relevant')).toEqual(['always_applies']);
    expect(await codes('L11', 'not relevant')).toEqual([]);
  });

  it('that contradicts a value is an error, and the answer counts as blank', async () => {
    for (const state of ['not_applicable', 'not_known', 'not_released'] as const)
      expect(await stated('C04', { state, value: 3, reason: 'x' })).toEqual({
        state: 'blank',
        value: null,
        codes: ['value_beside_state'],
      });
  });

  it('next to an unreadable value is an error as well', async () => {
    expect(await stated('C04', { state: 'not_known', typed: 'hm', reason: 'x' })).toMatchObject({
      state: 'blank',
      codes: ['value_beside_state'],
    });
  });

  it('in the answer cell is read, in any language', async () => {
    for (const typed of ['not known', 'DK', 'non connu', 'неизвестно', 'Не известно', 'нет данных'])
      expect(await stated('C04', { typed }), typed).toMatchObject({ state: 'not_known', value: null });
  });

  it('a faulty cell does not affect others', async () => {
    const answers = [
      { id: 'C01', typed: '#REF!' },
      { id: 'C02', value: 2 },
      { id: 'C03', typed: 'rubbish' },
      { id: 'C04', value: 4 },
      { id: 'E04.sent', typed: 'x' },
      { id: 'E04.received', value: 7 },
    ];
    const checked = check(await written({ answers }));
    expect(['C01', 'C02', 'C03', 'C04', 'E04.sent', 'E04.received'].map((id) => answerOf(checked, id).value)).toEqual([
      null,
      2,
      null,
      4,
      null,
      7,
    ]);
    expect(checked.counts).toMatchObject({ questions: 132, answered: 3, blank: 129 });
  });
});
