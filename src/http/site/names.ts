/** Labels for codes: countries, cycles, questions, and answers in readable form. */
import type { AnswerValue, FolderKind } from '../../domain/index.ts';
import { formatDate, formatNumber, joinParts, type Texts } from '../../i18n/index.ts';
import {
  type CellDeclaration,
  cellsOf,
  choiceLabel,
  cycleOf,
  type Instrument,
  label,
  loadInstruments,
} from '../../questionnaire/index.ts';
import { type Country, loadCountries } from '../../reference/index.ts';

export type Names = {
  /** The newest cycle of each instrument, open or not. */
  readonly newestCycles: () => readonly string[];
  /** Questionnaire of a cycle; null if there is none in this installation. */
  readonly instrument: (cycle: string) => Instrument | null;
  /** Name of a cycle, from its questionnaire and version; its id if unknown. */
  readonly cycle: (language: string, id: string) => string;
  /** Name of a country; its code if unknown. */
  readonly country: (language: string, code: string) => string;
  readonly countries: (kind: FolderKind) => ReadonlyMap<string, Country>;
  /** Wording of a question or of one of its parts, without further text. */
  readonly wording: (
    instrument: Instrument,
    language: string,
    question: string,
    part: string | null,
  ) => QuestionWording;
  /** An answer by the labels of its choices, as a number or date in the format of the language, or as text. */
  readonly value: (instrument: Instrument, language: string, id: string, value: AnswerValue) => string;
};

export type QuestionWording = { readonly question: string; readonly part: string | null };

/** @param contentRoot - folder that contains questionnaires/ and pipelines/ */
export function openNames(contentRoot: string, texts: Texts): Names {
  let known: ReadonlyMap<string, Instrument> | null = null;
  const instruments = () => {
    known ??= new Map(loadInstruments(contentRoot).map((instrument) => [cycleOf(instrument), instrument]));
    return known;
  };
  const worlds = new Map<FolderKind, ReadonlyMap<string, Country>>();
  const countries = (kind: FolderKind) => {
    const known = worlds.get(kind) ?? new Map(loadCountries(contentRoot, kind).map((one) => [one.code, one]));
    worlds.set(kind, known);
    return known;
  };
  const country = (language: string, code: string) => {
    const found = countries('illustrative').get(code) ?? countries('real').get(code);
    return found?.names[language] ?? found?.names[texts.working] ?? code;
  };
  const cells = new WeakMap<Instrument, Map<string, CellDeclaration>>();
  const cellOf = (instrument: Instrument, id: string) => {
    let known = cells.get(instrument);
    if (!known) {
      const all = [...instrument.questions.values()].flatMap((question) => cellsOf(instrument, question));
      known = new Map(all.map((cell) => [cell.id, cell]));
      cells.set(instrument, known);
    }
    return known.get(id);
  };
  return {
    newestCycles: () => [...new Map([...instruments()].map(([cycle, { id }]) => [id, cycle])).values()],
    instrument: (cycle) => instruments().get(cycle) ?? null,
    cycle: (language, id) => {
      const instrument = instruments().get(id);
      if (!instrument) return id;
      const title = label(instrument, language, 'title');
      return texts.say(language, 'pages.cycle_of', { instrument: title, version: instrument.version });
    },
    country,
    countries,
    wording: (instrument, language, question, part) => ({
      question: label(instrument, language, 'question', question),
      part: part === null ? null : partWording(instrument, language, cellOf(instrument, part), part),
    }),
    value: (instrument, language, id, value) => {
      const cell = cellOf(instrument, id);
      const list = cell?.list ?? null;
      if (cell && list) {
        const names = cell.type === 'select_multiple' ? String(value).split(' ').filter(Boolean) : [String(value)];
        return joinParts(
          language,
          names.map((name) => choiceInWords(instrument, language, list, name, country)),
        );
      }
      if (cell?.type === 'date') return formatDate(texts.language(language), String(value));
      if (typeof value !== 'number') return value;
      return formatNumber(texts.language(language), value, Number.isInteger(value) ? 0 : 2);
    },
  };
}

function partWording(
  instrument: Instrument,
  language: string,
  cell: CellDeclaration | undefined,
  part: string,
): string {
  const words = label(instrument, language, 'part', part);
  return cell?.occurrence == null ? words : `${cell.occurrence} · ${words}`;
}

function choiceInWords(
  instrument: Instrument,
  language: string,
  list: NonNullable<CellDeclaration['list']>,
  name: string,
  country: Names['country'],
): string {
  if (list.source !== null) return country(language, name);
  const words = choiceLabel(instrument, language, list.name, name);
  return list.numbered ? `${name} – ${words}` : words;
}
