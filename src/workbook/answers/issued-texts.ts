/**
 * The labels with which a workbook was issued. Labels may be corrected while a cycle is open, and someone who picks
 * from the lists of an earlier workbook means what they said then, even if two labels were swapped.
 */
import type { Instrument, InstrumentTexts } from '../../questionnaire/index.ts';
import { markers } from '../layout.ts';
import { issuedTexts } from '../layout-identity.ts';
import type { Book, Sheet } from '../read/book.ts';
import { shownText } from '../read/content.ts';
import { firstListRow, instrumentList, listNameRow, reasonLists } from '../write/sheet/lists-sheet.ts';
import type { StatedIdentity } from './identity.ts';
import { textAt } from './place/table.ts';

/** Longer texts are not labels. */
const longestLabel = 300;

/**
 * True for a workbook that was issued with other texts than the current ones: its wording may differ without anyone
 * having changed it.
 */
export function hasOtherTexts(instrument: Instrument, { values }: StatedIdentity): boolean {
  const own = instrument.languages.find((language) => language === values.language?.toLowerCase());
  return own !== undefined && values.texts !== undefined && values.texts !== issuedTexts(instrument, own);
}

/**
 * The instrument with the labels from the workbook's own lists, in the workbook's language, if it was issued with
 * other texts than the current ones. Labels that its lists do not contain remain the current ones.
 */
export function asIssued(instrument: Instrument, book: Book, { values }: StatedIdentity): Instrument {
  const language = values.language?.toLowerCase() ?? '';
  const today = instrument.texts.get(language);
  const isOther = values.version !== instrument.version || values.instrument?.toLowerCase() !== instrument.id;
  if (!today || isOther || values.texts === issuedTexts(instrument, language)) return instrument;
  const lists = readLists(book.sheets.find((sheet) => textAt(sheet.rows.get(1)?.get(1))?.trim() === markers.lists));
  const choices = ownRecord(today.choices);
  for (const { name, numbered, choices: known } of instrument.lists.values()) {
    const issued = lists.get(instrumentList(name));
    if (!issued) continue;
    const names = new Set(known.map((choice) => choice.name));
    const labels = [...issued]
      .filter(([stored]) => names.has(stored))
      .map(([stored, shown]) => [stored, numbered ? withoutNumber(shown, stored) : shown]);
    choices[name] = { ...today.choices[name], ...Object.fromEntries(labels) };
  }
  const reasons = ownRecord(today.reasons);
  for (const list of reasonLists(instrument)) {
    for (const [id, shown] of lists.get(list) ?? []) if (Object.hasOwn(reasons, id)) reasons[id] = shown;
  }
  const texts: InstrumentTexts = { ...today, choices, reasons };
  return { ...instrument, texts: new Map([...instrument.texts, [language, texts]]) };
}

/** A copy without a prototype, as ids come from uploads. */
const ownRecord = <T>(of: Readonly<Record<string, T>>): Record<string, T> => Object.assign(Object.create(null), of);

const withoutNumber = (shown: string, stored: string): string => {
  const sign = `${stored} – `;
  return shown.startsWith(sign) ? shown.slice(sign.length) : shown;
};

/** By the name of each list: stored names with their labels. A list with a duplicate name is not trusted. */
function readLists(sheet: Sheet | undefined): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  if (!sheet) return found;
  const at = (row: number, column: number): string | null => {
    const cell = sheet.rows.get(row)?.get(column);
    return !cell || cell.formula ? null : shownText(cell.content).trim();
  };
  for (const { column } of sheet.rows.get(listNameRow)?.all ?? []) {
    const name = at(listNameRow, column) ?? '';
    const words = new Map<string, string>();
    const pairs = [...sheet.rows.keys()]
      .filter((row) => row >= firstListRow)
      .map((row) => ({ shown: at(row, column), stored: at(row, column + 1) }))
      .filter(({ shown, stored }) => shown && stored && shown.length <= longestLabel);
    for (const { shown, stored } of pairs) words.set(stored!, shown!);
    if (words.size === pairs.length && new Set(words.values()).size === pairs.length) found.set(name, words);
  }
  return found;
}
