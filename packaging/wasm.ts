/**
 * Writes src/statistics/numeric/*-code.ts from the modules' text (.wat) beside them. `npm run wasm` updates them; a test
 * checks that they are current, so that the code that runs is the one that can be read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openWabt from 'wabt';

const numeric = (file: string) => fileURLToPath(new URL(`../src/statistics/numeric/${file}`, import.meta.url));

/** WebAssembly modules, by the name of their text without its ending. */
export const wasmModules = ['weighted-sum', 'sorting'] as const;
type WasmModule = (typeof wasmModules)[number];

/** Path of the file that has a module's code. */
export const codeFileOf = (name: WasmModule): string => numeric(`${name}-code.ts`);

/** A module's text as TypeScript. */
export async function wasmCodeOf(name: WasmModule): Promise<string> {
  const wabt = await openWabt();
  const features = { simd: true, bulk_memory: true };
  const parsed = wabt.parseWat(`${name}.wat`, readFileSync(numeric(`${name}.wat`), 'utf8'), features);
  parsed.validate();
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const lines =
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  const constant = `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Code`;
  return [
    `// Made by \`npm run wasm\` from ${name}.wat; change that file.`,
    '',
    '/** A WebAssembly module in base64. */',
    `export const ${constant} =\n${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of wasmModules) writeFileSync(codeFileOf(name), await wasmCodeOf(name));
}
