/** The hidden sheet of lists: two columns for each list, labels and stored names, each with a defined name. */
import type { Workbook } from 'exceljs';
import { type Instrument, offeredReasons, type Question } from '../../../questionnaire/index.ts';
import { markers } from '../../layout.ts';
import { confirmations, confirmLabel, pickedStates, stateLabel } from '../../layout-words.ts';
import type { Draft } from '../draft.ts';
import type { WorkbookOrder } from '../order.ts';
import { addressIn } from './sheet-name.ts';

/** Names of the two ranges of a list: validations use the first, lookup formulas the second. */
export const shownRange = (list: string) => `gap_list_${list}`;
export const storedRange = (list: string) => `gap_names_${list}`;

/**
 * Lists that do not belong to the instrument; the instrument's lists are prefixed with `of_`, so that names cannot
 * clash.
 */
export const ownLists = { state: 'state', confirm: 'confirm' } as const;
/**
 * The list of reasons that a question offers; questions with the same reasons share a list. Null if any reason is
 * accepted.
 */
export function reasonList(instrument: Instrument, question: Question): string | null {
  const place = reasonSets(instrument).indexOf(reasonsOf(question));
  return place < 0 ? null : reasonListName(place);
}
/** Every list of reasons that an instrument offers. */
export const reasonLists = (instrument: Instrument): string[] =>
  reasonSets(instrument).map((_, place) => reasonListName(place));
const reasonsOf = (question: Question): string => question.mayNotApply?.reasons.join(' ') ?? '';
const sets = new WeakMap<Instrument, readonly string[]>();
function reasonSets(instrument: Instrument): readonly string[] {
  const known = sets.get(instrument);
  if (known) return known;
  const found = [...new Set([...instrument.questions.values()].map(reasonsOf))].filter((one) => one !== '');
  sets.set(instrument, found);
  return found;
}
/** With letters instead of a number, as no program takes such a name for a cell address. */
const reasonListName = (place: number): string =>
  `reasons_${String.fromCharCode(97 + (place % 26)).repeat(1 + Math.floor(place / 26))}`;
export const instrumentList = (name: string) => `of_${name}`;

type Listed = {
  readonly name: string;
  readonly shown: readonly string[];
  readonly stored: readonly (string | number)[];
};

/** Rows of the name of each list, and of its first choice. */
export const listNameRow = 2;
export const firstListRow = 3;

export function writeLists(book: Workbook, draft: Draft, order: WorkbookOrder): void {
  const sheet = book.addWorksheet(draft.names.lists, { state: 'hidden', views: [{ rightToLeft: draft.rightToLeft }] });
  sheet.getCell('A1').value = markers.lists;
  listsOf(draft, order).forEach((list, place) => {
    const [shown, stored] = [2 * place + 1, 2 * place + 2];
    sheet.getCell(listNameRow, shown).value = list.name;
    list.shown.forEach((text, row) => {
      const cell = sheet.getCell(firstListRow + row, shown);
      cell.value = text;
      cell.style = draft.looks.coverCode;
      sheet.getCell(firstListRow + row, stored).value = list.stored[row]!;
    });
    const range = (column: number) => {
      const letter = sheet.getColumn(column).letter;
      return addressIn(
        draft.names.lists,
        `$${letter}$${firstListRow}:$${letter}$${firstListRow + list.shown.length - 1}`,
      );
    };
    book.definedNames.add(range(shown), shownRange(list.name));
    book.definedNames.add(range(stored), storedRange(list.name));
  });
  sheet.protect('', {});
}

function listsOf(draft: Draft, order: WorkbookOrder): Listed[] {
  const { language, texts, layout, instrument } = draft;
  const lists: Listed[] = [
    {
      name: ownLists.state,
      shown: pickedStates.map((state) => stateLabel(texts, language, state)),
      stored: pickedStates,
    },
    {
      name: ownLists.confirm,
      shown: confirmations.map((one) => confirmLabel(texts, language, one)),
      stored: confirmations,
    },
  ];
  const seen = new Set<string>();
  for (const question of new Set([...layout.answers.values()].map((row) => row.question))) {
    const name = reasonList(instrument, question);
    if (name === null || seen.has(name)) continue;
    seen.add(name);
    lists.push({ name, shown: offeredReasons(instrument, language, question), stored: question.mayNotApply!.reasons });
  }
  for (const { cell } of layout.answers.values()) {
    if (!cell?.list || seen.has(cell.list.name)) continue;
    seen.add(cell.list.name);
    const choices = cell.list.openEnded
      ? (order.countries ?? []).map(({ code, name }) => ({ name: code, text: name }))
      : draft.wording.choices(cell);
    if (choices.length === 0) continue;
    const numbered = instrument.lists.get(cell.list.name)?.numbered ?? false;
    lists.push({
      name: instrumentList(cell.list.name),
      shown: choices.map(({ text }) => text),
      stored: choices.map(({ name }) => (numbered ? Number(name) : name)),
    });
  }
  return lists;
}
