/** Each language has its own plural forms: Arabic six, Russian three, Chinese one. */
import { describe, expect, it } from 'vitest';
import { checkTexts } from '../../src/i18n/index.ts';
import { lackingForms, neededForms } from '../../src/i18n/message-parts.ts';
import { root } from '../house/source.ts';

describe('plural forms', () => {
  it.each([
    ['en', ['one', 'other']],
    ['fr', ['one', 'other']],
    ['es', ['one', 'other']],
    ['ru', ['few', 'many', 'one']],
    ['zh', ['other']],
    ['ar', ['few', 'many', 'one', 'other', 'two', 'zero']],
  ])('that counts need in %s', (language, forms) => {
    expect([...neededForms(language, 'cardinal')].sort()).toEqual(forms);
  });

  it.each([
    ['ru', '{n, plural, one {# файл} other {# файла}}', ['few', 'many']],
    ['ar', '{n, plural, =0 {لا} one {و} two {و} few {#} many {#} other {#}}', []],
    ['ar', '{n, plural, =0 {لا} =1 {و} few {#} other {#}}', ['two', 'many']],
    ['fr', '{a, select, x {{n, plural, other {#}}} other {}}', []],
    ['fr', '{a, select, x {{n, plural, =0 {} few {#} other {#}}} other {}}', ['one']],
    ['en', '{n, selectordinal, one {#st} two {#nd} other {#th}}', ['few']],
    ['en', 'no {n} counts', []],
  ])('that a message in %s lacks: %s', (language, message, forms) => {
    expect(
      lackingForms(message, language)
        .flatMap((one) => [...one.forms])
        .sort(),
    ).toEqual([...forms].sort());
  });

  it('are complete in every text of every language', () => {
    expect(checkTexts(root).languages.map(({ language, forms }) => [language, forms])).toEqual(
      checkTexts(root).languages.map(({ language }) => [language, 0]),
    );
  });
});
