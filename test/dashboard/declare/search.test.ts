/** What a reader types to find a name: accents, case, and variants of letters and digits do not matter. */
import { describe, expect, it } from 'vitest';
import { isFoundIn, matchOf } from '../../../src/dashboard/index.ts';
import { foldLoosely } from '../../../src/workbook/answers/value/folding.ts';

const variants = [
  ['Législation', 'LEGISLATION'],
  ['Œuvres et données', 'oeuvres'],
  ['Formation d’experts', "d'experts"],
  ['Straße', 'STRASSE'],
  ['Учёт', 'учет'],
  ['网络犯罪 24/7', '２４／７'],
  ['financial investigation', 'ﬁnancial'],
  ['الأطفال', 'الاطفال'],
  ['الأطفال', 'الأطفـــال'],
  ['الأطفال', 'الأطفَال'],
  ['اتفاقية بودابست', 'إتفاقيه'],
  ['المستوى', 'المستوي'],
  ['شبكة 24/7', '٢٤/٧'],
  ['شبكة 24/7', '۲۴/۷'],
] as const;

describe('the search for a name', () => {
  it.each(variants)('finds "%s" by "%s"', (name, typed) => {
    expect(isFoundIn(name, typed)).toBe(true);
    expect(matchOf(name, typed)).not.toBe('none');
  });

  it.each([
    ['الأطفال', 'القضاة'],
    ['Législation', 'legislature'],
    ['24/7', '25'],
  ])('does not find "%s" by "%s"', (name, typed) => {
    expect(isFoundIn(name, typed)).toBe(false);
    expect(matchOf(name, typed)).toBe('none');
  });

  it('finds each name by every spelling that a workbook takes for the same', () => {
    for (const [one, other] of variants)
      if (foldLoosely(one) === foldLoosely(other)) {
        expect(isFoundIn(one, other), `${one} by ${other}`).toBe(true);
        expect(isFoundIn(other, one), `${other} by ${one}`).toBe(true);
      }
  });
});
