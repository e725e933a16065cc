/** The fonts included in the software, for files that must look the same on every system. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../fonts');

/** Regular before bold, as programs use the first font that has a character. */
const files = [
  'NotoSans-Regular.ttf',
  'NotoSans-Bold.ttf',
  'Vazirmatn-Regular.ttf',
  'Vazirmatn-Bold.ttf',
  'NotoSansSC-Regular.ttf',
  'NotoSansSC-Bold.ttf',
  'NotoSansSymbols-Regular.ttf',
];

/** Families in the order in which characters are looked up. */
export const families = ['Noto Sans', 'Vazirmatn', 'Noto Sans SC', 'Noto Sans Symbols 2'] as const;

export const fontPaths = (): string[] => files.map((file) => join(folder, file));

export const documentFonts = (): Buffer[] => fontPaths().map((path) => readFileSync(path));
