import type { TextPair } from '../../i18n/index.ts';

/** The key of a text within its file, as in a translator's workbook. */
export const keyOf = ({ path }: Pick<TextPair, 'path'>): string => path.join('.');
