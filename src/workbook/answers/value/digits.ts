/** Digits of any script as 0 to 9. */

/** First digit of each script that people type numbers in; its nine sisters follow. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/** Nothing of it is changed below. */
const plainText = /^[\x20-\x7e]*$/;

/**
 * Full-width, Arabic-Indic and other digits and signs as plain ones; marks of direction left out, but for the one behind
 * which digits show the other way round. Raised and circled
 * digits and fractions stay what they are: 2² is not 22. The full stop of Chinese between two digits is a point, which
 * a keyboard for Chinese writes in its place.
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
