/**
 * Options for bundling the scripts and style sheets of pages: in `packaging/compile.ts` for a compiled copy, otherwise at server
 * start.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildOptions } from 'esbuild';

/** @param root - folder of the software */
export const browserBundle = (root: string) =>
  ({
    entryPoints: [join(root, 'src/browser/reader.ts'), ...styleSheets(root)],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    logLevel: 'silent',
    write: false,
  }) satisfies BuildOptions;

function styleSheets(root: string): string[] {
  const folder = join(root, 'src/http/style');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => join(folder, file));
}

/** The script that every page loads. */
export const isReader = (name: string): boolean => basename(name).startsWith('reader-');

export const isStyleSheet = (name: string): boolean => name.endsWith('.css');
