/** Reads one choice: by its label in any language, its stored name, or its number. */
import type { ChoiceList, Instrument } from '../../../questionnaire/index.ts';
import { foldText } from '../../layout-columns.ts';
import { type CellContent, shownText } from '../../read/content.ts';
import { listed, quoted, understood, type ValueReading, wrong } from '../note.ts';
import { choiceLabels, choiceWords } from './choice-words.ts';
import { plainDigits } from './digits.ts';
import { foldLoosely, nearest } from './folding.ts';

/** Longer texts cannot be a choice. */
const longestChoice = 300;

/** @param language - language of suggestions */
export function readChoice(
  content: CellContent,
  instrument: Instrument,
  list: ChoiceList,
  language: string,
): ValueReading<string | number> {
  if (content.kind === 'date') return wrong('date_for_choice', { typed: content.iso ?? content.written });
  const text = content.kind === 'boolean' ? wordOf(content.truth, list) : shownText(content);
  if (text.trim() === '') return { value: null, notes: [] };
  const names = namesFor(text, instrument, list);
  if (names.size === 1) return understood(stored(list, [...names][0]!));
  const typed = quoted(text);
  if (names.size > 1) return wrong('choice_ambiguous', { typed, choices: [...names].join(', ') });
  return wrong('choice_unknown', { typed, near: nearOr(text, instrument, list, language) });
}

/** A stored name as an answer contains it: a number if the list is numbered. */
export function stored(list: ChoiceList, name: string): string | number {
  return list.numbered ? Number(name) : name;
}

/** Stored names that a text may mean; empty if nothing matches. */
export function namesFor(text: string, instrument: Instrument, list: ChoiceList): ReadonlySet<string> {
  if (text.length > longestChoice) return new Set();
  const { names, exact, order } = choiceWords(instrument, list);
  const asWritten = exact.get(foldText(text));
  if (asWritten) return asWritten;
  const plain = plainDigits(text);
  const number = /^(\d{1,3})(?:[.,]0+)?$/.exec(plain)?.[1];
  if (number !== undefined) return numbered(Number(number), list, order, names);
  // Some signs change the meaning: -3 is not 3, and “yes?” is not yes.
  if (/^[-+=]\s*\d|[?%<>~\u00b1\u2242-\u226f\p{No}\u202e]|\d\s*\+/u.test(plain)) return new Set();
  return names.get(foldLoosely(plain)) ?? new Set();
}

/** A number alone is the stored number, otherwise the choice's position in the list, counted from 1. */
function numbered(
  number: number,
  list: ChoiceList,
  order: readonly string[],
  names: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const label = names.get(String(number));
  if (label) return label;
  const place = list.numbered ? undefined : order[number - 1];
  return new Set(place === undefined ? [] : [place]);
}

/** The choice for true or false, if the list has both. */
function wordOf(truth: boolean, list: ChoiceList): string {
  const name = truth ? 'yes' : 'no';
  return list.choices.some((choice) => choice.name === name) ? name : String(truth).toUpperCase();
}

/** The label or labels that may be meant, as the detail of a finding. */
export function nearOr(text: string, instrument: Instrument, list: ChoiceList, language: string): string {
  const labels = choiceLabels(instrument, list, language);
  const plain = plainDigits(text);
  const numbers = plain.match(/\d+(?:[.,]\d+)*/g) ?? [];
  if (list.numbered && numbers.length > 0) {
    const order = list.choices.map(({ name }) => name);
    const places = numbers.map((number) => order.indexOf(String(Number(number))));
    // 2.5 is not nearer to one choice than to another.
    const reported = numbers.length <= 2 && places.every((place) => place >= 0);
    if (reported) return listed([...new Set(places.map((place) => [...labels.values()][place]!))]);
  }
  const [, words] = /^\d{1,3}\s*[-.:)]*\s*(.*)$/su.exec(plain) ?? [];
  return listed(nearest(words || text, labels));
}
