/**
 * Typography and spelling rules of the texts: French spaces and apostrophes, and words that official English does not
 * use.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const french = [
  'texts/fr/*.yaml',
  'dashboards/*/texts/fr.yaml',
  'questionnaires/*/*/texts/fr.yaml',
  'pipelines/framework/*/texts/fr.yaml',
];
const linesOf = (patterns: string[]) =>
  globSync(patterns, { cwd: root }).flatMap((file) =>
    readFileSync(resolve(root, file), 'utf8')
      .split('\n')
      .map((text, at) => ({ text, at: `${file}:${at + 1}` }))
      .filter(({ text }) => !text.trimStart().startsWith('#')),
  );

/** An ordinary space where French typography requires U+00A0, or a missing space inside guillemets. */
const wrongSpace = /\S [;:!?»](?=[\s"'},.)]|$)|« |«(?!\u00a0)|(?<!\u00a0)»|[\d}] %|\bn° /;
/** A non-breaking space inside a message's number format, where it is invalid. */
const spacedFormat = /,\u00a0+::/;
/** A straight apostrophe between two letters; sheet names use it deliberately. */
const straightApostrophe = /\p{L}'\p{L}/u;

describe('French texts', () => {
  it('have non-breaking spaces before ; : ! ? and inside « »', () => {
    const lines = linesOf(french);
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines.filter(({ text }) => wrongSpace.test(text) || spacedFormat.test(text))).toEqual([]);
  });

  it('have typographic apostrophes', () => {
    const lines = linesOf(french).filter(({ text }) => !/^\s*sheet:/.test(text));
    expect(lines.filter(({ text }) => straightApostrophe.test(text))).toEqual([]);
  });

  it.each(['Des questions ?', 'Attention :', 'dit « oui »', 'dit «oui»', 'à 90 %', 'STE n° 185'])(
    'are refused as %s',
    (text) => {
      expect(wrongSpace.test(text)).toBe(true);
    },
  );

  it.each(['Des questions\u00a0?', 'dit «\u00a0oui\u00a0»', '{x, number, ::.00}'])('are accepted as %s', (text) => {
    expect(wrongSpace.test(text)).toBe(false);
  });

  it('have all colons in the texts, since page templates write none between two values', () => {
    const lines = linesOf(['src/http/desk/**/*.ts', 'src/http/site/**/*.ts']).filter(({ text }) =>
      text.includes('html`'),
    );
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ text }) => /\}(<\/\w+>)?: \$\{/.test(text))).toEqual([]);
  });
});
