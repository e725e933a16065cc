/** The fonts that come with the product, for files that must look the same wherever they are opened. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../fonts');

/** Upright before bold, as a program that looks for a letter takes the first that has it. */
const files = [
  'NotoSans-Regular.ttf',
  'NotoSans-Bold.ttf',
  'Vazirmatn-Regular.ttf',
  'Vazirmatn-Bold.ttf',
  'NotoSansSC-Regular.ttf',
  'NotoSansSC-Bold.ttf',
  'NotoSansSymbols-Regular.ttf',
];

/** Families in the order in which a letter is looked for. */
export const families = ['Noto Sans', 'Vazirmatn', 'Noto Sans SC', 'Noto Sans Symbols 2'] as const;

export const fontPaths = (): string[] => files.map((file) => join(folder, file));

export const documentFonts = (): Buffer[] => fontPaths().map((path) => readFileSync(path));
