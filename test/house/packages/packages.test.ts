import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../source.ts';

const reported = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const nodes = Object.entries(reported.optionalDependencies ?? {});

describe('the packages', () => {
  it('are locked by their content, not by the host that they came from', () => {
    expect(lock).not.toMatch(/"resolved"|https?:\/\/registry/);
  });

  it('are the exact versions that were tested', () => {
    const all = [reported.dependencies, reported.devDependencies, reported.optionalDependencies].flatMap((one) =>
      Object.values(one!),
    );
    expect(all.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('install the same patch level of Node on every platform', () => {
    expect(nodes.length).toBeGreaterThan(2);
    expect(new Set(nodes.map(([, version]) => version)).size).toBe(1);
    expect(nodes.map(([name]) => name).filter((name) => !/^node-(linux|win|darwin)-(x64|arm64)$/.test(name))).toEqual(
      [],
    );
  });
});
