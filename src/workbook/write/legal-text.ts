/** Corrects text that exceljs writes unchanged but that is illegal in XML or would be read differently. */

/** A text that looks like an escape, such as `_x0041_`: its underscore is escaped. */
const escapeAlike = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Characters that XML forbids, besides those that exceljs removes. */
const illegal = /[\ufffe\uffff]/g;

/** @param xml - a part as exceljs wrote it; in the shared strings table nothing is escaped yet */
export function legalText(xml: string, path: string): string {
  const legal = xml.replace(illegal, '');
  return path === 'xl/sharedStrings.xml' ? legal.replace(escapeAlike, '_x005F_') : legal;
}
