import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadTexts } from '../../src/i18n/index.ts';
import { catalogue } from '../../src/problem/problem.ts';
import { root } from './source.ts';

describe('the catalogue of problems', () => {
  it('has each code in docs/errors.md', () => {
    const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
    expect(Object.keys(catalogue).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('has an HTTP error status for each problem', () => {
    const wrong = Object.entries(catalogue).filter(([, { status }]) => status < 400 || status > 599);
    expect(wrong).toEqual([]);
  });

  it('has the same sentence for a problem on a page and in a terminal, where details may follow', () => {
    const pairs = sentencePairs('what');
    expect(pairs.length).toBeGreaterThan(60);
    expect(pairs.filter(({ page, terminal }) => !terminal.startsWith(firstSentence(page)))).toEqual([]);
  });

  it('has the same correction, unless a terminal has other means than a page', () => {
    const pairs = sentencePairs('fix').filter(({ page, terminal }) => !terminal.startsWith(firstSentence(page)));
    const differing = [...new Set(pairs.map(({ code }) => code))].sort();
    expect(differing).toEqual(otherMeans);
  });
});

/** Problems that are corrected by a command or setting in a terminal, and by other means on a page. */
const otherMeans: readonly string[] = [
  'country_not_invited',
  'country_not_public',
  'country_unknown',
  'country_withdrawn',
  'cycle_unknown',
  'folder_kind_differs',
  'form_unreadable',
  'host_foreign',
  'instrument_changed',
  'not_confirmed',
  'release_not_draft',
  'release_not_public',
  'release_unknown',
  'release_withdrawn',
  'store_damaged',
  'store_full',
  'store_lost',
  'support_kinds_differ',
  'support_pair_same',
  'support_report_unknown',
  'too_many_requests',
  'withdrawal_unknown',
  'workbook_country_unknown',
  'workbook_language_not_offered',
  'workbook_not_annotated',
  'workbook_section_unknown',
];

type SentencePair = { readonly code: string; readonly page: string; readonly terminal: string };

/**
 * English sentences of every problem with page texts, in both forms with the same details and the same quotation marks.
 */
function sentencePairs(part: 'what' | 'fix'): SentencePair[] {
  const texts = loadTexts(root);
  const english: Record<string, Record<'what' | 'fix', string>> = parse(
    readFileSync(join(root, 'texts/en/problems.yaml'), 'utf8'),
  );
  return Object.entries(english).flatMap(([code, { [part]: message }]) => {
    const counts = new Set([...message.matchAll(/\{\s*(\w+)\s*,\s*(?:plural|number)/g)].map(([, name]) => name!));
    const names = [...message.matchAll(/\{\s*(\w+)/g)].map(([, name]) => name!);
    const sentence = catalogue[code as keyof typeof catalogue][part] as (details: object) => string;
    return [1, 3].map((count) => {
      const values = Object.fromEntries(names.map((name) => [name, counts.has(name) ? count : name]));
      const details = (isList: boolean) =>
        new Proxy({}, { get: (_, key: string) => (counts.has(key) ? count : isList ? [key] : key) });
      return {
        code,
        page: alike(texts.say('en', `problems.${code}.${part}`, values)),
        terminal: alike(filled(() => sentence(details(false))) ?? sentence(details(true))),
      };
    });
  });
}

/** Null if a detail is a list. */
function filled(sentence: () => string): string | null {
  try {
    return sentence();
  } catch {
    return null;
  }
}

const firstSentence = (text: string) => text.split(/(?<=\.) /)[0]!.replace(/\.$/, '');
const alike = (text: string) => text.replaceAll(/[“”]/g, '"').replaceAll('’', "'");
