/** Words for codes and ISO dates in lists on a terminal, in the working language. */
import type { BoardPlace } from '../domain/index.ts';
import { formatDate, loadLanguages, loadTexts, type Texts, type TextValues } from '../i18n/index.ts';
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
  const { languages, working } = loadLanguages(contentRoot);
  const language = languages.find(({ code }) => code === working)!;
  // Loaded on first use, as most lists contain only dates.
  let texts: Texts | null = null;
  const say = (key: string, values?: TextValues) => {
    texts ??= loadTexts(contentRoot);
    return texts.say(working, key, values);
  };
  const names = new Map<string, string>();
  const nameOf = (code: string) => {
    if (names.size === 0) {
      for (const kind of ['illustrative', 'real'] as const)
        for (const country of loadCountries(contentRoot, kind))
          names.set(country.code, country.names[working] ?? Object.values(country.names)[0]!);
    }
    return names.get(code);
  };
  const day = (iso: string) => formatDate(language, iso);
  return {
    country: (code) => (nameOf(code) === undefined ? code : `${nameOf(code)} (${code})`),
    day: (iso) => (iso === null ? 'none' : day(iso)),
    instant: (iso) => say('desk.when', { day: day(iso), time: iso.slice(11, 16) }),
    place: (place) => say(`desk.places.${place}`),
  };
}
