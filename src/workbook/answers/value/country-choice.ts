/** Reads a country: by its codes, or by its name in any language. */
import type { Country } from '../../../reference/index.ts';
import { type CellContent, shownText } from '../../read/content.ts';
import { listed, quoted, understood, type ValueReading, wrong } from '../note.ts';
import { foldLoosely, nearest } from './folding.ts';

export function readCountry(
  content: CellContent,
  countries: readonly Country[],
  language: string,
): ValueReading<string> {
  if (content.kind === 'date') return wrong('date_for_choice', { typed: content.iso ?? content.written });
  const text = shownText(content).trim();
  if (text === '') return { value: null, notes: [] };
  const folded = foldLoosely(text);
  const found = wordsFor(countries).get(folded) ?? [];
  if (found.length === 1) return understood(found[0]!.code);
  const shown = (country: Country) => country.names[language] ?? Object.values(country.names)[0] ?? country.code;
  const labels = new Map(countries.map((country) => [foldLoosely(shown(country)), shown(country)]));
  const near = text.length > 100 ? [] : nearest(text, labels);
  return wrong('country_unknown', {
    typed: quoted(text),
    near: listed(near),
  });
}

const known = new WeakMap<readonly Country[], ReadonlyMap<string, readonly Country[]>>();

/** The countries that a text may mean, by the folded text. */
function wordsFor(countries: readonly Country[]): ReadonlyMap<string, readonly Country[]> {
  const before = known.get(countries);
  if (before !== undefined) return before;
  const words = new Map<string, Country[]>();
  for (const country of countries) {
    const names = Object.values(country.names).map(foldLoosely);
    const codes = [country.code, country.alpha2].map((code) => code.toLowerCase());
    // “GEO – Georgia”, as lists show it, is code and name together.
    for (const word of new Set([...codes, ...names, ...names.map((name) => `${codes[0]} ${name}`)])) {
      words.set(word, [...(words.get(word) ?? []), country]);
    }
  }
  known.set(countries, words);
  return words;
}
