/** Corrects addresses with extra slashes, wrong case, a sign at their end or a region in their language. */

/**
 * Addresses that may have been meant, likeliest first; never the address itself.
 *
 * Programs that turn text into links take the full stop, bracket or space behind an address for a part of it, and other
 * systems write a language with its region (`en-GB`), so both are left out of every guess.
 *
 * Codes of countries and elements are in upper case, everything else in lower case. Slashes are collapsed, so that
 * the result always starts with exactly one and stays on this site.
 *
 * @param path - of a request, with its leading slash
 */
export function meantAddresses(path: string): string[] {
  const parts = path.replace(signsAtEnd, '').replace(regionOfLanguage, '$1').split('/').filter(Boolean);
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

/** Also percent-encoded: spaces, quotation marks, dots and brackets. */
const signsAtEnd =
  /(?:[.,;:!'")\]}>*&]|%(?:2[0279CE]|3[ACE]|5D|7D)|%C2%(?:A0|BB)|%E2%80%(?:99|9C|9D|A6|BA)|%E3%80%82|%EF%BC%8C|%D8%8C)+$/i;
const regionOfLanguage = /^(\/+[a-z]{2,3})[-_][a-z0-9]+(?=\/|$)/i;

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
