/** Corrects addresses with extra slashes or wrong case. */

/**
 * Addresses that may have been meant, likeliest first; never the address itself.
 *
 * Codes of countries and elements are in upper case, everything else in lower case. Slashes are collapsed, so that
 * the result always starts with exactly one and stays on this site.
 *
 * @param path - of a request, with its leading slash
 */
export function meantAddresses(path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  const clean = `/${parts.join('/')}`;
  const small = clean.toLowerCase();
  const asCodes = `/${parts.map((part, at) => (at < 2 ? part.toLowerCase() : part.toUpperCase())).join('/')}`;
  const deeper = `/${parts.map((part, at) => (at < 3 ? part.toLowerCase() : part.toUpperCase())).join('/')}`;
  // An address of a country, and of a part of it such as an area.
  const of = (country: number) =>
    `/${parts.map((part, at) => (at === country ? part.toUpperCase() : part.toLowerCase())).join('/')}`;
  const language = `/${[parts[0]?.toLowerCase() ?? '', ...parts.slice(1)].join('/')}`;
  return [...new Set([clean, language, asCodes, small, deeper, of(2), of(3), `${clean}/`])].filter(
    (meant) => meant !== path,
  );
}

/**
 * An address of this site as the `Location` of a redirect, relative, since the site may be below any path.
 *
 * @param from - requested path; `..` removes an empty segment like any other
 */
export const relativeAddress = (from: string, to: string): string =>
  `${'../'.repeat(from.split('/').length - 2) || './'}${to.slice(1)}`;

/**
 * A segment of a route's pattern that is one of several words, such as `:step{(?:accept|return)}`.
 *
 * The words are in a group, since the router adds anchors around them: otherwise the anchors would apply to the first
 * and last word only, and `/XX/releases` would be read as the Spanish page.
 */
export const oneOf = <Name extends string>(name: Name, words: readonly string[]): `:${Name}` =>
  `:${name}{(?:${words.map((word) => word.replaceAll('.', '\\.')).join('|')})}` as `:${Name}`;
