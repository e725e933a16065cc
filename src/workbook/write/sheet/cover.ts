/** The first sheet: identity of the workbook, completion, and instructions. */
import type { Workbook } from 'exceljs';
import { answerClasses } from '../../../domain/index.ts';
import { formatDate } from '../../../i18n/index.ts';
import { markers } from '../../layout.ts';
import { type IdentityKey, type IdentityValues, identityKeys, identityName } from '../../layout-identity.ts';
import { pickedStates, stateLabel } from '../../layout-words.ts';
import { writeCompletion } from '../completion.ts';
import type { Draft } from '../draft.ts';
import { classLooksFor, classSigns, colours } from '../look.ts';
import type { WorkbookOrder } from '../order.ts';
import type { RowStanding } from '../standing.ts';
import { heading, type PutRow, rowWriter, widths } from './cover-row.ts';
import { addressIn } from './sheet-name.ts';
import { pageNumber, printSetup, sheetProtection } from './sheet-setup.ts';

const publicationNotes = ['not_chosen', 'chosen', 'withdrawn'] as const;
const steps = ['cells', 'lists', 'confirm', 'state', 'grey', 'comment', 'evidence', 'save', 'send'] as const;

export function writeCover(
  book: Workbook,
  draft: Draft,
  order: WorkbookOrder,
  identity: IdentityValues,
  standing: RowStanding,
): void {
  const { say, looks } = draft;
  const sheet = book.addWorksheet(draft.names.cover, {
    properties: { tabColor: { argb: colours.ink } },
    views: [{ showGridLines: false, rightToLeft: draft.rightToLeft, activeCell: 'B2' }],
    // One printed page, so that headings stay with their lines.
    pageSetup: { ...printSetup, orientation: 'portrait', fitToHeight: 1 },
    headerFooter: { oddFooter: `&R&8 ${pageNumber(draft)}` },
  });
  sheet.columns = widths.map((width) => ({ width }));
  const putRow = rowWriter(sheet);

  sheet.getCell('A1').value = markers.cover;
  sheet.getRow(1).hidden = true;
  putRow(2, [[draft.wording.title, looks.coverTitle]]);
  putRow(3, [[say('cover.workbook_of', { country: order.country.name }), looks.coverSubtitle]]);
  sheet.getRow(2).height = 34;
  sheet.getRow(3).height = 22;
  if (order.illustrative) {
    putRow(4, [
      [say('illustrative.banner'), looks.banner],
      ...widths.slice(2).map(() => [null, looks.banner] as const),
    ]);
  }
  if (!draft.wording.reviewed) putRow(5, [[say('print.unreviewed'), looks.hint]]);

  let row = writeIdentityRows(book, draft, order, identity, putRow, 7);
  row = writeCompletion(book, draft, standing, putRow, row + 1);
  row = writeSteps(draft, putRow, row + 1);
  writeMeanings(draft, putRow, row + 1);
  sheet.protect('', sheetProtection);
}

/** Each line has a label, the value in words, and the code for the reader, in a named cell. */
function writeIdentityRows(
  book: Workbook,
  draft: Draft,
  order: WorkbookOrder,
  identity: IdentityValues,
  putRow: PutRow,
  first: number,
): number {
  const { say, texts, language, looks } = draft;
  const { scope } = order;
  const kind = typeof scope === 'string' ? scope : 'sections';
  const sections = typeof scope === 'string' ? '' : scope.join(', ');
  const yesOrNo = order.illustrative ? 'yes' : 'no';
  const inWords: Readonly<Record<IdentityKey, string>> = {
    instrument: draft.wording.title,
    version: identity.version,
    cycle: identity.cycle,
    country: order.country.name,
    language: texts.language(language).name,
    scope: say(`identity.scopes.${kind}`, { sections }),
    illustrative: say(`identity.${yesOrNo}`),
    issued: formatDate(texts.language(language), identity.issued),
    revision:
      Number(identity.revision) > 0
        ? say('identity.revision_of', { revision: identity.revision })
        : say('identity.revision_none'),
    texts: '',
    checksum: '',
  };
  // The end of the day in UTC, which elsewhere may be the morning after, or the afternoon.
  const due = order.due
    ? say('identity.due_by', { day: formatDate(texts.language(language), order.due) })
    : say('identity.no_due');
  putRow(first, heading(say('cover.about'), 2, looks));
  putRow(first + 1, [
    [say('identity.due'), looks.coverLabel],
    [due, looks.coverValue],
    [null, looks.coverCode],
  ]);
  const reached = order.contact ?? null;
  if (reached !== null) {
    putRow(first + 2, [
      [say('identity.contact'), looks.coverLabel],
      [reached, looks.coverValue],
      [null, looks.coverCode],
    ]);
  }
  const top = reached === null ? first + 2 : first + 3;
  identityKeys.forEach((key, place) => {
    const row = top + place;
    putRow(row, [
      [say(`identity.${key}`), looks.coverLabel],
      [inWords[key] || null, looks.coverValue],
      [identity[key], looks.coverIdentity],
    ]);
    book.definedNames.add(addressIn(draft.names.cover, `$D$${row}`), identityName(key));
  });
  return top + identityKeys.length;
}

function writeSteps({ say, looks }: Draft, putRow: PutRow, first: number): number {
  putRow(first, heading(say('cover.how'), 1, looks));
  steps.forEach((step, place) => {
    putRow(first + place + 1, [
      [`${place + 1}  ${say(`steps_title.${step}`)}`, looks.coverValue],
      [say(`steps.${step}`), looks.coverText],
    ]);
  });
  return first + steps.length + 1;
}

function writeMeanings(
  { instrument, say, texts, language, looks, rightToLeft }: Draft,
  putRow: PutRow,
  first: number,
): void {
  putRow(first, heading(say('cover.states'), 1, looks));
  pickedStates.forEach((state, place) => {
    putRow(first + 1 + place, [
      [stateLabel(texts, language, state), looks.coverValue],
      [say(`states_mean.${state}`), looks.coverText],
    ]);
  });
  const second = first + pickedStates.length + 2;
  putRow(second, heading(say('cover.classes'), 1, looks));
  answerClasses.forEach((one, place) => {
    putRow(second + 1 + place, [
      [`${classSigns[one]} ${say(`classes.${one}`)}`, classLooksFor(rightToLeft)[one]],
      [say(`classes_mean.${one}`), looks.coverText],
    ]);
  });
  // In a grid of the sections, a country chooses for each section whether it is published.
  if (![...instrument.questions.values()].some(({ rows }) => rows === 'sections')) return;
  const third = second + answerClasses.length + 2;
  putRow(third, heading(say('cover.publication'), 1, looks));
  publicationNotes.forEach((note, place) => {
    putRow(third + 1 + place, [
      [say(`publication.${note}`), looks.coverValue],
      [say(`publication_mean.${note}`), looks.coverText],
    ]);
  });
}
