/** Each script has a font, so that no page shows missing glyphs; readers of other scripts do not load it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fontCharacters } from '../../../packaging/fonts/fonts.ts';
import { webFonts } from '../../../src/http/server/fonts.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { root } from '../../house/source.ts';

const texts = loadTexts(root);
const { css, files } = webFonts(texts.languages, 'system-ui, sans-serif');
const fontFaces = [...css.matchAll(/@font-face\{font-family:'([^']+)';.*?url\(([^)]+)\).*?unicode-range:([^}]+)\}/g)];

const inRange = (range: string, character: number) =>
  range.split(',').some((part) => {
    const [first, last = first] = part.replace('U+', '').split('-');
    return character >= Number.parseInt(first!, 16) && character <= Number.parseInt(last!, 16);
  });

describe('fonts of pages', () => {
  it.each(texts.languages.filter(({ font }) => font !== null).map(({ code, font }) => [code, font!] as const))(
    'cover every character of the script in the texts in %s',
    (code, family) => {
      const has = fontCharacters(readFileSync(join(root, `fonts/${family}-Regular.ttf`)));
      const range = fontFaces.find(([, name]) => name === family)![3]!;
      const written = [
        ...new Set(
          texts
            .keys(code)
            .map((key) => texts.message(code, key))
            .join(''),
        ),
      ]
        .map((one) => one.codePointAt(0)!)
        .filter((one) => /\p{Script=Arabic}|\p{Script=Han}/u.test(String.fromCodePoint(one)));
      const lacking = written.filter((one) => !has.has(one) || !inRange(range, one));
      expect(lacking.map((one) => String.fromCodePoint(one))).toEqual([]);
    },
  );

  it('cover Chinese quotes and dashes, which a Latin font has at half the width', () => {
    const has = fontCharacters(readFileSync(join(root, 'fonts/NotoSansSC-Regular.ttf')));
    const range = fontFaces.find(([, name]) => name === 'NotoSansSC')![3]!;
    const signs = [...'“”‘’—…，。、；：？！（）《》％'].map((one) => one.codePointAt(0)!);
    expect(signs.filter((one) => !has.has(one) || !inRange(range, one))).toEqual([]);
  });

  it('are not loaded on pages of other languages', () => {
    for (const { code, font } of texts.languages) {
      const rule = new RegExp(`html:lang\\(${code}\\)\\{--font:'([^']+)'`).exec(css);
      expect(rule?.[1] ?? null).toBe(font);
    }
    // Except for the names of languages, if the system has no font for them.
    const names = css.split('\n').at(-1);
    expect(names).toMatch(/^\.languages,\[hreflang\]\{font-family:'NotoSansSC Names',var\(--font\),'/);
    expect(names!.match(/'[^']+'/g)!.every((one) => one.endsWith(" Names'"))).toBe(true);
  });

  it('are served by the product, at an address that changes with their content', () => {
    expect(fontFaces.length).toBeGreaterThanOrEqual(6);
    for (const [, , url] of fontFaces) expect(files.get(`assets/${url}`)?.length).toBeGreaterThan(1000);
    for (const [, name, url] of fontFaces)
      if (name!.endsWith(' Names')) expect(files.get(`assets/${url}`)!.length).toBeLessThan(6000);
  });
});
