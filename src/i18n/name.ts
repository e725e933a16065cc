/**
 * A name in a language, otherwise in the working language, otherwise in any.
 *
 * @param names - by language
 * @returns undefined if there is none
 */
export const nameIn = (
  names: Readonly<Record<string, string>>,
  language: string,
  working: string,
): string | undefined => names[language] ?? names[working] ?? Object.values(names)[0];
