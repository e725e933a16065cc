/** The words for states and confirmations, in all languages. */
import type { Texts } from '../../../i18n/index.ts';
import type { ColumnKey } from '../../layout-columns.ts';
import { headings } from '../../layout-columns.ts';
import {
  type Confirmation,
  confirmations,
  confirmWords,
  type PickedState,
  pickedStates,
  stateWords,
} from '../../layout-words.ts';
import { foldLoosely } from './folding.ts';

export type AnswerWords = {
  readonly headings: ReadonlyMap<string, ColumnKey>;
  readonly states: ReadonlyMap<string, PickedState>;
  readonly confirmations: ReadonlyMap<string, Confirmation>;
  /** First words of the comments in an annotated copy, in every language. */
  readonly noteMarks: readonly string[];
  /** Texts above the headings of any section, in every language; digits are replaced by 0. */
  readonly heads: ReadonlySet<string>;
  /** Texts before the body that answers a section, in every language. */
  readonly answeredBy: readonly string[];
  /** Texts that people write so that a cell is not empty, such as “to be completed”. */
  readonly placeholders: ReadonlySet<string>;
  /** Texts that count as no reason, comment or evidence, such as “none”. */
  readonly silences: ReadonlySet<string>;
};

/** Short forms in general use in surveys. */
const shortStates: readonly (readonly [string, PickedState])[] = [
  ['na', 'not_applicable'],
  ['n a', 'not_applicable'],
  ['dk', 'not_known'],
  ['nr', 'not_released'],
];

export function wordsOf(texts: Texts): AnswerWords {
  const loosely = <Name>(words: ReadonlyMap<string, Name>) =>
    [...words].map(([word, name]) => [foldLoosely(word), name] as const);
  const otherWords = <Name extends string>(names: readonly Name[], group: string) =>
    texts.languages.flatMap(({ code }) =>
      names
        .filter((name) => texts.has(`workbook.${group}.${name}`))
        .flatMap((name) =>
          texts
            .say(code, `workbook.${group}.${name}`)
            .split(';')
            .map((word) => [foldLoosely(word), name] as const),
        ),
    );
  const listed = (key: string) =>
    texts.languages.flatMap(({ code }) => texts.say(code, key).split(';').map(foldLoosely));
  const placeholders = new Set(listed('workbook.placeholders').filter((word) => word !== ''));
  return {
    noteMarks: texts.languages.map(({ code }) => texts.say(code, 'findings.words.mark')),
    answeredBy: texts.languages.map(({ code }) =>
      foldLoosely(texts.say(code, 'workbook.section.answered_by', { body: '' })),
    ),
    heads: new Set(
      texts.languages.flatMap(({ code }) => [
        ...['illustrative.banner', 'illustrative.short', 'section.hint'].map((key) =>
          foldLoosely(texts.say(code, `workbook.${key}`)),
        ),
        foldLoosely(texts.say(code, 'workbook.section.done', { done: 0, of: 0 })),
      ]),
    ),
    placeholders,
    silences: new Set([...placeholders, ...listed('workbook.silences').filter((word) => word !== '')]),
    headings: headings(texts),
    states: new Map([...otherWords(pickedStates, 'states_also'), ...shortStates, ...loosely(stateWords(texts))]),
    confirmations: new Map([
      ...otherWords(confirmations, 'confirm_also'),
      ...otherWords(confirmations, 'identity'),
      ...loosely(confirmWords(texts)),
    ]),
  };
}

const longestSilence = 60;

/** Single letters may have points between them: “t.b.d.” is “tbd”. */
function spelled(text: string, words: ReadonlySet<string>): boolean {
  if (text.length > longestSilence) return false;
  const folded = foldLoosely(text);
  return words.has(folded) || (/^\S( \S)+$/u.test(folded) && words.has(folded.replaceAll(' ', '')));
}

/** The start of a web address that goes no further, as a form suggests it: it names no host, so it leads nowhere. */
const addressStarts = /(?<![\p{L}\p{N}])(?:https?:(?:\/\/)?|www\.)(?![\p{L}\p{N}])/giu;

/** The text without such starts; a text of nothing else is left as punctuation. */
const withoutStarts = (text: string): string => text.replaceAll(addressStarts, '/');

/** True for punctuation alone, and for words that mean nothing: such a text counts as an empty cell. */
export function isSilent(text: string, { silences }: AnswerWords): boolean {
  const isShort = text.length <= longestSilence;
  return (isShort && /^[\p{P}\p{S}\s]+$/u.test(withoutStarts(text))) || spelled(text, silences);
}

/** True for a text that someone intended to replace: a dash, dots or question marks, or a word such as “tbd”. */
export function isPlaceholder(text: string, { placeholders }: AnswerWords): boolean {
  const isShort = text.length <= longestSilence;
  return (isShort && /^[\p{P}\s]+$/u.test(withoutStarts(text))) || spelled(text, placeholders);
}
