import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/problem/problem.ts';
import { root } from './source.ts';

describe('the catalogue of problems', () => {
  it('has its code in docs/errors.md for each problem', () => {
    const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
    expect(Object.keys(catalogue).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('gives each an HTTP status of an error', () => {
    const wrong = Object.entries(catalogue).filter(([, { status }]) => status < 400 || status > 599);
    expect(wrong).toEqual([]);
  });
});
