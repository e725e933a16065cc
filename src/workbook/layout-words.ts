/** How stored names are shown in a workbook, and which words a reader accepts for them. */
import { type AnswerState, answerStates } from '../domain/index.ts';
import type { Texts } from '../i18n/index.ts';
import { type ChoiceList, choiceLabel, type Instrument } from '../questionnaire/index.ts';
import { foldText } from './layout-columns.ts';

export type PickedState = Exclude<AnswerState, 'blank'> | 'withdrawn';

/**
 * States that can be selected, in the order of the list in the cell. An empty cell means blank, which keeps the
 * earlier answer; `withdrawn` withdraws it.
 */
export const pickedStates: readonly PickedState[] = [...answerStates.filter((state) => state !== 'blank'), 'withdrawn'];

/**
 * Possible values of the confirm cell: the earlier answer still applies, or it does not (and the answer cell has the
 * new one).
 */
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

/**
 * A choice as shown in the list of a cell: `3 – covered in full` if choices are numbered, otherwise its label alone.
 */
export function choiceText(instrument: Instrument, language: string, list: ChoiceList, name: string): string {
  const label = choiceLabel(instrument, language, list.name, name);
  return list.numbered ? `${name} – ${label}` : label;
}

/**
 * Several choices are in one cell, separated by a semicolon or a new line; a comma also separates them if no label
 * contains one. Each is a label, a stored name, or the choice's position in the list from 1, as shown in the guidance
 * next to the cell.
 */
export const separator = '; ';

/** A number before its label in Chinese notation: `1、label` is one choice, `1、3` are two. */
const numbering = /(?<=^|[;\n\r\uff1b\u061b,\uff0c\u060c\u3001]\s*)(\d{1,3})\u3001(?=\s*\p{L})/gu;

/** The parts of a cell with several choices, trimmed, without empty ones. */
export function splitChoices(text: string, commas: boolean): string[] {
  return text
    .replace(numbering, '$1 ')
    .split(commas ? /[;\n\r\uff1b\u061b,\uff0c\u060c\u3001]+/ : /[;\n\r\uff1b\u061b]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
