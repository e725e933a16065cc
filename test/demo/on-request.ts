/** Lets a server make each page of a copy of content when it is first asked for, where a test reads few of its pages. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** @param root - a content root with its own `texts/languages.yaml` */
export function makePagesOnRequest(root: string): void {
  const file = join(root, 'texts/languages.yaml');
  const declared = parse(readFileSync(file, 'utf8')) as { languages: Record<string, object> };
  const languages = Object.entries(declared.languages).map(([code, one]) => [code, { ...one, pages: 'on_request' }]);
  writeFileSync(file, stringify({ ...declared, languages: Object.fromEntries(languages) }));
}
