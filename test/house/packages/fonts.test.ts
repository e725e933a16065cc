import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentCharacters, fontCharacters } from '../../../packaging/fonts/fonts.ts';
import { root } from '../source.ts';

const families = ['NotoSans', 'NotoSansArabic', 'NotoSansSC'];
const charactersOf = (family: string, weight: string) =>
  fontCharacters(readFileSync(join(root, `fonts/${family}-${weight}.ttf`)));

describe('fonts/', () => {
  it.each(['Regular', 'Bold'])(
    'has a glyph for every character of the content, %s: npm run fonts renews it',
    (weight) => {
      const covered = [
        ...families.map((family) => charactersOf(family, weight)),
        charactersOf('NotoSansSymbols', 'Regular'),
      ];
      const content = contentCharacters();
      expect(content.size).toBeGreaterThan(500);
      const missing = [...content].filter((one) => !invisible(one) && !covered.some((font) => font.has(one)));
      expect(missing.map((one) => `U+${one.toString(16)} ${String.fromCodePoint(one)}`)).toEqual([]);
    },
  );

  it('has the characters of country names in six languages, each in its own family', () => {
    const [latin, arabic, chinese] = families.map((family) => charactersOf(family, 'Regular'));
    const lacks = (font: Set<number>, text: string) => [...text].filter((one) => !font.has(one.codePointAt(0)!));
    expect(lacks(latin!, "Côte d'Ivoire Curaçao São Tomé Türkiye Латвия Ελλάδα")).toEqual([]);
    expect(lacks(arabic!, 'أفغانستان٠١٢')).toEqual([]);
    expect(lacks(chinese!, '圣基茨和尼维斯')).toEqual([]);
  });

  it('is small enough to ship with the product', () => {
    for (const weight of ['Regular', 'Bold']) {
      for (const family of families) {
        const length = readFileSync(join(root, `fonts/${family}-${weight}.ttf`)).length;
        expect(length, family).toBeLessThan(2 * 1024 * 1024);
      }
    }
  });
});

/** Invisible directional marks, for which no font needs a glyph. */
function invisible(character: number): boolean {
  return /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(character));
}
