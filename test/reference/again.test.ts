import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadCountries } from '../../src/reference/index.ts';

const root = mkdtempSync(join(tmpdir(), 'gap-reference-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = 'pipelines/reference/illustrative';
cpSync(resolve(import.meta.dirname, '../..', folder), join(root, folder), { recursive: true });

const first = () => loadCountries(root, 'illustrative').find(({ code }) => code === 'XAA')!;

it.each([
  ['countries.csv', /(?<=^XAA,)../m, 'QY', () => first().alpha2],
  ['centroids.csv', /(?<=^XAA,)[^,]+/m, '12.5', () => String(first().lon)],
  ['names/es.csv', /(?<=^countries,XAA,).+$/m, 'Otro nombre', () => first().names.es],
  ['groups.csv', /$(?![\s\S])/, 'new_group,XAA,,,typed in,\n', () => String(first().groups.includes('new_group'))],
])('countries are made once, and again after a change of %s', (file, find, to, value) => {
  const before = value();
  expect(loadCountries(root, 'illustrative')).toBe(loadCountries(root, 'illustrative'));
  const path = join(root, folder, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(find, to));
  expect(readFileSync(path, 'utf8')).not.toBe(text);
  expect(value()).not.toBe(before);
});
