/** Every text by which a choice of a list may be named, in all languages. */
import type { ChoiceList, Instrument } from '../../../questionnaire/index.ts';
import { foldText } from '../../layout-columns.ts';
import { foldLoosely } from './folding.ts';

export type ChoiceWords = {
  /** Folded label, stored name, or number with label → stored names that it may mean. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same for labels and names with their punctuation, for texts in which punctuation matters. */
  readonly exact: ReadonlyMap<string, ReadonlySet<string>>;
  /** Stored names in list order. */
  readonly order: readonly string[];
  /** True if no label contains a comma, so that commas may separate choices. */
  readonly commas: boolean;
};

const known = new WeakMap<Instrument, Map<string, ChoiceWords>>();

export function choiceWords(instrument: Instrument, list: ChoiceList): ChoiceWords {
  const ofInstrument = known.get(instrument) ?? new Map<string, ChoiceWords>();
  known.set(instrument, ofInstrument);
  const words = ofInstrument.get(list.name) ?? gather(instrument, list);
  ofInstrument.set(list.name, words);
  return words;
}

function gather(instrument: Instrument, list: ChoiceList): ChoiceWords {
  const names = new Map<string, Set<string>>();
  const exact = new Map<string, Set<string>>();
  const addTo = (words: Map<string, Set<string>>, word: string, name: string) => {
    if (word !== '') words.set(word, (words.get(word) ?? new Set()).add(name));
  };
  const add = (text: string, name: string) => {
    addTo(names, foldLoosely(text), name);
    addTo(exact, foldText(text), name);
  };
  let commas = true;
  for (const [place, { name }] of list.choices.entries()) {
    add(name, name);
    for (const texts of instrument.texts.values()) {
      const label = texts.choices[list.name]?.[name];
      if (label === undefined) continue;
      add(label, name);
      // Folding makes `3 – label`, `3: label` and `3) label` equal; the guidance next to a cell numbers labels by
      // position.
      add(`${list.numbered ? name : place + 1} ${label}`, name);
      if (/[,\uff0c\u060c\u3001]/.test(label)) commas = false;
    }
  }
  // A workbook may have been issued before a label was reworded. A text that now names another choice means that
  // choice.
  for (const { now, earlier } of instrument.earlierTexts) {
    const meant = names.get(foldLoosely(now));
    if (meant?.size !== 1 || names.has(foldLoosely(earlier))) continue;
    add(earlier, [...meant][0]!);
    if (/[,\uff0c\u060c\u3001]/.test(earlier)) commas = false;
  }
  return { names, exact, order: list.choices.map(({ name }) => name), commas };
}

/** Labels to suggest in one language: folded label → label. */
export function choiceLabels(instrument: Instrument, list: ChoiceList, language: string): Map<string, string> {
  const label = (name: string) => {
    const own = instrument.texts.get(language)?.choices[list.name]?.[name];
    return own ?? [...instrument.texts.values()].map((texts) => texts.choices[list.name]?.[name]).find(Boolean) ?? name;
  };
  return new Map(list.choices.map(({ name }) => [foldLoosely(label(name)), label(name)]));
}
