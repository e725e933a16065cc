/**
 * The compiled copy of the product (`packaging/compile.ts`) from which threads and child processes run in
 * production, in tests and in benchmarks. What tests read of content without a fault is kept beside it too.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

const root = resolve(import.meta.dirname, '..');
const place = join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));

/** The folder of the copy, made where there is none of the files as they are now. */
export const compiledCopy = (): string => present() ?? make();

/**
 * The text of a file of `src` with threads and child processes that run from the copy, as in production.
 *
 * @param copy - an expression that is the folder of the copy
 */
export function withCompiledChildren(text: string, path: string, copy: string): string {
  const compiled = (file: string) => {
    const name = relative(join(root, 'src'), join(dirname(path), file))
      .replace(/\.ts$/, '.mjs')
      .replaceAll(/[\\/]/g, '-');
    return `${copy} + ${JSON.stringify(`/${name}`)}`;
  };
  return text
    .replace(
      /new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)/g,
      (_, file) => `process.getBuiltinModule('node:url').pathToFileURL(${compiled(file)})`,
    )
    .replace(/(?:join|resolve)\(import\.meta\.dirname, '([^'/]+\.ts)'\)/g, (_, file) => `(${compiled(file)})`);
}

export default function prepare({ config }: TestProject): void {
  const copy = compiledCopy();
  const shared = config.env.GAP_TEST_KEPT_CONTENT as string;
  mkdirSync(shared, { recursive: true });
  if (!existsSync(join(copy, 'content'))) symlinkSync(shared, join(copy, 'content'));
  process.env.GAP_TEST_COMPILED = copy;
}

/** The compiled copy of the current files; null if there is none. */
function present(): string | null {
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
  const isCurrent = (copy: string): boolean => {
    try {
      const contents = JSON.parse(readFileSync(join(copy, 'contents.json'), 'utf8')) as [string, string][];
      return contents.every(([file, sha256]) => hash(file) === sha256);
    } catch {
      return false;
    }
  };
  const copies = existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : [];
  return copies.find(isCurrent) ?? null;
}

function make(): string {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(root, 'packaging/compile.ts')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The product could not be compiled: ${stderr}`);
  return stdout.trim();
}
