/** Loaded before a benchmark: what it starts runs from the compiled copy and content that was read once is kept, as in production. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiledCopy, withCompiledChildren } from '../../test/compiled-copy.ts';

const source = pathToFileURL(join(import.meta.dirname, '../../src/')).href;
// Made once, by the process that starts the others.
process.env.BENCH_COMPILED ??= compiledCopy();
process.env.GAP_TEST_KEPT_CONTENT ??= join(process.env.BENCH_COMPILED, 'content');

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!url.startsWith(source) || !loaded.source) return loaded;
    const text =
      typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: withCompiledChildren(text, fileURLToPath(url), 'process.env.BENCH_COMPILED') };
  },
});
