/** Properties of typed values: a number or a date in any common notation is read as itself, and never as another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listed, quoted, readListed, severalValues } from '../../../src/workbook/answers/note.ts';
import { readChoice } from '../../../src/workbook/answers/value/choice.ts';
import { readDate } from '../../../src/workbook/answers/value/date.ts';
import { plainDigits } from '../../../src/workbook/answers/value/digits.ts';
import { foldLoosely, nearest } from '../../../src/workbook/answers/value/folding.ts';
import { readNumber } from '../../../src/workbook/answers/value/number.ts';
import { withoutUnreachable } from '../../../src/workbook/answers/value/unreachable.ts';
import { instrument } from '../a-workbook.ts';
import { content } from '../checked.ts';

const { languages } = content.texts;
const free = { from: '', until: '', longest: null };
const decimal = { type: 'decimal', limits: { min: null, max: null, ...free } } as Parameters<typeof readNumber>[1];
const number = (text: string, cell = decimal) => {
  const { value, notes } = readNumber({ kind: 'text', text }, cell);
  return value ?? notes[0]!.code;
};
const date = (text: string, language = 'en') => {
  const { value, notes } = readDate({ kind: 'text', text }, content.texts.language(language), languages);
  return value ?? notes[0]!.code;
};

describe('a number', () => {
  const signs = [
    [',', '.'],
    ['.', ','],
    [' ', ','],
    ['\u00a0', ','],
    ['\u202f', '.'],
    ["'", '.'],
    ['\u2019', ','],
    ['', '.'],
    ['', ','],
  ] as const;
  const written = (whole: number, decimals: string, [thousands, point]: readonly [string, string]) =>
    String(whole).replace(/\B(?=(\d{3})+$)/g, thousands) + (decimals === '' ? '' : point + decimals);
  const any = fc.record({
    whole: fc.oneof(fc.nat(9_999), fc.nat(99_999_999)),
    decimals: fc.constantFrom('', '5', '25', '125', '0625'),
    sign: fc.constantFrom(...signs),
    minus: fc.constantFrom('', '-', '\u2212', '+'),
  });

  it('is read as itself in every common notation, or reported as ambiguous', () => {
    fc.assert(
      fc.property(any, ({ whole, decimals, sign, minus }) => {
        const text = minus + written(whole, decimals, sign);
        const found = number(text);
        const expected = Number(`${minus === '-' || minus === '\u2212' ? '-' : ''}${whole}.${decimals || '0'}`);
        if (found === 'number_ambiguous') expect(text).toMatch(/^[-+\u2212]?[1-9]\d{0,2}[.,]\d{3}$/);
        else expect(found, text).toBe(expected === 0 ? 0 : expected);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it.each(['12,34.5', '1234,567.8', '1,2345.6', '1.23,5', '1 234,567.8'])(
    'with a thousands separator in another place is none: %s',
    (text) => {
      expect(number(text)).toBe('not_a_number');
    },
  );

  it('that is ambiguous is reported with both readings', () => {
    const { notes } = readNumber({ kind: 'text', text: '1.234' }, decimal);
    expect(notes).toMatchObject([{ code: 'number_ambiguous', details: { one: '1234', other: '1.234' } }]);
    expect(readNumber({ kind: 'text', text: '1,234' }, decimal).notes).toMatchObject([
      { details: { one: '1234', other: '1.234' } },
    ]);
    expect(['0.125', '1234.567', '12.34', '1.2345'].map((text) => number(text))).toEqual([
      0.125, 1234.567, 12.34, 1.2345,
    ]);
  });

  it('is checked against its limits, which are inclusive', () => {
    const cell = { type: 'integer', limits: { min: 1, max: 10, ...free } } as typeof decimal;
    expect(['0', '1', '10', '11', '1.5', '-1'].map((text) => number(text, cell))).toEqual([
      'number_too_small',
      1,
      10,
      'number_over_limit',
      'not_whole',
      'number_too_small',
    ]);
    expect(readNumber({ kind: 'text', text: '11' }, cell).notes[0]!.details).toEqual({ typed: '11', limit: 10 });
    expect(number('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(number('9007199254740993')).toBe('number_too_large');
    expect(Object.is(number('-0'), 0)).toBe(true);
  });

  it('with an exponent is read, and too large an exponent is not', () => {
    expect(['1e3', '1,5E2', '2.5e-1', '1e999', '1e1000', 'e5'].map((text) => number(text))).toEqual([
      ...[1000, 150, 0.25, 'not_a_number', 'not_a_number', 'number_with_words'],
    ]);
  });

  it.each<[string, string]>([
    ['15 officers', 'none'],
    ['about 15', '15'],
    ['€ 1.500,50', '1500.5'],
    ['15 USD', '15'],
    ['15 million', 'none'],
    ['$15', '15'],
  ])('among words is suggested unless a word after it could multiply it: %s', (text, suggested) => {
    const { value, notes } = readNumber({ kind: 'text', text }, decimal);
    expect(value).toBeNull();
    expect(notes).toMatchObject([{ code: 'number_with_words', details: { typed: text, number: suggested } }]);
  });

  it('that a spreadsheet converted to a percentage, time, date or boolean is not read', () => {
    const cell = { written: '0.5', number: 0.5, from1904: false } as const;
    const codes = [
      readNumber({ kind: 'number', as: 'percent', ...cell }, decimal),
      readNumber({ kind: 'number', as: 'time', ...cell }, decimal),
      readNumber({ kind: 'date', iso: '2026-01-31', written: '46053' }, decimal),
      readNumber({ kind: 'boolean', truth: true }, decimal),
    ].map(({ notes }) => [notes[0]!.code, notes[0]!.details.typed]);
    expect(codes).toEqual([
      ['number_percent', '50%'],
      ['date_for_number', '0.5'],
      ['date_for_number', '2026-01-31'],
      ['not_a_number', 'TRUE'],
    ]);
  });
});

describe('a day', () => {
  const any = fc
    .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const parts = (iso: string) => iso.split('-') as [string, string, string];

  it('is read with the year first, in digits of any script', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('-', '/', '.', ' '), fc.constantFrom(0x30, 0x660, 0xff10), (iso, sign, zero) => {
        const text = parts(iso).join(sign);
        const digits = text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
        expect(date(digits)).toBe(iso);
        expect(date(`${text} 10:30`)).toBe(iso);
        expect(date(text.replace(/(?<=\D)0/g, ''))).toBe(iso);
        expect(date(parts(iso).join(''))).toBe(iso);
        const [year, month, day] = parts(iso).map(Number);
        expect(date(`${year}年${month}月${day}日`, 'zh')).toBe(iso);
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it('is read with the day first where this is unambiguous', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('-', '/', '.'), (iso, sign) => {
        const [year, month, day] = parts(iso);
        const found = date([day, month, year].join(sign), 'fr');
        if (Number(day) > 12 || day === month || sign === '.') expect(found).toBe(iso);
        else expect(found).toBe('date_ambiguous');
        // With the month first, only a day above 12 shows the order.
        const turned = date([month, day, year].join('/'), 'en');
        if (Number(day) > 12 || day === month) expect(turned).toBe(iso);
        else expect(turned).toBe('date_ambiguous');
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('is read with the name of the month in each language', () => {
    // Also with the names of other countries that speak it, some of which have two words.
    for (const { code, locale, monthLocales } of languages) {
      for (const one of [locale, ...monthLocales]) {
        for (let month = 0; month < 12; month += 1) {
          const day = new Date(Date.UTC(2025, month, 17));
          const text = new Intl.DateTimeFormat(one, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
          expect(date(text, code), text).toBe(day.toISOString().slice(0, 10));
        }
      }
    }
    expect(languages.flatMap(({ monthLocales }) => monthLocales).length).toBeGreaterThan(3);
  });

  it.each<[string, string]>([
    ['2026-02-29', 'date_not_in_calendar'],
    ['2026-13-01', 'date_not_in_calendar'],
    ['32.01.2026', 'date_not_in_calendar'],
    ['2024-02-29', '2024-02-29'],
    ['1899-12-31', 'date_out_of_range'],
    ['2101-01-01', 'date_out_of_range'],
    ['2026', 'date_not_full'],
    ['2026-03', 'date_not_full'],
    ['03/2026', 'date_not_full'],
    ['31/03/26', 'date_short_year'],
    ['31 Mar 26', 'date_short_year'],
    ['March 2026', 'date_not_full'],
    ['20261301', 'not_a_date'],
    ['soon', 'not_a_date'],
    ['2026-01-31 and 2026-02-01', 'not_a_date'],
    ['2026-01-31-02', 'not_a_date'],
    ['2026-01/31', 'not_a_date'],
    ['1 March April 2026', 'not_a_date'],
    ['2026-01-31T10:00:00Z', '2026-01-31'],
    ['2026-01-31 10:00:00.5 PM', '2026-01-31'],
    ['2026-01-31 10', 'not_a_date'],
    ['March 1st, 2026', '2026-03-01'],
    ['1er mars 2026', '2026-03-01'],
    ['二〇二五年十一月三十日', '2025-11-30'],
    ['2025年11月30日 星期日', '2025-11-30'],
    ['2025年11月', 'date_not_full'],
    ['2025年', 'date_not_full'],
    ['31.12.2026 г.', '2026-12-31'],
    ['٣١ آذار ٢٠٢٦', '2026-03-31'],
    ['15 تشرين الثاني 2025', '2025-11-15'],
    ['15 تشرين 2025', 'not_a_date'],
    ['كانون الثاني 2026', 'date_not_full'],
    ['5 de setiembre de 2025', '2025-09-05'],
  ])('%s is %s', (text, expected) => {
    expect(date(text)).toBe(expected);
  });

  it('of a date cell is that date, unless only a year or a small number was entered', () => {
    const cell = (written: string, iso: string | null) => {
      const { value, notes } = readDate({ kind: 'date', iso, written }, languages[0]!, languages);
      return [value, ...notes.map(({ code }) => code)];
    };
    expect(cell('46053', '2026-01-31')).toEqual(['2026-01-31']);
    expect(cell('2026', '1905-07-18')).toEqual([null, 'date_not_full']);
    expect(cell('1899', '1905-03-13')).toEqual(['1905-03-13', 'date_from_small_number']);
    expect(cell('2101', '1905-10-01')).toEqual(['1905-10-01', 'date_from_small_number']);
    expect(cell('9999', '1927-05-17')).toEqual(['1927-05-17', 'date_from_small_number']);
    expect(cell('10000', '1927-05-18')).toEqual(['1927-05-18']);
    expect(cell('60', null)).toEqual([null, 'date_not_in_calendar']);
  });
});

describe('normalised texts', () => {
  it('do not change when normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        expect(foldLoosely(foldLoosely(text))).toBe(foldLoosely(text));
        expect(plainDigits(plainDigits(text))).toBe(plainDigits(text));
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('fold case, accents, dashes and quotes, and nothing with a meaning', () => {
    expect(['Œuvre – ÉTÉ', 'Straße', 'l’État', '  a,b ', 'Æ', 'قضائيـة', 'على'].map(foldLoosely)).toEqual([
      ...['oeuvre ete', 'strasse', 'l etat', 'a b', 'ae', 'قضاييه', 'علي'],
    ]);
    expect(['２²', '٣٫٥', '1٬000', '3。5', '−3', ' ३ '].map(plainDigits)).toEqual([
      '2²',
      '3,5',
      '1’000',
      '3.5',
      '-3',
      '3',
    ]);
  });

  it('suggest at most the two nearest candidates, and none that is too different', () => {
    const words = new Map(
      ['covered in full', 'covered in part', 'not covered'].map((word) => [word, word.toUpperCase()]),
    );
    expect(nearest('covered in ful', words)).toEqual(['COVERED IN FULL']);
    expect(nearest('covered full', words)).toEqual(['COVERED IN FULL', 'NOT COVERED']);
    expect(nearest('Covered  in PART!', words)[0]).toBe('COVERED IN PART');
    expect(nearest('fully', words)).toEqual([]);
    expect(nearest('?', words)).toEqual([]);
    // Two words of five are enough, two of six are not.
    const other = new Map([['national police cat dog bird', 'POLICE']]);
    expect(nearest('national police red blue green', other)).toEqual(['POLICE']);
    expect(nearest('national police red blue green grey', other)).toEqual([]);
    expect(nearest('covered in full', words, 1)).toEqual(['COVERED IN FULL']);
    expect(nearest('covered '.repeat(20), words)).toEqual([]);
  });
});

describe('a quoted text', () => {
  it('is one line of at most eighty characters without invisible ones, and quoting is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const once = quoted(text);
        expect([...once].length).toBeLessThanOrEqual(80);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s|\s$/u);
        expect(quoted(once)).toBe(once);
      }),
      { numRuns: 300, seed: 9 },
    );
    expect(quoted('x'.repeat(80))).toBe('x'.repeat(80));
    expect(quoted('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
    expect(quoted(' a\u200b\n b ')).toBe('a b');
  });

  it('can be found in a list of quoted texts', () => {
    const line = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (texts) => {
        expect(readListed(listed(texts))).toEqual(texts);
      }),
      { numRuns: 100, seed: 10 },
    );
    expect([listed([]), readListed('none'), readListed(3), readListed(undefined)]).toEqual(['none', null, null, null]);
  });

  it('counts as several values only if more than one part has a number', () => {
    expect(severalValues('3\n\n4', /\n/)).toBe('3 / 4');
    expect(severalValues('3\nabout', /\n/)).toBeNull();
    expect(severalValues('about\n3\nor 4', /\n/)).toBe('about / 3 / or 4');
    expect(severalValues('٣\n٤', /\n/)).toBe('٣ / ٤');
    expect(severalValues('3', /\n/)).toBeNull();
  });
});

describe('a location that only the author can open', () => {
  const all = ['path', 'host', 'mail'] as const;
  it.each<[string, string, string]>([
    ['Article 5, C:\\laws\\5.pdf', 'Article 5', 'C:\\…'],
    ['see (\\\\server\\laws)', 'see', '\\\\…'],
    ['file:///x/y.pdf', '', 'file:…'],
    ['/home/jane/law.pdf', '', '/…'],
    ['%APPDATA%\\law.pdf', '', '%…%'],
    ['laws\\criminal\\5.pdf', '', '…\\…'],
    ['law.pdf', '', '…'],
    ['Art. 5\nhttp://intranet/law', 'Art. 5', 'http://…'],
    ['ask jane@justice.example', 'ask', '…@…'],
  ])('%j leaves %j, and only the kind is reported', (text, left, kind) => {
    expect(withoutUnreachable(text, all)).toEqual({ text: left, taken: [kind] });
    expect(withoutUnreachable(`first line\n${text}`, all).text).toBe(
      left === '' ? 'first line' : `first line\n${left}`,
    );
  });

  it.each([
    ['https://laws.example.org/a/5'],
    ['https://laws.example.org:8080/a?b=c'],
    ['http://172.32.0.1/law'],
    ['Article 5: see b/c'],
    ['Law 12/2019, art. 3'],
    ['http://example.org/home/law'],
  ])('%j is not one', (text) => {
    expect(withoutUnreachable(text, all)).toEqual({ text, taken: [] });
  });

  it('is kept where its kind is not removed', () => {
    expect(withoutUnreachable('ask jane@justice.example', ['path'])).toEqual({
      text: 'ask jane@justice.example',
      taken: [],
    });
    expect(withoutUnreachable('x@y.example C:\\a', ['path'])).toEqual({ text: 'x@y.example', taken: ['C:\\…'] });
    // The first one on a line decides, as the rest of the line is removed with it.
    expect(withoutUnreachable('C:\\a x@y.example', all)).toEqual({ text: '', taken: ['C:\\…'] });
  });
});

describe('a choice', () => {
  it('is not stated by a text without letters, digits or signs', () => {
    const [list] = instrument.lists.values();
    for (const text of ['', ' ', '\u00a0\n'])
      expect(readChoice({ kind: 'text', text }, instrument, list!, 'en')).toEqual({ value: null, notes: [] });
  });
});
