/** Codes of treaties in texts, such as `CETS 185`: a line never ends between the series and the number. */

/** The series of the Council of Europe, with their French names, before a number. */
export const treatyCode = /\b(CETS|STCE|ETS|STE) (?=\d{1,3}\b)/g;

/** The text with a non-breaking space within each code. */
export const keepTreatyCodes = (text: string): string => text.replace(treatyCode, '$1\u00a0');
