import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../../src/i18n/index.ts';
import { listInstruments, loadInstrument } from '../../../src/questionnaire/index.ts';
import { legalReference, legalReferences } from '../../../src/workbook/legal-reference.ts';
import { wordingOf } from '../../../src/workbook/wording.ts';

const root = join(import.meta.dirname, '../../..');
const texts = loadTexts(root);
const named = (language: string, reference: string) =>
  legalReference(reference, (key, values = {}) => texts.say(language, `workbook.${key}`, values))?.replaceAll(
    '\u00a0',
    ' ',
  );

describe('a legal reference in a workbook', () => {
  it('is written by the rules of the language', () => {
    const written = (reference: string) => texts.languages.map(({ code }) => named(code, reference));
    expect(written('Budapest Arts 36–37')).toEqual([
      'Budapest Arts 36–37',
      'Convention de Budapest, art. 36 et 37',
      'Convenio de Budapest, arts. 36 y 37',
      'Будапештская конвенция, ст. 36–37',
      '《布达佩斯公约》第36至37条',
      'اتفاقية بودابست، المادتان 36 و37',
    ]);
    expect(named('fr', 'CETS 198 Arts 3–5')).toBe('STCE n° 198, art. 3 à 5');
    expect(named('es', 'Budapest Art. 35(1)(a)–(c)')).toBe('Convenio de Budapest, art. 35(1)(a)–(c)');
    expect(named('ru', 'Budapest Arts 18(1)(b), 32')).toBe('Будапештская конвенция, ст. 18(1)(b) и 32');
    expect(named('fr', 'FATF Rec. 15, 34')).toBe('GAFI, recommandations 15 et 34');
    expect(named('en', 'ECHR Arts 8, 13')).toBe('ECHR Arts 8, 13');
  });

  it('is separated from the next one by the semicolon of the language', () => {
    const [{ id, version }] = listInstruments(root) as [{ id: string; version: string }];
    const instrument = loadInstrument(root, id, version);
    const written = texts.languages.map(({ code }) =>
      legalReferences(['CETS 181 Art. 1', 'CETS 223'], wordingOf(instrument, code), (key, values = {}) =>
        texts.say(code, `workbook.${key}`, values),
      ).replaceAll('\u00a0', '_'),
    );
    expect(written.map((text) => /[_ ]?[;；؛] ?/.exec(text)?.[0])).toEqual(['; ', '_; ', '; ', '; ', '；', '؛ ']);
  });

  it('of a questionnaire here names an instrument that has a name in every language', () => {
    const references = listInstruments(root)
      .map(({ id, version }) => loadInstrument(root, id, version))
      .flatMap((instrument) => [...instrument.questions.values()].flatMap(({ legal }) => legal));
    expect(references.length).toBeGreaterThan(50);
    for (const { code } of texts.languages)
      expect(references.filter((reference) => named(code, reference) === null)).toEqual([]);
    // No English word is left between the parts of a reference.
    for (const code of ['fr', 'es', 'ru', 'zh', 'ar'])
      expect(
        references.map((reference) => named(code, reference)).filter((text) => /Arts|Art\.|Rec\./.test(text!)),
      ).toEqual([]);
  });
});
