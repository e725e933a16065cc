/** The identity as keys and values on a very hidden sheet, in case the cover is lost. */
import type { Workbook } from 'exceljs';
import { markers } from '../../layout.ts';
import { type IdentityValues, identityKeys } from '../../layout-identity.ts';
import type { Draft } from '../draft.ts';

export function writeIdentity(book: Workbook, draft: Draft, identity: IdentityValues): void {
  const sheet = book.addWorksheet(draft.names.identity, { state: 'veryHidden' });
  sheet.getCell('A1').value = markers.identity;
  identityKeys.forEach((key, place) => {
    sheet.getCell(`A${place + 2}`).value = key;
    const cell = sheet.getCell(`B${place + 2}`);
    cell.value = identity[key];
    cell.style = draft.looks.coverCode;
  });
  sheet.protect('', {});
}
