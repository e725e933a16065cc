/** How `src` is read for compilation: which packages are included, and how its imports and locations are written. */
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Loader, Plugin } from 'esbuild';

/** The text of a file. */
export type Read = (path: string) => string;

/** Packages with many small JavaScript files. Others are native, or large and only loaded on demand. */
const compiledPackages = [
  'kysely',
  'yaml',
  'csv-parse',
  'saxes',
  'fflate',
  'intl-messageformat',
  'hono',
  '@hono/node-server',
];

/** Name of the compiled file of a thread or child process; flat, so that each finds the others in its own folder. */
export const entryName = (path: string, root: string) =>
  relative(join(root, 'src'), path).replace(/\.ts$/, '').replace(/[\\/]/g, '-');

/**
 * Reads `src` for esbuild.
 *
 * @param late - modules that are looked up at the first call of each of their functions
 */
export function ownFiles(root: string, read: Read, late: readonly string[] = []): Plugin {
  const source = join(root, 'src');
  return {
    name: 'own files',
    setup: ({ onLoad, onResolve }) => {
      // Our modules have no side effects when loaded, so unused ones are omitted.
      onResolve({ filter: /^\.\.?\// }, ({ path, importer }) =>
        importer.startsWith(source) ? { path: resolve(dirname(importer), path), sideEffects: false } : undefined,
      );
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point' || !importer.startsWith(source)) return undefined;
        const name = path
          .split('/')
          .slice(0, path.startsWith('@') ? 2 : 1)
          .join('/');
        return compiledPackages.includes(name) ? undefined : { path, external: true };
      });
      onLoad({ filter: /\.(?:ts|[cm]?js|json)$/ }, ({ path }) => {
        const text = read(path);
        const loader = path
          .split('.')
          .at(-1)!
          .replace(/^[cm]js$/, 'js') as Loader;
        return {
          contents: path.startsWith(source) ? direct(placed(text, path, root), path, read, late) : taken(text),
          loader,
        };
      });
    },
  };
}

/**
 * References of a module to its own location still refer to its source; threads and children are started from their
 * compiled files.
 */
function placed(text: string, path: string, root: string): string {
  if (!text.includes('import.meta.')) return text;
  const compiled = (file: string) => JSON.stringify(`./${entryName(resolve(dirname(path), file), root)}.mjs`);
  return text
    .replace(
      /new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)/g,
      (_, file) => `new URL(${compiled(file)}, import.meta.url)`,
    )
    .replace(/(join|resolve)\(import\.meta\.dirname, '([^'/]+\.ts)'\)/g, (_, call, file) =>
      `${call}(import.meta.dir\u006eame, ${compiled(file)})`.replace('import.meta.dir\u006eame', '$HERE'),
    )
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('$HERE', 'import.meta.dirname');
}

/** Node's built-in modules as a whole in packages too: by name, `node:http` loads its client of WebSockets. */
const taken = (text: string): string =>
  text.replace(
    /^import \{([^}]*)\} from "(node:[^"]+)";$/gm,
    (_, names: string, part: string) => `const {${renamed(names)}} = process.getBuiltinModule('${part}');`,
  );

/**
 * Imports as needed at start. A name imported through a folder's `index.ts`, at once or later, is imported from its own
 * file, since esbuild would otherwise include everything in the index. Node's built-in modules are imported as a whole: named
 * imports read each name, which loads what some of them stand for, such as file streams for `node:fs`.
 */
function direct(text: string, path: string, read: Read, late: readonly string[]): string {
  return text
    .replace(/^import \{([^}]*)\} from '(\.[^']*\/index\.ts)';$/gm, (_, names: string, index: string) =>
      listed(names)
        .map((name) => importOf(name, resolve(dirname(path), index), read))
        .join(' '),
    )
    .replace(/\(await import\('(\.[^']*\/index\.ts)'\)\)\.(\w+)/g, (_, index: string, name: string) => {
      const { from, as } = exportsOf(resolve(dirname(path), index), read).get(name)!;
      return `(await import(${JSON.stringify(from)})).${as}`;
    })
    .replace(/^import \{([^}]*)\} from '([^.n][^']*)';$/gm, (all, names: string, part: string) =>
      late.includes(part) ? lateImports(part, listed(names)) : all,
    )
    .replace(/^import (?!type\b)([^;]*?) from '(node:[^']+)';$/gm, (_, names: string, part: string) => {
      const whole = `/* @__PURE__ */ process.getBuiltinModule('${part}')`;
      if (part === 'node:process') return '';
      if (late.includes(part)) return lateImports(part, listed(names.slice(1, -1)));
      if (!names.startsWith('{')) return `const ${names.replace('* as ', '')} = ${whole};`;
      return `const {${renamed(names.slice(1, -1))}} = ${whole};`;
    });
}

/** Names to import as names to take from an object. */
const renamed = (names: string): string => listed(names).join(', ').replaceAll(' as ', ': ');

const require = createRequire(import.meta.url);

/**
 * A package is read from its own files then, and is no part of the output.
 *
 * @throws Error for a name that is no function: only a call can be put off
 */
function lateImports(part: string, names: readonly string[]): string {
  const made = require(part) as Readonly<Record<string, unknown>>;
  const builtin = (name: string) => `process.getBuiltinModule('${name}')`;
  const here = JSON.stringify(import.meta.url);
  const whole = isBuiltin(part) ? builtin(part) : `${builtin('node:module')}.createRequire(${here})('${part}')`;
  return names
    .map((name) => {
      const [exported = '', local = exported] = name.split(' as ');
      if (typeof made[exported] !== 'function') throw new Error(`${exported} of ${part} is no function.`);
      const call = `${whole}.${exported}`;
      return `const ${local} = function (...given) { return new.target ? new (${call})(...given) : ${call}(...given); };`;
    })
    .join(' ');
}

/** Names between braces, without those of types. */
const listed = (names: string): string[] =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));

function importOf(name: string, index: string, read: Read): string {
  const [exported = '', local = exported] = name.split(' as ');
  const { from, as } = exportsOf(index, read).get(exported) ?? { from: index, as: exported };
  const file = JSON.stringify(from);
  return as === '*' ? `import * as ${local} from ${file};` : `import { ${as} as ${local} } from ${file};`;
}

/** Re-exports of an `index.ts`: by exported name the file and the original name, `*` for all of a file. */
function exportsOf(index: string, read: Read): ReadonlyMap<string, { readonly from: string; readonly as: string }> {
  const known = indices.get(index);
  if (known) return known;
  const text = read(index);
  const found = new Map<string, { from: string; as: string }>();
  for (const [, all, names, file] of text.matchAll(/^export (?:\* as (\w+)|\{([^}]*)\}) from '(\.[^']+)';$/gm)) {
    const from = resolve(dirname(index), file!);
    if (all !== undefined) found.set(all, { from, as: '*' });
    for (const name of listed(names ?? '')) {
      const [as = '', exported = as] = name.split(' as ');
      found.set(exported, (basename(from) === 'index.ts' && exportsOf(from, read).get(as)) || { from, as });
    }
  }
  indices.set(index, found);
  return found;
}

const indices = new Map<string, ReadonlyMap<string, { readonly from: string; readonly as: string }>>();
