/** The languages of the site, as declared in `texts/languages.yaml`. */
import { type Fault, nearest, openContent, readContent, refuseFaults } from '../content/index.ts';

export type Language = {
  /** BCP 47 tag, and the name of the folder of its texts. */
  readonly code: string;
  /** Its name in its own language. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Locale for the format of numbers and dates. */
  readonly locale: string;
  /** Decimal and thousands separators that people use in this language. */
  readonly decimal: readonly string[];
  readonly group: readonly string[];
  readonly dateOrder: 'day-month-year' | 'month-day-year' | 'year-month-day';
  /** Further locales whose names of months are read in dates. */
  readonly monthLocales: readonly string[];
  /** False while no one has reviewed its texts. */
  readonly reviewed: boolean;
  /** False while it is being translated: missing texts are then no fault. */
  readonly complete: boolean;
  /** Font family of `fonts/` for its script; null if every system has one. */
  readonly font: string | null;
  /** True if its texts are read, and its pages rendered, only on request. */
  readonly onRequest: boolean;
};

export const languagesFile = 'texts/languages.yaml';

type Declared = {
  working: string;
  models?: string;
  languages: Record<
    string,
    {
      name: string;
      direction: Language['direction'];
      locale: string;
      decimal: string[];
      group: string[];
      date_order: Language['dateOrder'];
      months?: string[];
      review?: string;
      pages?: string;
      font?: string;
    }
  >;
};

/**
 * @returns the languages in file order; the code of the working language, whose text replaces a missing one; and that
 *   of the language in which models are described
 * @throws Problem `content_faulty`
 */
export function loadLanguages(contentRoot: string): {
  readonly languages: readonly Language[];
  readonly working: string;
  readonly described: string;
} {
  const declared = readContent<Declared>(contentRoot, languagesFile);
  const languages = Object.entries(declared.languages).map(([code, of]) => ({
    code,
    name: of.name,
    direction: of.direction,
    locale: of.locale,
    decimal: of.decimal,
    group: of.group,
    dateOrder: of.date_order,
    monthLocales: of.months ?? [],
    reviewed: of.review === undefined,
    complete: of.review !== 'started',
    font: of.font ?? null,
    onRequest: of.pages === 'on_request',
  }));
  if (!(declared.working in declared.languages)) refuseFaults([unlisted(contentRoot, declared)]);
  return { languages, working: declared.working, described: declared.models ?? declared.working };
}

function unlisted(contentRoot: string, { working, languages }: Declared): Fault {
  const known = Object.keys(languages);
  return openContent(contentRoot, languagesFile).file!.fault(['working'], {
    what: `The working language "${working}" is not among the languages.`,
    near: nearest(working, known),
    correction: `Set it to one of ${known.join(', ')}.`,
  });
}
