/** What lists on a terminal say in place of codes and ISO dates, in the working language. */
import type { BoardPlace } from '../domain/index.ts';
import { formatDate, loadTexts } from '../i18n/index.ts';
import { loadCountries } from '../reference/index.ts';
import type { World } from './world.ts';

export type Words = {
  /** A name with its code; the code alone where no list has it. */
  readonly country: (code: string) => string;
  /** @param iso - date or instant; null: none */
  readonly day: (iso: string | null) => string;
  readonly instant: (iso: string) => string;
  readonly place: (place: BoardPlace) => string;
};

export function openWords({ contentRoot }: Pick<World, 'contentRoot'>): Words {
  const texts = loadTexts(contentRoot);
  const { working } = texts;
  const language = texts.language(working);
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
    instant: (iso) => texts.say(working, 'desk.when', { day: day(iso), time: iso.slice(11, 16) }),
    place: (place) => texts.say(working, `desk.places.${place}`),
  };
}
