/** Converts digits of any script to 0 to 9. */

/** Zero of each script in which people type numbers; the other nine digits follow it. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/** Text that needs no conversion. */
const plainText = /^[\x20-\x7e]*$/;

/**
 * Converts full-width, Arabic-Indic and other digits and signs to ASCII. Direction marks are removed, except the
 * override after which digits are displayed in reverse. Superscript and circled digits and fractions are kept: 2² is
 * not 22. A Chinese full stop between two digits is a decimal point, as Chinese keyboards type it instead.
 */
export function plainDigits(text: string): string {
  if (plainText.test(text)) return text.trim();
  return text
    .replace(/\P{No}+/gu, (plain) => plain.normalize('NFKC'))
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0)!;
      const zero = zeros.find((first) => code >= first && code < first + 10);
      return zero === undefined ? digit : String(code - zero);
    })
    .replace(/(?!\u202e)\p{Cf}/gu, '')
    .replace(/\u066b/g, ',')
    .replace(/\u066c/g, '\u2019')
    .replace(/(?<=\d)\u3002(?=\d)/g, '.')
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .trim();
}
