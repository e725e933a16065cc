/** Addresses that are off by a sign: a slash too many, or other letters than ours. */

/**
 * What an address may have been meant as, likeliest first; never the address itself.
 *
 * Codes of countries and elements are in capitals, everything else in small letters. Slashes are collapsed, so that what
 * comes of it always begins with a single one and stays on this site.
 *
 * @param path - of a request, with its leading slash
 */
export function meantAddresses(path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  const clean = `/${parts.join('/')}`;
  const small = clean.toLowerCase();
  const asCodes = `/${parts.map((part, at) => (at < 2 ? part.toLowerCase() : part.toUpperCase())).join('/')}`;
  const deeper = `/${parts.map((part, at) => (at < 3 ? part.toLowerCase() : part.toUpperCase())).join('/')}`;
  // A country and what of it, such as an area.
  const of = (country: number) =>
    `/${parts.map((part, at) => (at === country ? part.toUpperCase() : part.toLowerCase())).join('/')}`;
  const language = `/${[parts[0]?.toLowerCase() ?? '', ...parts.slice(1)].join('/')}`;
  return [...new Set([clean, language, asCodes, small, deeper, of(2), of(3), `${clean}/`])].filter(
    (meant) => meant !== path,
  );
}

/**
 * An address of this site as the `Location` of a redirect, relative, since the site may be beneath any path.
 *
 * @param from - path that was asked for; `..` takes away an empty part like any other
 */
export const relativeAddress = (from: string, to: string): string =>
  `${'../'.repeat(from.split('/').length - 2) || './'}${to.slice(1)}`;

/**
 * A part of a route's pattern that is one of some words, such as `:step{(?:accept|return)}`.
 *
 * In brackets, since the router puts what marks begin and end beside it: without them the first and last word alone would have to
 * begin or end the part, and `/XX/releases` would be read as the Spanish page.
 */
export const oneOf = <Name extends string>(name: Name, words: readonly string[]): `:${Name}` =>
  `:${name}{(?:${words.map((word) => word.replaceAll('.', '\\.')).join('|')})}` as `:${Name}`;
