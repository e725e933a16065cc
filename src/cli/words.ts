/** Words for codes and ISO dates in lists on a terminal, in the working language. */
import { areUnchanged, type FileMark, marksOfRead } from '../content/index.ts';
import type { BoardPlace } from '../domain/index.ts';
import {
  type AreaTexts,
  type DateForms,
  formatDate,
  formsOf,
  keepForms,
  type Language,
  loadArea,
  loadLanguages,
  sayIn,
} from '../i18n/index.ts';
import { loadCountries } from '../reference/index.ts';
import type { World } from './world.ts';

export type Words = {
  /** A name with its code; the code alone if unknown. */
  readonly country: (code: string) => string;
  /** @param iso - date or instant; null for none */
  readonly day: (iso: string | null) => string;
  readonly instant: (iso: string) => string;
  readonly place: (place: BoardPlace) => string;
};

export function openWords({ contentRoot }: Pick<World, 'contentRoot'>): Words {
  const { language, texts, names } = kept(contentRoot) ?? readHere(contentRoot);
  const day = (iso: string) => formatDate(language, iso);
  return {
    country: (code) => (names()[code] === undefined ? code : `${names()[code]} (${code})`),
    day: (iso) => (iso === null ? 'none' : day(iso)),
    instant: (iso) => sayIn(texts(), language, 'desk.when', { day: day(iso), time: iso.slice(11, 16) }),
    place: (place) => sayIn(texts(), language, `desk.places.${place}`),
  };
}

/** What lists need of the content, and the files that it is from. */
export type ReadWords = {
  readonly language: Language;
  readonly dates: DateForms;
  /** Names of countries by code. */
  readonly names: Readonly<Record<string, string>>;
  readonly texts: AreaTexts;
  readonly files: readonly FileMark[];
};

/** Reads everything at once, for a bundle of the commands that only list. */
export function readWords(contentRoot: string): ReadWords {
  const { language, texts, names } = readHere(contentRoot);
  const ofLists = Object.entries(texts()).filter(([key]) => /^desk\.(?:when$|places\.)/.test(key));
  return {
    ...{ language, dates: formsOf(language.locale), names: names(), texts: Object.fromEntries(ofLists) },
    files: marksOfRead(),
  };
}

const keptWords = new Map<string, ReadWords>();

/** Uses these as long as their files are as they were. */
export function keepWords(contentRoot: string, words: ReadWords): void {
  keepForms(words.language.locale, words.dates);
  keptWords.set(contentRoot, words);
}

type Content = {
  readonly language: Language;
  readonly texts: () => AreaTexts;
  readonly names: () => Readonly<Record<string, string>>;
};

function kept(contentRoot: string): Content | null {
  const words = keptWords.get(contentRoot);
  if (!words || !areUnchanged(words.files)) return null;
  return { language: words.language, texts: () => words.texts, names: () => words.names };
}

/** Texts and names are read on first use, as most lists contain only dates. */
function readHere(contentRoot: string): Content {
  const { languages, working } = loadLanguages(contentRoot);
  let texts: AreaTexts | null = null;
  let names: Record<string, string> | null = null;
  return {
    language: languages.find(({ code }) => code === working)!,
    texts: () => {
      texts ??= loadArea(contentRoot, working, 'desk');
      return texts;
    },
    names: () => {
      names ??= Object.fromEntries(
        (['illustrative', 'real'] as const)
          .flatMap((kind) => loadCountries(contentRoot, kind))
          .map((country) => [country.code, country.names[working] ?? Object.values(country.names)[0]!]),
      );
      return names;
    },
  };
}
