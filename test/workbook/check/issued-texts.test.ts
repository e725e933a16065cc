/**
 * Texts are corrected while workbooks are in use: a choice from their lists means what it said when they were issued.
 */
import { describe, expect, it } from 'vitest';
import { type Instrument, type InstrumentTexts, meaningHash } from '../../../src/questionnaire/index.ts';
import { checkBytes } from '../../../src/workbook/check/check.ts';
import { issuedTexts, writeWorkbook } from '../../../src/workbook/index.ts';
import { anOrder, instrument, named, open } from '../a-workbook.ts';
import { answerOf, content } from '../checked.ts';

type Corrected = Partial<Record<'choices' | 'reasons', InstrumentTexts['choices' | 'reasons']>>;

/** The instrument with other texts in a language, as after a correction. */
function corrected(language: string, more: Corrected): Instrument {
  const texts = instrument.texts.get(language)!;
  return { ...instrument, texts: new Map([...instrument.texts, [language, { ...texts, ...more } as InstrumentTexts]]) };
}

const checkedBy = (bytes: Uint8Array, of: Instrument) => checkBytes(bytes, { ...content, instrument: () => of });

const prio = (language: string) => instrument.texts.get(language)!.choices;

describe('a workbook that was issued before its texts were corrected', () => {
  it.each(['en', 'fr'])('is read with its own lists, also where two labels were swapped, in %s', async (language) => {
    const { yes, no } = prio(language).yn as { yes: string; no: string };
    const { 2: second, 3: third } = prio(language).law as Record<string, string>;
    const bytes = await writeWorkbook(
      anOrder({
        language,
        answers: [
          { id: 'C01', value: 3 },
          { id: 'B13', typed: yes },
          { id: 'C04', typed: second! },
        ],
      }),
    );
    const swapped = corrected(language, {
      choices: {
        ...prio(language),
        yn: { ...prio(language).yn, yes: no, no: yes },
        law: { ...prio(language).law, 2: third!, 3: second! },
      },
    });
    expect(meaningHash(swapped)).toBe(meaningHash(instrument));
    const [then, now] = [checkedBy(bytes, instrument), checkedBy(bytes, swapped)];
    for (const id of ['C01', 'B13', 'C04']) {
      expect(answerOf(then, id).state, id).toBe('answered');
      expect(answerOf(now, id).value, id).toBe(answerOf(then, id).value);
    }
    expect(now.findings).toEqual(then.findings);
    // In a workbook issued with the corrected texts, the same words have their current meaning.
    const later = await writeWorkbook(
      anOrder({ instrument: swapped, language, answers: [{ id: 'C04', typed: second! }] }),
    );
    expect(answerOf(checkedBy(later, swapped), 'C04').value).toBe(3);
  });

  it('is not reported as overwritten where the wording of questions and guidance has changed since', async () => {
    const texts = instrument.texts.get('en')!;
    const questions = Object.fromEntries(
      Object.entries(texts.questions).map(([code, { help: _, ...text }]) => [
        code,
        { ...text, label: `${text.label} (corrected)` },
      ]),
    );
    const now = { ...instrument, texts: new Map([...instrument.texts, ['en', { ...texts, questions }]]) };
    const bytes = await writeWorkbook(anOrder({ answers: [{ id: 'C04', value: 3 }] }));
    expect(checkedBy(bytes, now).findings).toEqual(checkedBy(bytes, instrument).findings);
  });

  it('records the version of its texts, on its cover and in the result of the check', async () => {
    const bytes = await writeWorkbook(anOrder());
    const book = await open(bytes);
    expect(named(book, 'gap_texts').text).toBe(issuedTexts(instrument, 'en'));
    expect(checkedBy(bytes, corrected('en', { reasons: {} })).identity).toMatchObject({
      texts: issuedTexts(instrument, 'en'),
    });
    expect(issuedTexts(instrument, 'en')).not.toBe(issuedTexts(instrument, 'fr'));
  });

  it('is not read with lists that were edited in a current workbook', async () => {
    const book = await open(await writeWorkbook(anOrder({ answers: [{ id: 'C04', typed: 'as I like it' }] })));
    const lists = book.worksheets.find((sheet) => sheet.getCell('A1').value === 'gap:lists')!;
    const column = (lists.getRow(2).values as unknown[]).indexOf('of_law');
    lists.getCell(3, column).value = 'as I like it';
    const checked = checkedBy(new Uint8Array(await book.xlsx.writeBuffer()), instrument);
    expect(checked.findings.map(({ code }) => code)).toContain('choice_unknown');
  });

  it('is reported as altered where its questions differ, and not where only texts were corrected', async () => {
    const bytes = await writeWorkbook(anOrder());
    const altered = (of: Instrument) => checkedBy(bytes, of).findings.some(({ code }) => code === 'identity_altered');
    expect(altered({ ...corrected('en', { reasons: {} }), filesHash: 'another' })).toBe(false);
    const question = { ...instrument.questions.get('C04')!, core: !instrument.questions.get('C04')!.core };
    expect(altered({ ...instrument, questions: new Map([...instrument.questions, ['C04', question]]) })).toBe(true);
  });

  it('may have a choice whose label is a placeholder in another language', async () => {
    const of = corrected('fr', { choices: { ...prio('fr'), law: { ...prio('fr').law, 4: 'todo' } } });
    const bytes = await writeWorkbook(
      anOrder({ instrument: of, language: 'fr', answers: [{ id: 'C04', typed: 'todo' }] }),
    );
    expect(answerOf(checkedBy(bytes, of), 'C04').value).toBe(4);
    const none = await writeWorkbook(anOrder({ language: 'fr', answers: [{ id: 'C04', typed: 'todo' }] }));
    expect(checkedBy(none, instrument).findings.map(({ code }) => code)).toContain('placeholder_in_answer');
  });
});
