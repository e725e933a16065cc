/** The search of a filter form, the same on dashboards and on pages about releases. */

const longest = 60;

/** Whether a text may be searched for. */
export const maySearch = (text: string): boolean => text.length <= longest;

/** Whether a name contains the text; accents and case do not matter. */
export const isFoundIn = (name: string, text: string): boolean => folded(name).includes(folded(text));

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
