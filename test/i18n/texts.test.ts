import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatChange, formatDate, formatNumber, loadTexts } from '../../src/i18n/index.ts';

const root = resolve(import.meta.dirname, '../..');
const texts = loadTexts(root);

const complete = texts.languages.filter((one) => one.complete).map(({ code }) => code);

describe('texts for people', () => {
  it.each(complete)('have the same keys in %s as in the working language', (code) => {
    expect([...texts.keys(code)].sort()).toEqual([...texts.keys(texts.working)].sort());
  });

  it.each(texts.languages.map(({ code }) => code))('in %s are not empty', (code) => {
    const empty = texts.keys(code).filter((key) => texts.say(code, key, everyValue(key)).trim() === '');
    expect(empty).toEqual([]);
  });

  it.each(texts.languages.map(({ code }) => code))(
    'in %s have the same placeholders as in the working language',
    (code) => {
      const differing = texts
        .keys(code)
        .filter((key) => valuesOf(code, key).join() !== valuesOf(texts.working, key).join());
      expect(differing).toEqual([]);
    },
  );

  it('a missing value is reported with the text that needs it', () => {
    expect(() => texts.say('fr', 'pages.links.csv')).toThrow(/^text "pages\.links\.csv" in "fr": .*mart/s);
  });

  it('a code without a text is refused, not shown', () => {
    expect(() =>
      texts.describe('en', {
        code: 'no_such_code',
        severity: 'error',
        sheet: null,
        cell: null,
        question: null,
        details: {},
      }),
    ).toThrow('no_such_code');
  });
});

describe('a language whose texts are read on request', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-on-request-'));
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const line = (code: string, more = '') =>
    `  ${code}: { name: ${code}, direction: ltr, locale: ${code}, decimal: [.], group: [","], date_order: day-month-year${more} }\n`;
  beforeAll(() => {
    for (const name of readdirSync(join(root, 'texts')).filter((one) => one.endsWith('.schema.json')))
      write(`texts/${name}`, readFileSync(join(root, 'texts', name), 'utf8'));
    write('texts/en/pages.yaml', 'hello: Hello\nbye: Bye\n');
    write('texts/languages.yaml', `working: en\nlanguages:\n${line('en')}${line('sv', ', pages: on_request')}`);
    write('texts/sv/pages.yaml', 'hello: Hej\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has its own texts, and those of the working language where it has none', () => {
    const own = loadTexts(folder);
    expect(own.say('sv', 'pages.hello')).toBe('Hej');
    expect(own.say('sv', 'pages.bye')).toBe('[en] Bye');
    expect(own.keys('sv')).toEqual(['pages.hello']);
  });

  it('is read file by file in a process that asks for that, also if it is the working language', () => {
    const own = loadTexts(folder, 'on_request');
    expect(own.say('sv', 'pages.bye')).toBe('[en] Bye');
    expect(own.has('pages.hello') && !own.has('pages.else')).toBe(true);
    const lazy = loadTexts(root, 'on_request');
    for (const { code } of texts.languages) {
      expect(lazy.keys(code).toSorted()).toEqual(texts.keys(code).toSorted());
      for (const key of texts.keys(code)) expect(lazy.message(code, key)).toBe(texts.message(code, key));
    }
  });

  it('opens a file only when one of its texts is needed, and an unreadable file does not affect others', () => {
    const own = loadTexts(folder);
    write('texts/sv/pages.yaml', 'hello: [Hej\n');
    expect(own.say('sv', 'pages.hello')).toBe('[en] Hello');
  });
});

describe('a numeric date in a right-to-left text', () => {
  it('is displayed from left to right', () => {
    expect(texts.say('ar', 'workbook.mistakes.date.text')).toContain('\u200e2026-03-31');
    expect(texts.say('ar', 'workbook.mistakes.date.text').match(/\u200e/g)).toHaveLength(1);
    expect(texts.say('en', 'workbook.mistakes.date.text')).not.toContain('\u200e');
  });
});

describe('the id of a release in a right-to-left text', () => {
  it('is displayed as one word, also where it starts with a digit', () => {
    const linked = (code: string) => texts.say(code, 'pages.error.gone.replacement', { release: '4cc8cae7ee1a' });
    expect(linked('ar')).toContain('\u200e4cc8cae7ee1a');
    expect(linked('fr')).not.toContain('\u200e');
  });
});

describe('a typed value in a right-to-left text', () => {
  const typed = (code: string, details: Record<string, string>) =>
    texts.describe('ar', { code, severity: 'error', sheet: 'A', cell: 'G6', question: 'A06', details }).message;

  it('keeps its own direction, also inside a choice between sentences', () => {
    expect(typed('choice_unknown', { typed: '15 200', near: 'none' })).toContain('\u206815 200\u2069');
    const limited = typed('date_beyond_limit', {
      typed: '1900-01-02',
      from: '2025-01-01',
      until: 'none',
      near: 'none',
    });
    expect(limited).toMatch(/\u2068\u200e?1900-01-02\u2069.*\u2068\u200e?2025-01-01\u2069/s);
  });

  it('is not marked in other languages, nor in texts without typed values', () => {
    const english = texts.describe('en', {
      ...{ code: 'choice_unknown', severity: 'error', sheet: 'A', cell: 'G6', question: 'A06' },
      details: { typed: '15 200', near: 'none' },
    });
    expect(english.message).not.toMatch(/[\u2066-\u2069]/);
    expect(texts.say('ar', 'desk.receipt.sheet', { sheet: 'A' })).not.toMatch(/[\u2066-\u2069]/);
  });

  it('has the start of a link and groups of digits from left to right', () => {
    const { fix } = texts.describe('ar', {
      ...{ code: 'evidence_link', severity: 'warning', sheet: 'A', cell: 'L6', question: 'A06' },
      details: { links: 'C:\\…', typed: 'C:\\…', link: 'C:\\…' },
    });
    expect(fix).toContain('https://\u200e');
    expect(typed('date_for_choice', { typed: '2031-04-27' })).toContain('\u200e3-12');
  });
});

describe('the language of a visitor', () => {
  it.each([
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['de, en;q=0.5', 'en'],
    ['es-MX, fr;q=0.5', 'es'],
    ['zh-Hant-TW', 'zh'],
    ['ar', 'ar'],
    ['fr;q=0.2, en;q=0.7', 'en'],
    ['fr;q=0, *', 'en'],
    [undefined, 'en'],
  ])('for %s is %s', (header, language) => {
    expect(texts.negotiate(header)).toBe(language);
  });
});

describe('numbers and dates', () => {
  it('are formatted by the rules of the language', () => {
    expect(formatNumber(texts.language('fr'), 1234.5, 1)).toBe('1\u202f234,5');
    expect(formatNumber(texts.language('en'), -3.25, 1)).toBe('\u22123.3');
    expect(formatDate(texts.language('fr'), '2026-03-01')).toBe('1er mars 2026');
    expect(formatDate(texts.language('fr'), '2026-03-11')).toBe('11 mars 2026');
    expect(formatDate(texts.language('ru'), '2026-12-31')).toBe('31 декабря 2026\u00a0года');
    // A source that knows the month or the year only is not given a day.
    expect(formatDate(texts.language('en'), '2024-09')).toBe('September 2024');
    expect(formatDate(texts.language('fr'), '2024-09')).toBe('septembre 2024');
    expect(formatDate(texts.language('zh'), '2024')).toBe('2024');
    expect(formatNumber(texts.language('ru'), -1234567.5, 1)).toBe('\u22121\u00a0234\u00a0567,5');
  });

  it('are displayed in Arabic from left to right, with the minus before the digits', () => {
    expect(formatNumber(texts.language('ar'), -3.25, 1)).toBe('\u200e\u22123.3');
    expect(formatNumber(texts.language('ar'), -0.04, 1)).toBe('0.0');
  });

  it('have a plus for an increase, except where it rounds to zero', () => {
    expect(formatChange(texts.language('en'), 3.25, 1)).toBe('+3.3');
    expect(formatChange(texts.language('ar'), 3.25, 1)).toBe('\u200e+3.3');
    expect(formatChange(texts.language('en'), 0.04, 1)).toBe('0.0');
    expect(formatChange(texts.language('en'), -0.04, 1)).toBe('0.0');
    expect(formatChange(texts.language('fr'), -3.25, 1)).toBe('\u22123,3');
  });

  it('a missing number is a dash and not a zero', () => {
    expect(formatNumber(texts.language('en'), null, 1)).toBe('–');
  });

  it('a decrease that rounds to zero has no minus', () => {
    expect(formatNumber(texts.language('en'), -0.04, 1)).toBe('0.0');
  });
});

type Element = { type: number; value?: string; options?: Record<string, { value: Element[] }> };

/** Names of the placeholders of a message, sorted and unique. */
function valuesOf(language: string, key: string): string[] {
  const names = new Set<string>();
  const walk = (elements: Element[]) => {
    for (const element of elements) {
      if (element.type !== 0 && element.type !== 7 && element.value) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(
    new IntlMessageFormat(texts.message(language, key), language, undefined, { ignoreTag: true }).getAst() as Element[],
  );
  return [...names].sort();
}

function everyValue(key: string): Record<string, string | number> {
  return Object.fromEntries(complete.flatMap((code) => valuesOf(code, key)).map((name) => [name, 1]));
}
