import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../source.ts';

describe('the files of src/', () => {
  it('import each other in one direction only, types included', () => {
    expect(circlesOf(importsByFile())).toEqual([]);
  });

  it('are reported for a circular import of any length', () => {
    const imports = { a: ['b'], b: ['c'], c: ['a', 'd'], d: ['e'], e: [] };
    expect(circlesOf(new Map(Object.entries(imports)))).toEqual(['a, b, c']);
  });
});

/** Imports within src/ by file, static and dynamic. */
function importsByFile(): Map<string, string[]> {
  return new Map(
    sourceFiles().map(({ path, imports }) => [
      path,
      imports.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(path), name)),
    ]),
  );
}

/** Groups of files that import each other in a circle, as text: strongly connected components by Tarjan's algorithm. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    path.push(file);
    for (const other of imports.get(file) ?? []) {
      if (!order.has(other)) visit(other);
      if (path.includes(other)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(other)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = path.splice(path.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort().join(', '));
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles.sort();
}
