/** Labels of a release for its codes. */
import type { PublishedRelease } from './published.ts';

const known = new WeakMap<PublishedRelease['rows'], Map<string, (kind: string, id: string) => string>>();

/**
 * @returns label of a code of a kind: in the language, otherwise in the first language of the release, otherwise the
 *   code
 */
export function labelsOf({ rows }: PublishedRelease, language: string): (kind: string, id: string) => string {
  const languages = known.get(rows) ?? new Map();
  known.set(rows, languages);
  const made = languages.get(language) ?? make(rows, language);
  languages.set(language, made);
  return made;
}

function make(rows: PublishedRelease['rows'], language: string) {
  const found = new Map<string, string>();
  for (const row of rows('labels')) {
    const key = `${row.kind} ${row.id}`;
    if (row.language === language || !found.has(key)) found.set(key, String(row.label));
  }
  return (kind: string, id: string) => found.get(`${kind} ${id}`) ?? id;
}
