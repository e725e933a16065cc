/** Codes of treaties in texts, such as `CETS 185`: a line never ends between the series and the number. */

/** The series of the Council of Europe, with their French names, before a number. */
const code = /\b(CETS|STCE|ETS|STE) (?=\d{1,3}\b)/g;

/** The text with a non-breaking space within each code. */
export const keepTreatyCodes = (text: string): string => text.replace(code, '$1\u00a0');

/**
 * The same for the texts of an HTML page. Attributes keep their values, which may be sent or compared, and code stays
 * as it is written.
 */
export const keepTreatyCodesOfPage = (page: string): string =>
  page.replace(code, (found, series: string, at: number) => {
    const tag = page.lastIndexOf('<', at);
    const isAttribute = tag > page.lastIndexOf('>', at);
    return isAttribute || /^<(?:code|pre|script|style|textarea)\b/.test(page.slice(tag, tag + 10))
      ? found
      : `${series}\u00a0`;
  });
