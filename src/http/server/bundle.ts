/**
 * Options for bundling the scripts of pages: in `packaging/compile.ts` for a compiled copy, otherwise at server
 * start.
 */
import { basename, join } from 'node:path';
import type { BuildOptions } from 'esbuild';

/** @param root - folder of the software */
export const browserBundle = (root: string) =>
  ({
    entryPoints: [join(root, 'src/browser/reader.ts')],
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

/** The script that every page loads. */
export const isReader = (name: string): boolean => basename(name).startsWith('reader-');
