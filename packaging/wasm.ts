/**
 * Writes src/statistics/numeric/weighted-sum-code.ts from weighted-sum.wat. `npm run wasm` updates it; a test checks
 * that it is current, so that the code that runs is the one that can be read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openWabt from 'wabt';

const numeric = (file: string) => fileURLToPath(new URL(`../src/statistics/numeric/${file}`, import.meta.url));

/** The module's text as TypeScript. */
export async function weightedSumCode(): Promise<string> {
  const wabt = await openWabt();
  const parsed = wabt.parseWat('weighted-sum.wat', readFileSync(numeric('weighted-sum.wat'), 'utf8'), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const lines =
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  return [
    '// Made by `npm run wasm` from weighted-sum.wat; change that file.',
    '',
    '/** A WebAssembly module in base64. */',
    `export const weightedSumCode =\n${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(numeric('weighted-sum-code.ts'), await weightedSumCode());
}
