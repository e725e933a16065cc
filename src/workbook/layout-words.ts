/** How stored names are shown in a workbook, and which words a reader takes for them. */
import { type AnswerState, answerStates } from '../domain/index.ts';
import type { Texts } from '../i18n/index.ts';
import { type ChoiceList, choiceLabel, type Instrument } from '../questionnaire/index.ts';
import { foldText } from './layout-columns.ts';

export type PickedState = Exclude<AnswerState, 'blank'> | 'withdrawn';

/**
 * States that can be picked, in the order of the list in the cell. A blank answer is an empty cell, which keeps the
 * earlier answer; `withdrawn` takes it back.
 */
export const pickedStates: readonly PickedState[] = [...answerStates.filter((state) => state !== 'blank'), 'withdrawn'];

/** What can are in the confirm cell: the earlier answer still holds, or it does not (and the answer cell states what does). */
export const confirmations = ['yes', 'no'] as const;
export type Confirmation = (typeof confirmations)[number];

export function stateLabel(texts: Texts, language: string, state: PickedState): string {
  return texts.say(language, `workbook.states.${state}`);
}

export function confirmLabel(texts: Texts, language: string, confirmation: Confirmation): string {
  return texts.say(language, `workbook.confirm.${confirmation}`);
}

/** Words for the states in every offered language, and the stored names, folded. */
export function stateWords(texts: Texts): ReadonlyMap<string, PickedState> {
  return wordsFor(texts, pickedStates, (language, state) => stateLabel(texts, language, state));
}

/** Words for the confirm cell in every offered language, and the stored names, folded. */
export function confirmWords(texts: Texts): ReadonlyMap<string, Confirmation> {
  return wordsFor(texts, confirmations, (language, confirmation) => confirmLabel(texts, language, confirmation));
}

function wordsFor<Name extends string>(
  texts: Texts,
  names: readonly Name[],
  label: (language: string, name: Name) => string,
): ReadonlyMap<string, Name> {
  const ofNames = names.map((name) => [foldText(name), name] as const);
  const ofLabels = texts.languages.flatMap(({ code }) =>
    names.map((name) => [foldText(label(code, name)), name] as const),
  );
  return new Map([...ofNames, ...ofLabels]);
}

/** A choice as the list in a cell shows it: `3 – covered in full` where choices are numbers, else its label alone. */
export function choiceText(instrument: Instrument, language: string, list: ChoiceList, name: string): string {
  const label = choiceLabel(instrument, language, list.name, name);
  return list.numbered ? `${name} – ${label}` : label;
}

/**
 * Several choices are in one cell, separated by a semicolon or a new line; a comma also separates where no label has
 * one. Each is a label, a stored name or the choice's place in the list from 1, as the guidance next to the cell shows it.
 */
export const separator = '; ';

/** A number before its label, as Chinese writes it: `1、label` is one choice, `1、3` are two. */
const numbering = /(?<=^|[;\n\r\uff1b\u061b,\uff0c\u060c\u3001]\s*)(\d{1,3})\u3001(?=\s*\p{L})/gu;

/** The parts of a cell with several choices, trimmed, empty ones left out. */
export function splitChoices(text: string, commas: boolean): string[] {
  return text
    .replace(numbering, '$1 ')
    .split(commas ? /[;\n\r\uff1b\u061b,\uff0c\u060c\u3001]+/ : /[;\n\r\uff1b\u061b]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
