/** Mends what exceljs writes unchanged, and XML or a reader of workbooks would take otherwise. */

/** A typed text that looks like the sign for a character, such as `_x0041_`: its underscore is written as one. */
const escapeAlike = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Characters that XML cannot hold in any form, besides those that exceljs leaves out. */
const illegal = /[\ufffe\uffff]/g;

/** @param xml - a part as exceljs wrote it; in the table of texts nothing is escaped yet */
export function legalText(xml: string, path: string): string {
  const legal = xml.replace(illegal, '');
  return path === 'xl/sharedStrings.xml' ? legal.replace(escapeAlike, '_x005F_') : legal;
}
