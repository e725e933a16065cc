/** The spelling rules of the texts: French spaces, and words that official English does not use. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const linesOf = (patterns: string[]) =>
  globSync(patterns, { cwd: root }).flatMap((file) =>
    readFileSync(resolve(root, file), 'utf8')
      .split('\n')
      .map((text, at) => ({ text, at: `${file}:${at + 1}` }))
      .filter(({ text }) => !text.trimStart().startsWith('#')),
  );

/** An ordinary space where French typography asks for U+00A0, or a missing space inside guillemets. */
const wrongSpace = /\S [;:!?»](?=[\s"'},.)]|$)|« |«(?!\u00a0)|(?<!\u00a0)»/;

describe('French texts', () => {
  it('have non-breaking spaces before ; : ! ? and inside « »', () => {
    const lines = linesOf(['texts/fr/*.yaml', 'dashboards/*/texts/fr.yaml']);
    expect(lines.length).toBeGreaterThan(1000);
    expect(lines.filter(({ text }) => wrongSpace.test(text))).toEqual([]);
  });

  it.each(['Des questions ?', 'Attention :', 'dit « oui »', 'dit «oui»'])('are refused as %s', (text) => {
    expect(wrongSpace.test(text)).toBe(true);
  });

  it.each(['Des questions\u00a0?', 'dit «\u00a0oui\u00a0»', '{x, number, ::.00}'])('are accepted as %s', (text) => {
    expect(wrongSpace.test(text)).toBe(false);
  });

  it('have their colon from the texts, as no template of a page writes one between two values', () => {
    const lines = linesOf(['src/http/desk/**/*.ts', 'src/http/site/**/*.ts']).filter(({ text }) =>
      text.includes('html`'),
    );
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ text }) => /\}(<\/\w+>)?: \$\{/.test(text))).toEqual([]);
  });
});
