import { globSync } from 'node:fs';
import { build, stop } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { root } from '../source.ts';

afterAll(() => stop());

/** Everything that the software loads, at once or later, as a bundle finds it. */
const bundled = () =>
  build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts', ...globSync('src/**/{child,*-child,*-thread,*-worker}.ts', { cwd: root })],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
    // Programs of the system that is installed, and what the client of PostgreSQL uses where it is there.
    external: ['*.node', '@duckdb/node-bindings-*', 'pg-native', 'esbuild'],
    loader: { '.node': 'empty' },
  });

it('each file of a package that the software loads is installed, and none of a package that is replaced by an empty one', async () => {
  const { metafile } = await bundled();
  const files = Object.keys(metafile.inputs);
  const of = (name: string) => files.filter((file) => file.includes(`node_modules/${name}/`)).length;
  // Packages that other packages load, and those that only their commands load.
  for (const name of ['vega', 'd3-dsv', 'd3-geo-projection', 'topojson-client', 'hono', 'docx', 'jszip'])
    expect(of(name), name).toBeGreaterThan(0);
  for (const name of ['commander', 'iconv-lite', 'rw', 'yargs']) expect(of(name), name).toBe(0);
});
