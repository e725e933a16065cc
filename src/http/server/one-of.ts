/**
 * A part of a route's pattern that is one of some words, such as `:step{(?:accept|return)}`.
 *
 * In brackets, since the router puts what marks begin and end beside it: without them the first and last word alone would have to
 * begin or end the part, and `/XX/releases` would be read as the Spanish page.
 */
export const oneOf = <Name extends string>(name: Name, words: readonly string[]): `:${Name}` =>
  `:${name}{(?:${words.map((word) => word.replaceAll('.', '\\.')).join('|')})}` as `:${Name}`;
