/** The instrument's texts in one language, as used in workbooks and printed questionnaires. */

import { joinParts, type Texts } from '../i18n/index.ts';
import {
  type CellDeclaration,
  type ChoiceList,
  type Instrument,
  type Labelled,
  label,
  type Question,
} from '../questionnaire/index.ts';
import type { LayoutRow } from './layout.ts';
import { choiceText } from './layout-words.ts';

/** Returns a text of `workbook.yaml` in one language. */
export type Say = (key: string, values?: Parameters<Texts['say']>[2]) => string;

export type NamedChoice = { readonly name: string; readonly text: string };

export type Wording = {
  readonly title: string;
  /** Version of the instrument, whose year bounds dates. */
  readonly version: string;
  /** False if no one has reviewed this language's texts. */
  readonly reviewed: boolean;
  readonly section: (code: string) => { readonly title: string; readonly answeredBy: string; readonly sheet: string };
  readonly question: (code: string) => string;
  /** Wording of the question, or of its part or grid row. */
  readonly row: (row: Pick<LayoutRow, 'question' | 'cell'>) => string;
  readonly help: (code: string) => string | null;
  readonly evidence: (id: string) => string;
  /** Parts with semicolons of the language between them. */
  readonly joined: (parts: readonly string[]) => string;
  /** Choices of a cell as shown in its list; empty for an open list such as that of countries. */
  readonly choices: (cell: CellDeclaration) => readonly NamedChoice[];
  readonly listOf: (question: Question) => readonly NamedChoice[] | null;
  /** The label of a stored choice in a question's cell; null if the cell has no choices, or not this one. */
  readonly choiceOf: (question: string, part: string | null, value: string) => string | null;
};

export function wordingOf(instrument: Instrument, language: string): Wording {
  const say = (...labelled: Labelled) => label(instrument, language, ...labelled);
  const named = (list: ChoiceList): NamedChoice[] =>
    list.choices.map(({ name }) => ({ name, text: choiceText(instrument, language, list, name) }));
  const lists = new Map<string, NamedChoice[]>();
  const listNamed = (name: string | null | undefined) => {
    const list = name ? instrument.lists.get(name) : undefined;
    if (!list) return null;
    const known = lists.get(list.name) ?? named(list);
    lists.set(list.name, known);
    return known;
  };
  return {
    title: say('title'),
    joined: (parts) => joinParts(language, parts),
    version: instrument.version,
    reviewed: instrument.texts.get(language)?.reviewed ?? false,
    section: (code) => ({
      title: say('section', code),
      answeredBy: say('answered_by', code),
      sheet: say('sheet', code),
    }),
    question: (code) => say('question', code),
    row: ({ question, cell }) => (cell?.part ? say('part', cell.part) : say('question', question.code)),
    help: (code) => say('help', code) || null,
    evidence: (id) => say('evidence', id),
    choices: (cell) => listNamed(cell.list?.name) ?? [],
    listOf: (question) => listNamed(question.list),
    choiceOf: (code, part, value) => {
      const question = instrument.questions.get(code);
      const of = part === null ? null : question?.parts.find(({ name }) => name === part);
      const choices = listNamed(of ? of.list : question?.list);
      return choices?.find(({ name }) => name === value)?.text ?? null;
    },
  };
}
