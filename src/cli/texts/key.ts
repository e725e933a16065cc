import type { TextPair } from '../../i18n/index.ts';

/** How a translator's workbook names a text within its file. */
export const keyOf = ({ path }: Pick<TextPair, 'path'>): string => path.join('.');
