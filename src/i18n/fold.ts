/**
 * The letters of a text without what people do not type, or type in another way: accents, case, joined and wide forms,
 * and the variants of Arabic letters. One rule for what a reader searches for and what a country writes in a workbook.
 */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    // Tatweel, ta marbuta and alef maksura.
    .replace(/\u0640/g, '')
    .replace(/\u0629/g, '\u0647')
    .replace(/\u0649/g, '\u064a');
