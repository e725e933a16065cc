/**
 * Numbers in the XML of a package, in the forms that its schema allows. `Number()` also takes `0x1F`, an empty text, and
 * for a whole number `1e1`, which spreadsheet programs refuse or read as something else.
 */

const whole = /^[ \t\r\n]*\d{1,10}[ \t\r\n]*$/;
const decimal = /^[ \t\r\n]*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[ \t\r\n]*$/i;

/** A count, index or position. @returns NaN for any other form, also with a sign, a point or an exponent */
export const wholeNumber = (written: string | undefined): number =>
  written !== undefined && whole.test(written) ? Number(written) : Number.NaN;

/** A size, share or value. @returns NaN for any other form, and for a number too large to be one */
export function decimalNumber(written: string): number {
  const number = decimal.test(written) ? Number(written) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}
