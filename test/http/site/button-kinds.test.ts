/** Kinds of buttons in the pages have a rule in the stylesheets: without one, every choice looks like the main one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from '../../house/source.ts';

const folder = join(root, 'src/http/style');
const css = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

describe('the stylesheets', () => {
  it('have a rule for each kind of button and of link that looks like one', () => {
    const kinds = new Set<string>();
    for (const { text } of sourceFiles()) {
      for (const [, kind] of text.matchAll(/<button[^>]*\bclass="([a-z]+)"/g)) kinds.add(`button.${kind}`);
      for (const [, kind] of text.matchAll(/class="button ([a-z]+)"/g)) kinds.add(`.button.${kind}`);
    }
    expect(kinds.size).toBeGreaterThan(2);
    expect([...kinds].filter((kind) => !css.split(/[,{}\s]/).includes(kind))).toEqual([]);
  });
});
