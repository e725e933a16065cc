/** Finds the layout row that a cell of the code column refers to, in any spelling. */
import type { Instrument } from '../../../questionnaire/index.ts';
import { foldOnce } from '../../fold-once.ts';
import { type LayoutRow, layoutOf } from '../../layout.ts';
import { wordingOf } from '../../wording.ts';
import { foldLoosely } from '../value/folding.ts';
import { type QuestionTexts, questionTexts } from './question-texts.ts';

export type CodeIndex = {
  /** Every row of the whole questionnaire, by its code in capitals. */
  readonly rows: ReadonlyMap<string, LayoutRow>;
  /** The row that a text refers to, or null. */
  readonly find: (text: string) => LayoutRow | null;
  /** Titles of the sections that follow their codes, and the bodies that answer them, in every language, folded. */
  readonly titles: ReadonlySet<string>;
  /** Rows by the wording of their question, for rows whose code is missing. */
  readonly texts: QuestionTexts;
};

/** Letters of other alphabets that look the same, and may be typed on other keyboards. */
const lookAlikes = new Map(
  [...'АВСЕНІЈКМОРТХЅΑΒΕΖΗΙΚΜΝΟΡΤΧ'].map((letter, place) => [letter, 'ABCEHIJKMOPTXSABEZHIKMNOPTX'[place]!]),
);

const indexes = new WeakMap<Instrument, CodeIndex>();

export function codeIndex(instrument: Instrument): CodeIndex {
  const known = indexes.get(instrument);
  if (known) return known;
  const rows = new Map(
    layoutOf(instrument, 'whole').sections.flatMap((section) =>
      section.rows.map((row) => [row.id.toUpperCase(), row] as const),
    ),
  );
  const index = {
    rows,
    texts: questionTexts(instrument),
    titles: titlesOf(instrument),
    find: (text: string) => rows.get(text) ?? (text.length > 80 ? null : (rows.get(plainCode(text)) ?? null)),
  };
  indexes.set(instrument, index);
  return index;
}

function titlesOf(instrument: Instrument): ReadonlySet<string> {
  const titles = [...instrument.texts.keys()].flatMap((language) => {
    const wording = wordingOf(instrument, language);
    return instrument.sections.flatMap(({ code }) => {
      const { title, answeredBy } = wording.section(code);
      return [`${code} ${title}`, answeredBy].map(foldLoosely);
    });
  });
  return new Set(titles);
}

/** Latin capitals, without spaces and invisible characters. */
export const plainCode = foldOnce((text) => {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  return /^[\x20-\x7e]*$/.test(plain) ? plain : [...plain].map((letter) => lookAlikes.get(letter) ?? letter).join('');
});

/** True for text in the form of a code, whether or not there is such a question. */
export function looksLikeCode(text: string): boolean {
  return /^\p{L}{1,3}[-. ]?[\dOoIl]{1,3}([._-].*)?$/u.test(text.trim());
}

/** Codes that a mistyped one may stand for. */
export function nearCodes(text: string, index: CodeIndex): string[] {
  const typed = plainCode(text);
  const joined = (code: string) => code.replace(/[-_ ]/g, '');
  const digits = (code: string) => code.replace(/(?<=.)O/g, '0').replace(/(?<=.)[IL]/g, '1');
  const padded = (code: string) =>
    code.replace(/^(\p{L}+)[-.]?(\d)(?!\d)/u, (_, letters: string, digit: string) => `${letters}0${digit}`);
  const guesses = [joined(typed), digits(typed), padded(typed), padded(digits(joined(typed)))];
  return [...new Set(guesses)].flatMap((guess) => index.rows.get(guess)?.id ?? []);
}
