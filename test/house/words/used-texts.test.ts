import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../../../src/problem/problem.ts';
import { root, sourceFiles } from '../source.ts';

/** Keys of a file of texts, with the name of the file as prefix. */
function keysOf(node: unknown, path: string): string[] {
  if (typeof node === 'string') return [path];
  return Object.entries(node as object).flatMap(([key, branch]) => keysOf(branch, `${path}.${key}`));
}

const areas = readdirSync(join(root, 'texts/en')).map((name) => name.replace(/\.yaml$/, ''));
const texts = areas.flatMap((area) => keysOf(parse(readFileSync(join(root, `texts/en/${area}.yaml`), 'utf8')), area));

/** Strings of the source, and patterns from its templates: `face.t(`leaning.${leaning}`)` takes every leaning. */
function named() {
  const words = new Set<string>();
  const patterns: RegExp[] = [];
  for (const { text, strings } of sourceFiles()) {
    for (const one of strings) words.add(one);
    for (const [, template] of text.matchAll(/`([\w.-]*(?:\$\{[^{}`]*(?:\{[^{}`]*\})?[^{}`]*\}[\w.-]*)+)`/g)) {
      const parts = template!.split(/\$\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}/);
      const saysOnlyItsFile = parts.length === 2 && parts[1] === '' && areas.includes(parts[0]!.replace(/\.$/, ''));
      if (parts[0] === '' || saysOnlyItsFile) continue;
      patterns.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`));
    }
    // A string or template within a template.
    for (const [, word] of text.matchAll(/'([\w.<>=+-]+)'/g)) words.add(word!);
  }
  for (const file of readdirSync(join(root, 'dashboards'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(yaml|json)$/.test(file) || file.includes('texts')) continue;
    const text = readFileSync(join(root, 'dashboards', file), 'utf8');
    for (const [, word] of text.matchAll(/(?:text:)?\b([a-z_]+(?:\.[\w<>=+-]+)*)/g)) words.add(word!);
  }
  for (const file of readdirSync(join(root, 'pipelines/reference'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.geojson')) continue;
    const text = readFileSync(join(root, 'pipelines/reference', file), 'utf8');
    for (const [, word] of text.matchAll(/"footnote":\s*"(\w+)"/g)) words.add(`footnotes.${word}`);
  }
  for (const code of Object.keys(catalogue)) words.add(`${code}.what`).add(`${code}.fix`);
  return { words, patterns };
}

describe('every text of the product', () => {
  it('is used by the source, a dashboard or a map', () => {
    const { words, patterns } = named();
    const isNamed = (name: string) => words.has(name) || patterns.some((pattern) => pattern.test(name));
    const unused = texts.filter((key) => {
      const steps = key.split('.');
      // By the complete key or a suffix of it; by the last segment only where the key has no others.
      const ends = steps.slice(0, Math.max(2, steps.length - 1)).map((_, from) => steps.slice(from).join('.'));
      // A dashboard names the texts of a list by their prefix: `texts: shades`.
      return !ends.some(isNamed) && !(steps[0] === 'dashboard' && words.has(steps[1]!));
    });
    expect(unused).toEqual([]);
  });
});
