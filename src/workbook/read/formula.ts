/** Properties of a formula that matter to a reader that calculates nothing. */

/** Maximum number of characters of a formula that are read. */
export const longestFormula = 2_200;

/** A formula that refers to another file, such as `[1]Sheet1!A1` or `'C:\[b.xlsx]Sheet1'!A1`. */
export const toOtherFile = /\[[^[\]]+\][^[\]]*!/;

/**
 * In the text of the XML: only such a formula can refer to another file, be a link, or have a reference that is not by
 * name. All others need not be decoded.
 */
export const needsReading = /\[|[Hh][Yy][Pp][Ee][Rr][Ll][Ii][Nn][Kk]|&(?!(?:quot|lt|gt|apos|amp);)/;

const linkFormula = /^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*(?:"((?:[^"]|"")*)"|[\d.]+)\s*)?\)\s*$/i;

/** @returns null for a formula that calculates anything */
export function readLinkFormula(formula: string): { address: string; label: string | null } | null {
  const found = linkFormula.exec(formula);
  if (!found) return null;
  const plain = (text: string) => text.replaceAll('""', '"').trim();
  return { address: plain(found[1]!), label: found[2] === undefined ? null : plain(found[2]) };
}

const constantFormula = /^\s*(TRUE|FALSE)(?:\(\))?\s*$/i;
/** Characters of the longest of them, with some spaces. */
export const longestConstant = 12;

/**
 * A typed TRUE or FALSE, which LibreOffice saves as the formula `TRUE()`: nothing in it can be out of date.
 *
 * @returns null for any other formula
 */
export function readTruthFormula(formula: string): boolean | null {
  if (formula === '' || formula.length > longestConstant) return null;
  const found = constantFormula.exec(formula);
  return found ? found[1]!.toUpperCase() === 'TRUE' : null;
}
