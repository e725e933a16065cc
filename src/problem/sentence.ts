/**
 * The sentences of a problem. Each stands here once: a terminal shows them as they are, and `npm run docs:problems` writes
 * those of a page into `texts/`, as messages to translate. Names that a reader types or looks for (files, commands,
 * options, columns) are in double quotes.
 */
export type ProblemSentences = {
  /** Of HTTP; a command exits with 64 if its line is wrong, and otherwise with 1. */
  readonly status: number;
  /** What happened. */
  readonly what: (details: never) => string;
  /** What only the operator needs to know about it: shown in a terminal, not on a page. */
  readonly also?: (details: never) => string;
  /** How to correct it. */
  readonly fix: (details: never) => string;
  /** Present if readers of a page can meet the problem. What it contains replaces the sentence of a terminal there. */
  readonly onPage?: {
    readonly what?: (details: never) => string;
    readonly fix?: (details: never) => string;
  };
};

/** Stands for a detail while a sentence is written as a message: it becomes the name of the detail in braces. */
export class DetailName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  toString(): string {
    return `{${this.name}}`;
  }
}

/** Words that depend on a count; # is the count. */
export const counted = (count: number, { one, other }: { one: string; other: string }): string =>
  isName(count)
    ? `{${count.name}, plural, one {${one}} other {${other}}}`
    : (count === 1 ? one : other).replaceAll('#', String(count));

/** Words that depend on a code. */
export const worded = (code: string, words: Readonly<Record<string, string>> & { readonly other: string }): string =>
  isName(code)
    ? `{${code.name}, select, ${Object.entries(words)
        .map(([value, text]) => `${value} {${text}}`)
        .join(' ')}}`
    : (words[code] ?? words.other);

/** Names one after the other, each in quotes if they are names to type. */
export const listed = (names: readonly string[], separator = ', '): string =>
  isName(names) ? String(names) : names.join(separator);

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const isName = (detail: unknown): detail is DetailName => detail instanceof DetailName;
