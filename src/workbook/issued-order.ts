/** Collects the data from which a country's workbook is written, in the same way wherever it is issued. */
import type { Answer, TreatyFact } from '../domain/index.ts';
import { nameIn, type Texts } from '../i18n/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';
import type { Country } from '../reference/index.ts';
import { knownPrefills, mergePrefills } from './known-prefill.ts';
import type { Scope } from './layout-scope.ts';
import type { Prefill, WorkbookOrder } from './write/order.ts';
import { writtenAnswers } from './written-answers.ts';

/** What the data folder contains for a country in a cycle. */
export type RecordedAnswers = {
  readonly prefills: readonly Prefill[];
  readonly answers: readonly Answer[];
  /** 0 if nothing was recorded yet. */
  readonly revision: number;
};

export type IssuedOrder = Omit<WorkbookOrder, 'texts'>;

export function orderWorkbook({
  instrument,
  country,
  countries,
  language,
  recorded,
  facts,
  choices,
  texts,
  ...asked
}: {
  readonly instrument: Instrument;
  readonly country: Country;
  /** Countries of its kind. */
  readonly countries: Iterable<Country>;
  readonly language: string;
  readonly scope: Scope;
  readonly recorded: RecordedAnswers;
  readonly facts: readonly TreatyFact[];
  readonly choices: ReadonlyMap<string, string>;
  readonly issued: string;
  readonly due: string | null;
  readonly contact: string | null;
  readonly texts: Texts;
}): IssuedOrder {
  const nameOf = ({ names }: Country) => nameIn(names, language, texts.working)!;
  const listSource = texts.say(language, 'workbook.earlier.list');
  const known = knownPrefills(instrument, country.code, { facts, choices, on: asked.issued, listSource });
  const prefills = mergePrefills(known, recorded.prefills);
  return {
    ...asked,
    instrument,
    cycle: cycleOf(instrument),
    country: { code: country.code, name: nameOf(country) },
    language,
    prefills,
    answers: writtenAnswers(recorded.answers, prefills),
    revision: recorded.revision,
    illustrative: country.illustrative,
    countries: [...countries].map((one) => ({ code: one.code, name: nameOf(one) })),
  };
}
