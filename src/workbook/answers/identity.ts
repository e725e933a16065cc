/**
 * The identity of a workbook: from its identity sheet, the named cells of its cover, or next to the labels of its
 * cover.
 */
import type { Finding } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import { backstage, markers } from '../layout.ts';
import { foldText } from '../layout-columns.ts';
import { type IdentityKey, identityKeys, identityName } from '../layout-identity.ts';
import type { Book, Sheet } from '../read/book.ts';
import { type SheetCell, shownText } from '../read/content.ts';
import { readPlace } from '../read/place.ts';
import { quoted } from './note.ts';
import { finding, type Spot, spotOf, wholeFile } from './place/place.ts';
import { textAt } from './place/table.ts';

type Value = { readonly text: string; readonly spot: Spot };
type Values = ReadonlyMap<IdentityKey, Value>;

export type StatedIdentity = {
  readonly values: Readonly<Partial<Record<IdentityKey, string>>>;
  /** The cells that state it, for findings about it. */
  readonly spots: Readonly<Partial<Record<IdentityKey, Spot>>>;
  readonly findings: readonly Finding[];
};

/** The values that are required to read a workbook. */
const needed: readonly IdentityKey[] = ['instrument', 'version', 'cycle', 'country', 'language'];
const longest = 100;

export function readIdentity(book: Book, texts: Texts): StatedIdentity {
  const findings: Finding[] = [];
  const sources = [onIdentitySheet(book), inNamedCells(book)].filter((source) => source.size > 0);
  if (sources.every((source) => needed.some((key) => !source.has(key)))) sources.push(besideLabels(book, texts));

  const values: Partial<Record<IdentityKey, string>> = {};
  const spots: Partial<Record<IdentityKey, Spot>> = {};
  for (const key of identityKeys) {
    const stated = sources.map((source) => source.get(key)).filter((value) => value !== undefined);
    const [first, ...others] = stated;
    if (!first) continue;
    values[key] = first.text;
    spots[key] = first.spot;
    const other = others.find(({ text }) => foldText(text) !== foldText(first.text));
    if (other) {
      const details = { key, one: quoted(first.text), other: quoted(other.text), place: placeText(first.spot) };
      findings.push(finding('identity_disagrees', 'error', other.spot, details));
    }
  }
  const missing = needed.filter((key) => values[key] === undefined);
  if (missing.length === needed.length) findings.push(finding('identity_missing', 'error', wholeFile));
  else if (missing.length > 0) {
    findings.push(finding('identity_incomplete', 'error', wholeFile, { missing: missing.join(', ') }));
  }
  return { values, spots, findings };
}

const placeText = ({ sheet, cell }: Spot) => `${sheet} ${cell}`;

function onIdentitySheet(book: Book): Values {
  const values = new Map<IdentityKey, Value>();
  const isMarked = (sheet: Sheet) => textAt(sheet.rows.get(1)?.get(1))?.trim() === markers.identity;
  const sheet = book.sheets.find(isMarked) ?? book.sheets.find(({ name }) => name.toLowerCase() === backstage.identity);
  if (!sheet) return values;
  for (const [row, cells] of sheet.rows) {
    const key = identityKeys.find((one) => one === textAt(cells.get(1))?.trim().toLowerCase());
    add(values, key, cells.get(2), spotOf(sheet.name, row, 2, null));
  }
  return values;
}

function inNamedCells(book: Book): Values {
  const values = new Map<IdentityKey, Value>();
  for (const key of identityKeys) {
    const [, bare, inQuotes, address] =
      /^=?(?:([^\u0027!]+)|\u0027((?:[^\u0027]|\u0027\u0027)+)\u0027)!(\$?[A-Z]+\$?\d+)$/i.exec(
        book.names.get(identityName(key)) ?? '',
      ) ?? [];
    const name = bare ?? inQuotes?.replaceAll("''", "'");
    const place = address === undefined ? null : readPlace(address);
    const sheet = book.sheets.find((one) => one.name === name);
    if (!sheet || !place) continue;
    add(values, key, sheet.rows.get(place.row)?.get(place.column), spotOf(sheet.name, place.row, place.column, null));
  }
  return values;
}

/** Finds the label of a key in any language, and the value in the last cell to its right, after the label's name. */
function besideLabels(book: Book, texts: Texts): Values {
  const labels = new Map(
    texts.languages.flatMap(({ code }) =>
      identityKeys.map((key) => [foldText(texts.say(code, `workbook.identity.${key}`)), key] as const),
    ),
  );
  const values = new Map<IdentityKey, Value>();
  for (const sheet of book.sheets.slice(0, 5)) {
    for (const [row, cells] of sheet.rows) {
      if (row > 60) continue;
      const inOrder = cells.all.toSorted((a, b) => a.column - b.column);
      for (const [place, cell] of inOrder.entries()) {
        const key = labels.get(foldText(textAt(cell) ?? ''));
        const next = place < inOrder.length - 1 ? inOrder.at(-1) : undefined;
        if (key && next && !values.has(key)) add(values, key, next, spotOf(sheet.name, row, next.column, null));
      }
    }
  }
  return values;
}

function add(
  values: Map<IdentityKey, Value>,
  key: IdentityKey | undefined,
  cell: SheetCell | undefined,
  spot: Spot,
): void {
  // Calculated cells are ignored.
  if (!key || !cell || cell.formula) return;
  // Invisible characters come with text that was copied from web pages, and would make another word of it.
  const text = shownText(cell.content)
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (text !== '' && text.length <= longest && !values.has(key)) values.set(key, { text, spot });
}
