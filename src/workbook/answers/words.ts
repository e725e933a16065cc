/** The words of states and confirmations, in every language on offer. */
import type { Texts } from '../../i18n/index.ts';
import type { ColumnKey } from '../layout-columns.ts';
import { headings } from '../layout-columns.ts';
import { type Confirmation, confirmWords, type PickedState, pickedStates, stateWords } from '../layout-words.ts';
import { foldLoosely } from './folding.ts';

export type Words = {
  readonly headings: ReadonlyMap<string, ColumnKey>;
  readonly states: ReadonlyMap<string, PickedState>;
  readonly confirmations: ReadonlyMap<string, Confirmation>;
};

/** Short forms that survey staff write everywhere. */
const shortStates: readonly (readonly [string, PickedState])[] = [
  ['na', 'not_applicable'],
  ['n a', 'not_applicable'],
  ['dk', 'not_known'],
  ['nr', 'not_released'],
];

export function wordsOf(texts: Texts): Words {
  const loosely = <Name>(words: ReadonlyMap<string, Name>) =>
    [...words].map(([word, name]) => [foldLoosely(word), name] as const);
  const others = texts.languages.flatMap(({ code }) =>
    pickedStates
      .filter((state) => texts.has(`workbook.states_also.${state}`))
      .flatMap((state) =>
        texts
          .say(code, `workbook.states_also.${state}`)
          .split(';')
          .map((word) => [foldLoosely(word), state] as const),
      ),
  );
  return {
    headings: headings(texts),
    states: new Map([...others, ...shortStates, ...loosely(stateWords(texts))]),
    confirmations: new Map([...loosely(confirmWords(texts))]),
  };
}
