/** The table of a translator's workbook: one line for each text. */
export const translationColumns = [
  { head: 'File', width: 34 },
  { head: 'Key', width: 30 },
  { head: 'Original', width: 60 },
  { head: 'Keep as it is', width: 22 },
  { head: 'Translation now', width: 60 },
  { head: 'New translation', width: 60 },
] as const;

export type TranslationLine = {
  readonly file: string;
  readonly key: string;
  readonly original: string;
  /** What a translation must preserve: placeholders, plural forms. */
  readonly keep: string;
  /** Empty if there is none. */
  readonly translation: string;
};

/** A returned line: the original line, and what the translator wrote. */
export type ReturnedLine = TranslationLine & { readonly row: number; readonly written: string };

export const sheets = { guide: 'Guide', texts: 'Texts' } as const;
/** Cell of the guide that states the language, so that no file is imported into another language. */
export const languageCell = 'B2';
