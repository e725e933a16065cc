import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { formatDate, loadArea, loadLanguages, loadTexts, sayIn } from '../../src/i18n/index.ts';
import { root } from '../house/source.ts';

const { languages } = loadLanguages(root);
const texts = loadTexts(root);

describe('a date', () => {
  it.each(languages.map((language) => [language.code, language] as const))(
    'is that of Intl in %s, but for the word for year in Russian and the first day of a month in French',
    (_, language) => {
      const asked = new Intl.DateTimeFormat(language.locale, { dateStyle: 'long', timeZone: 'UTC' });
      for (let day = Date.UTC(1890, 0, 1); day < Date.UTC(2110, 0, 1); day += 86_400_000 * 3) {
        const iso = new Date(day).toISOString();
        const full = asked.format(day).replace(/\sг\.$/, '\u00a0года');
        const expected = language.code === 'fr' ? full.replace(/^1 /, '1er ') : full;
        expect(formatDate(language, iso)).toBe(expected);
        expect(formatDate(language, iso.slice(0, 10))).toBe(expected);
      }
    },
  );
});

describe('a message without rules of plural or number', () => {
  it.each(languages.map((language) => [language.code, language] as const))(
    'is filled in as by its parser in %s',
    (code, language) => {
      let filled = 0;
      for (const key of texts.keys(code)) {
        const message = texts.message(code, key);
        // Values of findings are isolated in right-to-left languages.
        if (language.direction === 'rtl' && /^(?:findings|problems)\./.test(key)) {
          const [name] = [...message.matchAll(/\{(\w+)\}/g)].map(([, found]) => found!);
          if (name === undefined || /\{\w+,/.test(message)) continue;
          const given = Object.fromEntries([...message.matchAll(/\{(\w+)\}/g)].map(([, found]) => [found!, 'x']));
          expect(texts.say(code, key, given)).toContain('\u2068x\u2069');
          continue;
        }
        if (/plural|select|number|date|time/.test(message)) continue;
        const names = [...message.matchAll(/\{\s*(\w+)\s*\}/g)].map(([, name]) => name!);
        const values = Object.fromEntries(names.map((name, at) => [name, at % 2 === 0 ? `«${name}» $& {x}` : 0.5]));
        const parsed = new IntlMessageFormat(message, language.locale, undefined, { ignoreTag: true });
        expect(texts.say(code, key, values).replaceAll('\u200e', '')).toBe(
          String(parsed.format(values)).replaceAll('\u200e', ''),
        );
        filled += 1;
      }
      expect(filled).toBeGreaterThan(500);
    },
  );

  it('is refused without a value, and where there is none', () => {
    const area = loadArea(root, 'en', 'desk');
    const english = languages.find(({ code }) => code === 'en')!;
    expect(sayIn(area, english, 'desk.when', { day: '1 June 2026', time: '10:00' })).toBe('1 June 2026, 10:00 UTC');
    expect(() => sayIn(area, english, 'desk.when', { day: '1 June 2026' })).toThrow('"desk.when"');
    expect(() => sayIn(area, english, 'desk.nonsense')).toThrow('no text "desk.nonsense" in "en"');
  });
});
