/**
 * A number as the IATI schema writes one (xsd:decimal): digits with a point, without an exponent, other bases or
 * separators of thousands.
 *
 * @returns NaN for any other text, also for an empty one
 */
export const decimalOf = (text: string): number =>
  /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN;
