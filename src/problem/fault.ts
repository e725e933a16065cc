/** One thing that is wrong in a file of content, as every command and page reports it. */
export type Fault = {
  /** Below the content root, with forward slashes. */
  readonly file: string;
  /** From 1, as an editor counts; null if the whole file is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** A sentence: what is wrong. */
  readonly what: string;
  /** Names that may have been meant, nearest first; at most two. */
  readonly didYouMean: readonly string[];
  /** A sentence: how to correct it. */
  readonly correction: string;
};

/** `file:line:column`, as far as it is known. */
export const placeOfFault = ({ file, line, column }: Fault): string =>
  [file, line, column].filter((part) => part !== null).join(':');

export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : `Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`;

/** One line. */
export const formatFault = (fault: Fault): string =>
  [`${placeOfFault(fault)}:`, fault.what, didYouMean(fault.didYouMean), fault.correction].filter(Boolean).join(' ');
